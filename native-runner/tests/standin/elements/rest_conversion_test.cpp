// SPDX-License-Identifier: Apache-2.0
// The REST API's settings of a source's nvvideoconvert, by the pixels of frames that come after.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "pipeline.hpp"
#include "rest_client.hpp"

namespace pipewright::standin {
namespace {

using namespace testing;
using nlohmann::json;
using Outcome = testing::Outcome;

constexpr int kSide = 64;
constexpr int kMiddle = kSide / 2;
constexpr int kTop = 4;
constexpr int kBottom = kSide - 5;
constexpr int kLittle = 16;  // a difference of luma that a codec makes
constexpr int kMuch = 120;

/// The luma of a source's frame in a batch, in the middle of a row; below 0 where it has none.
int luma_of(GstBuffer* buffer, unsigned source, int row) {
  for (const NvDsFrameMeta* frame : frame_metas(buffer)) {
    if (frame->source_id == source) return luma(buffer, frame->batch_id, kMiddle, row);
  }
  return -1;
}

/// The luma of the latest frame of a source.
int latest_luma(const Pipeline& pipeline, unsigned source, int row) {
  const auto buffers = pipeline.buffers();
  for (auto buffer = buffers.rbegin(); buffer != buffers.rend(); ++buffer) {
    if (const int found = luma_of(buffer->get(), source, row); found >= 0) return found;
  }
  return -1;
}

/// Two sources of frames that are black above and white below, of which the first one is changed.
class Conversion : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"a.mp4", "b.mp4"}) {
      make_video(folder_.path(name), 30, kSide, kSide, "gradient");
    }
  }

  /// Makes requests, one after the other, each once the pictures are as the one before wants them.
  struct Step {
    const char* path;
    json values;
    std::function<bool(const Pipeline&)> is_done;
  };
  void play(const std::vector<Step>& steps) {
    Pipeline pipeline(serving_line("max-batch-size=2 file-loop=true uri-list=" +
                                   folder_.uri("a.mp4") + "," + folder_.uri("b.mp4")));
    std::size_t num_asked = 0;
    const Outcome outcome = pipeline.run([&] {
      if (latest_luma(pipeline, 0, kTop) < 0 || latest_luma(pipeline, 1, kTop) < 0) return false;
      if (num_asked > 0 && !steps[num_asked - 1].is_done(pipeline)) return false;
      if (num_asked == steps.size()) return true;
      const Step& step = steps[num_asked++];
      json values = step.values;
      values["stream_id"] = "0";
      const RestAnswer answer = change(step.path, values);
      EXPECT_EQ(answer.verdict(), 200) << answer.body;
      EXPECT_TRUE(answer.reason().ends_with("_UPDATE_SUCCESS")) << answer.body;
      return false;
    });
    EXPECT_EQ(outcome.error, "");
    EXPECT_EQ(num_asked, steps.size());
    EXPECT_GT(latest_luma(pipeline, 1, kBottom), latest_luma(pipeline, 1, kTop) + kMuch)
        << "the other source stays as it is";
  }

  TempFolder folder_;
};

bool is_black_above(const Pipeline& pipeline) {
  return latest_luma(pipeline, 0, kBottom) > latest_luma(pipeline, 0, kTop) + kMuch;
}

TEST_F(Conversion, TurnsTheFramesOfASourceAndBack) {
  constexpr int kRotate180 = 2;
  constexpr int kNone = 0;
  play({{"conv/flip-method",
         {{"flip_method", kRotate180}},
         [](const Pipeline& pipeline) {
           return latest_luma(pipeline, 0, kTop) > latest_luma(pipeline, 0, kBottom) + kMuch;
         }},
        {"conv/flip-method", {{"flip_method", kNone}}, &is_black_above}});
}

TEST_F(Conversion, TakesAPartOfTheFrames) {
  play({{"conv/srccrop",
         {{"src_crop", "0:0:64:16"}},
         [](const Pipeline& pipeline) {
           // The dark quarter of the picture fills all of it.
           return latest_luma(pipeline, 0, kBottom) < kMuch;
         }},
        {"conv/srccrop", {{"src_crop", "0:0:0:0"}}, &is_black_above}});
}

