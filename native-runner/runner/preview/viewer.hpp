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

namespace pipewright {

/// Offers a stream to one peer. Main thread only; what webrtcbin says on its own threads is handed
/// over.
class Viewer : public std::enable_shared_from_this<Viewer> {
 public:
  struct Events {
    std::function<void(runner::Notification)> notify;
    std::function<void()> connected;                ///< wants a key frame
    std::function<void(std::string reason)> ended;  ///< the connection failed or was closed
  };
  using Callback = std::function<void(Outcome<void>)>;

  Viewer(std::string id, MainQueue& main, Events events);
  ~Viewer();
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  [[nodiscard]] const std::string& id() const { return id_; }

  /// Joins a running preview: elements into `pipeline`, a pad of `tee`. The offer follows as a
  /// notification. `trail` outlives the viewer's elements.
  Outcome<void> join(GstElement* pipeline, GstElement* tee, const PictureTrail& trail);
  /// Leaves the preview; nothing is notified any more.
  void leave();

  /// Takes the peer's answer; replies when it was taken or refused.
  void answer(const std::string& sdp, Callback done);
  Outcome<void> add_ice_candidate(std::uint32_t mline_index, const std::string& candidate);

  /// Is the object part of the viewer's webrtcbin?
  [[nodiscard]] bool owns(GstObject* object) const;

 private:
  struct Gate;

  void make_offer();
  void send_offer(const std::string& sdp);
  void on_connection_state();
  void send_candidate(std::uint32_t mline_index, const std::string& candidate);

  const std::string id_;
  MainQueue& main_;
  Events events_;
  GstElement* pipeline_ = nullptr;
  GstElement* tee_ = nullptr;
  ElementPtr queue_;
  ElementPtr webrtc_;
  PadPtr tee_pad_;
  std::shared_ptr<Gate> gate_;
  bool has_offered_ = false;
  bool has_been_answered_ = false;
};

using ViewerPtr = std::shared_ptr<Viewer>;

}  // namespace pipewright
