// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/caps_mismatch.hpp"

#include <gtest/gtest.h>

#include "common/gst_ptr.hpp"

namespace pipewright::test {
namespace {

CapsPtr caps(const char* text) {
  gst_init(nullptr, nullptr);
  return CapsPtr(gst_caps_from_string(text));
}

TEST(CapsMismatch, NamesTheFirstFieldThatDiffers) {
  const auto offered = caps("video/x-raw, format=I420, width=640, height=480");
  const auto accepted = caps("video/x-raw, format=I420, width=[1280,1920]");
  const auto mismatch = find_caps_mismatch(offered.get(), accepted.get());
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->field, "width");
  EXPECT_EQ(mismatch->offered, "640");
  EXPECT_NE(mismatch->accepted.find("1280"), std::string::npos);
  EXPECT_EQ(converters_between(offered.get(), accepted.get()),
            std::vector<std::string>{"videoscale"});
}

TEST(CapsMismatch, ComparesTheClosestStructures) {
  const auto offered = caps("audio/x-raw, rate=8000; video/x-raw, format=NV12");
  const auto accepted = caps("image/jpeg; video/x-raw, format=RGBA");
  const auto mismatch = find_caps_mismatch(offered.get(), accepted.get());
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->field, "format");
  EXPECT_EQ(mismatch->offered, "NV12");
  EXPECT_EQ(mismatch->accepted, "RGBA");
}

TEST(CapsMismatch, TellsMemoryFromFormat) {
  const auto offered = caps("video/x-raw, format=NV12");
  const auto accepted = caps("video/x-raw(memory:NVMM), format=NV12");
  const auto mismatch = find_caps_mismatch(offered.get(), accepted.get());
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->field, "memory");
  EXPECT_EQ(mismatch->accepted, "memory:NVMM");
  EXPECT_EQ(converters_between(offered.get(), accepted.get()),
            std::vector<std::string>{"nvvideoconvert"});
}

TEST(CapsMismatch, KnowsWhatDecodes) {
  const auto offered = caps("video/x-h264");
  const auto accepted = caps("video/x-raw(memory:NVMM)");
  EXPECT_EQ(find_caps_mismatch(offered.get(), accepted.get())->field, "media type");
  EXPECT_EQ(converters_between(offered.get(), accepted.get()),
            (std::vector<std::string>{"h264parse", "nvv4l2decoder"}));
}

TEST(CapsMismatch, FindsNothingWhereCapsMeet) {
  const auto offered = caps("video/x-raw, format={I420,NV12}");
  EXPECT_FALSE(find_caps_mismatch(offered.get(), caps("video/x-raw, format=NV12").get()));
  EXPECT_FALSE(find_caps_mismatch(offered.get(), caps("ANY").get()));
}

}  // namespace
}  // namespace pipewright::test
