// SPDX-License-Identifier: Apache-2.0
// A browser's side of a preview: receives, decodes and counts, by another webrtcbin.
#pragma once

#define GST_USE_UNSTABLE_API
#include <gst/gst.h>
#include <gst/webrtc/webrtc.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "runner_process.hpp"

namespace pipewright::test {

class PreviewPeer {
 public:
  /// `viewer_id` as in the AttachViewer that was sent.
  PreviewPeer(RunnerProcess& runner, std::string viewer_id);
  ~PreviewPeer();
  PreviewPeer(const PreviewPeer&) = delete;
  PreviewPeer& operator=(const PreviewPeer&) = delete;

  /// An offer of the peer's own, with all its candidates: to receive sound, and video in one codec
  /// under a payload type. For an AttachViewer; `watch` then waits for the answer to it.
  std::string make_offer(const std::string& codec, int payload_type);

  /// Waits for the offer, answers it, and exchanges candidates until so many pictures are decoded.
  /// False when that takes too long.
  bool watch(unsigned num_pictures);

  [[nodiscard]] unsigned num_decoded() const { return num_decoded_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  /// RTP timestamps of the packets that came.
  [[nodiscard]] std::set<std::uint32_t> rtp_timestamps();
  /// From the construction to the first decoded picture.
  [[nodiscard]] std::chrono::milliseconds time_to_first_picture() const { return first_picture_; }

 private:
  static void on_pad_added(GstElement* webrtc, GstPad* pad, gpointer user_data);
  static void on_candidate(GstElement* webrtc, guint mline_index, gchar* candidate,
                           gpointer user_data);
  static void on_decoded(GstElement* sink, GstBuffer* buffer, GstPad* pad, gpointer user_data);
  void answer(const std::string& offer);
  void set_description(const char* signal, GstWebRTCSDPType type, const std::string& text);
  void send_candidates();

  RunnerProcess& runner_;
  const std::string viewer_id_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  GstElement* pipeline_;
  GstElement* webrtc_;
  bool has_made_offer_ = false;
  std::atomic<unsigned> num_decoded_ = 0;
  std::atomic<int> width_ = 0;
  std::atomic<int> height_ = 0;
  std::chrono::milliseconds first_picture_{0};
  std::mutex mutex_;
  std::set<std::uint32_t> rtp_timestamps_;
  std::vector<std::pair<guint, std::string>> candidates_;
};

}  // namespace pipewright::test
