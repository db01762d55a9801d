// SPDX-License-Identifier: Apache-2.0
// The REST API's settings of encoders behind the bin, by the frames that they give.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline.hpp"
#include "rest_client.hpp"

namespace pipewright::standin {
namespace {

using namespace testing;
using nlohmann::json;
using Outcome = testing::Outcome;

/// Whether a frame of an H.264 byte stream is an IDR frame: has a slice of that kind.
bool is_idr(GstBuffer* buffer) {
  constexpr guint8 kStartCode[] = {0, 0, 1};
  constexpr int kTypeMask = 0x1f;
  constexpr int kIdrSlice = 5;
  GstMapInfo map;
  if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) return false;
  bool found = false;
  const guint8* end = map.data + map.size;
  for (const guint8* position = map.data;;) {
    position = std::search(position, end, std::begin(kStartCode), std::end(kStartCode));
    if (end - position <= static_cast<int>(sizeof kStartCode)) break;
    position += sizeof kStartCode;
    found = found || (*position & kTypeMask) == kIdrSlice;
  }
  gst_buffer_unmap(buffer, &map);
  return found;
}

/// The numbers of the IDR frames that came out.
std::vector<std::size_t> idr_frames(const Pipeline& pipeline, const std::string& output) {
  std::vector<std::size_t> numbers;
  const auto buffers = pipeline.buffers(output);
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (is_idr(buffers[i].get())) numbers.push_back(i);
  }
  return numbers;
}

/// Two sources that are encoded apart, without key frames but the first.
class Encoding : public ::testing::Test {
 protected:
  void SetUp() override {
    make_video(folder_.path("a.mp4"), 30, 64, 64);
    make_video(folder_.path("b.mp4"), 30, 64, 64, "black");
  }

  [[nodiscard]] std::string line() const {
    const auto branch = [](const std::string& number) {
      return " demux.src_" + number + " ! nvv4l2h264enc name=encoder" + number +
             " iframeinterval=100000 idrinterval=100000 ! fakesink sync=true async=false name=out" +
             number;
    };
    return serving_line("max-batch-size=2 file-loop=true uri-list=" + folder_.uri("a.mp4") + "," +
                            folder_.uri("b.mp4"),
                        "nvstreamdemux name=demux" + branch("0") + branch("1"));
  }

  static bool plays(const Pipeline& pipeline) {
    return pipeline.num_buffers("out0") > 3 && pipeline.num_buffers("out1") > 3;
  }

  TempFolder folder_;
};

TEST_F(Encoding, MakesKeyFramesOfOneStream) {
  Pipeline pipeline(line());
  const struct {
    const char* path;
    const char* field;
    const char* word;
  } requests[] = {{"enc/force-idr", "force_idr", "FORCE_IDR_UPDATE_SUCCESS"},
                  {"enc/force-intra", "force_intra", "FORCE_INTRA_UPDATE_SUCCESS"}};
  std::size_t num_asked = 0;
  const Outcome outcome = pipeline.run([&] {
    if (!plays(pipeline) || idr_frames(pipeline, "out1").size() <= num_asked) return false;
    if (num_asked == std::size(requests)) return true;
    const auto& request = requests[num_asked++];
    // What asks for none changes nothing.
    EXPECT_EQ(change(request.path, {{"stream_id", "0"}, {request.field, false}}).reason(),
              request.word);
    EXPECT_EQ(change(request.path, {{"stream_id", "1"}, {request.field, true}}).reason(),
              request.word);
    return false;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(num_asked, std::size(requests));
  EXPECT_EQ(idr_frames(pipeline, "out1").size(), 3U);
  EXPECT_EQ(idr_frames(pipeline, "out0"), std::vector<std::size_t>{0});
}

TEST_F(Encoding, PlacesKeyFramesOfOneStreamOtherwise) {
  Pipeline pipeline(line());
  bool has_asked = false;
  std::vector<std::size_t> keys;
  const Outcome outcome = pipeline.run([&] {
    if (!plays(pipeline)) return false;
    if (!has_asked) {
      has_asked = true;
      EXPECT_EQ(change("enc/iframe-interval", {{"stream_id", "0"}, {"iframeinterval", 4}}).reason(),
                "IFRAME_INTERVAL_UPDATE_SUCCESS");
    }
    keys = idr_frames(pipeline, "out0");
    return keys.size() >= 4;
  });
  EXPECT_EQ(outcome.error, "");
  ASSERT_GE(keys.size(), 4U);
  EXPECT_EQ(keys[2] - keys[1], 4U);
  EXPECT_EQ(keys[3] - keys[2], 4U);
  EXPECT_EQ(idr_frames(pipeline, "out1"), std::vector<std::size_t>{0});
}

TEST_F(Encoding, ChangesTheBitRateOfOneStream) {
  Pipeline pipeline(line());
  bool has_asked = false;
  const auto bitrate_of = [&](const char* encoder) {
    guint bitrate = 0;
    g_object_get(pipeline.element(encoder).get(), "bitrate", &bitrate, nullptr);
    return bitrate;
  };
  const guint before = bitrate_of("encoder0");
  const Outcome outcome = pipeline.run([&] {
    if (!plays(pipeline)) return false;
    has_asked = true;
    const auto expect = [](const json& values, int verdict, const std::string& reason) {
      const RestAnswer answer = change("enc/bitrate", values);
      EXPECT_EQ(answer.verdict(), verdict) << answer.body;
      EXPECT_NE(answer.reason().find(reason), std::string::npos) << answer.body;
    };
    expect({{"stream_id", "1"}, {"bitrate", 3000000}}, 200, "BITRATE_UPDATE_SUCCESS");
    expect({{"stream_id", "5"}, {"bitrate", 1}}, 500, "BITRATE_UPDATE_FAIL, Unable to find");
    expect({{"stream_id", "1"}, {"bitrate", -1}}, 400, "Range: 0 - 4294967295");
    const RestAnswer answer =
        change("enc/iframe-interval", {{"stream_id", "1"}, {"iframeinterval", 257}});
    EXPECT_EQ(answer.verdict(), 400);
    EXPECT_NE(answer.reason().find("Range: 0 - 256"), std::string::npos) << answer.body;
    return true;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(has_asked);
  EXPECT_EQ(bitrate_of("encoder1"), 3000000U);
  EXPECT_EQ(bitrate_of("encoder0"), before);
}

}  // namespace
}  // namespace pipewright::standin
