// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/visual/correlation_filter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "common/simd_clones.hpp"

namespace pipewright::standin::tracking {
namespace {

/// Share of the mean energy per frequency under which a frequency counts for little.
constexpr float kRegularisation = 0.01f;
/// Energy of a picture without anything in it.
constexpr float kLeastEnergy = 1e-4f;

/// Share of the wanted response under which a picture tells nothing.
constexpr float kLeastContribution = 0.05f;

/// Of a number of a look; its step is chosen accordingly.
constexpr float kMostSteps = std::numeric_limits<std::int16_t>::max();
/// Under this there is nothing to be seen.
constexpr float kLeastStep = 1e-30f;

/// Rounds a number of at most kMostSteps, as the processor does when it adds it to one so large
/// that no place behind the point is left.
PIPEWRIGHT_INLINE inline std::int16_t rounded(float number) {
  constexpr float kLarge = 3 << 22;
  return static_cast<std::int16_t>(std::bit_cast<std::uint32_t>(number + kLarge));
}

/// Numbers of a look as they are worked on, in steps: the real parts, then the imaginary ones. They
/// are converted together, as 16 bits of one kind would fill only half of a vector.
using LookParts = float[2 * kNumLanes];

PIPEWRIGHT_INLINE inline void read(const FixedComplexLanes& from, LookParts& parts) {
  for (unsigned i = 0; i < 2 * kNumLanes; ++i) parts[i] = static_cast<float>(from.parts[i]);
}
PIPEWRIGHT_INLINE inline void write(const LookParts& parts, FixedComplexLanes& to) {
  for (unsigned i = 0; i < 2 * kNumLanes; ++i) to.parts[i] = rounded(parts[i]);
}

/// Has the processor fetch a look while the spectrum that meets it is made.
void prefetch(const FixedComplexLanes* look, std::size_t num_bins) {
  for (std::size_t bin = 0; bin < num_bins; ++bin) __builtin_prefetch(look + bin);
}

/// Moves the mean look of one channel towards a spectrum, and adds up the spectrum's energy.
PIPEWRIGHT_SIMD_CLONES
void learn_channel(const ComplexLanes* spectrum, const Lanes& rates, std::size_t num_bins,
                   FixedComplexLanes* __restrict look, Lanes* __restrict look_steps,
                   Lanes* __restrict energy) {
  Lanes largest = {};
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float re = std::fabs(spectrum[bin].re.values[lane]);
      const float im = std::fabs(spectrum[bin].im.values[lane]);
      const float larger = re > im ? re : im;
      largest.values[lane] = larger > largest.values[lane] ? larger : largest.values[lane];
    }
  }
  // The mean of two looks is nowhere larger than that of what each is at most.
  Lanes kept_steps;
  Lanes steps_per_unit;
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    const float rate = rates.values[lane];
    const float kept = (1 - rate) * look_steps->values[lane];
    const float step = kept + rate * largest.values[lane] / kMostSteps;
    const float per_unit = step > kLeastStep ? 1 / step : 0.0f;
    look_steps->values[lane] = step;
    kept_steps.values[lane] = kept * per_unit;
    steps_per_unit.values[lane] = rate * per_unit;
  }
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    alignas(ComplexLanes) LookParts parts;
    read(look[bin], parts);
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float re = spectrum[bin].re.values[lane];
      const float im = spectrum[bin].im.values[lane];
      const float kept = kept_steps.values[lane];
      const float rate = steps_per_unit.values[lane];
      parts[lane] = kept * parts[lane] + rate * re;
      parts[kNumLanes + lane] = kept * parts[kNumLanes + lane] + rate * im;
      energy[bin].values[lane] += re * re + im * im;
    }
    write(parts, look[bin]);
  }
}

/// Moves the mean energy towards the energy at hand and finds the gains.
PIPEWRIGHT_SIMD_CLONES
void learn_energy(const Lanes* energy, const Lanes& rates, const float* wanted,
                  std::size_t num_bins, Lanes* __restrict mean_energy, Lanes* __restrict gains) {
  Lanes total = {};
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float rate = rates.values[lane];
      const float mean =
          (1 - rate) * mean_energy[bin].values[lane] + rate * energy[bin].values[lane];
      mean_energy[bin].values[lane] = mean;
      total.values[lane] += mean;
    }
  }
  // Is added so that frequencies without energy say nothing.
  Lanes regular;
  const float share = kRegularisation / static_cast<float>(num_bins);
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    regular.values[lane] = share * total.values[lane] + kLeastEnergy;
  }
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      gains[bin].values[lane] =
          wanted[bin] / (mean_energy[bin].values[lane] + regular.values[lane]);
    }
  }
}

