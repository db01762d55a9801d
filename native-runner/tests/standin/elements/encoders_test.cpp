// SPDX-License-Identifier: Apache-2.0
// What the encoders of all codecs do alike.
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::Outcome;
using testing::Pipeline;

struct Codec {
  const char* encoder;
  const char* caps;    ///< of what it gives
  const char* parser;  ///< up to the decoder
  /// Of the software encoder, which a distribution may leave out.
  const char* needs;
};

class Encoder : public ::testing::TestWithParam<Codec> {
 protected:
  void SetUp() override {
    const GstPtr<GstElementFactory> found(gst_element_factory_find(GetParam().needs));
    if (!found) GTEST_SKIP() << GetParam().needs << " is not installed";
  }

  [[nodiscard]] std::string encode(const std::string& options, int num_frames) const {
    return "videotestsrc pattern=ball num-buffers=" + std::to_string(num_frames) +
           " ! video/x-raw,format=NV12,width=160,height=96,framerate=30/1 ! nvvideoconvert ! "
           "video/x-raw(memory:NVMM),format=NV12 ! " +
           GetParam().encoder + " name=e " + options + " ! ";
  }
};

std::vector<std::size_t> key_frames(const Pipeline& pipeline) {
  std::vector<std::size_t> keys;
  const auto buffers = pipeline.buffers();
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (!GST_BUFFER_FLAG_IS_SET(buffers[i].get(), GST_BUFFER_FLAG_DELTA_UNIT)) keys.push_back(i);
  }
  return keys;
}

TEST_P(Encoder, GivesWhatTheDecoderPlays) {
  Pipeline pipeline(encode("", 12) +
                    "tee name=t ! queue ! fakesink name=out async=false t. ! queue ! " +
                    GetParam().parser + " ! nvv4l2decoder ! fakesink name=out_decoded async=false");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 12U);
  EXPECT_EQ(pipeline.num_buffers("out_decoded"), 12U);
  const CapsPtr caps = pipeline.caps();
  EXPECT_STREQ(gst_structure_get_name(gst_caps_get_structure(caps.get(), 0)), GetParam().caps);
}

TEST_P(Encoder, PlacesKeyFramesByTheShorterInterval) {
  Pipeline pipeline(encode("iframeinterval=5 idrinterval=20", 16) + "fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(key_frames(pipeline), (std::vector<std::size_t>{0, 5, 10, 15}));
}

TEST_P(Encoder, ForcesAKeyFrameOnRequest) {
  if (GetParam().encoder == std::string("nvv4l2av1enc")) {
    GTEST_SKIP() << "av1enc makes no key frames on request";
  }
  Pipeline pipeline(encode("iframeinterval=100000 idrinterval=100000", 100000) +
                    "fakesink name=out");
  const ElementPtr encoder = pipeline.element("e");
  bool asked = false;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() > 3 && !asked) {
      asked = true;
      g_signal_emit_by_name(encoder.get(), "force-IDR");
    }
    return key_frames(pipeline).size() > 1;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(asked);
}

TEST_P(Encoder, TakesAConstantQuantizer) {
  const auto size_at = [&](const char* quantizers) {
    Pipeline pipeline(encode("control-rate=constantQP constqp=" + std::string(quantizers), 8) +
                      "fakesink name=out");
    const Outcome outcome = pipeline.run();
    EXPECT_TRUE(outcome.is_eos) << outcome.error;
    gsize size = 0;
    for (const auto& buffer : pipeline.buffers()) size += gst_buffer_get_size(buffer.get());
    return size;
  };
  EXPECT_GT(size_at("10:10:10"), size_at("45:45:45"));
}

TEST_P(Encoder, SaysWhatIsWrongWithConstqp) {
  Pipeline pipeline(encode("control-rate=constantQP constqp=20:23", 2) + "fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "e");
  EXPECT_NE(outcome.error.find("constqp is '20:23'"), std::string::npos) << outcome.error;
}

INSTANTIATE_TEST_SUITE_P(
    All, Encoder,
    ::testing::Values(Codec{"nvv4l2h264enc", "video/x-h264", "h264parse", "x264enc"},
                      Codec{"nvv4l2h265enc", "video/x-h265", "h265parse", "x265enc"},
                      Codec{"nvv4l2vp8enc", "video/x-vp8", "identity", "vp8enc"},
                      Codec{"nvv4l2vp9enc", "video/x-vp9", "identity", "vp9enc"},
                      Codec{"nvv4l2av1enc", "video/x-av1", "av1parse", "av1enc"}),
    [](const auto& info) { return std::string(info.param.encoder); });

TEST(NvV4l2H265Enc, EncodesTenBits) {
  Pipeline pipeline(
      "videotestsrc num-buffers=3 ! video/x-raw,format=P010_10LE,width=160,height=96 ! "
      "nvvideoconvert ! video/x-raw(memory:NVMM),format=P010_10LE ! nvv4l2h265enc profile=Main10 "
      "! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const CapsPtr caps = pipeline.caps();
  EXPECT_STREQ(gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "profile"),
               "main-10");
}

TEST(NvV4l2Av1Enc, SaysWhatIsWrongWithTiles) {
  Pipeline pipeline(
      "videotestsrc num-buffers=2 ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! "
      "nvv4l2av1enc name=e tiles=7,0 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "e");
  EXPECT_NE(outcome.error.find("tiles is '7,0'"), std::string::npos) << outcome.error;
}

}  // namespace
}  // namespace pipewright::standin
