// SPDX-License-Identifier: Apache-2.0
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "gst-nvcustomevent.h"
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

/// What came of 60 frames with a key frame every 10, of a decoder that was asked for its
/// low-latency mode when it got the 16th.
struct ModeChange {
  std::vector<GstClockTime> times;
  int num_ends = 0;  ///< EOS that the decoder within got: of each start one

  static GstPadProbeReturn ask(GstPad* pad, GstPadProbeInfo*, gpointer count) {
    int& num_frames = *static_cast<int*>(count);
    if (++num_frames == 16) {
      const ElementPtr decoder(gst_pad_get_parent_element(pad));
      g_object_set(decoder.get(), "low-latency-mode", TRUE, nullptr);
    }
    return GST_PAD_PROBE_OK;
  }
  static GstPadProbeReturn count_end(GstPad*, GstPadProbeInfo* info, gpointer count) {
    if (GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_EOS) {
      ++*static_cast<int*>(count);
    }
    return GST_PAD_PROBE_OK;
  }
  static void watch_inner(GstBin*, GstBin*, GstElement* element, gpointer count) {
    if (!g_str_equal(GST_OBJECT_NAME(element), "decoder")) return;
    const PadPtr pad(gst_element_get_static_pad(element, "sink"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, &count_end, count, nullptr);
  }
};

ModeChange change_mode(const std::string& encoder) {
  Pipeline pipeline("videotestsrc num-buffers=60 ! video/x-raw,format=I420,width=64,height=64 ! " +
                    encoder + " ! nvv4l2decoder name=d ! fakesink name=out");
  ModeChange change;
  int num_frames = 0;
  g_signal_connect(pipeline.get(), "deep-element-added", G_CALLBACK(&ModeChange::watch_inner),
                   &change.num_ends);
  const PadPtr sink(gst_element_get_static_pad(pipeline.element("d").get(), "sink"));
  gst_pad_add_probe(sink.get(), GST_PAD_PROBE_TYPE_BUFFER, &ModeChange::ask, &num_frames, nullptr);
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  for (const auto& buffer : pipeline.buffers())
    change.times.push_back(GST_BUFFER_PTS(buffer.get()));
  const auto events = pipeline.events();
  EXPECT_EQ(std::count(events.begin(), events.end(), "eos"), 1);
  return change;
}

TEST(NvV4l2Decoder, TakesAnotherModeWithAKeyFrame) {
  const ModeChange change = change_mode("x264enc key-int-max=10 ! h264parse config-interval=-1");
  EXPECT_EQ(change.num_ends, 2);
  ASSERT_EQ(change.times.size(), 60U);
  EXPECT_TRUE(std::is_sorted(change.times.begin(), change.times.end()));
}

TEST(NvV4l2Decoder, TakesSettingsFromEvents) {
  GstHarness* harness = gst_harness_new("nvv4l2decoder");
  gchar stream_id[] = "0";
  gst_harness_push_event(harness, gst_nvevent_dec_drop_frame_interval_update(stream_id, 4));
  gst_harness_push_event(harness, gst_nvevent_dec_skip_frame_update(stream_id, 2));
  gst_harness_push_event(harness, gst_nvevent_dec_enable_low_latency_mode(stream_id, 1));
  guint interval = 0;
  int skipped = 0;
  gboolean is_low_latency = FALSE;
  g_object_get(harness->element, "drop-frame-interval", &interval, "skip-frames", &skipped,
               "low-latency-mode", &is_low_latency, nullptr);
  EXPECT_EQ(interval, 4U);
  EXPECT_EQ(skipped, 2);
  EXPECT_TRUE(is_low_latency);
  gst_harness_teardown(harness);
}

TEST(NvV4l2Decoder, TakesAnotherModeOfCodecsWithoutParameterSets) {
  const ModeChange change = change_mode("jpegenc");
  EXPECT_EQ(change.num_ends, 2);
  EXPECT_EQ(change.times.size(), 60U);
}

using Luma = std::vector<std::uint8_t>;

Luma luma_of(const FrameView& view) {
  Luma pixels;
  for (int y = 0; y < view.format.height; ++y) {
    const std::uint8_t* row = view.planes[0] + std::ptrdiff_t{y} * view.strides[0];
    pixels.insert(pixels.end(), row, row + view.format.width);
  }
  return pixels;
}

/// Has each decoded picture kept in `frames` (std::vector<Luma>) and painted black then.
GstPadProbeReturn paint_black(GstPad*, GstPadProbeInfo* info, gpointer frames) {
  SurfaceMap map(GST_PAD_PROBE_INFO_BUFFER(info), SurfaceMap::Access::kReadWrite);
  static_cast<std::vector<Luma>*>(frames)->push_back(luma_of(map.view(0)));
  const FrameView view = map.writable_view(0);
  fill_black(view, view.format.bounds());
  return GST_PAD_PROBE_OK;
}

TEST(NvV4l2Decoder, KeepsItsReferencesFromWhoDrawsOnItsFrames) {
  // All frames but the first are told by what differs from the one before.
  const std::string video =
      "videotestsrc num-buffers=20 pattern=smpte100 horizontal-speed=3 ! "
      "video/x-raw,format=I420,width=320,height=240 ! x264enc tune=zerolatency key-int-max=100 "
      "speed-preset=ultrafast ! h264parse ! ";
  Pipeline plain(video + "avdec_h264 ! video/x-raw,format=I420 ! fakesink name=out");
  ASSERT_TRUE(plain.run().is_eos);
  Pipeline drawn(video + "nvv4l2decoder name=decoder ! fakesink name=out");
  const PadPtr pad(gst_element_get_static_pad(drawn.element("decoder").get(), "src"));
  std::vector<Luma> frames;
  gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, &paint_black, &frames, nullptr);
  ASSERT_TRUE(drawn.run().is_eos);
  const auto expected = plain.buffers();
  ASSERT_EQ(frames.size(), 20U);
  ASSERT_EQ(expected.size(), frames.size());
  GstVideoInfo info;
  const CapsPtr caps = plain.caps();
  ASSERT_TRUE(gst_video_info_from_caps(&info, caps.get()));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const PictureRef picture = picture_from_buffer(expected[i].get(), info);
    EXPECT_TRUE(frames[i] == luma_of(picture->view())) << "frame " << i;
  }
}

TEST(NvV4l2Decoder, SharesTheLumaOfDecodedFrames) {
  Pipeline pipeline(
      "videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=320,height=240 ! x264enc ! "
      "h264parse ! nvv4l2decoder name=decoder ! fakesink name=out");
  const ElementPtr decoder = pipeline.element("decoder");
  const ElementPtr wrapper(gst_bin_get_by_name(GST_BIN(decoder.get()), "wrapper"));
  const PadPtr pad(gst_element_get_static_pad(wrapper.get(), "sink"));
  std::vector<const std::uint8_t*> decoded;
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer data) {
        GstMapInfo map;
        GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
        if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) return GST_PAD_PROBE_OK;
        static_cast<std::vector<const std::uint8_t*>*>(data)->push_back(map.data);
        gst_buffer_unmap(buffer, &map);
        return GST_PAD_PROBE_OK;
      },
      &decoded, nullptr);
  ASSERT_TRUE(pipeline.run().is_eos);
  const auto frames = pipeline.buffers();
  ASSERT_EQ(frames.size(), 5U);
  ASSERT_EQ(decoded.size(), 5U);
  // The first may come from before the decoder heard of the memory that it should take.
  const SurfaceMap map(frames[4].get());
  EXPECT_EQ(map.view(0).planes[0], decoded[4]);
}

}  // namespace
}  // namespace pipewright::standin
