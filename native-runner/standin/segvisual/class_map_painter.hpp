// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gstnvdsinfer.h"
#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::segvisual {

/// How classes are painted.
struct PaintSettings {
  /// 0 to 1; how much of the picture the colours hide.
  float opacity = 1;
  /// The class that stays transparent; none when empty.
  std::optional<unsigned> transparent_class;
};

/// Red, green, blue of a class; neighbouring numbers look different.
struct ClassColor {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};
ClassColor color_of_class(unsigned class_id);

/// Paints class maps over pictures. Keeps its scratch memory; one instance per thread.
class ClassMapPainter {
 public:
  /// Stretches the map over the RGBA picture. Pixels without a class stay as they are.
  void paint(const NvDsInferSegmentationMeta& map, const PaintSettings& settings,
             const FrameView& picture);

 private:
  void prepare_colors(unsigned num_classes);

  std::vector<ClassColor> colors_;
  std::vector<unsigned> columns_;
};

}  // namespace pipewright::standin::segvisual
