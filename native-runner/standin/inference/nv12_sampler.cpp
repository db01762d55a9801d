// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nv12_sampler.hpp"

#include <algorithm>
#include <cmath>

#include "standin/inference/sampler_rows.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr float kWhite = 255;
/// A chroma component of grey.
constexpr float kNoChroma = 128;

void fill_black(const Nv12Sampler::Planes& planes, const Rect& rect) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const float* means = planes.mean_images[channel];
    for (int row = rect.y; row < rect.y + rect.height; ++row) {
      std::ptrdiff_t at =
          (static_cast<std::ptrdiff_t>(row) * planes.width + rect.x) * planes.pixel_step;
      for (int i = 0; i < rect.width; ++i, at += planes.pixel_step) {
        const float mean = means != nullptr ? means[at] : planes.means[channel];
        planes.rgb[channel][at] = -planes.scale * mean;
      }
    }
  }
}

/// The planes above, below and beside `target`.
void fill_border_black(const Nv12Sampler::Planes& planes, const Rect& target) {
  const int right = target.x + target.width;
  const int bottom = target.y + target.height;
  fill_black(planes, {0, 0, planes.width, target.y});
  fill_black(planes, {0, bottom, planes.width, planes.height - bottom});
  fill_black(planes, {0, target.y, target.x, target.height});
  fill_black(planes, {right, target.y, planes.width - right, target.height});
}

}  // namespace

void Nv12Sampler::Axis::set(const Part& wanted) {
  if (part == wanted) return;
  part = wanted;
  index.resize(static_cast<std::size_t>(part.size));
  weight.resize(static_cast<std::size_t>(part.size));
  const double step = static_cast<double>(part.length) / part.size;
  const bool is_nearest = part.interpolation == Interpolation::kNearest;
  // At the last value there is no next one to mix with.
  const int last = std::min(part.start + part.length, part.limit) - 1;
  const auto place = [&](int at) {
    const double middle = part.start + (at + 0.5) * step;
    return is_nearest ? std::floor(middle) : middle - 0.5;
  };
  const auto cut = [&](double value) {
    return std::clamp(static_cast<int>(std::floor(value)), part.start, last);
  };
  first = cut(place(0));
  for (int i = 0; i < part.size; ++i) {
    const double position = place(i);
    const double before = std::floor(position);
    const auto at = static_cast<std::size_t>(i);
    index[at] = cut(position) - first;
    weight[at] = before < part.start || before >= last
                     ? std::uint16_t{0}
                     : static_cast<std::uint16_t>(std::lround((position - before) * kWholeWeight));
  }
  count = std::min(first + index.back() + 2, part.limit) - first;
}

void Nv12Sampler::Conversion::set(const FrameFormat& format, const Planes& planes) {
  const YuvMatrix matrix = YuvMatrix::of(format);
  const float scale = planes.scale;
  luma_gain = scale * matrix.y_scale;
  const std::array<float, 3> u_parts = {0, matrix.g_u, matrix.b_u};
  const std::array<float, 3> v_parts = {matrix.r_v, matrix.g_v, 0};
  for (std::size_t color = 0; color < 3; ++color) {
    // Images of means are subtracted behind the cut.
    const float mean = planes.mean_images[color] != nullptr ? 0 : planes.means[color];
    tints[color] = {scale * u_parts[color], scale * v_parts[color],
                    -scale * (kNoChroma * (u_parts[color] + v_parts[color]) +
                              matrix.y_scale * matrix.y_offset + mean)};
    ranges[color] = {-scale * mean, scale * (kWhite - mean)};
  }
}

