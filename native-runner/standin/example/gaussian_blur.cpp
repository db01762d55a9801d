// SPDX-License-Identifier: Apache-2.0
#include "standin/example/gaussian_blur.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright::standin::example {
namespace {

constexpr int kRadius = 7;
constexpr double kDeviation = 4;
constexpr int kChannels = 4;

}  // namespace

GaussianBlur::GaussianBlur() {
  double sum = 0;
  for (int i = -kRadius; i <= kRadius; ++i) {
    const double weight = std::exp(-i * i / (2 * kDeviation * kDeviation));
    weights_.push_back(static_cast<float>(weight));
    sum += weight;
  }
  for (float& weight : weights_) weight /= static_cast<float>(sum);
}

void GaussianBlur::blur(const FrameView& picture, Rect rect) {
  const int right = std::min(rect.x + rect.width, picture.format.width);
  const int bottom = std::min(rect.y + rect.height, picture.format.height);
  rect.x = std::max(rect.x, 0);
  rect.y = std::max(rect.y, 0);
  rect.width = right - rect.x;
  rect.height = bottom - rect.y;
  if (rect.empty()) return;

  const std::size_t row_size = static_cast<std::size_t>(rect.width) * kChannels;
  rows_.assign(row_size * static_cast<std::size_t>(rect.height + 2 * kRadius), 0);
  float* out = rows_.data();
  for (int y = rect.y - kRadius; y < bottom + kRadius; ++y) {
    const int row = std::clamp(y, 0, picture.format.height - 1);
    const std::uint8_t* pixels = picture.planes[0] + row * picture.strides[0];
    for (int x = rect.x; x < right; ++x, out += kChannels) {
      for (int i = -kRadius; i <= kRadius; ++i) {
        const std::uint8_t* pixel =
            pixels + std::clamp(x + i, 0, picture.format.width - 1) * kChannels;
        const float weight = weights_[static_cast<std::size_t>(i + kRadius)];
        for (int c = 0; c < kChannels; ++c) out[c] += weight * static_cast<float>(pixel[c]);
      }
    }
  }
  for (int y = rect.y; y < bottom; ++y) {
    const float* above = rows_.data() + static_cast<std::size_t>(y - rect.y) * row_size;
    std::uint8_t* pixel = picture.planes[0] + y * picture.strides[0] + rect.x * kChannels;
    for (std::size_t i = 0; i < row_size; ++i) {
      float sum = 0;
      for (std::size_t k = 0; k < weights_.size(); ++k)
        sum += weights_[k] * above[k * row_size + i];
      pixel[i] = static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L));
    }
  }
}

}  // namespace pipewright::standin::example
