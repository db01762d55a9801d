// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/viewer.hpp"

#include <atomic>
#include <optional>
#include <string_view>
#include <utility>

#include "common/text.hpp"
#include "runner/preview/session_description.hpp"

namespace pipewright {

/// Keeps packets from a peer that cannot use them: before it is connected, and until a key frame.
struct Viewer::Gate {
  enum class State { kClosed, kUntilKeyFrame, kOpen };
  std::atomic<State> state = State::kClosed;
  const PictureTrail& trail;
  const bool is_encoded;  ///< pictures come, not packets

  Gate(const PictureTrail& picture_trail, bool are_pictures)
      : trail(picture_trail), is_encoded(are_pictures) {}

  [[nodiscard]] bool is_key_frame(const GstBuffer* buffer) const {
    return is_encoded ? !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)
                      : GST_BUFFER_PTS(buffer) == trail.last_key_frame();
  }

  bool lets_through(const GstBuffer* buffer) {
    switch (state.load(std::memory_order_relaxed)) {
      case State::kClosed:
        return false;
      case State::kUntilKeyFrame:
        if (!is_key_frame(buffer)) return false;
        state.store(State::kOpen, std::memory_order_relaxed);
        return true;
      case State::kOpen:
        return true;
    }
    return true;
  }
};

namespace {

/// Packets that a slow peer's queue holds; about a second of video.
constexpr guint kMaxQueuedPackets = 500;

using WeakViewer = std::weak_ptr<Viewer>;

/// What a callback of webrtcbin is given: enough to find the viewer on the main thread, if it is
/// still there.
struct Handover {
  MainQueue& main;
  WeakViewer viewer;

  template <class Task>
  void run(Task task) const {
    main.post([viewer = viewer, task = std::move(task)] {
      if (const ViewerPtr alive = viewer.lock()) task(*alive);
    });
  }
};

std::string error_of(const GstStructure* reply) {
  if (reply == nullptr || !gst_structure_has_field(reply, "error")) return {};
  GError* raw_error = nullptr;
  gst_structure_get(reply, "error", G_TYPE_ERROR, &raw_error, nullptr);
  const GErrorPtr error(raw_error);
  return error ? error->message : "unknown error";
}

using PromiseTask = std::function<void(const GstStructure* reply)>;

/// A promise that runs `task` in webrtcbin's thread when it is answered. webrtcbin holds it until
/// then, or until it is shut down.
GstPtr<GstPromise> promise_with(PromiseTask task) {
  return GstPtr<GstPromise>(gst_promise_new_with_change_func(
      [](GstPromise* promise, gpointer user_data) {
        if (gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED) {
          (*static_cast<PromiseTask*>(user_data))(gst_promise_get_reply(promise));
        }
      },
      new PromiseTask(std::move(task)),
      [](gpointer user_data) { delete static_cast<PromiseTask*>(user_data); }));
}

/// The object in a property; null where this version has no such property.
GstPtr<GObject> object_property(GObject* owner, const char* name) {
  GObject* object = nullptr;
  if (owner != nullptr && g_object_class_find_property(G_OBJECT_GET_CLASS(owner), name)) {
    g_object_get(owner, name, &object, nullptr);
  }
  return GstPtr<GObject>(object);
}

/// libnice asks routers for a port by UPnP unless it is told not to: a preview opens none to the
/// outside, and need not wait for what no router answers.
void open_no_router_ports(GstElement* webrtc) {
  const GstPtr<GObject> ice = object_property(G_OBJECT(webrtc), "ice-agent");
  const GstPtr<GObject> nice = object_property(ice.get(), "agent");
  if (nice && g_object_class_find_property(G_OBJECT_GET_CLASS(nice.get()), "upnp")) {
    g_object_set(nice.get(), "upnp", FALSE, nullptr);
  }
}

void delete_handover(gpointer data, GClosure*) {
  delete static_cast<Handover*>(data);
}

}  // namespace

Viewer::Viewer(std::string id, std::string offer, MainQueue& main, Events events)
    : id_(std::move(id)), offer_(std::move(offer)), main_(main), events_(std::move(events)) {}

