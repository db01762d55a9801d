// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/feature_extractor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr unsigned kSmallestSize = 12;
constexpr unsigned kSizeStep = 6;

/// Puts the words of a row's names apart.
PIPEWRIGHT_SIMD_CLONES
void split_words(const LanesOf<ColorNames>* names, unsigned num_values,
                 LanesOf<std::uint32_t>* __restrict first,
                 LanesOf<std::uint32_t>* __restrict second) {
  for (unsigned i = 0; i < num_values; ++i) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      first[i].values[lane] = names[i].values[lane].words[0];
      second[i].values[lane] = names[i].values[lane].words[1];
    }
  }
}

/// Adds a row's words to the sums of their five names.
PIPEWRIGHT_SIMD_CLONES
void add_names(const LanesOf<std::uint32_t>* words, unsigned num_values,
               LanesOf<std::uint32_t>* __restrict sums) {
  // Two names at a time: a row's sum has at most twice as many bits as a value.
  static_assert(PatchSampler::kLargestSize <= ColorNames::kMost);
  constexpr unsigned kBits = ColorNames::kBits;
  constexpr std::uint32_t kPair = ColorNames::kMost | ColorNames::kMost << 2 * kBits;
  constexpr std::uint32_t kSum = (1U << 2 * kBits) - 1;
  LanesOf<std::uint32_t> even = {};
  LanesOf<std::uint32_t> odd = {};
  LanesOf<std::uint32_t> last = {};
  for (unsigned i = 0; i < num_values; ++i) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const std::uint32_t word = words[i].values[lane];
      even.values[lane] += word & kPair;
      odd.values[lane] += (word >> kBits) & kPair;
      last.values[lane] += word >> 4 * kBits;
    }
  }
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    sums[0].values[lane] += even.values[lane] & kSum;
    sums[1].values[lane] += odd.values[lane] & kSum;
    sums[2].values[lane] += even.values[lane] >> 2 * kBits;
    sums[3].values[lane] += odd.values[lane] >> 2 * kBits;
    sums[4].values[lane] += last.values[lane];
  }
}

/// Takes one name's values out of their words, from 0 to 1, without their mean and faded out
/// towards the edges.
PIPEWRIGHT_SIMD_CLONES
void fill_names(const LanesOf<std::uint32_t>* words, unsigned shift,
                const LanesOf<std::uint32_t>& sums, const float* window, std::size_t num_values,
                Lanes* __restrict image) {
  Lanes mean;
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    mean.values[lane] =
        static_cast<float>(static_cast<int>(sums.values[lane])) / static_cast<float>(num_values);
  }
  for (std::size_t i = 0; i < num_values; ++i) {
    const float scale = window[i] * (1.0f / ColorNames::kMost);
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const auto value = static_cast<int>((words[i].values[lane] >> shift) & ColorNames::kMost);
      image[i].values[lane] = (static_cast<float>(value) - mean.values[lane]) * scale;
    }
  }
}

/// Takes the mean away and fades out the edges.
PIPEWRIGHT_SIMD_CLONES
void finish(const float* window, std::size_t num_values, Lanes* __restrict image) {
  // Four values at a time (all sizes are even), as the sums wait for each other.
  Lanes mean = {};
  for (std::size_t i = 0; i < num_values; i += 4) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      mean.values[lane] += (image[i].values[lane] + image[i + 1].values[lane]) +
                           (image[i + 2].values[lane] + image[i + 3].values[lane]);
    }
  }
  const float share = 1.0f / static_cast<float>(num_values);
  for (unsigned lane = 0; lane < kNumLanes; ++lane) mean.values[lane] *= share;
  for (std::size_t i = 0; i < num_values; ++i) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      image[i].values[lane] = (image[i].values[lane] - mean.values[lane]) * window[i];
    }
  }
}

}  // namespace

PatchLanes::PatchLanes(unsigned size)
    : sampler(size), luma(std::size_t{size} * size), gradients(size) {
  for (auto& component : patch) component.resize(luma.size());
  colors.resize(luma.size());
  row_names.resize(size);
  for (auto& words : names) words.resize(luma.size());
}

FeatureExtractor::FeatureExtractor(const VisualTrackerSettings& settings)
    : use_color_names_(settings.use_color_names),
      use_hog_(settings.use_hog),
      size_(kSmallestSize + kSizeStep * (settings.feature_image_size_level - 1)),
      num_channels_((settings.use_color_names ? kNumColorNames : 0) +
                    (settings.use_hog ? kNumOrientations : 0)) {
  // Something has to be looked at.
  if (num_channels_ == 0) num_channels_ = 1;
  window_.resize(std::size_t{size_} * size_);
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

void FeatureExtractor::prepare(const FrameFormat& format) {
  // The size may change the default matrix.
  if (format_ == format) return;
  format_ = format;
  is_rgb_ = GST_VIDEO_FORMAT_INFO_IS_RGB(gst_video_format_get_info(format.format));
  if (use_color_names_) table_ = std::make_unique<ColorNameTable>(format);
}

void FeatureExtractor::load(const FrameView& picture, const Box& region, unsigned lane,
                            PatchLanes& patches) const {
  patches.sampler.sample(picture, region, patches.patch);
  const auto& [first, second, third] = patches.patch;
  if (use_color_names_) {
    for (std::size_t i = 0; i < first.size(); ++i) {
      patches.colors[i][lane] = ColorNameTable::index_of(first[i], second[i], third[i]);
    }
    if (!use_hog_) return;
  }
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto value = static_cast<float>(first[i]);
    patches.luma[i][lane] = (is_rgb_ ? 0.299f * value + 0.587f * static_cast<float>(second[i]) +
                                           0.114f * static_cast<float>(third[i])
                                     : value) /
                            255;
  }
}

void FeatureExtractor::finish_loading(PatchLanes& patches) const {
  if (use_color_names_) name_colors(patches);
  if (use_hog_) patches.gradients.compute(patches.luma);
}

void FeatureExtractor::name_colors(PatchLanes& patches) const {
  auto& [first, second] = patches.names;
  patches.name_sums = {};
  for (std::size_t row = 0; row < patches.colors.size(); row += size_) {
    for (unsigned column = 0; column < size_; ++column) {
      const auto& colors = patches.colors[row + column];
      auto& names = patches.row_names[column];
      for (unsigned lane = 0; lane < kNumLanes; ++lane) names[lane] = (*table_)[colors[lane]];
    }
    split_words(patches.row_names.data(), size_, &first[row], &second[row]);
    for (unsigned word = 0; word < ColorNames::kNumWords; ++word) {
      add_names(&patches.names[word][row], size_,
                &patches.name_sums[std::size_t{word} * ColorNames::kPerWord]);
    }
  }
}

void FeatureExtractor::fill(const PatchLanes& patches, unsigned channel,
                            std::span<Lanes> image) const {
  if (use_color_names_ && channel < kNumColorNames) {
    fill_names(patches.names[channel / ColorNames::kPerWord].data(), ColorNames::shift_of(channel),
               patches.name_sums[channel], window_.data(), image.size(), image.data());
    return;
  }
  if (use_hog_) {
    patches.gradients.fill(use_color_names_ ? channel - kNumColorNames : channel, image);
  } else {
    std::copy(patches.luma.begin(), patches.luma.end(), image.begin());
  }
  finish(window_.data(), image.size(), image.data());
}

}  // namespace pipewright::standin::tracking
