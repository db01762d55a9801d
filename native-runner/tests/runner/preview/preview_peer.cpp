// SPDX-License-Identifier: Apache-2.0
#include "preview_peer.hpp"

#include <gtest/gtest.h>

#include <gst/sdp/sdp.h>

#include <condition_variable>
#include <stdexcept>

namespace pipewright::test {

PreviewPeer::PreviewPeer(RunnerProcess& runner, std::string viewer_id)
    : runner_(runner), viewer_id_(std::move(viewer_id)) {
  pipeline_ = gst_pipeline_new(nullptr);
  webrtc_ = gst_element_factory_make("webrtcbin", nullptr);
  if (webrtc_ == nullptr) throw std::runtime_error("webrtcbin is not installed");
  gst_util_set_object_arg(G_OBJECT(webrtc_), "bundle-policy", "max-bundle");
  g_object_set(webrtc_, "latency", 0, nullptr);
  gst_bin_add(GST_BIN(pipeline_), webrtc_);
  g_signal_connect(webrtc_, "pad-added", G_CALLBACK(on_pad_added), this);
  g_signal_connect(webrtc_, "on-ice-candidate", G_CALLBACK(on_candidate), this);
  gst_element_set_state(pipeline_, GST_STATE_PLAYING);
}

PreviewPeer::~PreviewPeer() {
  gst_element_set_state(pipeline_, GST_STATE_NULL);
  gst_object_unref(pipeline_);
}

std::set<std::uint32_t> PreviewPeer::rtp_timestamps() {
  const std::lock_guard lock(mutex_);
  return rtp_timestamps_;
}

void PreviewPeer::on_pad_added(GstElement*, GstPad* pad, gpointer user_data) {
  auto* peer = static_cast<PreviewPeer*>(user_data);
  GstCaps* caps = gst_pad_get_current_caps(pad);
  const std::string codec =
      gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
  gst_caps_unref(caps);
  gst_pad_add_probe(
      pad, GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer data) {
        std::uint32_t timestamp = 0;
        gst_buffer_extract(GST_PAD_PROBE_INFO_BUFFER(info), 4, &timestamp, sizeof(timestamp));
        auto* self = static_cast<PreviewPeer*>(data);
        const std::lock_guard lock(self->mutex_);
        self->rtp_timestamps_.insert(GUINT32_FROM_BE(timestamp));
        return GST_PAD_PROBE_OK;
      },
      peer, nullptr);
  GstElement* decoder = gst_parse_bin_from_description(
      codec == "H264" ? "rtph264depay ! avdec_h264 ! fakesink name=decoded signal-handoffs=true"
                      : "rtpvp8depay ! vp8dec ! fakesink name=decoded signal-handoffs=true",
      TRUE, nullptr);
  GstElement* sink = gst_bin_get_by_name(GST_BIN(decoder), "decoded");
  g_object_set(sink, "sync", FALSE, "async", FALSE, nullptr);
  g_signal_connect(sink, "handoff", G_CALLBACK(on_decoded), peer);
  gst_object_unref(sink);
  gst_bin_add(GST_BIN(peer->pipeline_), decoder);
  gst_element_sync_state_with_parent(decoder);
  GstPad* decoder_sink = gst_element_get_static_pad(decoder, "sink");
  gst_pad_link(pad, decoder_sink);
  gst_object_unref(decoder_sink);
}

void PreviewPeer::on_decoded(GstElement*, GstBuffer*, GstPad* pad, gpointer user_data) {
  auto* peer = static_cast<PreviewPeer*>(user_data);
  if (peer->num_decoded_ == 0) {
    peer->first_picture_ = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - peer->start_);
  }
  GstCaps* caps = gst_pad_get_current_caps(pad);
  int width = 0;
  int height = 0;
  gst_structure_get_int(gst_caps_get_structure(caps, 0), "width", &width);
  gst_structure_get_int(gst_caps_get_structure(caps, 0), "height", &height);
  gst_caps_unref(caps);
  peer->width_ = width;
  peer->height_ = height;
  ++peer->num_decoded_;
}

void PreviewPeer::on_candidate(GstElement*, guint mline_index, gchar* candidate,
                               gpointer user_data) {
  auto* peer = static_cast<PreviewPeer*>(user_data);
  const std::lock_guard lock(peer->mutex_);
  peer->candidates_.emplace_back(mline_index, candidate);
}

void PreviewPeer::send_candidates() {
  std::vector<std::pair<guint, std::string>> candidates;
  {
    const std::lock_guard lock(mutex_);
    candidates.swap(candidates_);
  }
  for (const auto& [mline_index, candidate] : candidates) {
    runner::Request request;
    request.mutable_add_ice_candidate()->set_viewer_id(viewer_id_);
    request.mutable_add_ice_candidate()->set_mline_index(mline_index);
    request.mutable_add_ice_candidate()->set_candidate(candidate);
    EXPECT_TRUE(runner_.request(request).has_done());
  }
}