Viewer::~Viewer() {
  leave();
}

Outcome<void> Viewer::join(const Preview& preview) {
  pipeline_ = preview.pipeline;
  if (auto made = make_elements(); !made) return made;
  if (!offer_.empty()) return take_offer(preview);
  const auto handover = new Handover{main_, weak_from_this()};
  g_signal_connect_data(
      webrtc_.get(), "on-negotiation-needed", G_CALLBACK(+[](GstElement*, gpointer user_data) {
        static_cast<Handover*>(user_data)->run([](Viewer& viewer) { viewer.make_offer(); });
      }),
      handover, delete_handover, GConnectFlags(0));
  const PadPtr webrtc_pad(gst_element_request_pad_simple(webrtc_.get(), "sink_%u"));
  send_to(webrtc_pad.get(), queue_.get());
  gst_element_sync_state_with_parent(webrtc_.get());
  gst_element_sync_state_with_parent(queue_.get());
  return open_gate(preview.packets, preview.trail, false);
}

Outcome<void> Viewer::make_elements() {
  queue_ = share_object(gst_element_factory_make("queue", nullptr));
  webrtc_ = share_object(gst_element_factory_make("webrtcbin", nullptr));
  if (!queue_ || !webrtc_) {
    return make_error(runner::PREVIEW_UNAVAILABLE, "webrtcbin could not be created.");
  }
  g_object_set(queue_.get(), "max-size-buffers", kMaxQueuedPackets, "max-size-bytes", 0,
               "max-size-time", static_cast<guint64>(0), nullptr);
  gst_util_set_object_arg(G_OBJECT(queue_.get()), "leaky", "downstream");
  gst_util_set_object_arg(G_OBJECT(webrtc_.get()), "bundle-policy", "max-bundle");
  open_no_router_ports(webrtc_.get());

  const auto handover = [this] { return new Handover{main_, weak_from_this()}; };
  g_signal_connect_data(
      webrtc_.get(), "on-ice-candidate",
      G_CALLBACK(+[](GstElement*, guint mline_index, gchar* candidate, gpointer user_data) {
        static_cast<Handover*>(user_data)->run(
            [mline_index, text = std::string(candidate)](Viewer& viewer) {
              viewer.send_candidate(mline_index, text);
            });
      }),
      handover(), delete_handover, GConnectFlags(0));
  g_signal_connect_data(webrtc_.get(), "notify::connection-state",
                        G_CALLBACK(+[](GstElement*, GParamSpec*, gpointer user_data) {
                          static_cast<Handover*>(user_data)->run(
                              [](Viewer& viewer) { viewer.on_connection_state(); });
                        }),
                        handover(), delete_handover, GConnectFlags(0));
  gst_bin_add_many(GST_BIN(pipeline_), queue_.get(), webrtc_.get(), nullptr);
  return {};
}

void Viewer::send_to(GstPad* webrtc_pad, GstElement* last) {
  GstWebRTCRTPTransceiver* raw_transceiver = nullptr;
  g_object_get(webrtc_pad, "transceiver", &raw_transceiver, nullptr);
  if (const GstPtr<GstWebRTCRTPTransceiver> transceiver{raw_transceiver}) {
    g_object_set(transceiver.get(), "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY,
                 "do-nack", TRUE, nullptr);
  }
  const PadPtr last_source(gst_element_get_static_pad(last, "src"));
  gst_pad_link(last_source.get(), webrtc_pad);
}

