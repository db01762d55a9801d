// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "standin/dewarp/projection.hpp"
#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::dewarp {

/// Draws one view by a table of where its pixels come from.
class ViewSampler {
 public:
  /// `has_border`: black outside of the camera's picture instead of its edge.
  ViewSampler(const ViewGeometry& geometry, int width, int height, bool has_border);

  int width() const { return width_; }
  int height() const { return height_; }
  /// Fills an RGBA picture of the view's size from the camera's RGBA picture, between pixels in
  /// proportion to their nearness.
  void draw(const FrameView& camera, const FrameView& view) const;

 private:
  struct Entry {
    float x = 0;
    float y = 0;
    bool is_seen = false;
  };

  int width_;
  int height_;
  bool has_border_;
  std::vector<Entry> table_;
};

}  // namespace pipewright::standin::dewarp
