// SPDX-License-Identifier: Apache-2.0
// The functions are inside the plugin, so they are built into this test.
#include "codec/encoded_frame.cpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

/// NAL units of a header byte each.
BufferPtr access_unit(std::initializer_list<int> headers, bool is_key = true) {
  std::vector<std::uint8_t> bytes;
  for (const int header : headers) {
    bytes.insert(bytes.end(), {0, 0, 0, 1, static_cast<std::uint8_t>(header), 0x80});
  }
  BufferPtr buffer(gst_buffer_new_memdup(bytes.data(), bytes.size()));
  if (!is_key) GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DELTA_UNIT);
  return buffer;
}

constexpr int kH264Delimiter = 0x09;
constexpr int kH264SpsHeader = 0x67;
constexpr int kH264IdrHeader = 0x65;
constexpr int kH265VpsHeader = 32 << 1;
constexpr int kH265SpsHeader = 33 << 1;
constexpr int kH265CraHeader = 21 << 1;

TEST(EncodedFrame, EntryPointOfH264HasParameterSetsBeforeItsSlices) {
  const auto is_entry = [](const BufferPtr& buffer) {
    return is_entry_point(buffer.get(), StreamSyntax::kH264ByteStream);
  };
  EXPECT_TRUE(is_entry(access_unit({kH264Delimiter, kH264SpsHeader, kH264IdrHeader})));
  EXPECT_FALSE(is_entry(access_unit({kH264Delimiter, kH264IdrHeader})));
  EXPECT_FALSE(is_entry(access_unit({kH264IdrHeader, kH264SpsHeader})));
  EXPECT_FALSE(is_entry(access_unit({kH264SpsHeader, kH264IdrHeader}, false)));
}

TEST(EncodedFrame, EntryPointOfH265HasParameterSetsBeforeItsSlices) {
  const auto is_entry = [](const BufferPtr& buffer) {
    return is_entry_point(buffer.get(), StreamSyntax::kH265ByteStream);
  };
  EXPECT_TRUE(is_entry(access_unit({kH265VpsHeader, kH265SpsHeader, kH265CraHeader})));
  EXPECT_FALSE(is_entry(access_unit({kH265CraHeader})));
}

TEST(EncodedFrame, EntryPointOfOtherCodecsIsAnyKeyFrame) {
  EXPECT_TRUE(is_entry_point(access_unit({1}).get(), StreamSyntax::kOther));
  EXPECT_FALSE(is_entry_point(access_unit({1}, false).get(), StreamSyntax::kOther));
}

}  // namespace
}  // namespace pipewright::standin
