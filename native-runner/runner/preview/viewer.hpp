// SPDX-License-Identifier: Apache-2.0
// One browser that watches a preview: a webrtcbin behind the branch's tee.
#pragma once

#include <gst/gst.h>

#include <functional>
#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"
#include "runner/main_queue.hpp"
#include "runner/preview/picture_trail.hpp"
#include "runner/preview/preview_encoder.hpp"

// Of an API that is declared unstable: only who uses it includes its header.
using GstWebRTCSessionDescription = struct _GstWebRTCSessionDescription;

namespace pipewright {

/// Offers a stream to one peer, or answers the offer of one. Main thread only; what webrtcbin says
/// on its own threads is handed over.
class Viewer : public std::enable_shared_from_this<Viewer> {
 public:
  struct Events {
    std::function<void(runner::Notification)> notify;
    std::function<void()> connected;                ///< wants a key frame
    std::function<void(std::string reason)> ended;  ///< the connection failed or was closed
  };
  using Callback = std::function<void(Outcome<void>)>;

  /// Where a preview's pictures are to be had.
  struct Preview {
    GstElement* pipeline;
    GstElement* encoded;  ///< tee of encoded pictures
    GstElement* packets;  ///< tee of RTP packets
    const PreviewEncoder& encoder;
    const PictureTrail& trail;
  };

  /// `offer` is the peer's; empty when the viewer makes one.
  Viewer(std::string id, std::string offer, MainQueue& main, Events events);
  ~Viewer();
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  [[nodiscard]] const std::string& id() const { return id_; }

  /// Joins a running preview, which outlives the viewer's elements. The offer, or the answer to the
  /// peer's, follows as a notification.
  Outcome<void> join(const Preview& preview);
  /// Leaves the preview; nothing is notified any more.
  void leave();

  /// Takes the peer's answer; replies when it was taken or refused.
  void answer(const std::string& sdp, Callback done);
  Outcome<void> add_ice_candidate(std::uint32_t mline_index, const std::string& candidate);

  /// Is the object part of the viewer's webrtcbin?
  [[nodiscard]] bool owns(GstObject* object) const;

 private:
  struct Gate;

  /// Makes the elements, and lets the viewer follow what webrtcbin tells.
  Outcome<void> make_elements();
  /// Sends to the pad of webrtcbin.
  void send_to(GstPad* webrtc_pad, GstElement* last);
  Outcome<void> open_gate(GstElement* tee, const PictureTrail& trail, bool is_encoded);
  Outcome<void> take_offer(const Preview& preview);
  void make_answer();
  void send_answer();
  void make_offer();
  void send_offer(const std::string& sdp);
  void set_local_description(GstWebRTCSessionDescription& description);
  void finish_answer(Outcome<void> outcome);
  void on_connection_state();
  void send_candidate(std::uint32_t mline_index, const std::string& candidate);

  const std::string id_;
  const std::string offer_;
  MainQueue& main_;
  Events events_;
  GstElement* pipeline_ = nullptr;
  GstElement* tee_ = nullptr;
  ElementPtr queue_;
  ElementPtr payloader_;  ///< of its own, where the peer's offer numbers the payload types
  ElementPtr webrtc_;
  guint offered_media_ = 0;  ///< index of the offer's video
  PadPtr tee_pad_;
  std::shared_ptr<Gate> gate_;
  Callback on_answered_;  ///< while an answer is being looked at
  bool has_offered_ = false;
  bool has_been_answered_ = false;
  bool has_sent_answer_ = false;
};

using ViewerPtr = std::shared_ptr<Viewer>;

}  // namespace pipewright
