// SPDX-License-Identifier: Apache-2.0
// Elements whose pads have other caps on Jetson; this process has
// PIPEWRIGHT_STANDIN_PLATFORM=jetson.
#include <gtest/gtest.h>

#include <string>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::luma;
using testing::Outcome;
using testing::Pipeline;

class JetsonFormats : public ::testing::TestWithParam<const char*> {};

TEST_P(JetsonFormats, GoThroughTheConverterInEitherMemory) {
  const std::string format = std::string("format=") + GetParam();
  Pipeline pipeline("videotestsrc num-buffers=2 pattern=white ! video/x-raw,width=66,height=34," +
                    format + " ! nvvideoconvert ! video/x-raw(memory:NVMM),width=132,height=68," +
                    format + " ! nvvideoconvert ! video/x-raw,width=66,height=34," + format +
                    " ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 2U);
  EXPECT_NEAR(luma(buffers[1].get(), 0, 65, 33), 235, 2);
}

INSTANTIATE_TEST_SUITE_P(Formats, JetsonFormats, ::testing::Values("Y42B", "YUY2", "YVYU"));

TEST(Jetson, DecodesJpegWithoutConversion) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 pattern=white ! video/x-raw,width=64,height=48,format=I420 ! "
      "jpegenc ! nvjpegdec ! video/x-raw(memory:NVMM),format=I420 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 1U);
  EXPECT_GT(luma(buffers[0].get(), 0, 32, 24), 230);
}

class JetsonJpegInput : public ::testing::TestWithParam<const char*> {};

TEST_P(JetsonJpegInput, IsEncoded) {
  Pipeline pipeline(
      std::string("videotestsrc num-buffers=1 pattern=white ! ") + GetParam() +
      ",width=64,height=48 ! nvjpegenc ! jpegdec ! videoconvert ! video/x-raw,format=GRAY8 ! "
      "fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 1U);
  guint8 luma = 0;
  gst_buffer_extract(buffers[0].get(), 0, &luma, 1);
  EXPECT_GT(luma, 230);
}

INSTANTIATE_TEST_SUITE_P(Formats, JetsonJpegInput,
                         ::testing::Values("nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12",
                                           "video/x-raw,format=I420", "video/x-raw,format=YV12",
                                           "video/x-raw,format=GRAY8"));

TEST(Jetson, LacksFormatsOfDiscreteGpus) {
  const GstPtr<GstElementFactory> factory(gst_element_factory_find("nvvideoconvert"));
  ASSERT_TRUE(factory);
  const auto takes = [&](const char* format) {
    const CapsPtr caps(
        gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, format, nullptr));
    return gst_element_factory_can_sink_any_caps(factory.get(), caps.get()) != FALSE;
  };
  EXPECT_TRUE(takes("Y42B"));
  EXPECT_FALSE(takes("Y444"));
}

}  // namespace
}  // namespace pipewright::standin