TEST_F(Conversion, FillsAPartOfTheFrames) {
  play({{"conv/destcrop",
         {{"dest_crop", "0:0:64:32"}},
         [](const Pipeline& pipeline) {
           return latest_luma(pipeline, 0, kBottom) < kLittle + kLittle &&
                  latest_luma(pipeline, 0, kMiddle - kTop) > kMuch;
         }},
        {"conv/destcrop", {{"dest_crop", "0:0:0:0"}}, &is_black_above}});
}

TEST_F(Conversion, InterpolatesOtherwise) {
  // Two rows fill the picture: without interpolation in two plain halves, else step by step.
  constexpr int kNearest = 0;
  constexpr int kBilinear = 1;
  const auto step_at_middle = [](const Pipeline& pipeline) {
    return latest_luma(pipeline, 0, kMiddle) - latest_luma(pipeline, 0, kMiddle - 1);
  };
  const auto step_of_all = [](const Pipeline& pipeline) {
    return latest_luma(pipeline, 0, kBottom) - latest_luma(pipeline, 0, kTop);
  };
  play({{"conv/srccrop",
         {{"src_crop", "0:30:64:4"}},
         [=](const Pipeline& pipeline) {
           return step_of_all(pipeline) > 0 && step_of_all(pipeline) < kMuch;
         }},
        {"conv/interpolation-method",
         {{"interpolation_method", kBilinear}},
         [=](const Pipeline& pipeline) { return step_at_middle(pipeline) <= 1; }},
        {"conv/interpolation-method",
         {{"interpolation_method", kNearest}},
         [=](const Pipeline& pipeline) { return step_at_middle(pipeline) > 1; }}});
}

TEST_F(Conversion, RefusesWhatWouldStopTheSource) {
  Pipeline pipeline(
      serving_line("max-batch-size=1 file-loop=true uri-list=" + folder_.uri("a.mp4")));
  std::size_t num_at_requests = 0;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    if (num_at_requests > 0) return pipeline.num_buffers() > num_at_requests + 5;
    const auto expect = [](const RestAnswer& answer, int verdict, const std::string& reason) {
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(answer.verdict(), verdict) << answer.body;
      EXPECT_NE(answer.reason().find(reason), std::string::npos) << answer.body;
    };
    expect(change("conv/srccrop", {{"stream_id", "0"}, {"src_crop", "0:0:64"}}), 400,
           "SRC_CROP_UPDATE_FAIL, error: src_crop: expected left:top:width:height");
    expect(change("conv/srccrop", {{"stream_id", "0"}}), 400, "there is no 'src_crop'");
    expect(change("conv/srccrop", {{"stream_id", "0"}, {"src_crop", "32:0:64:64"}}), 500,
           "SRC_CROP_UPDATE_FAIL, src-crop 32:0:64:64 reaches outside the picture of 64x64");
    expect(change("conv/destcrop", {{"stream_id", "0"}, {"dest_crop", "0:60:64:8"}}), 500,
           "DEST_CROP_UPDATE_FAIL, dest-crop 0:60:64:8 reaches outside");
    expect(change("conv/flip-method", {{"stream_id", "0"}, {"flip_method", 8}}), 400,
           "FLIP_METHOD_UPDATE_FAIL, error: flip_method value not parsed correctly, Range: 0 - 7");
    expect(change("conv/interpolation-method",
                  {{"stream_id", "0"}, {"interpolation_method", "Nearest"}}),
           400, "Range: 0 - 6");
    expect(change("conv/flip-method", {{"stream_id", "3"}, {"flip_method", 1}}), 500,
           "Unable to find stream id '3'");
    num_at_requests = pipeline.num_buffers();
    return false;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_GT(num_at_requests, 0U);
  EXPECT_TRUE(is_black_above(pipeline));
}

}  // namespace
}  // namespace pipewright::standin
