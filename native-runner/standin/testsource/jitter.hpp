// SPDX-License-Identifier: Apache-2.0
// How much later than its time a live source gives a frame.
#pragma once

#include <gst/gst.h>

#include <random>
#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin {

/// Delays out of a list, over and over, or random ones around half of the largest.
class Jitter {
 public:
  Jitter() = default;
  Jitter(std::vector<unsigned> fixed_millis, unsigned max_millis)
      : fixed_millis_(std::move(fixed_millis)), max_millis_(max_millis) {}

  /// The delay of the next frame in ns; 0 when there is neither a list nor a largest.
  GstClockTime next();

 private:
  std::vector<unsigned> fixed_millis_;
  unsigned max_millis_ = 0;
  std::size_t position_ = 0;
  std::default_random_engine engine_{std::random_device{}()};
};

/// `30;40;100;0` in milliseconds.
Result<std::vector<unsigned>> parse_fixed_jitter(const std::string& text);

}  // namespace pipewright::standin