bool Nv12Sampler::fill(const FrameView& picture, const Rect& source, const Rect& target,
                       Interpolation interpolation, const Planes& planes) {
  const int left = std::clamp(source.x, 0, picture.format.width) & ~1;
  const int top = std::clamp(source.y, 0, picture.format.height) & ~1;
  const int width = std::min(source.x + source.width, picture.format.width) - left;
  const int height = std::min(source.y + source.height, picture.format.height) - top;
  if (width < 2 || height < 2 || target.empty()) return false;
  const int chroma_width = (target.width + 1) / 2;
  const int chroma_height = (target.height + 1) / 2;
  const int plane_width = (picture.format.width + 1) / 2;
  const int plane_height = (picture.format.height + 1) / 2;
  luma_x_.set({left, width, picture.format.width, target.width, interpolation});
  luma_y_.set({top, height, picture.format.height, target.height, interpolation});
  chroma_x_.set({left / 2, (width + 1) / 2, plane_width, chroma_width, interpolation});
  chroma_y_.set({top / 2, (height + 1) / 2, plane_height, chroma_height, interpolation});
  // One value more than the row, which an index with weight 0 looks at.
  blended_.resize(static_cast<std::size_t>(plane_width) * 2 + 2);
  const auto num_samples = static_cast<std::size_t>(chroma_width);
  pairs_.resize(2 * num_samples);
  luma_.resize(2 * num_samples);
  quads_.resize(num_samples);
  u_.resize(num_samples);
  v_.resize(num_samples);
  for (std::vector<float>& tints : tints_) tints.resize(2 * num_samples);

  fill_border_black(planes, target);
  conversion_.set(picture.format, planes);
  for (int row = 0; row < target.height; ++row) {
    if (row % 2 == 0) sample_chroma(picture, row / 2);
    sample_luma(picture, row);
    write_row(planes, target, row);
  }
  return true;
}

void Nv12Sampler::blend(const FrameView& picture, unsigned plane, const Axis& x, const Axis& y,
                        int row) {
  const auto at = static_cast<std::size_t>(row);
  const int num_components = plane == 0 ? 1 : 2;
  const std::ptrdiff_t stride = picture.strides[plane];
  const std::uint8_t* line = picture.planes[plane] + (y.first + y.index[at]) * stride +
                             static_cast<std::ptrdiff_t>(x.first) * num_components;
  // The next row is there only where it has a part.
  const std::uint8_t* next = y.weight[at] > 0 ? line + stride : line;
  blend_rows(line, next, y.weight[at], x.count * num_components, blended_.data());
}

void Nv12Sampler::sample_luma(const FrameView& picture, int row) {
  blend(picture, 0, luma_x_, luma_y_, row);
  const int count = luma_x_.part.size;
  gather_pairs(blended_.data(), luma_x_.index.data(), count, pairs_.data());
  mix_pairs(pairs_.data(), luma_x_.weight.data(), conversion_.luma_gain, count, luma_.data());
}

void Nv12Sampler::sample_chroma(const FrameView& picture, int row) {
  blend(picture, 1, chroma_x_, chroma_y_, row);
  const int count = chroma_x_.part.size;
  gather_quads(blended_.data(), chroma_x_.index.data(), count, quads_.data());
  mix_quads(quads_.data(), chroma_x_.weight.data(), count, u_.data(), v_.data());
  for (std::size_t color = 0; color < 3; ++color) {
    tint_pixels(u_.data(), v_.data(), conversion_.tints[color], count, tints_[color].data());
  }
}

void Nv12Sampler::write_row(const Planes& planes, const Rect& target, int row) {
  const int step = planes.pixel_step;
  const std::ptrdiff_t start =
      (static_cast<std::ptrdiff_t>(target.y + row) * planes.width + target.x) * step;
  for (std::size_t color = 0; color < 3; ++color) {
    float* out = planes.rgb[color] + start;
    write_color(luma_.data(), tints_[color].data(), conversion_.ranges[color], target.width, step,
                out);
    const float* means = planes.mean_images[color];
    if (means != nullptr) subtract_means(means + start, planes.scale, target.width, step, out);
  }
}

}  // namespace pipewright::standin::inference
