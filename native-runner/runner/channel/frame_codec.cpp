// SPDX-License-Identifier: Apache-2.0
#include "runner/channel/frame_codec.hpp"

#include "common/text.hpp"

namespace pipewright {

std::array<std::uint8_t, kFrameHeaderBytes> frame_header(FrameKind kind,
                                                         std::size_t payload_bytes) {
  const auto length = static_cast<std::uint32_t>(payload_bytes + 1);
  return {static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(length >> 8),
          static_cast<std::uint8_t>(length >> 16), static_cast<std::uint8_t>(length >> 24),
          static_cast<std::uint8_t>(kind)};
}

void FrameDecoder::append(std::span<const std::uint8_t> bytes) {
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

FrameDecoder::Status FrameDecoder::next(Frame& frame) {
  if (!problem_.empty()) return Status::kMalformed;
  const std::uint8_t* bytes = bytes_.data() + start_;
  const std::size_t available = bytes_.size() - start_;
  if (available < 4) return Status::kIncomplete;
  const std::size_t length =
      bytes[0] | bytes[1] << 8 | bytes[2] << 16 | static_cast<std::size_t>(bytes[3]) << 24;
  if (length == 0 || length > kMaxFrameBytes) {
    problem_ = concat("a frame of ", length, " bytes (1 to ", kMaxFrameBytes, " are allowed)");
    return Status::kMalformed;
  }
  if (available < 4 + length) return Status::kIncomplete;
  if (bytes[4] != static_cast<std::uint8_t>(FrameKind::kControl) &&
      bytes[4] != static_cast<std::uint8_t>(FrameKind::kTelemetry)) {
    problem_ = concat("a frame of unknown kind ", static_cast<unsigned>(bytes[4]));
    return Status::kMalformed;
  }
  frame.kind = static_cast<FrameKind>(bytes[4]);
  frame.payload = {reinterpret_cast<const char*>(bytes + kFrameHeaderBytes), length - 1};
  start_ += 4 + length;
  return Status::kFrame;
}

}  // namespace pipewright
