// SPDX-License-Identifier: Apache-2.0
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "inference/batch_builder.hpp"
#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::luma;
using testing::Outcome;
using testing::Pipeline;

/// A pixel of a system memory buffer in RGBA.
struct Pixel {
  int red;
  int green;
  int blue;
};

Pixel rgba_at(GstBuffer* buffer, GstCaps* caps, int x, int y) {
  GstVideoInfo info;
  gst_video_info_from_caps(&info, caps);
  GstVideoFrame frame;
  if (gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ) == FALSE) return {-1, -1, -1};
  const auto* pixel = static_cast<const guint8*>(frame.data[0]) + y * frame.info.stride[0] + x * 4;
  const Pixel result = {pixel[0], pixel[1], pixel[2]};
  gst_video_frame_unmap(&frame);
  return result;
}

class RoundTrip : public ::testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, KeepsTheColour) {
  // Green, through the format and back, with 8 bits of limited range.
  Pipeline pipeline(
      "videotestsrc num-buffers=2 pattern=green ! video/x-raw,format=RGBA,width=66,height=34 ! "
      "nvvideoconvert ! video/x-raw(memory:NVMM),format=" +
      std::string(GetParam()) + " ! nvvideoconvert ! video/x-raw,format=RGBA ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 2U);
  const CapsPtr caps = pipeline.caps();
  const Pixel pixel = rgba_at(buffers[1].get(), caps.get(), 65, 33);
  EXPECT_NEAR(pixel.red, 0, 8);
  EXPECT_NEAR(pixel.green, 255, 8);
  EXPECT_NEAR(pixel.blue, 0, 8);
}

TEST_P(RoundTrip, KeepsTheColourWhenItTurns) {
  // The right half is green; after half a turn it is the left one.
  Pipeline pipeline(
      "videotestsrc num-buffers=1 pattern=green ! video/x-raw,format=RGBA,width=64,height=32 ! "
      "nvvideoconvert dest-crop=64:0:64:32 ! video/x-raw(memory:NVMM),width=128,height=32,format=" +
      std::string(GetParam()) +
      " ! nvvideoconvert flip-method=rotate-180 ! video/x-raw,format=RGBA ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const CapsPtr caps = pipeline.caps();
  const auto buffers = pipeline.buffers();
  EXPECT_NEAR(rgba_at(buffers.at(0).get(), caps.get(), 10, 16).green, 255, 8);
  EXPECT_NEAR(rgba_at(buffers.at(0).get(), caps.get(), 100, 16).green, 0, 8);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         ::testing::Values("NV12", "I420", "RGBA", "BGRx", "RGB", "BGR", "GBR",
                                           "Y444", "Y444_10LE", "Y444_12LE", "I420_12LE",
                                           "P010_10LE", "UYVY", "UYVP", "BGR10A2_LE", "RGB10A2_LE",
                                           "BGRA64_LE"),
                         [](const auto& info) { return std::string(info.param); });

TEST(NvVideoConvert, GivesGrey) {
  for (const char* format : {"GRAY8", "GRAY16_LE"}) {
    Pipeline pipeline(
        "videotestsrc num-buffers=1 pattern=white ! video/x-raw,format=RGBA,width=64,height=32 ! "
        "nvvideoconvert ! video/x-raw(memory:NVMM),format=" +
        std::string(format) + " ! nvvideoconvert ! video/x-raw,format=RGBA ! fakesink name=out");
    const Outcome outcome = pipeline.run();
    ASSERT_TRUE(outcome.is_eos) << format << ": " << outcome.error;
    const CapsPtr caps = pipeline.caps();
    EXPECT_NEAR(rgba_at(pipeline.buffers().at(0).get(), caps.get(), 10, 10).green, 255, 8);
  }
}

TEST(NvVideoConvert, WrapsMemoryWithoutCopying) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 ! video/x-raw,format=NV12,width=64,height=64 ! "
      "identity name=out_in ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! "
      "identity name=out_nvmm ! nvvideoconvert ! video/x-raw,format=NV12 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto input = pipeline.buffers("out_in");
  const auto nvmm = pipeline.buffers("out_nvmm");
  const auto output = pipeline.buffers("out");
  ASSERT_TRUE(is_surface_buffer(nvmm.at(0).get()));
  GstMapInfo input_map;
  GstMapInfo output_map;
  ASSERT_TRUE(gst_buffer_map(input.at(0).get(), &input_map, GST_MAP_READ));
  ASSERT_TRUE(gst_buffer_map(output.at(0).get(), &output_map, GST_MAP_READ));
  EXPECT_EQ(input_map.data, output_map.data);
  gst_buffer_unmap(input.at(0).get(), &input_map);
  gst_buffer_unmap(output.at(0).get(), &output_map);
}

TEST(NvVideoConvert, PassesEqualCapsThrough) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 ! nvvideoconvert ! video/x-raw(memory:NVMM) ! "
      "queue name=out_before ! nvvideoconvert ! video/x-raw(memory:NVMM) ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.buffers("out_before").at(0).get(), pipeline.buffers().at(0).get());
}

