// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace pipewright::standin::tracking {

/// Cosine of the angle between two features, cut to 0 and above; 0 for one without length.
inline float feature_similarity(std::span<const float> a, std::span<const float> b) {
  float dot = 0;
  float square_a = 0;
  float square_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += a[i] * b[i];
    square_a += a[i] * a[i];
    square_b += b[i] * b[i];
  }
  const float lengths = std::sqrt(square_a * square_b);
  return lengths > 0 ? std::clamp(dot / lengths, 0.0f, 1.0f) : 0.0f;
}

/// The last features of a target, as many as ReID.reidHistorySize says.
class FeatureGallery {
 public:
  bool empty() const { return num_features_ == 0; }
  /// The feature added last; only when not empty().
  std::span<const float> newest() const { return feature(newest_); }

  void add(std::span<const float> feature, std::size_t capacity) {
    feature_size_ = feature.size();
    if (num_features_ < capacity) {
      newest_ = num_features_++;
      features_.insert(features_.end(), feature.begin(), feature.end());
      return;
    }
    newest_ = (newest_ + 1) % num_features_;
    std::copy(feature.begin(), feature.end(),
              features_.begin() + static_cast<std::ptrdiff_t>(newest_ * feature_size_));
  }

  /// Likeness of a feature to the one that is most like it, from 0 to 1.
  float similarity(std::span<const float> other) const {
    float best = 0;
    for (std::size_t i = 0; i < num_features_; ++i) {
      best = std::max(best, feature_similarity(feature(i), other));
    }
    return best;
  }

 private:
  std::span<const float> feature(std::size_t index) const {
    return std::span(features_).subspan(index * feature_size_, feature_size_);
  }

  std::vector<float> features_;
  std::size_t feature_size_ = 0;
  std::size_t num_features_ = 0;
  std::size_t newest_ = 0;
};

}  // namespace pipewright::standin::tracking
