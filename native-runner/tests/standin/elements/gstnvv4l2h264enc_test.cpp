// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::luma;
using testing::Outcome;
using testing::Pipeline;

std::string encode(const std::string& options, int num_frames = 60) {
  return "videotestsrc pattern=ball num-buffers=" + std::to_string(num_frames) +
         " ! video/x-raw,format=NV12,width=320,height=240,framerate=30/1 ! nvvideoconvert ! "
         "video/x-raw(memory:NVMM),format=NV12 ! nvv4l2h264enc name=e " +
         options + " ! ";
}

std::vector<bool> key_frames(const Pipeline& pipeline) {
  std::vector<bool> keys;
  for (const auto& buffer : pipeline.buffers()) {
    keys.push_back(!GST_BUFFER_FLAG_IS_SET(buffer.get(), GST_BUFFER_FLAG_DELTA_UNIT));
  }
  return keys;
}

TEST(NvV4l2H264Enc, GivesAPlayableByteStream) {
  Pipeline pipeline(encode("") +
                    "tee name=t ! queue ! fakesink name=out async=false t. ! queue ! h264parse ! "
                    "nvv4l2decoder ! fakesink name=out_decoded async=false");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 60U);
  EXPECT_EQ(pipeline.num_buffers("out_decoded"), 60U);
  const CapsPtr caps = pipeline.caps();
  const GstStructure* structure = gst_caps_get_structure(caps.get(), 0);
  EXPECT_STREQ(gst_structure_get_string(structure, "stream-format"), "byte-stream");
  EXPECT_STREQ(gst_structure_get_string(structure, "profile"), "constrained-baseline");
}

TEST(NvV4l2H264Enc, HonoursTheProfile) {
  Pipeline pipeline(encode("profile=High", 5) + "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const CapsPtr caps = pipeline.caps();
  EXPECT_STREQ(gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "profile"), "high");
}

/// Two sources of equal times, of which every frame is a batch of its own.
std::string frame_by_frame(const std::string& what) {
  const std::string source =
      " videotestsrc num-buffers=10 ! video/x-raw,format=NV12,width=64,height=64,framerate=30/1 ! "
      "nvvideoconvert ! video/x-raw(memory:NVMM) ! ";
  return "nvstreammux name=m batch-size=1 width=64 height=64 ! " + what + source + "m.sink_0" +
         source + "m.sink_1";
}

TEST(NvV4l2H264Enc, WritesTheFramesOfSourcesInStepIntoOneFile) {
  const testing::TempFolder folder;
  for (const char* encoder : {"nvv4l2h264enc ! h264parse", "nvv4l2h265enc ! h265parse"}) {
    const std::string path = folder.path("frames.mp4");
    Pipeline writer(frame_by_frame(std::string(encoder) + " ! qtmux ! filesink location=" + path));
    const Outcome written = writer.run();
    ASSERT_TRUE(written.is_eos) << encoder << ": " << written.error;
    Pipeline reader("filesrc location=" + path + " ! qtdemux ! fakesink name=out");
    ASSERT_TRUE(reader.run().is_eos);
    EXPECT_EQ(reader.num_buffers(), 20U) << encoder;
  }
}

TEST(NvV4l2H264Enc, PlacesKeyFramesByTheIntervals) {
  Pipeline pipeline(encode("iframeinterval=10") + "fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const std::vector<bool> keys = key_frames(pipeline);
  ASSERT_EQ(keys.size(), 60U);
  for (std::size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(keys[i], i % 10 == 0) << i;
}

TEST(NvV4l2H264Enc, TheBitRateDecidesTheSize) {
  const auto size_at = [](const char* bitrate) {
    Pipeline pipeline(
        "videotestsrc pattern=snow num-buffers=60 ! "
        "video/x-raw,format=NV12,width=320,height=240,framerate=30/1 ! nvvideoconvert ! "
        "video/x-raw(memory:NVMM) ! nvv4l2h264enc bitrate=" +
        std::string(bitrate) + " ! fakesink name=out");
    EXPECT_TRUE(pipeline.run().is_eos);
    gsize size = 0;
    for (const auto& buffer : pipeline.buffers()) size += gst_buffer_get_size(buffer.get());
    return size;
  };
  const gsize small = size_at("400000");
  const gsize large = size_at("4000000");
  EXPECT_GT(large, 3 * small);
}

TEST(NvV4l2H264Enc, ForcesAKeyFrameOnRequest) {
  Pipeline pipeline(encode("iframeinterval=1000 idrinterval=1000", 100000) + "fakesink name=out");
  const ElementPtr encoder = pipeline.element("e");
  bool asked = false;
  const Outcome outcome = pipeline.run([&] {
    const std::vector<bool> keys = key_frames(pipeline);
    if (keys.size() > 3 && !asked) {
      asked = true;
      g_object_set(encoder.get(), "force-idr", TRUE, nullptr);
    }
    return std::count(keys.begin(), keys.end(), true) > 1;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(asked);
}

TEST(NvV4l2H264Enc, TakesTheBestQualityAndLosslessPictures) {
  for (const char* options : {"control-rate=constantQP", "tuning-info-id=LosslessPreset"}) {
    Pipeline pipeline(encode(options, 5) + "fakesink name=out");
    const Outcome outcome = pipeline.run();
    EXPECT_TRUE(outcome.is_eos) << options << ": " << outcome.error;
    EXPECT_EQ(pipeline.num_buffers(), 5U) << options;
  }
}

TEST(NvV4l2H264Enc, SaysWhatIsWrongWithConstqp) {
  Pipeline pipeline(encode("control-rate=constantQP constqp=a:b:c", 2) + "fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "e");
  EXPECT_NE(outcome.error.find("constqp"), std::string::npos) << outcome.error;
}

}  // namespace
}  // namespace pipewright::standin
