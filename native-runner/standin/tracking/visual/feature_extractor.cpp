// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/feature_extractor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace pipewright::standin::tracking {
namespace {

constexpr unsigned kNumOrientations = 18;
constexpr unsigned kSmallestSize = 12;
constexpr unsigned kSizeStep = 6;
constexpr unsigned kLargestSize = 36;
/// Samples in each direction that make one value at most.
constexpr unsigned kMaxSamples = 3;

/// Reads a component of a picture by pixel position, whatever its subsampling.
struct ComponentReader {
  const std::uint8_t* data;
  int stride;
  int pixel_stride;
  int shift_x;
  int shift_y;

  static ComponentReader of(const FrameView& picture, unsigned component) {
    const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
    const unsigned plane = GST_VIDEO_FORMAT_INFO_PLANE(info, component);
    return {picture.planes[plane] + GST_VIDEO_FORMAT_INFO_POFFSET(info, component),
            picture.strides[plane], GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component),
            static_cast<int>(GST_VIDEO_FORMAT_INFO_W_SUB(info, component)),
            static_cast<int>(GST_VIDEO_FORMAT_INFO_H_SUB(info, component))};
  }
};

/// Where the samples of each value along one axis lie, cut at the picture's edges.
struct SampleGrid {
  /// `num_samples` positions for each value.
  std::array<int, std::size_t{kLargestSize} * kMaxSamples> positions;
  unsigned num_samples;

  SampleGrid(float start, float length, unsigned size, int limit) {
    const float step = length / static_cast<float>(size);
    num_samples =
        static_cast<unsigned>(std::clamp(std::ceil(step), 1.0f, static_cast<float>(kMaxSamples)));
    const float distance = step / static_cast<float>(num_samples);
    const auto last = static_cast<float>(limit - 1);
    for (unsigned i = 0; i < size * num_samples; ++i) {
      const float position = start + distance * (static_cast<float>(i) + 0.5f);
      positions[i] = static_cast<int>(std::clamp(position, 0.0f, last));
    }
  }
};

/// Averages the samples of each value of one component.
void sample_component(const ComponentReader& reader, const SampleGrid& columns,
                      const SampleGrid& rows, unsigned size, std::uint8_t* values) {
  std::array<int, std::size_t{kLargestSize} * kMaxSamples> offsets;
  for (unsigned i = 0; i < size * columns.num_samples; ++i) {
    offsets[i] = (columns.positions[i] >> reader.shift_x) * reader.pixel_stride;
  }
  const unsigned num_samples = columns.num_samples * rows.num_samples;
  std::array<unsigned, kLargestSize> sums;
  for (unsigned row = 0; row < size; ++row) {
    std::fill(sums.begin(), sums.end(), num_samples / 2);
    for (unsigned i = 0; i < rows.num_samples; ++i) {
      const std::ptrdiff_t y = rows.positions[row * rows.num_samples + i] >> reader.shift_y;
      const std::uint8_t* line = reader.data + y * reader.stride;
      const int* offset = offsets.data();
      for (unsigned column = 0; column < size; ++column) {
        for (unsigned j = 0; j < columns.num_samples; ++j) sums[column] += line[*offset++];
      }
    }
    for (unsigned column = 0; column < size; ++column) {
      values[row * size + column] = static_cast<std::uint8_t>(sums[column] / num_samples);
    }
  }
}

}  // namespace

FeatureExtractor::FeatureExtractor(const VisualTrackerSettings& settings)
    : use_color_names_(settings.use_color_names),
      use_hog_(settings.use_hog),
      size_(kSmallestSize + kSizeStep * (settings.feature_image_size_level - 1)),
      num_channels_((settings.use_color_names ? kNumColorNames : 0) +
                    (settings.use_hog ? kNumOrientations : 0)) {
  // Something has to be looked at.
  if (num_channels_ == 0) num_channels_ = 1;
  const std::size_t num_values = std::size_t{size_} * size_;
  for (auto& component : components_) component.resize(num_values);
  luma_.resize(num_values);
  window_.resize(num_values);
  const auto hann = [this](float position) {
    const float share = position / static_cast<float>(size_);
    return share <= 0 || share >= 1 ? 0.0f
                                    : 0.5f * (1 - std::cos(2 * std::numbers::pi_v<float> * share));
  };
  const float shift = settings.focus_offset_y * static_cast<float>(size_);
  for (unsigned row = 0; row < size_; ++row) {
    for (unsigned column = 0; column < size_; ++column) {
      window_[row * size_ + column] =
          hann(static_cast<float>(row) + 0.5f - shift) * hann(static_cast<float>(column) + 0.5f);
    }
  }
}

