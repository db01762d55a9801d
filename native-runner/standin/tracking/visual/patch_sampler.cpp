// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/patch_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Bytes of a row up to which all of them are added up, which goes many at a time, rather than only
/// those that are wanted.
constexpr int kMaxDenseBytes = 1024;
constexpr int kCacheLine = 64;

/// Where the samples of one plane lie: two rows and two columns for each value.
struct PlaneSamples {
  const std::uint8_t* data;
  std::ptrdiff_t stride;
  /// Values in each direction.
  unsigned size;
  /// Rows from `data` on.
  const int* rows;
  /// Bytes from `data` on.
  const int* columns;
  /// Up to the end of the last pixel.
  int num_bytes;
};

/// Adds up two rows, kStep bytes at a time; there are at least so many.
template <int kStep>
PIPEWRIGHT_INLINE inline void add_rows(const std::uint8_t* first, const std::uint8_t* second,
                                       int num_bytes, std::uint16_t* __restrict sums) {
  for (int done = 0; done < num_bytes; done += kStep) {
    // The last step does some of what is done once more.
    const int begin = std::min(done, num_bytes - kStep);
    for (int i = begin; i < begin + kStep; ++i) {
      sums[i] = static_cast<std::uint16_t>(first[i] + second[i]);
    }
  }
}

/// Sums of all bytes of a pixel, 16 bits each, which are added up at once.
template <unsigned kPixelBytes>
using PixelSums =
    std::conditional_t<kPixelBytes == 1, std::uint16_t,
                       std::conditional_t<kPixelBytes == 2, std::uint32_t, std::uint64_t>>;

template <unsigned kPixelBytes>
PIPEWRIGHT_INLINE inline PixelSums<kPixelBytes> sums_at(const std::uint16_t* sums) {
  PixelSums<kPixelBytes> pixel;
  std::memcpy(&pixel, sums, sizeof pixel);
  return pixel;
}

/// Rows of values that are summed up at once, so that where their pixels lie is read only once.
constexpr unsigned kRowsAtOnce = 3;

/// The sums of all values of some rows; of rows that are read whole.
template <unsigned kPixelBytes>
PIPEWRIGHT_INLINE inline void sum_dense_rows(const PlaneSamples& plane, const int* rows,
                                             std::uint16_t* __restrict sums) {
  std::array<std::uint16_t, kMaxDenseBytes> row_sums[kRowsAtOnce];
  for (unsigned row = 0; row < kRowsAtOnce; ++row) {
    const std::uint8_t* first = plane.data + rows[2 * row] * plane.stride;
    const std::uint8_t* second = plane.data + rows[2 * row + 1] * plane.stride;
    if (plane.num_bytes >= 64) {
      add_rows<64>(first, second, plane.num_bytes, row_sums[row].data());
    } else if (plane.num_bytes >= 16) {
      add_rows<16>(first, second, plane.num_bytes, row_sums[row].data());
    } else {
      add_rows<1>(first, second, plane.num_bytes, row_sums[row].data());
    }
  }
  for (std::size_t value = 0; value < plane.size; ++value) {
    const int left = plane.columns[2 * value];
    const int right = plane.columns[2 * value + 1];
    for (unsigned row = 0; row < kRowsAtOnce; ++row) {
      const auto sum =
          static_cast<PixelSums<kPixelBytes>>(sums_at<kPixelBytes>(row_sums[row].data() + left) +
                                              sums_at<kPixelBytes>(row_sums[row].data() + right));
      std::memcpy(sums + (row * plane.size + value) * kPixelBytes, &sum, sizeof sum);
    }
  }
}

/// The same; only of the pixels that are wanted.
template <unsigned kPixelBytes>
PIPEWRIGHT_INLINE inline void sum_sparse_rows(const PlaneSamples& plane, const int* rows,
                                              std::uint16_t* __restrict sums) {
  for (unsigned row = 0; row < kRowsAtOnce; ++row) {
    const std::uint8_t* first = plane.data + rows[2 * row] * plane.stride;
    const std::uint8_t* second = plane.data + rows[2 * row + 1] * plane.stride;
    for (std::size_t value = 0; value < plane.size; ++value) {
      const int left = plane.columns[2 * value];
      const int right = plane.columns[2 * value + 1];
      for (int byte = 0; byte < static_cast<int>(kPixelBytes); ++byte) {
        *sums++ = static_cast<std::uint16_t>(first[left + byte] + first[right + byte] +
                                             second[left + byte] + second[right + byte]);
      }
    }
  }
}

