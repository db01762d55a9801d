// SPDX-License-Identifier: Apache-2.0
#include "standin/dewarp/view_sampler.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace pipewright::standin::dewarp {
namespace {

constexpr int kChannels = 4;
constexpr std::array<std::uint8_t, kChannels> kBlack = {0, 0, 0, 255};
/// Far outside of any picture, and still a number that int can hold.
constexpr double kFarthest = 1e6;

const std::uint8_t* pixel_at(const FrameView& picture, int x, int y, bool has_border) {
  const int last_x = picture.format.width - 1;
  const int last_y = picture.format.height - 1;
  if (has_border && (x < 0 || y < 0 || x > last_x || y > last_y)) return kBlack.data();
  return picture.planes[0] + std::clamp(y, 0, last_y) * picture.strides[0] +
         std::clamp(x, 0, last_x) * kChannels;
}

}  // namespace

ViewSampler::ViewSampler(const ViewGeometry& geometry, int width, int height, bool has_border)
    : width_(width), height_(height), has_border_(has_border) {
  table_.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto pixel = camera_pixel(geometry, {static_cast<double>(x), static_cast<double>(y)});
      Entry& entry = table_.emplace_back();
      if (!pixel) continue;
      entry.x = static_cast<float>(std::clamp(pixel->x, -kFarthest, kFarthest));
      entry.y = static_cast<float>(std::clamp(pixel->y, -kFarthest, kFarthest));
      entry.is_seen = true;
    }
  }
}

void ViewSampler::draw(const FrameView& camera, const FrameView& view) const {
  const Entry* entry = table_.data();
  for (int y = 0; y < height_; ++y) {
    std::uint8_t* out = view.planes[0] + y * view.strides[0];
    for (int x = 0; x < width_; ++x, ++entry, out += kChannels) {
      if (!entry->is_seen) {
        std::copy(kBlack.begin(), kBlack.end(), out);
        continue;
      }
      const float left = std::floor(entry->x);
      const float top = std::floor(entry->y);
      const float share_x = entry->x - left;
      const float share_y = entry->y - top;
      const int column = static_cast<int>(left);
      const int row = static_cast<int>(top);
      const std::uint8_t* a = pixel_at(camera, column, row, has_border_);
      const std::uint8_t* b = pixel_at(camera, column + 1, row, has_border_);
      const std::uint8_t* c = pixel_at(camera, column, row + 1, has_border_);
      const std::uint8_t* d = pixel_at(camera, column + 1, row + 1, has_border_);
      for (int i = 0; i < kChannels; ++i) {
        const float upper = static_cast<float>(a[i]) + share_x * static_cast<float>(b[i] - a[i]);
        const float lower = static_cast<float>(c[i]) + share_x * static_cast<float>(d[i] - c[i]);
        out[i] = static_cast<std::uint8_t>(upper + share_y * (lower - upper) + 0.5f);
      }
    }
  }
}

}  // namespace pipewright::standin::dewarp
