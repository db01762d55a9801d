// SPDX-License-Identifier: Apache-2.0
// Shows the video of one pad: a pipeline of its own, fed by a tap, with one encoder for all
// viewers.
#pragma once

#include <gst/gst.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"
#include "runner/main_queue.hpp"
#include "runner/preview/picture_layout.hpp"
#include "runner/preview/picture_tap.hpp"
#include "runner/preview/picture_trail.hpp"
#include "runner/preview/preview_encoder.hpp"
#include "runner/preview/viewer.hpp"

namespace pipewright {

/// Main thread only. Starts with the pad's first picture.
class PreviewBranch : public std::enable_shared_from_this<PreviewBranch> {
 public:
  struct Params {
    int stream = -1;
    std::uint32_t max_width = 0;
    std::uint32_t max_height = 0;
    PreviewEncoder encoder;
    std::string run_id;
  };
  struct Events {
    std::function<void(const std::string& reason)> failed;  ///< the branch is of no more use
    std::function<void(const std::string& viewer_id, const std::string& reason)> viewer_failed;
  };

  PreviewBranch(PadWatch& watch, Params params, MainQueue& main, WriteQueue& telemetry,
                Events events);
  ~PreviewBranch();
  PreviewBranch(const PreviewBranch&) = delete;
  PreviewBranch& operator=(const PreviewBranch&) = delete;

  /// Starts to look at the pad.
  void open();

  void add_viewer(ViewerPtr viewer);
  void remove_viewer(const std::string& viewer_id);
  [[nodiscard]] bool has_viewers() const { return !viewers_.empty(); }

  /// Asks the encoder for a picture that needs no other.
  void request_key_frame();

 private:
  void start(const PictureSource& source);
  [[nodiscard]] std::string describe_pipeline(const PictureSource& source,
                                              PictureSize encoded) const;
  void join(const ViewerPtr& viewer);
  static gboolean on_message(GstBus* bus, GstMessage* message, gpointer user_data);
  void handle_error(GstMessage* message);

  PadWatch& watch_;
  const Params params_;
  MainQueue& main_;
  WriteQueue& telemetry_;
  Events events_;
  std::shared_ptr<PictureTap> tap_;
  std::unique_ptr<PictureTrail> trail_;
  ElementPtr pipeline_;
  ElementPtr encoder_;
  ElementPtr encoded_;
  ElementPtr packets_;
  guint bus_watch_ = 0;
  std::vector<ViewerPtr> viewers_;
};

}  // namespace pipewright
