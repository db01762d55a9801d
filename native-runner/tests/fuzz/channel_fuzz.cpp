// SPDX-License-Identifier: Apache-2.0
// The bytes of the channel, in pieces of any length: cut into frames, parsed, written again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "pipewright/runner.pb.h"
#include "runner/channel/frame_codec.hpp"

namespace {

using pipewright::FrameDecoder;

struct Decoded {
  std::vector<std::string> payloads;
  bool is_malformed = false;

  bool operator==(const Decoded&) const = default;
};

Decoded decode(std::span<const std::uint8_t> bytes, std::size_t piece_bytes) {
  FrameDecoder decoder;
  Decoded decoded;
  while (!bytes.empty() && !decoded.is_malformed) {
    const std::size_t length = std::min(piece_bytes, bytes.size());
    decoder.append(bytes.first(length));
    bytes = bytes.subspan(length);
    FrameDecoder::Frame frame;
    FrameDecoder::Status status;
    while ((status = decoder.next(frame)) == FrameDecoder::Status::kFrame) {
      decoded.payloads.emplace_back(frame.payload);
    }
    decoded.is_malformed = status == FrameDecoder::Status::kMalformed;
    if (decoded.is_malformed && decoder.problem().empty()) std::abort();
  }
  return decoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> bytes(data + 1, size - 1);
  const Decoded whole = decode(bytes, bytes.size());
  // How the pipe happens to cut the bytes must not matter.
  if (decode(bytes, 1 + data[0]) != whole) std::abort();
  for (const std::string& payload : whole.payloads) {
    pipewright::runner::Request request;
    if (!request.ParseFromString(payload)) continue;
    pipewright::runner::Request again;
    if (!again.ParseFromString(request.SerializeAsString())) std::abort();
  }
  return 0;
}