void PreviewPeer::answer(const std::string& offer_text) {
  GstSDPMessage* sdp = nullptr;
  ASSERT_EQ(gst_sdp_message_new_from_text(offer_text.c_str(), &sdp), GST_SDP_OK) << offer_text;
  GstWebRTCSessionDescription* offer =
      gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_OFFER, sdp);
  GstPromise* promise = gst_promise_new();
  g_signal_emit_by_name(webrtc_, "set-remote-description", offer, promise);
  gst_promise_wait(promise);
  gst_promise_unref(promise);
  gst_webrtc_session_description_free(offer);

  promise = gst_promise_new();
  g_signal_emit_by_name(webrtc_, "create-answer", nullptr, promise);
  gst_promise_wait(promise);
  GstWebRTCSessionDescription* answer = nullptr;
  gst_structure_get(gst_promise_get_reply(promise), "answer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION,
                    &answer, nullptr);
  gst_promise_unref(promise);
  ASSERT_NE(answer, nullptr);
  promise = gst_promise_new();
  g_signal_emit_by_name(webrtc_, "set-local-description", answer, promise);
  gst_promise_wait(promise);
  gst_promise_unref(promise);
  gchar* text = gst_sdp_message_as_text(answer->sdp);
  runner::Request request;
  request.mutable_answer_viewer()->set_viewer_id(viewer_id_);
  request.mutable_answer_viewer()->set_sdp(text);
  g_free(text);
  gst_webrtc_session_description_free(answer);
  const runner::Response response = runner_.request(request);
  EXPECT_TRUE(response.has_done()) << response.DebugString();
}

void PreviewPeer::set_description(const char* signal, GstWebRTCSDPType type,
                                  const std::string& text) {
  GstSDPMessage* sdp = nullptr;
  ASSERT_EQ(gst_sdp_message_new_from_text(text.c_str(), &sdp), GST_SDP_OK) << text;
  GstWebRTCSessionDescription* description = gst_webrtc_session_description_new(type, sdp);
  GstPromise* promise = gst_promise_new();
  g_signal_emit_by_name(webrtc_, signal, description, promise);
  gst_promise_wait(promise);
  const GstStructure* reply = gst_promise_get_reply(promise);
  EXPECT_FALSE(reply != nullptr && gst_structure_has_field(reply, "error")) << text;
  gst_promise_unref(promise);
  gst_webrtc_session_description_free(description);
}

std::string PreviewPeer::make_offer(const std::string& codec, int payload_type) {
  has_made_offer_ = true;
  const std::vector<std::string> medias = {
      "application/x-rtp,media=audio,encoding-name=OPUS,clock-rate=48000,payload=111",
      "application/x-rtp,media=video,clock-rate=90000,encoding-name=" + codec +
          ",payload=" + std::to_string(payload_type) +
          (codec == "H264" ? ",packetization-mode=(string)1,profile-level-id=(string)42e01f" : "")};
  for (const std::string& media : medias) {
    GstCaps* caps = gst_caps_from_string(media.c_str());
    GstWebRTCRTPTransceiver* transceiver = nullptr;
    g_signal_emit_by_name(webrtc_, "add-transceiver", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY,
                          caps, &transceiver);
    gst_object_unref(transceiver);
    gst_caps_unref(caps);
  }
  struct Gathering {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_complete = false;
  } gathering;
  const gulong handler =
      g_signal_connect(webrtc_, "notify::ice-gathering-state",
                       G_CALLBACK(+[](GstElement* webrtc, GParamSpec*, gpointer user_data) {
                         GstWebRTCICEGatheringState state = GST_WEBRTC_ICE_GATHERING_STATE_NEW;
                         g_object_get(webrtc, "ice-gathering-state", &state, nullptr);
                         auto& waiting = *static_cast<Gathering*>(user_data);
                         const std::lock_guard lock(waiting.mutex);
                         waiting.is_complete = state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE;
                         waiting.changed.notify_all();
                       }),
                       &gathering);
  GstPromise* promise = gst_promise_new();
  g_signal_emit_by_name(webrtc_, "create-offer", nullptr, promise);
  gst_promise_wait(promise);
  GstWebRTCSessionDescription* offer = nullptr;
  gst_structure_get(gst_promise_get_reply(promise), "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION,
                    &offer, nullptr);
  gst_promise_unref(promise);
  gchar* text = gst_sdp_message_as_text(offer->sdp);
  set_description("set-local-description", GST_WEBRTC_SDP_TYPE_OFFER, text);
  g_free(text);
  gst_webrtc_session_description_free(offer);
  {
    std::unique_lock lock(gathering.mutex);
    EXPECT_TRUE(gathering.changed.wait_for(lock, kPatience, [&] { return gathering.is_complete; }));
  }
  g_signal_handler_disconnect(webrtc_, handler);
  g_object_get(webrtc_, "local-description", &offer, nullptr);
  text = gst_sdp_message_as_text(offer->sdp);
  std::string whole = text;
  g_free(text);
  gst_webrtc_session_description_free(offer);
  return whole;
}

bool PreviewPeer::watch(unsigned num_pictures) {
  const auto is_offer = [this](const runner::Notification& notification) {
    return notification.viewer_offer().viewer_id() == viewer_id_;
  };
  const auto is_answer = [this](const runner::Notification& notification) {
    return notification.viewer_answer().viewer_id() == viewer_id_;
  };
  if (num_decoded_ == 0 && has_made_offer_) {
    set_description("set-remote-description", GST_WEBRTC_SDP_TYPE_ANSWER,
                    runner_.await_notification(is_answer).viewer_answer().sdp());
  } else if (num_decoded_ == 0 && rtp_timestamps().empty()) {
    answer(runner_.await_notification(is_offer).viewer_offer().sdp());
  }
  const auto give_up_at = std::chrono::steady_clock::now() + kPatience;
  while (num_decoded_ < num_pictures) {
    if (std::chrono::steady_clock::now() > give_up_at) return false;
    if (!has_made_offer_) send_candidates();
    // Samples come all the time, so this does not wait for long.
    runner_.pump();
    while (const auto candidate = runner_.take_notification([this](const auto& notification) {
      return notification.ice_candidate().viewer_id() == viewer_id_;
    })) {
      g_signal_emit_by_name(webrtc_, "add-ice-candidate", candidate->ice_candidate().mline_index(),
                            candidate->ice_candidate().candidate().c_str());
    }
  }
  return true;
}

}  // namespace pipewright::test
