// SPDX-License-Identifier: Apache-2.0
#include "encoder_settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/text.hpp"

namespace pipewright::standin {
namespace {

struct Preset {
  const char* name;  // of x264 and x265
  int speed;
};

/// By preset-id 1 (P1, fastest) to 7 (P7).
constexpr Preset kPresetsById[] = {{"ultrafast", 7}, {"ultrafast", 7}, {"superfast", 6},
                                   {"veryfast", 5},  {"faster", 4},    {"fast", 3},
                                   {"medium", 2},    {"slow", 1}};
/// By preset-level 0 to 4.
constexpr Preset kPresetsByLevel[] = {
    {"ultrafast", 7}, {"ultrafast", 7}, {"superfast", 6}, {"medium", 2}, {"slow", 1}};

const Preset& preset(unsigned id, std::optional<int> level) {
  return level ? kPresetsByLevel[*level] : kPresetsById[id];
}

}  // namespace

unsigned key_frame_interval(unsigned iframe_interval, unsigned idr_interval) {
  if (iframe_interval == 0) return idr_interval;
  if (idr_interval == 0) return iframe_interval;
  return std::min(iframe_interval, idr_interval);
}

std::optional<unsigned> p_quantizer(const std::string& constqp, unsigned largest) {
  std::array<unsigned, 3> numbers = {};
  const char* position = constqp.data();
  const char* end = position + constqp.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [next, error] = std::from_chars(position, end, numbers[i]);
    const bool is_last = i + 1 == numbers.size();
    if (error != std::errc() || (is_last ? next != end : next == end || *next != ':')) return {};
    position = next + 1;
  }
  if (numbers[1] > largest) return {};
  return numbers[1];
}

std::string bad_constqp(const std::string& constqp, unsigned largest) {
  return concat("property constqp is '", constqp,
                "': write the quantisers of I, P and B frames as three numbers from 0 to ",
                std::to_string(largest), ", e.g. 20:23:25.");
}

const char* x26x_preset(unsigned preset_id, std::optional<int> level) {
  return preset(preset_id, level).name;
}

int preset_speed(unsigned preset_id, std::optional<int> level) {
  return preset(preset_id, level).speed;
}

}  // namespace pipewright::standin
