// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/patch_sampler.hpp"

#include <algorithm>
#include <cmath>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Bytes of a row up to which all of them are added up, which goes many at a time, rather than only
/// those that are wanted.
constexpr int kMaxDenseBytes = 1024;
constexpr int kCacheLine = 64;

/// Up to three rows of bytes.
using Lines = std::array<const std::uint8_t*, 3>;

template <unsigned kNumLines, int kNumBytes>
PIPEWRIGHT_INLINE inline void add_some(const Lines& lines, int first,
                                       std::uint16_t* __restrict to) {
  for (int i = first; i < first + kNumBytes; ++i) {
    unsigned sum = lines[0][i];
    if constexpr (kNumLines > 1) sum += lines[1][i];
    if constexpr (kNumLines > 2) sum += lines[2][i];
    to[i] = static_cast<std::uint16_t>(sum);
  }
}

template <unsigned kNumLines>
PIPEWRIGHT_INLINE inline void add_all(const Lines& lines, int num_bytes,
                                      std::uint16_t* __restrict to) {
  constexpr int kStep = 32;
  int done = 0;
  for (; done + kStep <= num_bytes; done += kStep) add_some<kNumLines, kStep>(lines, done, to);
  if (done == num_bytes) return;
  if (num_bytes >= kStep) {
    // What is left, and some of what is done once more.
    add_some<kNumLines, kStep>(lines, num_bytes - kStep, to);
  } else {
    for (; done < num_bytes; ++done) add_some<kNumLines, 1>(lines, done, to);
  }
}

PIPEWRIGHT_SIMD_CLONES
void add_lines(const Lines& lines, unsigned num_lines, int num_bytes,
               std::uint16_t* __restrict sums) {
  if (num_lines == 3) {
    add_all<3>(lines, num_bytes, sums);
  } else if (num_lines == 2) {
    add_all<2>(lines, num_bytes, sums);
  } else {
    add_all<1>(lines, num_bytes, sums);
  }
}

/// Adds up the columns of each value for components that lie beside each other.
template <unsigned kNumColumns, unsigned kNumComponents>
void add_columns(const std::uint16_t* column_sums, const int* offsets, unsigned num_values,
                 const std::array<std::uint16_t*, kNumComponents>& sums) {
  for (unsigned value = 0; value < num_values; ++value, offsets += kNumColumns) {
    for (unsigned component = 0; component < kNumComponents; ++component) {
      unsigned sum = 0;
      for (unsigned i = 0; i < kNumColumns; ++i) {
        sum += column_sums[static_cast<std::size_t>(offsets[i]) + component];
      }
      sums[component][value] = static_cast<std::uint16_t>(sum);
    }
  }
}

/// Divides sums of `count` bytes (at most 9), rounding to the nearest.
PIPEWRIGHT_SIMD_CLONES
void divide(const std::uint16_t* sums, unsigned num_values, unsigned count,
            std::uint8_t* __restrict values) {
  // Exact for sums this small.
  const std::uint32_t reciprocal = (1U << 16) / count + 1;
  for (unsigned i = 0; i < num_values; ++i) {
    values[i] = static_cast<std::uint8_t>(((sums[i] + count / 2) * reciprocal) >> 16);
  }
}

}  // namespace

bool PatchSampler::reads(GstVideoFormat format) {
  return format == GST_VIDEO_FORMAT_NV12 || format == GST_VIDEO_FORMAT_I420 ||
         format == GST_VIDEO_FORMAT_RGBA;
}

void PatchSampler::Axis::place(float start, float length, unsigned size, int limit) {
  const float step = length / static_cast<float>(size);
  num_pixels =
      static_cast<unsigned>(std::clamp(std::ceil(step), 1.0f, static_cast<float>(kMaxPixels)));
  const float distance = step / static_cast<float>(num_pixels);
  const auto last = static_cast<float>(limit - 1);
  for (unsigned i = 0; i < size * num_pixels; ++i) {
    const float position = start + distance * (static_cast<float>(i) + 0.5f);
    positions[i] = static_cast<int>(std::clamp(position, 0.0f, last));
  }
}

void PatchSampler::sample(const FrameView& picture, const Box& region, Patch& patch) {
  columns_.place(region.left, region.width, size_, picture.format.width);
  rows_.place(region.top, region.height, size_, picture.format.height);
  switch (picture.format.format) {
    case GST_VIDEO_FORMAT_NV12:
      sample_plane<1>(picture, 0, patch);
      sample_plane<2>(picture, 1, patch);
      break;
    case GST_VIDEO_FORMAT_I420:
      sample_plane<1>(picture, 0, patch);
      sample_plane<1>(picture, 1, patch);
      sample_plane<1>(picture, 2, patch);
      break;
    default:
      sample_plane<3>(picture, 0, patch);
  }
}

