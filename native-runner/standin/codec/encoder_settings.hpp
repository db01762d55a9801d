// SPDX-License-Identifier: Apache-2.0
// What the properties that all encoders have mean for a software encoder.
#pragma once

#include <optional>
#include <string>

namespace pipewright::standin {

/// DeepStream's numbers of `control-rate`.
enum class RateControl { kVariable = 0, kConstant = 1, kConstantQuantizer = 2 };

/// Of `tuning-info-id`: whether frames may be held back, and whether nothing may be lost.
inline constexpr int kHighQualityTuning = 1;
inline constexpr int kLosslessTuning = 4;

/// Distance between key frames: every I frame is an IDR frame here, so the shorter of the two
/// intervals holds; 0 means none.
unsigned key_frame_interval(unsigned iframe_interval, unsigned idr_interval);

/// The P quantiser of constqp's `I:P:B`, since the software encoders have one for all; nothing when
/// the text is no such list or the quantiser is above `largest`.
std::optional<unsigned> p_quantizer(const std::string& constqp, unsigned largest);

/// The sentence on a constqp that p_quantizer refused.
std::string bad_constqp(const std::string& constqp, unsigned largest);

/// x264's and x265's name of a preset-id (1 to 7) or, when `level` is given, of a preset-level.
const char* x26x_preset(unsigned preset_id, std::optional<int> level);

/// From 0, best, to 7, fastest: the same for the encoders that count their speed.
int preset_speed(unsigned preset_id, std::optional<int> level);

}  // namespace pipewright::standin
