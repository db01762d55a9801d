// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/viewer.hpp"

#define GST_USE_UNSTABLE_API
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include <atomic>
#include <utility>

#include "common/text.hpp"

namespace pipewright {

/// Keeps packets from a peer that cannot use them: before it is connected, and until a key frame.
struct Viewer::Gate {
  enum class State { kClosed, kUntilKeyFrame, kOpen };
  std::atomic<State> state = State::kClosed;
  const PictureTrail& trail;

  explicit Gate(const PictureTrail& picture_trail) : trail(picture_trail) {}

  bool lets_through(GstClockTime pts) {
    switch (state.load(std::memory_order_relaxed)) {
      case State::kClosed:
        return false;
      case State::kUntilKeyFrame:
        if (pts != trail.last_key_frame()) return false;
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

/// A promise that runs `task` in webrtcbin's thread when it is answered.
GstPromise* promise_with(PromiseTask task) {
  return gst_promise_new_with_change_func(
      [](GstPromise* promise, gpointer user_data) {
        const GstPtr<GstPromise> owner(promise);
        if (gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED) {
          (*static_cast<PromiseTask*>(user_data))(gst_promise_get_reply(promise));
        }
      },
      new PromiseTask(std::move(task)),
      [](gpointer user_data) { delete static_cast<PromiseTask*>(user_data); });
}

struct DescriptionRelease {
  void operator()(GstWebRTCSessionDescription* description) const {
    gst_webrtc_session_description_free(description);
  }
};
using DescriptionPtr = std::unique_ptr<GstWebRTCSessionDescription, DescriptionRelease>;

DescriptionPtr parse_description(GstWebRTCSDPType type, const std::string& text) {
  GstSDPMessage* sdp = nullptr;
  if (gst_sdp_message_new_from_text(text.c_str(), &sdp) != GST_SDP_OK) return nullptr;
  if (gst_sdp_message_medias_len(sdp) == 0) {
    gst_sdp_message_free(sdp);
    return nullptr;
  }
  return DescriptionPtr(gst_webrtc_session_description_new(type, sdp));
}

void delete_handover(gpointer data, GClosure*) {
  delete static_cast<Handover*>(data);
}

}  // namespace

Viewer::Viewer(std::string id, MainQueue& main, Events events)
    : id_(std::move(id)), main_(main), events_(std::move(events)) {}

Viewer::~Viewer() {
  leave();
}

Outcome<void> Viewer::join(GstElement* pipeline, GstElement* tee, const PictureTrail& trail) {
  pipeline_ = pipeline;
  tee_ = tee;
  queue_ = share_object(gst_element_factory_make("queue", nullptr));
  webrtc_ = share_object(gst_element_factory_make("webrtcbin", nullptr));
  if (!queue_ || !webrtc_) {
    return make_error(runner::PREVIEW_UNAVAILABLE, "webrtcbin could not be created.");
  }
  g_object_set(queue_.get(), "max-size-buffers", kMaxQueuedPackets, "max-size-bytes", 0,
               "max-size-time", static_cast<guint64>(0), nullptr);
  gst_util_set_object_arg(G_OBJECT(queue_.get()), "leaky", "downstream");
  gst_util_set_object_arg(G_OBJECT(webrtc_.get()), "bundle-policy", "max-bundle");

  const auto handover = [this] { return new Handover{main_, weak_from_this()}; };
  g_signal_connect_data(
      webrtc_.get(), "on-negotiation-needed", G_CALLBACK(+[](GstElement*, gpointer user_data) {
        static_cast<Handover*>(user_data)->run([](Viewer& viewer) { viewer.make_offer(); });
      }),
      handover(), delete_handover, GConnectFlags(0));
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

  gst_bin_add_many(GST_BIN(pipeline), queue_.get(), webrtc_.get(), nullptr);
  const PadPtr webrtc_pad(gst_element_request_pad_simple(webrtc_.get(), "sink_%u"));
  GstWebRTCRTPTransceiver* raw_transceiver = nullptr;
  g_object_get(webrtc_pad.get(), "transceiver", &raw_transceiver, nullptr);
  if (const GstPtr<GstWebRTCRTPTransceiver> transceiver{raw_transceiver}) {
    g_object_set(transceiver.get(), "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY,
                 "do-nack", TRUE, nullptr);
  }
  const PadPtr queue_source(gst_element_get_static_pad(queue_.get(), "src"));
  const PadPtr queue_sink(gst_element_get_static_pad(queue_.get(), "sink"));
  gst_pad_link(queue_source.get(), webrtc_pad.get());

  gate_ = std::make_shared<Gate>(trail);
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
        return first == nullptr || gate.lets_through(GST_BUFFER_PTS(first)) ? GST_PAD_PROBE_OK
                                                                            : GST_PAD_PROBE_DROP;
      },
      new std::shared_ptr<Gate>(gate_),
      [](gpointer user_data) { delete static_cast<std::shared_ptr<Gate>*>(user_data); });

