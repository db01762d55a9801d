// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::luma;
using testing::Outcome;
using testing::Pipeline;

/// Encodes white frames with `encoder` and decodes them again.
void decode(const std::string& encoder) {
  Pipeline pipeline(
      "videotestsrc num-buffers=5 pattern=white ! "
      "video/x-raw,format=I420,width=128,height=96,framerate=30/1 ! " +
      encoder + " ! nvv4l2decoder ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  ASSERT_EQ(buffers.size(), 5U);
  ASSERT_TRUE(is_surface_buffer(buffers[4].get()));
  const SurfaceMap map(buffers[4].get());
  EXPECT_EQ(map.view(0).format.format, GST_VIDEO_FORMAT_NV12);
  EXPECT_EQ(map.view(0).format.width, 128);
  EXPECT_EQ(map.view(0).format.height, 96);
  EXPECT_GT(luma(buffers[4].get(), 0, 64, 48), 220);
  EXPECT_TRUE(is_nvmm_caps(pipeline.caps().get()));
}

bool is_installed(const char* factory) {
  const GstPtr<GstElementFactory> found(gst_element_factory_find(factory));
  return found != nullptr;
}

TEST(NvV4l2Decoder, DecodesH264) {
  decode("x264enc ! h264parse");
}

TEST(NvV4l2Decoder, DecodesMotionJpeg) {
  decode("jpegenc");
}

TEST(NvV4l2Decoder, DecodesMpeg4) {
  decode("avenc_mpeg4 ! mpeg4videoparse");
}

TEST(NvV4l2Decoder, DecodesVp8) {
  if (!is_installed("vp8enc")) GTEST_SKIP() << "vp8enc is not installed";
  decode("vp8enc deadline=1");
}

TEST(NvV4l2Decoder, DecodesH265) {
  if (!is_installed("x265enc")) GTEST_SKIP() << "x265enc is not installed";
  decode("x265enc speed-preset=ultrafast ! h265parse");
}

/// Makes each software decoder of a pipeline use four threads, whatever the machine has.
void force_threads(GstElement* pipeline) {
  const auto on_change = +[](GObject* decoder, GParamSpec*, gpointer) {
    int num_threads = 0;
    g_object_get(decoder, "max-threads", &num_threads, nullptr);
    if (num_threads != 4) g_object_set(decoder, "max-threads", 4, nullptr);
  };
  const auto on_added = +[](GstBin*, GstBin*, GstElement* element, gpointer callback) {
    if (g_object_class_find_property(G_OBJECT_GET_CLASS(element), "max-threads") == nullptr) return;
    g_signal_connect(element, "notify::max-threads", reinterpret_cast<GCallback>(callback),
                     nullptr);
  };
  g_signal_connect(pipeline, "deep-element-added", G_CALLBACK(on_added),
                   reinterpret_cast<gpointer>(on_change));
}

TEST(NvV4l2Decoder, GivesItsFirstFrameBeforeATeeIsHeldUp) {
  Pipeline pipeline(
      "videotestsrc num-buffers=30 ! video/x-raw,format=I420,width=64,height=64 ! "
      "x264enc tune=zerolatency ! h264parse ! tee name=t t. ! queue max-size-buffers=1 ! "
      "fakesink t. ! queue max-size-buffers=1 ! nvv4l2decoder ! fakesink name=out");
  force_threads(pipeline.get());
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 30U);
}

TEST(NvV4l2Decoder, TakesPropertiesThatChangeBetweenTwoRuns) {
  Pipeline pipeline(
      "videotestsrc num-buffers=3 ! video/x-raw,format=I420,width=64,height=64 ! x264enc ! "
      "h264parse ! nvv4l2decoder name=d ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  const ElementPtr decoder = pipeline.element("d");
  g_object_set(decoder.get(), "max-errors", 7, nullptr);
  ASSERT_TRUE(pipeline.run().is_eos);
  const ElementPtr inner(gst_bin_get_by_name(GST_BIN(decoder.get()), "decoder"));
  int max_errors = 0;
  g_object_get(inner.get(), "max-errors", &max_errors, nullptr);
  EXPECT_EQ(max_errors, 7);
}

TEST(NvV4l2Decoder, ChangesTheCodecWithTheCaps) {
  Pipeline pipeline(
      "concat name=c ! nvv4l2decoder ! fakesink name=out "
      "videotestsrc num-buffers=3 ! video/x-raw,format=I420,width=128,height=96 ! jpegenc ! c. "
      "videotestsrc num-buffers=4 ! video/x-raw,format=I420,width=64,height=64 ! x264enc ! "
      "video/x-h264,stream-format=byte-stream ! c.");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 7U);
}

}  // namespace
}  // namespace pipewright::standin