TEST(NvVideoConvert, CropsAndPlaces) {
  // The SMPTE bars are white at the left; only that part is kept, in the lower right quarter.
  Pipeline pipeline(
      "videotestsrc num-buffers=1 pattern=smpte100 ! video/x-raw,format=NV12,width=640,height=480 "
      "! "
      "nvvideoconvert src-crop=8:8:64:64 dest-crop=160:120:160:120 ! "
      "video/x-raw(memory:NVMM),format=NV12,width=320,height=240 ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  GstBuffer* buffer = buffers.at(0).get();
  EXPECT_EQ(luma(buffer, 0, 10, 10), 16);
  EXPECT_EQ(luma(buffer, 0, 150, 200), 16);
  EXPECT_GT(luma(buffer, 0, 170, 130), 200);
  EXPECT_GT(luma(buffer, 0, 310, 230), 200);
}

TEST(NvVideoConvert, TurnsThePicture) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 pattern=smpte100 ! video/x-raw,format=NV12,width=640,height=480 "
      "! "
      "nvvideoconvert flip-method=clockwise ! video/x-raw(memory:NVMM) ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  const SurfaceMap map(buffers.at(0).get());
  EXPECT_EQ(map.view(0).format.width, 480);
  EXPECT_EQ(map.view(0).format.height, 640);
  EXPECT_GT(luma(buffers.at(0).get(), 0, 240, 20), 200) << "the white left bar is on top";
}

TEST(NvVideoConvert, KeepsBatchesAndTheirMetadata) {
  const std::string source =
      "videotestsrc num-buffers=2 ! video/x-raw,format=NV12,width=64,height=64 ! nvvideoconvert ! "
      "video/x-raw(memory:NVMM) ! ";
  Pipeline pipeline(source + "m.sink_0 " + source +
                    "m.sink_1 nvstreammux name=m batch-size=2 width=64 height=64 ! "
                    "nvvideoconvert ! video/x-raw(memory:NVMM),format=RGBA,width=32,height=32 ! "
                    "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 2U);
  const SurfaceMap map(buffers[0].get());
  ASSERT_EQ(map.size(), 2U);
  EXPECT_EQ(map.view(1).format.width, 32);
  EXPECT_EQ(map.surface().surfaceList[1].colorFormat, NVBUF_COLOR_FORMAT_RGBA);
  EXPECT_EQ(testing::frame_metas(buffers[0].get()).size(), 2U);
}

TEST(NvVideoConvert, PassesOnMetadataThatCannotBeCopied) {
  GstHarness* harness = gst_harness_new("nvvideoconvert");
  gst_harness_set_sink_caps_str(
      harness, "video/x-raw(memory:NVMM),format=NV12,width=50,height=50,framerate=30/1");
  gst_harness_set_src_caps_str(
      harness, "video/x-raw(memory:NVMM),format=RGBA,width=100,height=100,framerate=30/1");
  GstBuffer* batch = testing::make_batch({testing::black_picture(100, 100)});
  testing::add_uncopyable_meta(batch);
  const BufferPtr buffer(gst_harness_push_and_pull(harness, batch));
  EXPECT_TRUE(testing::has_uncopyable_meta(buffer.get()));
  const SurfaceMap map(buffer.get());
  EXPECT_EQ(map.view(0).format.width, 50);
  gst_harness_teardown(harness);
}

TEST(NvVideoConvert, RefusesACropOfTheLargestNumbers) {
  for (const char* crop : {"src-crop=10:10:2147483647:10", "dest-crop=10:10:10:2147483647"}) {
    Pipeline pipeline(
        "videotestsrc num-buffers=1 ! video/x-raw,width=64,height=64 ! "
        "nvvideoconvert name=c " +
        std::string(crop) + " ! video/x-raw(memory:NVMM),width=64,height=64 ! fakesink name=out");
    const Outcome outcome = pipeline.run();
    EXPECT_NE(outcome.error.find("outside the picture"), std::string::npos) << outcome.error;
  }
}

TEST(NvVideoConvert, SaysWhatIsWrongWithACrop) {
  Pipeline bad_text(
      "videotestsrc num-buffers=1 ! nvvideoconvert name=c src-crop=1:2:3 ! "
      "video/x-raw(memory:NVMM) ! fakesink name=out");
  const Outcome first = bad_text.run();
  EXPECT_EQ(first.error_source, "c");
  EXPECT_NE(first.error.find("src-crop"), std::string::npos) << first.error;
  EXPECT_NE(first.error.find("left:top:width:height"), std::string::npos) << first.error;
  Pipeline outside(
      "videotestsrc num-buffers=1 ! video/x-raw,width=64,height=64 ! "
      "nvvideoconvert name=c src-crop=0:0:65:10 ! video/x-raw(memory:NVMM) ! "
      "fakesink name=out");
  const Outcome second = outside.run();
  EXPECT_NE(second.error.find("64x64"), std::string::npos) << second.error;
}

TEST(NvVideoConvert, TakesACropWhilePlaying) {
  Pipeline pipeline(
      "videotestsrc pattern=smpte100 ! video/x-raw,format=NV12,width=640,height=480 ! "
      "nvvideoconvert name=c ! video/x-raw(memory:NVMM),width=640,height=480 ! "
      "fakesink name=out");
  const ElementPtr converter = pipeline.element("c");
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    g_object_set(converter.get(), "src-crop", "0:0:64:64", nullptr);
    const auto buffers = pipeline.buffers();
    return luma(buffers.back().get(), 0, 600, 20) > 200;  // white everywhere now
  });
  EXPECT_EQ(outcome.error, "");
}

}  // namespace
}  // namespace pipewright::standin