void PatchSampler::prefetch(const FrameView& picture, const Box& region) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  const auto column_at = [&](float position) {
    return static_cast<int>(
        std::clamp(position, 0.0f, static_cast<float>(picture.format.width - 1)));
  };
  next_rows_.place(region.top, region.height, size_, picture.format.height);
  // In these formats a plane has the subsampling and the pixels of the component of its number.
  for (unsigned plane = 0; plane < picture.num_planes; ++plane) {
    const auto shift_x = GST_VIDEO_FORMAT_INFO_W_SUB(info, plane);
    const auto shift_y = GST_VIDEO_FORMAT_INFO_H_SUB(info, plane);
    const int pixel_bytes = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, plane);
    const int first_byte = (column_at(region.left) >> shift_x) * pixel_bytes;
    const int last_byte = (column_at(region.right()) >> shift_x) * pixel_bytes;
    if (last_byte - first_byte > kMaxDenseBytes) continue;
    int last_row = -1;
    for (unsigned i = 0; i < size_ * next_rows_.num_pixels; ++i) {
      const int row = next_rows_.positions[i] >> shift_y;
      if (row == last_row) continue;
      last_row = row;
      const std::uint8_t* line =
          picture.planes[plane] + std::ptrdiff_t{row} * picture.strides[plane];
      for (int byte = first_byte / kCacheLine * kCacheLine; byte <= last_byte; byte += kCacheLine) {
        __builtin_prefetch(line + byte);
      }
    }
  }
}

/// Components that lie beside each other in one plane.
template <unsigned kNumComponents>
void PatchSampler::sample_plane(const FrameView& picture, unsigned first_component, Patch& patch) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  const unsigned plane = GST_VIDEO_FORMAT_INFO_PLANE(info, first_component);
  const int pixel_bytes = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, first_component);
  const auto shift_x = GST_VIDEO_FORMAT_INFO_W_SUB(info, first_component);
  const auto shift_y = GST_VIDEO_FORMAT_INFO_H_SUB(info, first_component);
  const unsigned num_columns = size_ * columns_.num_pixels;
  const int start = (columns_.positions[0] >> shift_x) * pixel_bytes;
  std::array<int, kMaxPositions> offsets;
  for (unsigned i = 0; i < num_columns; ++i) {
    offsets[i] = (columns_.positions[i] >> shift_x) * pixel_bytes - start;
  }
  const int num_bytes = offsets[num_columns - 1] + pixel_bytes;
  const std::uint8_t* data = picture.planes[plane] + start;
  const auto line_at = [&](unsigned index) {
    return data + std::ptrdiff_t{rows_.positions[index] >> shift_y} * picture.strides[plane];
  };
  // Each value's sum over its pixels: first down the columns, then along them.
  std::array<std::uint16_t, std::size_t{kLargestSize} * kLargestSize> sums[kNumComponents];
  std::array<std::uint16_t, kMaxDenseBytes> column_sums;
  const bool is_dense = num_bytes <= kMaxDenseBytes;
  std::array<int, kMaxPositions> sum_offsets;
  for (unsigned i = 0; i < num_columns; ++i) {
    sum_offsets[i] = is_dense ? offsets[i] : static_cast<int>(i * kNumComponents);
  }
  const unsigned num_rows = rows_.num_pixels;
  for (unsigned row = 0; row < size_; ++row) {
    const unsigned first = row * num_rows;
    const Lines lines{line_at(first), line_at(first + (num_rows > 1 ? 1 : 0)),
                      line_at(first + num_rows - 1)};
    if (is_dense) {
      add_lines(lines, num_rows, num_bytes, column_sums.data());
    } else {
      for (unsigned i = 0; i < num_columns; ++i) {
        for (unsigned component = 0; component < kNumComponents; ++component) {
          unsigned sum = 0;
          for (unsigned line = 0; line < num_rows; ++line) {
            sum += lines[line][offsets[i] + static_cast<int>(component)];
          }
          column_sums[i * kNumComponents + component] = static_cast<std::uint16_t>(sum);
        }
      }
    }
    std::array<std::uint16_t*, kNumComponents> to;
    for (unsigned component = 0; component < kNumComponents; ++component) {
      to[component] = sums[component].data() + std::size_t{row} * size_;
    }
    const auto add = columns_.num_pixels == 3   ? add_columns<3, kNumComponents>
                     : columns_.num_pixels == 2 ? add_columns<2, kNumComponents>
                                                : add_columns<1, kNumComponents>;
    add(column_sums.data(), sum_offsets.data(), size_, to);
  }
  for (unsigned component = 0; component < kNumComponents; ++component) {
    divide(sums[component].data(), size_ * size_, num_rows * columns_.num_pixels,
           patch[first_component + component].data());
  }
}

}  // namespace pipewright::standin::tracking