  gst_element_sync_state_with_parent(webrtc_.get());
  gst_element_sync_state_with_parent(queue_.get());
  tee_pad_ = PadPtr(gst_element_request_pad_simple(tee, "src_%u"));
  if (gst_pad_link(tee_pad_.get(), queue_sink.get()) != GST_PAD_LINK_OK) {
    return make_error(runner::PREVIEW_UNAVAILABLE,
                      "The viewer could not be linked to the preview.");
  }
  return {};
}

void Viewer::leave() {
  if (pipeline_ == nullptr) return;
  for (const ElementPtr* element : {&queue_, &webrtc_}) {
    if (*element) gst_element_set_locked_state(element->get(), TRUE);
  }
  if (tee_pad_) {
    if (const PadPtr peer{gst_pad_get_peer(tee_pad_.get())}) {
      gst_pad_unlink(tee_pad_.get(), peer.get());
    }
    gst_element_release_request_pad(tee_, tee_pad_.get());
    tee_pad_.reset();
  }
  for (const ElementPtr* element : {&queue_, &webrtc_}) {
    if (!*element) continue;
    gst_element_set_state(element->get(), GST_STATE_NULL);
    if (GST_OBJECT_PARENT(element->get()) == GST_OBJECT(pipeline_)) {
      gst_bin_remove(GST_BIN(pipeline_), element->get());
    }
  }
  queue_.reset();
  webrtc_.reset();
  pipeline_ = nullptr;
}

void Viewer::make_offer() {
  if (!webrtc_ || std::exchange(has_offered_, true)) return;
  GstPromise* promise =
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
  g_signal_emit_by_name(webrtc_.get(), "create-offer", nullptr, promise);
}

void Viewer::send_offer(const std::string& sdp) {
  if (!webrtc_) return;
  runner::Notification notification;
  notification.mutable_viewer_offer()->set_viewer_id(id_);
  notification.mutable_viewer_offer()->set_sdp(sdp);
  // Before the local description is set, since candidates follow from that.
  events_.notify(std::move(notification));
  const DescriptionPtr offer = parse_description(GST_WEBRTC_SDP_TYPE_OFFER, sdp);
  const GstPtr<GstPromise> promise(gst_promise_new());
  g_signal_emit_by_name(webrtc_.get(), "set-local-description", offer.get(), promise.get());
}

void Viewer::send_candidate(std::uint32_t mline_index, const std::string& candidate) {
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
  GstPromise* promise =
      promise_with([&main = main_, id = id_, done = std::move(done)](const GstStructure* reply) {
        main.post([id, done, error = error_of(reply)] {
          if (error.empty()) {
            done({});
          } else {
            done(make_error(runner::BAD_REQUEST,
                            concat("Viewer '", id, "': its answer was refused: ", error, ".")));
          }
        });
      });
  g_signal_emit_by_name(webrtc_.get(), "set-remote-description", answer.get(), promise);
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
