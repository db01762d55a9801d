// SPDX-License-Identifier: Apache-2.0
#include "jitter.hpp"

#include <charconv>

#include "common/text.hpp"

namespace pipewright::standin {

GstClockTime Jitter::next() {
  if (!fixed_millis_.empty()) {
    const unsigned millis = fixed_millis_[position_];
    position_ = (position_ + 1) % fixed_millis_.size();
    return millis * GST_MSECOND;
  }
  if (max_millis_ == 0) return 0;
  std::normal_distribution<double> distribution(max_millis_ / 2.0, max_millis_ / 4.0);
  double millis = -1;
  while (millis < 0 || millis > max_millis_) millis = distribution(engine_);
  return static_cast<GstClockTime>(millis * GST_MSECOND);
}

Result<std::vector<unsigned>> parse_fixed_jitter(const std::string& text) {
  std::vector<unsigned> delays;
  const char* position = text.data();
  const char* end = position + text.size();
  while (position != end) {
    unsigned delay = 0;
    const auto [next, error] = std::from_chars(position, end, delay);
    if (error != std::errc() || (next != end && *next != ';')) {
      return Error{concat("expected milliseconds with ';' between them, e.g. 30;40;100;0, got '",
                          text, "'")};
    }
    delays.push_back(delay);
    position = next == end ? end : next + 1;
  }
  return delays;
}

}  // namespace pipewright::standin
