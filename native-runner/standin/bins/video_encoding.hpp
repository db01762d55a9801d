// SPDX-License-Identifier: Apache-2.0
// What deepstream-app's bins that encode video have inside.
#pragma once

#include <vector>

#include "element_row.hpp"

namespace pipewright::standin {

/// The numbers of their `codec`.
enum class VideoCodec : int { kH264 = 1, kH265 = 2, kMpeg4 = 3 };

struct VideoEncoding {
  VideoCodec codec = VideoCodec::kH264;
  int profile = 0;               ///< of the bins: baseline, main, high, main10
  unsigned bitrate = 0;          ///< bits a second; 0 leaves it to the encoder
  unsigned iframe_interval = 0;  ///< frames; 0 leaves it to the encoder
  unsigned idr_interval = 0;     ///< frames; 0 leaves it to the encoder
  bool is_fast = false;          ///< for what is watched live
};

/// The encoder with the conversion before it, and its parser. A profile that a codec does not have
/// is the encoder's own. Hardware and software encoders are one here.
std::vector<ChainPart> encoding_parts(const VideoEncoding& encoding);

/// The parser of a codec; null where what the parser gives has no times.
const char* parser_of(VideoCodec codec);

}  // namespace pipewright::standin
