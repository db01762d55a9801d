// SPDX-License-Identifier: Apache-2.0
// What the encoders of all codecs do alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "gst-nvcustomevent.h"
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

/// Hands an event to the encoder between two frames.
void send(const Pipeline& pipeline, GstEvent* event) {
  const PadPtr sink(gst_element_get_static_pad(pipeline.element("e").get(), "sink"));
  gst_pad_send_event(sink.get(), event);
}

TEST_P(Encoder, ForcesAKeyFrameByAnEvent) {
  for (const bool is_idr : {true, false}) {
    Pipeline pipeline(encode("iframeinterval=100000 idrinterval=100000", 100000) +
                      "fakesink name=out");
    gchar stream_id[] = "0";
    bool asked = false;
    const Outcome outcome = pipeline.run([&] {
      if (pipeline.num_buffers() > 3 && !asked) {
        asked = true;
        send(pipeline, is_idr ? gst_nvevent_enc_force_idr(stream_id, TRUE)
                              : gst_nvevent_enc_force_intra(stream_id, TRUE));
      }
      return key_frames(pipeline).size() > 1;
    });
    EXPECT_EQ(outcome.error, "");
    EXPECT_TRUE(asked);
  }
}

/// The largest distance between the last `count` key frames; 0 when there are fewer.
std::size_t last_distance(const Pipeline& pipeline, std::size_t count) {
  const auto keys = key_frames(pipeline);
  if (keys.size() < count) return 0;
  std::size_t largest = 0;
  for (std::size_t i = keys.size() - count + 1; i < keys.size(); ++i) {
    largest = std::max(largest, keys[i] - keys[i - 1]);
  }
  return largest;
}

/// Keeps the running times of the frames that come out; read once the pipeline has stopped.
void keep_running_times(const Pipeline& pipeline, std::vector<GstClockTime>& times) {
  const PadPtr pad(gst_element_get_static_pad(pipeline.element("out").get(), "sink"));
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad* sink, GstPadProbeInfo* info, gpointer data) {
        const GstPtr<GstEvent> event(gst_pad_get_sticky_event(sink, GST_EVENT_SEGMENT, 0));
        const GstSegment* segment = nullptr;
        gst_event_parse_segment(event.get(), &segment);
        static_cast<std::vector<GstClockTime>*>(data)->push_back(gst_segment_to_running_time(
            segment, GST_FORMAT_TIME, GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info))));
        return GST_PAD_PROBE_OK;
      },
      &times, nullptr);
}

TEST_P(Encoder, PlacesKeyFramesOtherwiseAfterAnEvent) {
  Pipeline pipeline(encode("iframeinterval=20 idrinterval=100000", 100000) + "fakesink name=out");
  std::vector<GstClockTime> times;
  keep_running_times(pipeline, times);
  gchar stream_id[] = "0";
  std::size_t num_asked = 0;
  const unsigned intervals[] = {5, 30};  // shorter than at the start, and longer
  const Outcome outcome = pipeline.run([&] {
    if (num_asked > 0 && last_distance(pipeline, 3) != intervals[num_asked - 1]) return false;
    if (num_asked == 0 && last_distance(pipeline, 2) != 20) return false;
    if (num_asked == std::size(intervals)) return true;
    send(pipeline, gst_nvevent_enc_iframeinterval_update(stream_id, intervals[num_asked++]));
    return false;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(num_asked, std::size(intervals));
  // Not a frame is lost or comes twice, and what follows sees one stream.
  for (std::size_t i = 0; i < times.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(times[i]),
                static_cast<double>(gst_util_uint64_scale(i, GST_SECOND, 30)), 1000);
  }
  const auto events = pipeline.events();
  for (const char* event : {"stream-start", "caps"}) {
    EXPECT_EQ(std::count(events.begin(), events.end(), event), 1) << event;
  }
  EXPECT_EQ(std::count(events.begin(), events.end(), "eos"), 0);
}

TEST_P(Encoder, KeepsAnotherBitRateAfterAnEvent) {
  // Of noise, which takes all that it may.
  Pipeline pipeline(
      "videotestsrc pattern=snow ! video/x-raw,format=NV12,width=160,height=96,framerate=30/1 ! "
      "nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! " +
      std::string(GetParam().encoder) +
      " name=e control-rate=1 bitrate=200000 ! fakesink name=out");
  constexpr std::size_t kNumFrames = 60;
  const auto bits_per_second = [&](std::size_t first) {
    const auto buffers = pipeline.buffers();
    gsize size = 0;
    for (std::size_t i = first; i < first + kNumFrames; ++i) {
      size += gst_buffer_get_size(buffers[i].get());
    }
    return static_cast<double>(size) * 8 * 30 / kNumFrames;
  };
  gchar stream_id[] = "0";
  std::size_t num_before = 0;
  double before = 0;
  double after = 0;
  const Outcome outcome = pipeline.run([&] {
    const std::size_t num = pipeline.num_buffers();
    if (num_before == 0) {
      if (num < 2 * kNumFrames) return false;
      before = bits_per_second(kNumFrames);
      send(pipeline, gst_nvevent_enc_bitrate_update(stream_id, 2000000));
      num_before = num + kNumFrames;
      return false;
    }
    if (num < num_before + kNumFrames) return false;
    after = bits_per_second(num_before);
    return true;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_GT(after, 1.5 * before);
  guint bitrate = 0;
  g_object_get(pipeline.element("e").get(), "bitrate", &bitrate, nullptr);
  EXPECT_EQ(bitrate, 2000000U);
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

TEST(NvV4l2H265Enc, BeginsWithOneSetOfHeadersAndOneFrame) {
  Pipeline pipeline(
      "videotestsrc num-buffers=2 ! video/x-raw,format=NV12,width=64,height=64,framerate=30/1 ! "
      "nvvideoconvert ! video/x-raw(memory:NVMM) ! nvv4l2h265enc ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto buffers = pipeline.buffers();
  std::vector<guint8> first(gst_buffer_get_size(buffers.at(0).get()));
  gst_buffer_extract(buffers[0].get(), 0, first.data(), first.size());
  // Bits 1 to 6 of a unit's first byte (H.265, 7.3.1.2).
  std::vector<int> types;
  for (std::size_t i = 0; i + 3 < first.size(); ++i) {
    const guint8* bytes = first.data() + i;
    if (bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 1) types.push_back(bytes[3] >> 1 & 0x3f);
  }
  constexpr int kVps = 32, kSps = 33, kPps = 34, kPrefixSei = 39, kFirstReserved = 32;
  for (const int header : {kVps, kSps, kPps}) EXPECT_EQ(std::ranges::count(types, header), 1);
  std::erase(types, kPrefixSei);
  EXPECT_EQ(std::ranges::count_if(types, [](int type) { return type < kFirstReserved; }), 1);
}

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
