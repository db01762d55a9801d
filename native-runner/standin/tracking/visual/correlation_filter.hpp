// SPDX-License-Identifier: Apache-2.0
// The discriminative correlation filter of NvDCF: learns how a target looks so that its response to
// another picture peaks where the target is.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/fourier_transform.hpp"
#include "standin/tracking/visual/lanes.hpp"

namespace pipewright::standin::tracking {

/// What kNumLanes targets look like.
struct FilterBlock {
  /// Mean spectra of all channels, one behind the other, in steps of `look_steps`: 16 bits are
  /// enough, and what has to come from memory is what takes the time.
  std::vector<FixedComplexLanes> looks;
  /// Of each channel.
  std::vector<Lanes> look_steps;
  /// Mean energy of each frequency in all channels together.
  std::vector<Lanes> energy;
  /// What a frequency's correlation counts for: the wanted response by the energy.
  std::vector<Lanes> gains;
  /// How much each channel tells.
  std::vector<Lanes> channel_weights;
};

/// Which targets of a block learn.
enum class Learning {
  kNothing,
  /// By the learning rates.
  kMore,
  /// What is there was another target's.
  kAnew,
};

/// Learns filters and applies them. Several threads may use it, each with a scratch of its own.
class FilterBank {
 public:
  /// Writes the feature image of one channel.
  using FeatureSource = std::function<void(unsigned channel, std::span<Lanes> image)>;

  /// For one thread.
  struct Scratch {
    FourierTransform::Scratch fourier;
    std::vector<Lanes> image;
    /// Of all channels of the features at hand.
    std::vector<ComplexLanes> spectra;
    std::vector<ComplexLanes> sum;
    std::vector<Lanes> energy;
    std::vector<Lanes> contributions;
  };

  /// For `num_channels` feature images of `size` values in each direction.
  FilterBank(const VisualTrackerSettings& settings, unsigned size, unsigned num_channels);

  FilterBlock make_block() const;
  Scratch make_scratch() const;

  /// Takes the features of the targets, which are in the middle of them, into their filters.
  void learn(FilterBlock& block, const LanesOf<Learning>& learning, const FeatureSource& features,
             Scratch& scratch) const;

  /// The responses to features: 1 in the middle for the picture that was learnt, less the more it
  /// differs, elsewhere where it moved. They are size * size values in `scratch.image`; the middle
  /// is value (size / 2, size / 2).
  void respond(const FilterBlock& block, const FeatureSource& features, Scratch& scratch) const;

 private:
  void transform(const FeatureSource& features, unsigned channel, std::span<ComplexLanes> spectrum,
                 Scratch& scratch) const;
  void weigh_channels(FilterBlock& block, const Lanes& rates, Scratch& scratch) const;

  FourierTransform fourier_;
  unsigned num_channels_;
  float learning_rate_;
  float channel_learning_rate_;
  /// Spectrum of the response that is wanted: a peak in the middle, whose spectrum is real as the
  /// peak is the same to all sides.
  std::vector<float> wanted_;
  /// What a bin of the spectrum counts for in the middle of the image.
  std::vector<float> middle_factors_;
};

}  // namespace pipewright::standin::tracking
