// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/correlation_filter.hpp"

#include <algorithm>
#include <cmath>

namespace pipewright::standin::tracking {
namespace {

/// Share of the mean energy per frequency under which a frequency counts for little.
constexpr float kRegularisation = 0.01f;
/// Energy of a picture without anything in it.
constexpr float kLeastEnergy = 1e-4f;

/// Share of the wanted response under which a picture tells nothing.
constexpr float kLeastContribution = 0.05f;

/// conj(a) * b, without the special cases for infinities that std::complex has.
std::complex<float> conjugate_product(const std::complex<float>& a, const std::complex<float>& b) {
  return {a.real() * b.real() + a.imag() * b.imag(), a.real() * b.imag() - a.imag() * b.real()};
}

}  // namespace

FilterBank::FilterBank(const VisualTrackerSettings& settings, unsigned size, unsigned num_channels)
    : fourier_(size),
      num_channels_(num_channels),
      learning_rate_(settings.filter_learning_rate),
      channel_learning_rate_(settings.channel_weights_learning_rate),
      wanted_(fourier_.num_bins()),
      spectra_(fourier_.num_bins() * num_channels),
      sum_(fourier_.num_bins()),
      contributions_(num_channels) {
  const float sigma = std::max(settings.gaussian_sigma, 0.1f);
  const auto middle = static_cast<float>(size / 2);
  std::vector<float> image(fourier_.num_values());
  for (unsigned row = 0; row < size; ++row) {
    for (unsigned column = 0; column < size; ++column) {
      const float dx = static_cast<float>(column) - middle;
      const float dy = static_cast<float>(row) - middle;
      image[row * size + column] = std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
    }
  }
  fourier_.forward(image, wanted_);
  middle_factors_.resize(fourier_.num_bins());
  const std::size_t num_columns = size / 2 + 1;
  for (std::size_t bin = 0; bin < middle_factors_.size(); ++bin) {
    // Every step of frequency is half a turn in the middle of the image. The columns between the
    // first and the last one also stand for their mirror.
    const std::size_t column = bin % num_columns;
    const std::size_t row = bin / num_columns;
    const float sign = (row + column) % 2 == 0 ? 1.0f : -1.0f;
    middle_factors_[bin] = column == 0 || column == size / 2 ? sign : 2 * sign;
  }
}

void FilterBank::transform(std::span<const float> features) {
  const std::size_t num_values = fourier_.num_values();
  const std::size_t num_bins = fourier_.num_bins();
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    fourier_.forward(features.subspan(channel * num_values, num_values),
                     std::span(spectra_).subspan(channel * num_bins, num_bins));
  }
}

float FilterBank::regularisation(std::span<const float> denominator) const {
  float energy = 0;
  for (const float value : denominator) energy += value;
  return kRegularisation * energy / static_cast<float>(denominator.size()) + kLeastEnergy;
}

void FilterBank::learn(CorrelationFilter& filter, std::span<const float> features) {
  transform(features);
  const std::size_t num_bins = fourier_.num_bins();
  const bool is_new = filter.is_empty();
  if (is_new) {
    filter.numerator.resize(spectra_.size());
    filter.denominator.resize(num_bins);
    filter.channel_weights.assign(num_channels_, 0.0f);
  }
  const float rate = is_new ? 1.0f : learning_rate_;
  for (float& value : filter.denominator) value *= 1 - rate;
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const std::complex<float>* spectrum = spectra_.data() + channel * num_bins;
    std::complex<float>* numerator = filter.numerator.data() + channel * num_bins;
    for (std::size_t bin = 0; bin < num_bins; ++bin) {
      const std::complex<float> product = conjugate_product(spectrum[bin], wanted_[bin]);
      numerator[bin] += rate * (product - numerator[bin]);
      filter.denominator[bin] += rate * (spectrum[bin].real() * spectrum[bin].real() +
                                         spectrum[bin].imag() * spectrum[bin].imag());
    }
  }
  weigh_channels(filter, is_new ? 1.0f : channel_learning_rate_);
}

void FilterBank::weigh_channels(CorrelationFilter& filter, float learning_rate) {
  // What each channel adds to the response in the middle, where all together should give 1.
  const std::size_t num_bins = fourier_.num_bins();
  const float regular = regularisation(filter.denominator);
  float sum = 0;
  float sum_of_squares = 0;
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const std::complex<float>* spectrum = spectra_.data() + channel * num_bins;
    const std::complex<float>* numerator = filter.numerator.data() + channel * num_bins;
    float contribution = 0;
    for (std::size_t bin = 0; bin < num_bins; ++bin) {
      contribution += middle_factors_[bin] *
                      (numerator[bin].real() * spectrum[bin].real() -
                       numerator[bin].imag() * spectrum[bin].imag()) /
                      (filter.denominator[bin] + regular);
    }
    contributions_[channel] = contribution;
    sum += contribution;
    sum_of_squares += contribution * contribution;
  }
  const bool tells_anything = sum > kLeastContribution * static_cast<float>(fourier_.num_values());
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const float wanted = tells_anything ? contributions_[channel] / sum_of_squares : 0.0f;
    filter.channel_weights[channel] += learning_rate * (wanted - filter.channel_weights[channel]);
  }
}

void FilterBank::respond(const CorrelationFilter& filter, std::span<const float> features,
                         std::span<float> response) {
  transform(features);
  const std::size_t num_bins = fourier_.num_bins();
  const float regular = regularisation(filter.denominator);
  std::fill(sum_.begin(), sum_.end(), std::complex<float>());
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const std::complex<float>* spectrum = spectra_.data() + channel * num_bins;
    const std::complex<float>* numerator = filter.numerator.data() + channel * num_bins;
    const float weight = filter.channel_weights[channel];
    for (std::size_t bin = 0; bin < num_bins; ++bin) {
      const float re = numerator[bin].real() * spectrum[bin].real() -
                       numerator[bin].imag() * spectrum[bin].imag();
      const float im = numerator[bin].real() * spectrum[bin].imag() +
                       numerator[bin].imag() * spectrum[bin].real();
      sum_[bin] += std::complex<float>(weight * re, weight * im);
    }
  }
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    sum_[bin] /= filter.denominator[bin] + regular;
  }
  fourier_.inverse(sum_, response);
}

}  // namespace pipewright::standin::tracking
