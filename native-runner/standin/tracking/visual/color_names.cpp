// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/color_names.hpp"

#include <algorithm>
#include <cmath>

#include "standin/surface/yuv_matrix.hpp"

namespace pipewright::standin::tracking {
namespace {

using Rgb = std::array<float, 3>;
using Lab = std::array<float, 3>;

/// Distance in CIELAB over which a colour stops being like a name.
constexpr float kSpread = 22.0f;

/// What each name stands for, in sRGB; some names cover more than one colour.
struct Prototype {
  unsigned name;
  Rgb color;
};
constexpr Prototype kPrototypes[] = {
    {0, {0.05f, 0.05f, 0.05f}}, {1, {0.1f, 0.2f, 0.8f}},   {1, {0.35f, 0.65f, 0.95f}},
    {2, {0.45f, 0.28f, 0.12f}}, {3, {0.15f, 0.6f, 0.2f}},  {3, {0.35f, 0.45f, 0.15f}},
    {4, {0.5f, 0.5f, 0.5f}},    {5, {0.95f, 0.55f, 0.1f}}, {6, {0.95f, 0.6f, 0.75f}},
    {6, {0.5f, 0.15f, 0.55f}},  {7, {0.8f, 0.1f, 0.1f}},   {8, {0.95f, 0.95f, 0.95f}},
    {9, {0.9f, 0.85f, 0.15f}},
};

float linear(float value) {
  return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

Lab lab_of(const Rgb& rgb) {
  const float r = linear(rgb[0]);
  const float g = linear(rgb[1]);
  const float b = linear(rgb[2]);
  const auto root = [](float t) {
    return t > 0.008856f ? std::cbrt(t) : 7.787f * t + 16.0f / 116.0f;
  };
  // sRGB to XYZ by the white of D65.
  const float x = root((0.4124f * r + 0.3576f * g + 0.1805f * b) / 0.9505f);
  const float y = root(0.2126f * r + 0.7152f * g + 0.0722f * b);
  const float z = root((0.0193f * r + 0.1192f * g + 0.9505f * b) / 1.089f);
  return {116.0f * y - 16.0f, 500.0f * (x - y), 200.0f * (y - z)};
}

/// Components of a format to RGB from 0 to 1.
class ToRgb {
 public:
  explicit ToRgb(const FrameFormat& format)
      : is_yuv_(GST_VIDEO_FORMAT_INFO_IS_YUV(gst_video_format_get_info(format.format))),
        matrix_(YuvMatrix::of(format)) {}

  Rgb operator()(float first, float second, float third) const {
    const auto unit = [](float value) { return std::clamp(value / 255, 0.0f, 1.0f); };
    if (!is_yuv_) return {unit(first), unit(second), unit(third)};
    const float y = matrix_.y_scale * (first - matrix_.y_offset);
    const float u = second - 128;
    const float v = third - 128;
    return {unit(y + matrix_.r_v * v), unit(y + matrix_.g_u * u + matrix_.g_v * v),
            unit(y + matrix_.b_u * u)};
  }

 private:
  bool is_yuv_;
  YuvMatrix matrix_;
};

}  // namespace

ColorNameTable::ColorNameTable(const FrameFormat& format) : table_(std::size_t{1} << (3 * kBits)) {
  std::vector<Lab> prototypes;
  for (const Prototype& prototype : kPrototypes) prototypes.push_back(lab_of(prototype.color));
  const ToRgb to_rgb(format);
  constexpr unsigned kSteps = 1U << kBits;
  const auto middle = [](unsigned step) {
    return static_cast<float>((step << kDropped) + (1U << kDropped) / 2);
  };
  for (unsigned i = 0; i < kSteps * kSteps * kSteps; ++i) {
    const Lab color = lab_of(
        to_rgb(middle(i / (kSteps * kSteps)), middle(i / kSteps % kSteps), middle(i % kSteps)));
    std::array<float, kNumColorNames> weights = {};
    float sum = 1e-6f;
    for (std::size_t p = 0; p < prototypes.size(); ++p) {
      float squared_distance = 0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        const float difference = color[axis] - prototypes[p][axis];
        squared_distance += difference * difference;
      }
      const float weight = std::exp(-squared_distance / (2 * kSpread * kSpread)) + 1e-6f;
      weights[kPrototypes[p].name] += weight;
      sum += weight;
    }
    for (unsigned name = 0; name < kNumColorNames; ++name) {
      const auto value =
          static_cast<std::uint32_t>(std::lround(ColorNames::kMost * weights[name] / sum));
      table_[i].words[name / ColorNames::kPerWord] |= value << ColorNames::shift_of(name);
    }
  }
}

}  // namespace pipewright::standin::tracking
