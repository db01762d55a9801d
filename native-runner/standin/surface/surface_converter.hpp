// SPDX-License-Identifier: Apache-2.0
// Scaling, cropping and colour conversion between pictures, on GStreamer's SIMD converter.
#pragma once

#include <gst/video/video.h>

#include <cstddef>
#include <list>
#include <memory>

#include "frame_view.hpp"
#include "picture.hpp"

namespace pipewright::standin {

/// Scaling filters. DeepStream's numbers map on them with interpolation_from_number.
enum class Interpolation { kNearest, kBilinear, kCubic, kSinc, kLanczos };

/// The CPU's filter for a DeepStream `interpolation-method` (0 nearest, 1 bilinear, 2 Algo-1 cubic,
/// 3 Algo-2 super sampling -> sinc, 4 Algo-3 Lanczos, 5 Algo-4 and 6 default -> nearest as on the
/// GPU).
Interpolation interpolation_from_number(int interpolation_method);

/// What happens with the pixels of the target outside of the target rectangle.
enum class Border { kKeep, kBlack };

/// Converts pictures; keeps the set-up converters of the most recently used combinations of
/// formats, sizes and rectangles. One object per streaming thread: it is not for concurrent calls.
class SurfaceConverter {
 public:
  /// `num_threads` > 1 splits big pictures over threads; it pays from about 1080p on with idle
  /// cores.
  explicit SurfaceConverter(unsigned num_threads = 1);
  ~SurfaceConverter();
  SurfaceConverter(const SurfaceConverter&) = delete;
  SurfaceConverter& operator=(const SurfaceConverter&) = delete;

  /// Brings `source_rect` of the source to `target_rect` of the target. Rectangles are cut at the
  /// pictures' edges and, where a format's chroma is subsampled, rounded to even edges. Without
  /// scaling and conversion the rows are copied, between I420 and NV12 the planes; a smaller
  /// picture of another format is scaled in the source's format first, which is faster. False (with
  /// nothing written) when a rectangle is empty or GStreamer has no such conversion.
  bool convert(const FrameView& source, Rect source_rect, const FrameView& target, Rect target_rect,
               Interpolation interpolation = Interpolation::kBilinear,
               Border border = Border::kKeep);

  /// Whole picture to whole picture.
  bool convert(const FrameView& source, const FrameView& target,
               Interpolation interpolation = Interpolation::kBilinear) {
    return convert(source, source.format.bounds(), target, target.format.bounds(), interpolation);
  }

  /// How often a converter had to be set up so far: as slow as some conversions.
  [[nodiscard]] std::size_t num_made() const { return num_made_; }

 private:
  struct Entry;
  bool convert_once(const FrameView& source, const Rect& source_rect, const FrameView& target,
                    const Rect& target_rect, Interpolation interpolation, Border border);
  Entry* find_or_create(const Entry& key);
  unsigned num_threads_;
  std::size_t num_made_ = 0;
  std::list<Entry> entries_;  // most recently used first
  PictureRef shrunk_;         // between scaling and conversion
};

}  // namespace pipewright::standin