Outcome<void> Viewer::open_gate(GstElement* tee, const PictureTrail& trail, bool is_encoded) {
  tee_ = tee;
  gate_ = std::make_shared<Gate>(trail, is_encoded);
  const PadPtr queue_sink(gst_element_get_static_pad(queue_.get(), "sink"));
  gst_pad_add_probe(
      queue_sink.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST),
      [](GstPad*, GstPadProbeInfo* info, gpointer user_data) {
        const GstBuffer* first = nullptr;
        if ((info->type & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
          first = GST_PAD_PROBE_INFO_BUFFER(info);
        } else if (GstBufferList* list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
                   gst_buffer_list_length(list) > 0) {
          first = gst_buffer_list_get(list, 0);
        }
        Gate& gate = **static_cast<std::shared_ptr<Gate>*>(user_data);
        return first == nullptr || gate.lets_through(first) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
      },
      new std::shared_ptr<Gate>(gate_),
      [](gpointer user_data) { delete static_cast<std::shared_ptr<Gate>*>(user_data); });
  tee_pad_ = PadPtr(gst_element_request_pad_simple(tee, "src_%u"));
  if (gst_pad_link(tee_pad_.get(), queue_sink.get()) != GST_PAD_LINK_OK) {
    return make_error(runner::PREVIEW_UNAVAILABLE,
                      "The viewer could not be linked to the preview.");
  }
  return {};
}

Outcome<void> Viewer::take_offer(const Preview& preview) {
  const DescriptionPtr offer = parse_description(GST_WEBRTC_SDP_TYPE_OFFER, offer_);
  const std::optional<OfferedVideo> video =
      offer ? offered_video(*offer->sdp, preview.encoder.codec) : std::nullopt;
  if (!video) {
    return make_error(runner::BAD_REQUEST,
                      concat("The offer has no video that could be sent: it takes ",
                             preview.encoder.codec, " (packetization-mode 1 for H264)."));
  }
  offered_media_ = video->media;
  payloader_ = share_object(gst_parse_launch(preview.encoder.payloader, nullptr));
  // The answer names the source of the packets before the first of them comes.
  g_object_set(payloader_.get(), "pt", video->payload_type, "ssrc", g_random_int(), nullptr);
  gst_bin_add(GST_BIN(pipeline_), payloader_.get());
  gst_element_link(queue_.get(), payloader_.get());
  for (const ElementPtr* element : {&webrtc_, &payloader_, &queue_}) {
    gst_element_sync_state_with_parent(element->get());
  }
  const GstPtr<GstPromise> promise =
      promise_with([handover = Handover{main_, weak_from_this()}](const GstStructure* reply) {
        handover.run([error = error_of(reply)](Viewer& viewer) {
          if (error.empty()) {
            viewer.make_answer();
          } else {
            viewer.events_.ended(concat("its offer was refused: ", error));
          }
        });
      });
  g_signal_emit_by_name(webrtc_.get(), "set-remote-description", offer.get(), promise.get());
  return open_gate(preview.encoded, preview.trail, true);
}

void Viewer::make_answer() {
  if (!webrtc_) return;
  has_offered_ = true;
  has_been_answered_ = true;
  const std::string pad_name = concat("sink_", offered_media_);
  const PadPtr webrtc_pad(gst_element_request_pad_simple(webrtc_.get(), pad_name.c_str()));
  if (!webrtc_pad) return events_.ended("webrtcbin gave no pad for the offer's video");
  GstWebRTCRTPTransceiver* raw_transceiver = nullptr;
  g_object_get(webrtc_pad.get(), "transceiver", &raw_transceiver, nullptr);
  if (const GstPtr<GstWebRTCRTPTransceiver> transceiver{raw_transceiver}) {
    const PadPtr source(gst_element_get_static_pad(payloader_.get(), "src"));
    gint payload_type = 0;
    guint ssrc = 0;
    g_object_get(payloader_.get(), "pt", &payload_type, "ssrc", &ssrc, nullptr);
    const CapsPtr caps(gst_pad_get_pad_template_caps(source.get()));
    const char* codec =
        gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "encoding-name");
    const CapsPtr preferred(
        gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "video", "encoding-name",
                            G_TYPE_STRING, codec, "clock-rate", G_TYPE_INT, 90000, "payload",
                            G_TYPE_INT, payload_type, "ssrc", G_TYPE_UINT, ssrc, nullptr));
    g_object_set(transceiver.get(), "codec-preferences", preferred.get(), nullptr);
  }
  send_to(webrtc_pad.get(), payloader_.get());
  g_signal_connect_data(
      webrtc_.get(), "notify::ice-gathering-state",
      G_CALLBACK(+[](GstElement*, GParamSpec*, gpointer user_data) {
        static_cast<Handover*>(user_data)->run([](Viewer& viewer) { viewer.send_answer(); });
      }),
      new Handover{main_, weak_from_this()}, delete_handover, GConnectFlags(0));
  const GstPtr<GstPromise> promise =
      promise_with([handover = Handover{main_, weak_from_this()}](const GstStructure* reply) {
        GstWebRTCSessionDescription* raw_answer = nullptr;
        if (reply != nullptr && gst_structure_has_field(reply, "answer")) {
          gst_structure_get(reply, "answer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &raw_answer,
                            nullptr);
        }
        const std::shared_ptr<GstWebRTCSessionDescription> answer(DescriptionPtr{raw_answer});
        handover.run([answer, error = error_of(reply)](Viewer& viewer) {
          if (!answer) return viewer.events_.ended(concat("no answer could be made: ", error));
          viewer.set_local_description(*answer);
        });
      });
  g_signal_emit_by_name(webrtc_.get(), "create-answer", nullptr, promise.get());
}

