// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "nvdsmeta.h"
#include "standin/osd/canvas.hpp"
#include "standin/osd/text_cache.hpp"

namespace pipewright::standin::osd {

/// The clock in a corner of the picture.
struct ClockSettings {
  std::string font = "Serif";
  unsigned font_size = 12;
  unsigned x = 0;
  unsigned y = 0;
  NvOSD_ColorParams color = {1, 0, 0, 1};
};

struct DrawSettings {
  bool draws_boxes = true;
  bool draws_text = true;
  bool draws_masks = false;
  bool draws_clock = false;
  ClockSettings clock;
};

/// Draws what the metadata of frames asks for. For one thread.
class MetaDrawer {
 public:
  void set_settings(const DrawSettings& settings) { settings_ = settings; }

  /// Whether a frame has anything to draw, so that its picture has to be made writable.
  bool has_work(const NvDsFrameMeta& frame) const;
  /// Whether the clock is drawn on every picture.
  bool draws_clock() const { return settings_.draws_clock && settings_.draws_text; }

  /// Draws a frame's objects and display metas. The caller holds the batch's lock.
  void draw(Canvas& canvas, const NvDsFrameMeta& frame);
  /// Draws the local time.
  void draw_clock(Canvas& canvas);

 private:
  void draw_text(Canvas& canvas, const NvOSD_TextParams& text);

  DrawSettings settings_;
  TextCache texts_;
  MaskCache shapes_;
  /// The instance mask being drawn.
  Mask mask_;
};

}  // namespace pipewright::standin::osd
