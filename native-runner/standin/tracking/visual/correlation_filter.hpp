// SPDX-License-Identifier: Apache-2.0
// The discriminative correlation filter of NvDCF: learns how a target looks so that its response to
// another picture peaks where the target is.
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "standin/tracking/config/tracker_config.hpp"
#include "standin/tracking/visual/fourier_transform.hpp"

namespace pipewright::standin::tracking {

using Spectrum = std::vector<std::complex<float>>;

/// What one target looks like. Empty until it is learnt.
struct CorrelationFilter {
  /// Of all channels, one behind the other.
  Spectrum numerator;
  std::vector<float> denominator;
  /// How much each channel tells.
  std::vector<float> channel_weights;

  bool is_empty() const { return numerator.empty(); }
};

/// Learns filters and applies them. One thread at a time.
class FilterBank {
 public:
  /// For `num_channels` feature images of `size` values in each direction.
  FilterBank(const VisualTrackerSettings& settings, unsigned size, unsigned num_channels);

  /// Takes the features of the target, in the middle of them, into its filter.
  void learn(CorrelationFilter& filter, std::span<const float> features);

  /// The response to features: 1 in the middle for the picture that was learnt, less the more it
  /// differs, elsewhere where it moved. `response` has size * size values; its middle is value
  /// (size / 2, size / 2).
  void respond(const CorrelationFilter& filter, std::span<const float> features,
               std::span<float> response);

 private:
  void transform(std::span<const float> features);
  void weigh_channels(CorrelationFilter& filter, float learning_rate);
  /// What is added to the denominator, so that frequencies without energy say nothing.
  float regularisation(std::span<const float> denominator) const;

  FourierTransform fourier_;
  unsigned num_channels_;
  float learning_rate_;
  float channel_learning_rate_;
  /// The response that is wanted: a peak in the middle.
  Spectrum wanted_;
  /// What a bin of the spectrum counts for in the middle of the image.
  std::vector<float> middle_factors_;
  /// Of the features at hand.
  Spectrum spectra_;
  Spectrum sum_;
  std::vector<float> contributions_;
};

}  // namespace pipewright::standin::tracking