bool FeatureExtractor::reads(GstVideoFormat format) {
  return format == GST_VIDEO_FORMAT_NV12 || format == GST_VIDEO_FORMAT_I420 ||
         format == GST_VIDEO_FORMAT_RGBA;
}

void FeatureExtractor::extract(const FrameView& picture, const Box& region,
                               std::span<float> features) {
  sample(picture, region);
  const std::size_t num_values = luma_.size();
  if (use_color_names_) {
    fill_color_names(picture, features.first(kNumColorNames * num_values));
    features = features.subspan(kNumColorNames * num_values);
  }
  if (use_hog_) {
    fill_gradients(features);
  } else if (!use_color_names_) {
    std::copy(luma_.begin(), luma_.end(), features.begin());
    finish(features);
  }
}

void FeatureExtractor::sample(const FrameView& picture, const Box& region) {
  const SampleGrid columns(region.left, region.width, size_, picture.format.width);
  const SampleGrid rows(region.top, region.height, size_, picture.format.height);
  for (unsigned component = 0; component < 3; ++component) {
    sample_component(ComponentReader::of(picture, component), columns, rows, size_,
                     components_[component].data());
  }
  if (use_color_names_ && !use_hog_) return;
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  const bool is_rgb = GST_VIDEO_FORMAT_INFO_IS_RGB(info);
  for (std::size_t i = 0; i < luma_.size(); ++i) {
    const auto first = static_cast<float>(components_[0][i]);
    luma_[i] = is_rgb ? 0.299f * first + 0.587f * static_cast<float>(components_[1][i]) +
                            0.114f * static_cast<float>(components_[2][i])
                      : first;
    luma_[i] /= 255;
  }
}

void FeatureExtractor::fill_color_names(const FrameView& picture, std::span<float> features) {
  const FrameFormat& format = picture.format;
  // The size may change the default matrix.
  if (table_ == nullptr || !(table_format_ == format)) {
    table_ = std::make_unique<ColorNameTable>(format);
    table_format_ = format;
  }
  const std::size_t num_values = luma_.size();
  for (std::size_t i = 0; i < num_values; ++i) {
    const auto names = table_->names(components_[0][i], components_[1][i], components_[2][i]);
    for (unsigned name = 0; name < kNumColorNames; ++name) {
      features[name * num_values + i] = static_cast<float>(names[name]) * (1.0f / 255);
    }
  }
  for (unsigned name = 0; name < kNumColorNames; ++name) {
    finish(features.subspan(name * num_values, num_values));
  }
}

void FeatureExtractor::fill_gradients(std::span<float> features) {
  const std::size_t num_values = luma_.size();
  std::fill(features.begin(), features.end(), 0.0f);
  const auto at = [this](unsigned row, unsigned column) { return luma_[row * size_ + column]; };
  constexpr float kBinsPerRadian = kNumOrientations / (2 * std::numbers::pi_v<float>);
  for (unsigned row = 0; row < size_; ++row) {
    for (unsigned column = 0; column < size_; ++column) {
      const float dx =
          at(row, std::min(column + 1, size_ - 1)) - at(row, column == 0 ? 0 : column - 1);
      const float dy =
          at(std::min(row + 1, size_ - 1), column) - at(row == 0 ? 0 : row - 1, column);
      const float magnitude = std::sqrt(dx * dx + dy * dy);
      if (magnitude <= 0) continue;
      float bin = std::atan2(dy, dx) * kBinsPerRadian;
      if (bin < 0) bin += kNumOrientations;
      // Shared between the two nearest directions.
      const auto lower = static_cast<unsigned>(bin);
      const float share = bin - static_cast<float>(lower);
      const std::size_t index = row * size_ + column;
      // The root makes weak edges count beside strong ones.
      const float strength = std::sqrt(magnitude);
      features[lower % kNumOrientations * num_values + index] += strength * (1 - share);
      features[(lower + 1) % kNumOrientations * num_values + index] += strength * share;
    }
  }
  for (unsigned i = 0; i < kNumOrientations; ++i) {
    finish(features.subspan(i * num_values, num_values));
  }
}

void FeatureExtractor::finish(std::span<float> image) const {
  float sum = 0;
  for (const float value : image) sum += value;
  const float mean = sum / static_cast<float>(image.size());
  for (std::size_t i = 0; i < image.size(); ++i) image[i] = (image[i] - mean) * window_[i];
}

}  // namespace pipewright::standin::tracking
