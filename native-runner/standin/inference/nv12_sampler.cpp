// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nv12_sampler.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright::standin::inference {
namespace {

constexpr int kOne = 256;

/// Mixes two rows; `weight` of 256 is the second one's part. Written for the compiler to vectorise.
void blend(const std::uint8_t* first, const std::uint8_t* second, int weight, int count,
           std::uint8_t* out) {
  const auto part = static_cast<std::uint16_t>(weight);
  const auto rest = static_cast<std::uint16_t>(kOne - weight);
  for (int i = 0; i < count; ++i) {
    out[i] = static_cast<std::uint8_t>((first[i] * rest + second[i] * part + kOne / 2) / kOne);
  }
}

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

void Nv12Sampler::Axis::set(int start, int length, int limit, int size,
                            Interpolation interpolation) {
  index.resize(static_cast<std::size_t>(size));
  weight.resize(static_cast<std::size_t>(size));
  const double step = static_cast<double>(length) / size;
  const bool is_nearest = interpolation == Interpolation::kNearest;
  for (int i = 0; i < size; ++i) {
    const double middle = start + (i + 0.5) * step;
    const double position = is_nearest ? std::floor(middle) : middle - 0.5;
    const double first = std::floor(position);
    const auto at = static_cast<std::size_t>(i);
    // At the last value there is no next one to mix with.
    const int last = std::min(start + length, limit) - 1;
    index[at] = std::clamp(static_cast<int>(first), start, last);
    weight[at] = first < start || first >= last
                     ? 0
                     : static_cast<int>(std::lround((position - first) * kOne));
  }
}

bool Nv12Sampler::fill(const FrameView& picture, const Rect& source, const Rect& target,
                       Interpolation interpolation, const Planes& planes) {
  const int left = std::clamp(source.x, 0, picture.format.width) & ~1;
  const int top = std::clamp(source.y, 0, picture.format.height) & ~1;
  const int width = std::min(source.x + source.width, picture.format.width) - left;
  const int height = std::min(source.y + source.height, picture.format.height) - top;
  if (width < 2 || height < 2 || target.empty()) return false;
  is_nearest_ = interpolation == Interpolation::kNearest;
  const int chroma_width = (target.width + 1) / 2;
  luma_x_.set(left, width, picture.format.width, target.width, interpolation);
  luma_y_.set(top, height, picture.format.height, target.height, interpolation);
  const int plane_width = (picture.format.width + 1) / 2;
  const int plane_height = (picture.format.height + 1) / 2;
  chroma_x_.set(left / 2, (width + 1) / 2, plane_width, chroma_width, interpolation);
  chroma_y_.set(top / 2, (height + 1) / 2, plane_height, (target.height + 1) / 2, interpolation);
  // One value more than the row, which an index with weight 0 may look at.
  blended_.resize(static_cast<std::size_t>(plane_width) * 2 + 2);
  y_.resize(static_cast<std::size_t>(chroma_width) * 2);
  u_.resize(static_cast<std::size_t>(chroma_width) * 2);
  v_.resize(static_cast<std::size_t>(chroma_width) * 2);

  fill_border_black(planes, target);
  const YuvMatrix matrix = YuvMatrix::of(picture.format);
  const bool has_mean_images = planes.mean_images[0] != nullptr;
  const auto write =
      planes.pixel_step == 1
          ? (has_mean_images ? &Nv12Sampler::write_row<1, true> : &Nv12Sampler::write_row<1, false>)
          : (has_mean_images ? &Nv12Sampler::write_row<3, true>
                             : &Nv12Sampler::write_row<3, false>);
  for (int row = 0; row < target.height; ++row) {
    if (row % 2 == 0) sample_chroma(picture, row / 2);
    sample_luma(picture, row);
    (this->*write)(matrix, planes, target, row);
  }
  return true;
}

void Nv12Sampler::sample_luma(const FrameView& picture, int row) {
  const auto at = static_cast<std::size_t>(row);
  const std::uint8_t* line =
      picture.planes[0] + static_cast<std::ptrdiff_t>(luma_y_.index[at]) * picture.strides[0];
  if (is_nearest_) {
    for (std::size_t i = 0; i < luma_x_.index.size(); ++i) {
      y_[i] = static_cast<float>(line[luma_x_.index[i]]);
    }
    return;
  }
  const int weight = luma_y_.weight[at];
  const int first = luma_x_.index.front();
  const int count = std::min(luma_x_.index.back() + 2, picture.format.width) - first;
  blend(line + first, line + first + (weight > 0 ? picture.strides[0] : 0), weight, count,
        blended_.data());
  for (std::size_t i = 0; i < luma_x_.index.size(); ++i) {
    const std::uint8_t* value = blended_.data() + (luma_x_.index[i] - first);
    y_[i] =
        static_cast<float>(value[0] * (kOne - luma_x_.weight[i]) + value[1] * luma_x_.weight[i]) *
        (1.0f / kOne);
  }
}

void Nv12Sampler::sample_chroma(const FrameView& picture, int row) {
  const auto at = static_cast<std::size_t>(row);
  const std::uint8_t* line =
      picture.planes[1] + static_cast<std::ptrdiff_t>(chroma_y_.index[at]) * picture.strides[1];
  if (is_nearest_) {
    for (std::size_t i = 0; i < chroma_x_.index.size(); ++i) {
      const std::uint8_t* value = line + 2 * chroma_x_.index[i];
      u_[2 * i] = u_[2 * i + 1] = static_cast<float>(value[0]) - 128;
      v_[2 * i] = v_[2 * i + 1] = static_cast<float>(value[1]) - 128;
    }
    return;
  }
  const int weight = chroma_y_.weight[at];
  const int first = chroma_x_.index.front();
  const int count = std::min(chroma_x_.index.back() + 2, (picture.format.width + 1) / 2) - first;
  blend(line + 2 * first, line + 2 * first + (weight > 0 ? picture.strides[1] : 0), weight,
        2 * count, blended_.data());
  for (std::size_t i = 0; i < chroma_x_.index.size(); ++i) {
    const std::uint8_t* value = blended_.data() + 2 * (chroma_x_.index[i] - first);
    const int part = chroma_x_.weight[i];
    // The next pair is there to mix with only where it has a part.
    const std::uint8_t* next = part > 0 ? value + 2 : value;
    const float u = static_cast<float>(value[0] * (kOne - part) + next[0] * part) * (1.0f / kOne);
    const float v = static_cast<float>(value[1] * (kOne - part) + next[1] * part) * (1.0f / kOne);
    u_[2 * i] = u_[2 * i + 1] = u - 128;
    v_[2 * i] = v_[2 * i + 1] = v - 128;
  }
}

template <int PixelStep, bool HasMeanImages>
void Nv12Sampler::write_row(const YuvMatrix& matrix, const Planes& planes, const Rect& target,
                            int row) {
  const std::ptrdiff_t start =
      (static_cast<std::ptrdiff_t>(target.y + row) * planes.width + target.x) * PixelStep;
  float* red = planes.rgb[0] + start;
  float* green = planes.rgb[1] + start;
  float* blue = planes.rgb[2] + start;
  const float* y = y_.data();
  const float* u = u_.data();
  const float* v = v_.data();
  const YuvMatrix m = matrix;
  const float scale = planes.scale;
  const std::array<float, 3> means = planes.means;
  const auto cut = [](float value) { return std::min(std::max(value, 0.0f), 255.0f); };
  const auto mean = [&](std::size_t channel, std::ptrdiff_t at) {
    if constexpr (HasMeanImages) return planes.mean_images[channel][start + at];
    return means[channel];
  };
  for (int i = 0; i < target.width; ++i) {
    const float luma = m.y_scale * (y[i] - m.y_offset);
    const std::ptrdiff_t at = std::ptrdiff_t{i} * PixelStep;
    red[at] = scale * (cut(luma + m.r_v * v[i]) - mean(0, at));
    green[at] = scale * (cut(luma + m.g_u * u[i] + m.g_v * v[i]) - mean(1, at));
    blue[at] = scale * (cut(luma + m.b_u * u[i]) - mean(2, at));
  }
}

}  // namespace pipewright::standin::inference