template <unsigned kPixelBytes>
PIPEWRIGHT_INLINE inline void sample_pixels(const PlaneSamples& plane,
                                            std::uint8_t* const* components) {
  constexpr unsigned kNumComponents = std::min(kPixelBytes, 3u);
  constexpr unsigned kMaxSize = PatchSampler::kLargestSize;
  // A sum for each byte of each value's pixels.
  std::array<std::uint16_t, std::size_t{kMaxSize} * kMaxSize * kPixelBytes> sums;
  for (unsigned row = 0; row < plane.size; row += kRowsAtOnce) {
    std::uint16_t* to = sums.data() + std::size_t{row} * plane.size * kPixelBytes;
    if (plane.num_bytes <= kMaxDenseBytes) {
      sum_dense_rows<kPixelBytes>(plane, plane.rows + std::size_t{2} * row, to);
    } else {
      sum_sparse_rows<kPixelBytes>(plane, plane.rows + std::size_t{2} * row, to);
    }
  }
  const std::size_t num_values = std::size_t{plane.size} * plane.size;
  for (unsigned component = 0; component < kNumComponents; ++component) {
    std::uint8_t* __restrict values = components[component];
    const std::uint16_t* from = sums.data() + component;
    for (std::size_t i = 0; i < num_values; ++i) {
      values[i] = static_cast<std::uint8_t>((from[i * kPixelBytes] + 2) >> 2);
    }
  }
}

PIPEWRIGHT_SIMD_CLONES
void sample_plane(const PlaneSamples& plane, int pixel_bytes, std::uint8_t* const* components) {
  switch (pixel_bytes) {
    case 1:
      return sample_pixels<1>(plane, components);
    case 2:
      return sample_pixels<2>(plane, components);
    default:
      return sample_pixels<4>(plane, components);
  }
}

}  // namespace

bool PatchSampler::reads(GstVideoFormat format) {
  return format == GST_VIDEO_FORMAT_NV12 || format == GST_VIDEO_FORMAT_I420 ||
         format == GST_VIDEO_FORMAT_RGBA;
}

PatchSampler::Positions PatchSampler::place(float start, float length, int limit) const {
  const float step = length / static_cast<float>(size_);
  // Where the pixels are not so many, the one in the middle counts twice.
  const bool is_single = step <= 1;
  const auto last = static_cast<float>(limit - 1);
  Positions positions;
  for (unsigned i = 0; i < 2 * size_; ++i) {
    const auto halves = static_cast<float>(static_cast<int>(is_single ? i | 1 : 2 * i + 1));
    const float position = start + step * (is_single ? halves / 2 : halves / 4);
    positions[i] = static_cast<int>(std::min(std::max(position, 0.0f), last));
  }
  return positions;
}

void PatchSampler::sample(const FrameView& picture, const Box& region, Patch& patch) const {
  const Positions columns = place(region.left, region.width, picture.format.width);
  const Positions rows = place(region.top, region.height, picture.format.height);
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  const unsigned num_positions = 2 * size_;
  unsigned component = 0;
  for (unsigned plane = 0; plane < picture.num_planes; ++plane) {
    const auto shift_x = GST_VIDEO_FORMAT_INFO_W_SUB(info, component);
    const auto shift_y = GST_VIDEO_FORMAT_INFO_H_SUB(info, component);
    const int pixel_bytes = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component);
    const int start = (columns[0] >> shift_x) * pixel_bytes;
    Positions plane_columns;
    Positions plane_rows;
    for (unsigned i = 0; i < num_positions; ++i) {
      plane_columns[i] = (columns[i] >> shift_x) * pixel_bytes - start;
      plane_rows[i] = rows[i] >> shift_y;
    }
    std::array<std::uint8_t*, 3> values = {};
    for (unsigned i = 0; component < 3 && GST_VIDEO_FORMAT_INFO_PLANE(info, component) == plane;) {
      values[i++] = patch[component++].data();
    }
    sample_plane({picture.planes[plane] + start, picture.strides[plane], size_, plane_rows.data(),
                  plane_columns.data(), plane_columns[num_positions - 1] + pixel_bytes},
                 pixel_bytes, values.data());
  }
}

void PatchSampler::prefetch(const FrameView& picture, const Box& region) const {
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  const auto column_at = [&](float position) {
    return static_cast<int>(
        std::clamp(position, 0.0f, static_cast<float>(picture.format.width - 1)));
  };
  const Positions rows = place(region.top, region.height, picture.format.height);
  // In these formats a plane has the subsampling and the pixels of the component of its number.
  for (unsigned plane = 0; plane < picture.num_planes; ++plane) {
    const auto shift_x = GST_VIDEO_FORMAT_INFO_W_SUB(info, plane);
    const auto shift_y = GST_VIDEO_FORMAT_INFO_H_SUB(info, plane);
    const int pixel_bytes = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, plane);
    const int first_byte = (column_at(region.left) >> shift_x) * pixel_bytes;
    const int last_byte = (column_at(region.right()) >> shift_x) * pixel_bytes;
    if (last_byte - first_byte > kMaxDenseBytes) continue;
    int last_row = -1;
    for (unsigned i = 0; i < 2 * size_; ++i) {
      const int row = rows[i] >> shift_y;
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

}  // namespace pipewright::standin::tracking