void Viewer::send_answer() {
  if (!webrtc_) return;
  GstWebRTCICEGatheringState state = GST_WEBRTC_ICE_GATHERING_STATE_NEW;
  GstWebRTCSessionDescription* raw_answer = nullptr;
  g_object_get(webrtc_.get(), "ice-gathering-state", &state, "local-description", &raw_answer,
               nullptr);
  const DescriptionPtr answer(raw_answer);
  if (state != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE || !answer) return;
  if (std::exchange(has_sent_answer_, true)) return;
  runner::Notification notification;
  notification.mutable_viewer_answer()->set_viewer_id(id_);
  notification.mutable_viewer_answer()->set_sdp(take_text(gst_sdp_message_as_text(answer->sdp)));
  events_.notify(std::move(notification));
}

void Viewer::leave() {
  finish_answer(make_error(runner::INVALID_STATE, concat("Viewer '", id_, "' has ended.")));
  if (pipeline_ == nullptr) return;
  for (const ElementPtr* element : {&queue_, &payloader_, &webrtc_}) {
    if (*element) gst_element_set_locked_state(element->get(), TRUE);
  }
  if (tee_pad_) {
    if (const PadPtr peer{gst_pad_get_peer(tee_pad_.get())}) {
      gst_pad_unlink(tee_pad_.get(), peer.get());
    }
    gst_element_release_request_pad(tee_, tee_pad_.get());
    tee_pad_.reset();
  }
  for (const ElementPtr* element : {&queue_, &payloader_, &webrtc_}) {
    if (!*element) continue;
    gst_element_set_state(element->get(), GST_STATE_NULL);
    if (GST_OBJECT_PARENT(element->get()) == GST_OBJECT(pipeline_)) {
      gst_bin_remove(GST_BIN(pipeline_), element->get());
    }
  }
  queue_.reset();
  payloader_.reset();
  webrtc_.reset();
  pipeline_ = nullptr;
}

void Viewer::make_offer() {
  if (!webrtc_ || std::exchange(has_offered_, true)) return;
  const GstPtr<GstPromise> promise =
      promise_with([handover = Handover{main_, weak_from_this()}](const GstStructure* reply) {
        if (const std::string error = error_of(reply); !error.empty()) {
          handover.run([error](Viewer& viewer) {
            viewer.events_.ended(concat("no offer could be made: ", error));
          });
          return;
        }
        GstWebRTCSessionDescription* raw_offer = nullptr;
        gst_structure_get(reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &raw_offer, nullptr);
        if (raw_offer == nullptr) return;
        const DescriptionPtr offer(raw_offer);
        const std::string sdp = take_text(gst_sdp_message_as_text(offer->sdp));
        handover.run([sdp](Viewer& viewer) { viewer.send_offer(sdp); });
      });
  g_signal_emit_by_name(webrtc_.get(), "create-offer", nullptr, promise.get());
}

