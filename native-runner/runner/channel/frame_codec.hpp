// SPDX-License-Identifier: Apache-2.0
// Frames of the channel: u32 length (little endian, of what follows), u8 kind, payload.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pipewright {

enum class FrameKind : std::uint8_t { kControl = 1, kTelemetry = 2 };

/// Largest length of a frame: kind and payload.
inline constexpr std::size_t kMaxFrameBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kFrameHeaderBytes = 5;

/// A frame's length and kind for a payload of `payload_bytes` < kMaxFrameBytes.
std::array<std::uint8_t, kFrameHeaderBytes> frame_header(FrameKind kind, std::size_t payload_bytes);

/// Cuts a stream of bytes into frames.
class FrameDecoder {
 public:
  enum class Status { kFrame, kIncomplete, kMalformed };
  struct Frame {
    FrameKind kind = FrameKind::kControl;
    std::string_view payload;  ///< valid until the next append
  };

  /// Adds bytes as they were read.
  void append(std::span<const std::uint8_t> bytes);

  /// The next whole frame, if there is one. After kMalformed the stream cannot be read any further.
  Status next(Frame& frame);

  /// What is wrong, after kMalformed.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t start_ = 0;
  std::string problem_;
};

}  // namespace pipewright