/// What a channel adds to the response in the middle.
PIPEWRIGHT_SIMD_CLONES
void contribute(const ComplexLanes* spectrum, const FixedComplexLanes* look,
                const Lanes& look_steps, const Lanes* gains, const float* middle_factors,
                std::size_t num_bins, Lanes* __restrict contribution) {
  const auto add = [&](std::size_t bin, Lanes& sum) PIPEWRIGHT_INLINE {
    alignas(ComplexLanes) LookParts parts;
    read(look[bin], parts);
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float product = parts[lane] * spectrum[bin].re.values[lane] +
                            parts[kNumLanes + lane] * spectrum[bin].im.values[lane];
      sum.values[lane] += middle_factors[bin] * gains[bin].values[lane] * product;
    }
  };
  // Two sums (there is always an even number of bins), as additions to one wait for each other.
  Lanes even = {};
  Lanes odd = {};
  for (std::size_t bin = 0; bin < num_bins; bin += 2) {
    add(bin, even);
    add(bin + 1, odd);
  }
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    contribution->values[lane] = look_steps.values[lane] * (even.values[lane] + odd.values[lane]);
  }
}

/// Adds the weighted correlation of one channel.
PIPEWRIGHT_SIMD_CLONES
void correlate(const ComplexLanes* spectrum, const FixedComplexLanes* look, const Lanes& look_steps,
               const Lanes& weights, std::size_t num_bins, ComplexLanes* __restrict sum) {
  Lanes step_weights;
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    step_weights.values[lane] = look_steps.values[lane] * weights.values[lane];
  }
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    alignas(ComplexLanes) LookParts parts;
    read(look[bin], parts);
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float re = spectrum[bin].re.values[lane];
      const float im = spectrum[bin].im.values[lane];
      const float look_re = step_weights.values[lane] * parts[lane];
      const float look_im = step_weights.values[lane] * parts[kNumLanes + lane];
      sum[bin].re.values[lane] += look_re * re + look_im * im;
      sum[bin].im.values[lane] += look_re * im - look_im * re;
    }
  }
}

PIPEWRIGHT_SIMD_CLONES
void apply_gains(const Lanes* gains, std::size_t num_bins, ComplexLanes* __restrict sum) {
  for (std::size_t bin = 0; bin < num_bins; ++bin) {
    PIPEWRIGHT_LANE_LOOP
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      sum[bin].re.values[lane] *= gains[bin].values[lane];
      sum[bin].im.values[lane] *= gains[bin].values[lane];
    }
  }
}

Lanes rates_of(const LanesOf<Learning>& learning, float rate) {
  Lanes rates;
  for (unsigned lane = 0; lane < kNumLanes; ++lane) {
    rates[lane] = learning[lane] == Learning::kNothing ? 0.0f
                  : learning[lane] == Learning::kMore  ? rate
                                                       : 1.0f;
  }
  return rates;
}

}  // namespace

FilterBank::FilterBank(const VisualTrackerSettings& settings, unsigned size, unsigned num_channels)
    : fourier_(size),
      num_channels_(num_channels),
      learning_rate_(settings.filter_learning_rate),
      channel_learning_rate_(settings.channel_weights_learning_rate),
      wanted_(fourier_.num_bins()),
      middle_factors_(fourier_.num_bins()) {
  const float sigma = std::max(settings.gaussian_sigma, 0.1f);
  const auto middle = static_cast<float>(size / 2);
  Scratch scratch = make_scratch();
  for (unsigned row = 0; row < size; ++row) {
    for (unsigned column = 0; column < size; ++column) {
      const float dx = static_cast<float>(column) - middle;
      const float dy = static_cast<float>(row) - middle;
      scratch.image[row * size + column][0] = std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
    }
  }
  fourier_.forward(scratch.image, scratch.sum, scratch.fourier);
  const std::size_t num_columns = size / 2 + 1;
  for (std::size_t bin = 0; bin < middle_factors_.size(); ++bin) {
    wanted_[bin] = scratch.sum[bin].re[0];
    // Every step of frequency is half a turn in the middle of the image. The columns between the
    // first and the last one also stand for their mirror.
    const std::size_t column = bin % num_columns;
    const std::size_t row = bin / num_columns;
    const float sign = (row + column) % 2 == 0 ? 1.0f : -1.0f;
    middle_factors_[bin] = column == 0 || column == size / 2 ? sign : 2 * sign;
  }
}

