// SPDX-License-Identifier: Apache-2.0
#include "runner/channel/frame_codec.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pipewright::test {
namespace {

using Status = FrameDecoder::Status;

std::vector<std::uint8_t> bytes_of(FrameKind kind, const std::string& payload) {
  const auto header = frame_header(kind, payload.size());
  std::vector<std::uint8_t> bytes(header.size() + payload.size());
  std::copy(payload.begin(), payload.end(), std::copy(header.begin(), header.end(), bytes.begin()));
  return bytes;
}

TEST(FrameCodec, LengthIsLittleEndianAndCountsTheKind) {
  EXPECT_EQ(frame_header(FrameKind::kTelemetry, 0x010203),
            (std::array<std::uint8_t, 5>{0x04, 0x02, 0x01, 0x00, 0x02}));
}

TEST(FrameCodec, ReadsFramesHoweverTheyAreCut) {
  std::vector<std::uint8_t> stream = bytes_of(FrameKind::kControl, "first");
  const auto second = bytes_of(FrameKind::kTelemetry, "");
  const auto third = bytes_of(FrameKind::kControl, std::string(100'000, 'x'));
  stream.insert(stream.end(), second.begin(), second.end());
  stream.insert(stream.end(), third.begin(), third.end());
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, stream.size()}) {
    FrameDecoder decoder;
    std::vector<std::pair<FrameKind, std::string>> frames;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      decoder.append({stream.data() + at, std::min(step, stream.size() - at)});
      FrameDecoder::Frame frame;
      while (decoder.next(frame) == Status::kFrame) frames.emplace_back(frame.kind, frame.payload);
    }
    ASSERT_EQ(frames.size(), 3u) << step;
    EXPECT_EQ(frames[0], std::pair(FrameKind::kControl, std::string("first")));
    EXPECT_EQ(frames[1], std::pair(FrameKind::kTelemetry, std::string()));
    EXPECT_EQ(frames[2].second.size(), 100'000u);
  }
}

TEST(FrameCodec, RefusesLengthsOutOfBounds) {
  for (const std::vector<std::uint8_t>& header :
       {std::vector<std::uint8_t>{0, 0, 0, 0}, {1, 0, 0, 1}, {255, 255, 255, 255}}) {
    FrameDecoder decoder;
    decoder.append(header);
    FrameDecoder::Frame frame;
    EXPECT_EQ(decoder.next(frame), Status::kMalformed);
    EXPECT_FALSE(decoder.problem().empty());
    decoder.append(bytes_of(FrameKind::kControl, "good"));
    EXPECT_EQ(decoder.next(frame), Status::kMalformed) << "a stream out of step stays so";
  }
}

TEST(FrameCodec, RefusesUnknownKinds) {
  FrameDecoder decoder;
  decoder.append(std::vector<std::uint8_t>{1, 0, 0, 0, 3});
  FrameDecoder::Frame frame;
  EXPECT_EQ(decoder.next(frame), Status::kMalformed);
}

TEST(FrameCodec, WaitsForTheRest) {
  FrameDecoder decoder;
  FrameDecoder::Frame frame;
  EXPECT_EQ(decoder.next(frame), Status::kIncomplete);
  decoder.append(std::vector<std::uint8_t>{2, 0, 0});
  EXPECT_EQ(decoder.next(frame), Status::kIncomplete);
  decoder.append(std::vector<std::uint8_t>{0, 1});
  EXPECT_EQ(decoder.next(frame), Status::kIncomplete);
  decoder.append(std::vector<std::uint8_t>{'!'});
  ASSERT_EQ(decoder.next(frame), Status::kFrame);
  EXPECT_EQ(frame.payload, "!");
}

}  // namespace
}  // namespace pipewright::test