void Viewer::send_offer(const std::string& sdp) {
  if (!webrtc_) return;
  runner::Notification notification;
  notification.mutable_viewer_offer()->set_viewer_id(id_);
  notification.mutable_viewer_offer()->set_sdp(sdp);
  // Before the local description is set, since candidates follow from that.
  events_.notify(std::move(notification));
  const DescriptionPtr offer = parse_description(GST_WEBRTC_SDP_TYPE_OFFER, sdp);
  set_local_description(*offer);
}

void Viewer::set_local_description(GstWebRTCSessionDescription& description) {
  if (!webrtc_) return;
  const GstPtr<GstPromise> promise =
      promise_with([handover = Handover{main_, weak_from_this()}](const GstStructure* reply) {
        const std::string error = error_of(reply);
        if (error.empty()) return;
        handover.run([error](Viewer& viewer) {
          viewer.events_.ended(concat("its description was refused: ", error));
        });
      });
  g_signal_emit_by_name(webrtc_.get(), "set-local-description", &description, promise.get());
}

void Viewer::send_candidate(std::uint32_t mline_index, const std::string& candidate) {
  // An answer holds them all.
  if (!offer_.empty()) return;
  runner::Notification notification;
  runner::IceCandidate& message = *notification.mutable_ice_candidate();
  message.set_viewer_id(id_);
  message.set_mline_index(mline_index);
  message.set_candidate(candidate);
  events_.notify(std::move(notification));
}

void Viewer::answer(const std::string& sdp, Callback done) {
  const auto refuse = [&](runner::ErrorCode code, std::string_view why) {
    done(make_error(code, concat("Viewer '", id_, "': ", why, ".")));
  };
  if (!has_offered_)
    return refuse(runner::INVALID_STATE, "it has been made no offer to answer yet");
  if (has_been_answered_) return refuse(runner::INVALID_STATE, "it has answered already");
  const DescriptionPtr answer = parse_description(GST_WEBRTC_SDP_TYPE_ANSWER, sdp);
  if (!answer) return refuse(runner::BAD_REQUEST, "its answer is no SDP with a media section");
  has_been_answered_ = true;
  on_answered_ = std::move(done);
  const GstPtr<GstPromise> promise =
      promise_with([handover = Handover{main_, weak_from_this()}](const GstStructure* reply) {
        handover.run([error = error_of(reply)](Viewer& viewer) {
          if (error.empty()) return viewer.finish_answer({});
          viewer.finish_answer(make_error(
              runner::BAD_REQUEST,
              concat("Viewer '", viewer.id_, "': its answer was refused: ", error, ".")));
        });
      });
  g_signal_emit_by_name(webrtc_.get(), "set-remote-description", answer.get(), promise.get());
}

void Viewer::finish_answer(Outcome<void> outcome) {
  if (const Callback done = std::exchange(on_answered_, nullptr)) done(std::move(outcome));
}

Outcome<void> Viewer::add_ice_candidate(std::uint32_t mline_index, const std::string& candidate) {
  if (!has_offered_) {
    return make_error(runner::INVALID_STATE,
                      concat("Viewer '", id_, "': candidates come after the offer."));
  }
  // Browsers end their candidates with an empty one, which webrtcbin does not know.
  if (candidate.empty()) return {};
  g_signal_emit_by_name(webrtc_.get(), "add-ice-candidate", mline_index, candidate.c_str());
  return {};
}

bool Viewer::owns(GstObject* object) const {
  return webrtc_ && (object == GST_OBJECT(webrtc_.get()) ||
                     gst_object_has_as_ancestor(object, GST_OBJECT(webrtc_.get())));
}

void Viewer::on_connection_state() {
  if (!webrtc_) return;
  GstWebRTCPeerConnectionState state = GST_WEBRTC_PEER_CONNECTION_STATE_NEW;
  g_object_get(webrtc_.get(), "connection-state", &state, nullptr);
  switch (state) {
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED: {
      auto closed = Gate::State::kClosed;
      if (gate_->state.compare_exchange_strong(closed, Gate::State::kUntilKeyFrame)) {
        events_.connected();
      }
      break;
    }
    case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED:
      events_.ended("the connection to the viewer failed");
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED:
      events_.ended("the viewer closed the connection");
      break;
    default:
      break;
  }
}

}  // namespace pipewright
