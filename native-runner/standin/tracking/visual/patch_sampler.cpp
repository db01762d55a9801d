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

/// Adds up to three rows of bytes; those that are not there may be any.
PIPEWRIGHT_SIMD_CLONES
void add_rows(const std::uint8_t* first, const std::uint8_t* second, const std::uint8_t* third,
              unsigned num_rows, int num_bytes, std::uint16_t* __restrict sums) {
  if (num_rows == 3) {
    for (int i = 0; i < num_bytes; ++i) {
      sums[i] = static_cast<std::uint16_t>(first[i] + second[i] + third[i]);
    }
  } else if (num_rows == 2) {
    for (int i = 0; i < num_bytes; ++i) sums[i] = static_cast<std::uint16_t>(first[i] + second[i]);
  } else {
    for (int i = 0; i < num_bytes; ++i) sums[i] = first[i];
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
  const bool is_dense = num_bytes <= kMaxDenseBytes;
  const std::uint8_t* data = picture.planes[plane] + start;
  const auto row_at = [&](unsigned index) {
    return data + std::ptrdiff_t{rows_.positions[index] >> shift_y} * picture.strides[plane];
  };
  std::array<std::uint16_t, kMaxDenseBytes> column_sums;
  std::array<std::uint16_t, std::size_t{kLargestSize} * kLargestSize> sums[kNumComponents];
  const unsigned num_rows = rows_.num_pixels;
  for (unsigned row = 0, value = 0; row < size_; ++row) {
    const unsigned first = row * num_rows;
    const std::uint8_t* lines[kMaxPixels] = {row_at(first), row_at(first + (num_rows > 1 ? 1 : 0)),
                                             row_at(first + num_rows - 1)};
    if (is_dense) add_rows(lines[0], lines[1], lines[2], num_rows, num_bytes, column_sums.data());
    const auto sum_at = [&](std::size_t at) -> unsigned {
      if (is_dense) return column_sums[at];
      unsigned sum = 0;
      for (unsigned line = 0; line < num_rows; ++line) sum += lines[line][at];
      return sum;
    };
    const int* offset = offsets.data();
    for (unsigned column = 0; column < size_; ++column, ++value) {
      std::array<unsigned, kNumComponents> sum = {};
      for (unsigned i = 0; i < columns_.num_pixels; ++i, ++offset) {
        for (unsigned component = 0; component < kNumComponents; ++component) {
          sum[component] += sum_at(static_cast<std::size_t>(*offset) + component);
        }
      }
      for (unsigned component = 0; component < kNumComponents; ++component) {
        sums[component][value] = static_cast<std::uint16_t>(sum[component]);
      }
    }
  }
  for (unsigned component = 0; component < kNumComponents; ++component) {
    divide(sums[component].data(), size_ * size_, num_rows * columns_.num_pixels,
           patch[first_component + component].data());
  }
}

}  // namespace pipewright::standin::tracking
