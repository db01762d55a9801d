// SPDX-License-Identifier: Apache-2.0
// JPEG in and out of NVMM.
#include <gtest/gtest.h>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::Outcome;
using testing::Pipeline;

std::string white(const char* format) {
  return "videotestsrc pattern=white num-buffers=3 ! video/x-raw,width=64,height=48 ! "
         "nvvideoconvert ! video/x-raw(memory:NVMM),format=" +
         std::string(format) + " ! ";
}

/// The bytes of a pixel of packed 8 bit formats.
const std::uint8_t* pixel(const SurfaceMap& map, int x, int y, int bytes) {
  const FrameView& view = map.view(0);
  return view.planes[0] + y * view.strides[0] + x * bytes;
}

TEST(Jpeg, GoesThroughEncoderAndDecoder) {
  Pipeline pipeline(white("I420") + "nvjpegenc ! nvjpegdec ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(pipeline.num_buffers(), 3U);
  const SurfaceMap map{pipeline.buffers().front().get()};
  ASSERT_TRUE(map);
  EXPECT_EQ(map.view(0).format.format, GST_VIDEO_FORMAT_RGBA);
  EXPECT_GT(pixel(map, 30, 20, 4)[0], 245);
}

TEST(Jpeg, GoesThroughTheRgbPair) {
  Pipeline pipeline(white("RGB") + "nvimageenc ! nvimagedec ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(pipeline.num_buffers(), 3U);
  const SurfaceMap map{pipeline.buffers().front().get()};
  ASSERT_TRUE(map);
  EXPECT_EQ(map.view(0).format.format, GST_VIDEO_FORMAT_RGB);
  EXPECT_GT(pixel(map, 30, 20, 3)[2], 245);
}

TEST(NvJpegEnc, EncodesGreyWhenAsked) {
  Pipeline pipeline(white("I420") +
                    "nvjpegenc OutputGray=true ! jpegdec ! video/x-raw ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const CapsPtr caps = pipeline.caps();
  EXPECT_STREQ(gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "format"), "GRAY8");
}

TEST(NvJpegEnc, QualityDecidesTheSize) {
  const auto size_at = [](const char* quality) {
    Pipeline pipeline(
        "videotestsrc pattern=snow num-buffers=1 ! video/x-raw,width=64,height=48 ! "
        "nvvideoconvert ! video/x-raw(memory:NVMM),format=I420 ! nvjpegenc quality=" +
        std::string(quality) + " ! fakesink name=out");
    EXPECT_TRUE(pipeline.run().is_eos);
    return gst_buffer_get_size(pipeline.buffers().at(0).get());
  };
  EXPECT_GT(size_at("95"), 2 * size_at("20"));
}

TEST(NvImageEnc, StopsAtAnImageThatIsLargerThanItsBuffer) {
  Pipeline pipeline(white("RGB") + "nvimageenc name=e encoded-size=100 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_FALSE(outcome.is_eos);
  EXPECT_EQ(outcome.error_source, "e");
  EXPECT_NE(outcome.error.find("encoded-size is 100"), std::string::npos) << outcome.error;
}

}  // namespace
}  // namespace pipewright::standin
