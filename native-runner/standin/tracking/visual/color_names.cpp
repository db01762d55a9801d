// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/color_names.hpp"

#include <algorithm>
#include <cmath>

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

/// Components to RGB from 0 to 1 for a format.
class ToRgb {
 public:
  ToRgb(const GstVideoFormatInfo& format, const GstVideoColorimetry& colorimetry)
      : is_yuv_(GST_VIDEO_FORMAT_INFO_IS_YUV(&format)),
        is_full_(colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255) {
    if (!gst_video_color_matrix_get_Kr_Kb(colorimetry.matrix, &kr_, &kb_)) {
      kr_ = 0.299;
      kb_ = 0.114;
    }
  }

  Rgb operator()(float first, float second, float third) const {
    const auto unit = [](double value) { return static_cast<float>(std::clamp(value, 0.0, 1.0)); };
    if (!is_yuv_) return {unit(first / 255), unit(second / 255), unit(third / 255)};
    const double y = is_full_ ? first / 255 : (first - 16) / 219;
    const double chroma = is_full_ ? 255 : 224;
    const double u = (second - 128) / chroma;
    const double v = (third - 128) / chroma;
    const double r = y + 2 * (1 - kr_) * v;
    const double b = y + 2 * (1 - kb_) * u;
    const double g = (y - kr_ * r - kb_ * b) / (1 - kr_ - kb_);
    return {unit(r), unit(g), unit(b)};
  }

 private:
  bool is_yuv_;
  bool is_full_;
  double kr_ = 0;
  double kb_ = 0;
};

}  // namespace

ColorNameTable::ColorNameTable(const GstVideoFormatInfo& format,
                               const GstVideoColorimetry& colorimetry)
    : table_((std::size_t{1} << (3 * kBits)) * kNumColorNames) {
  std::vector<Lab> prototypes;
  for (const Prototype& prototype : kPrototypes) prototypes.push_back(lab_of(prototype.color));
  const ToRgb to_rgb(format, colorimetry);
  constexpr unsigned kSteps = 1U << kBits;
  const auto middle = [](unsigned step) {
    return static_cast<float>((step << kDropped) + (1U << kDropped) / 2);
  };
  std::uint8_t* entry = table_.data();
  for (unsigned i = 0; i < kSteps * kSteps * kSteps; ++i, entry += kNumColorNames) {
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
      entry[name] = static_cast<std::uint8_t>(std::lround(255 * weights[name] / sum));
    }
  }
}

}  // namespace pipewright::standin::tracking