FilterBlock FilterBank::make_block() const {
  const std::size_t num_bins = fourier_.num_bins();
  return {std::vector<FixedComplexLanes>(num_bins * num_channels_),
          std::vector<Lanes>(num_channels_), std::vector<Lanes>(num_bins),
          std::vector<Lanes>(num_bins), std::vector<Lanes>(num_channels_)};
}

FilterBank::Scratch FilterBank::make_scratch() const {
  const std::size_t num_bins = fourier_.num_bins();
  return {fourier_.make_scratch(),
          std::vector<Lanes>(fourier_.num_values()),
          std::vector<ComplexLanes>(num_bins * num_channels_),
          std::vector<ComplexLanes>(num_bins),
          std::vector<Lanes>(num_bins),
          std::vector<Lanes>(num_channels_)};
}

void FilterBank::transform(const FeatureSource& features, unsigned channel,
                           std::span<ComplexLanes> spectrum, Scratch& scratch) const {
  features(channel, scratch.image);
  fourier_.forward(scratch.image, spectrum, scratch.fourier);
}

void FilterBank::learn(FilterBlock& block, const LanesOf<Learning>& learning,
                       const FeatureSource& features, Scratch& scratch) const {
  const std::size_t num_bins = fourier_.num_bins();
  const Lanes rates = rates_of(learning, learning_rate_);
  std::fill(scratch.energy.begin(), scratch.energy.end(), Lanes{});
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const auto spectrum = std::span(scratch.spectra).subspan(channel * num_bins, num_bins);
    FixedComplexLanes* look = block.looks.data() + channel * num_bins;
    prefetch(look, num_bins);
    transform(features, channel, spectrum, scratch);
    learn_channel(spectrum.data(), rates, num_bins, look, &block.look_steps[channel],
                  scratch.energy.data());
  }
  learn_energy(scratch.energy.data(), rates, wanted_.data(), num_bins, block.energy.data(),
               block.gains.data());
  weigh_channels(block, rates_of(learning, channel_learning_rate_), scratch);
}

void FilterBank::weigh_channels(FilterBlock& block, const Lanes& rates, Scratch& scratch) const {
  // What each channel adds to the response in the middle, where all together should give 1.
  const std::size_t num_bins = fourier_.num_bins();
  Lanes sum = {};
  Lanes sum_of_squares = {};
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    Lanes& contribution = scratch.contributions[channel];
    contribute(scratch.spectra.data() + channel * num_bins, block.looks.data() + channel * num_bins,
               block.look_steps[channel], block.gains.data(), middle_factors_.data(), num_bins,
               &contribution);
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      sum[lane] += contribution[lane];
      sum_of_squares[lane] += contribution[lane] * contribution[lane];
    }
  }
  const float least = kLeastContribution * static_cast<float>(fourier_.num_values());
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    for (unsigned lane = 0; lane < kNumLanes; ++lane) {
      const float wanted =
          sum[lane] > least ? scratch.contributions[channel][lane] / sum_of_squares[lane] : 0.0f;
      float& weight = block.channel_weights[channel][lane];
      weight = (1 - rates[lane]) * weight + rates[lane] * wanted;
    }
  }
}

void FilterBank::respond(const FilterBlock& block, const FeatureSource& features,
                         Scratch& scratch) const {
  const std::size_t num_bins = fourier_.num_bins();
  std::fill(scratch.sum.begin(), scratch.sum.end(), ComplexLanes{});
  for (unsigned channel = 0; channel < num_channels_; ++channel) {
    const auto spectrum = std::span(scratch.spectra).first(num_bins);
    const FixedComplexLanes* look = block.looks.data() + channel * num_bins;
    prefetch(look, num_bins);
    transform(features, channel, spectrum, scratch);
    correlate(spectrum.data(), look, block.look_steps[channel], block.channel_weights[channel],
              num_bins, scratch.sum.data());
  }
  apply_gains(block.gains.data(), num_bins, scratch.sum.data());
  fourier_.inverse(scratch.sum, scratch.image, scratch.fourier);
}

}  // namespace pipewright::standin::tracking
