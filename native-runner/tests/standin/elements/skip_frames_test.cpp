// SPDX-License-Identifier: Apache-2.0
// Which frames nvv4l2decoder leaves out.
#include <gtest/gtest.h>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::make_video;
using testing::Pipeline;
using testing::TempFolder;

/// Frames decoded of a video with key frames every 30 frames and two B frames between references.
std::size_t num_decoded(const std::string& options) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 90, 160, 120, "ball");
  Pipeline pipeline("filesrc location=" + folder.path("a.mp4") +
                    " ! qtdemux ! h264parse ! nvv4l2decoder " + options + " ! fakesink name=out");
  EXPECT_TRUE(pipeline.run().is_eos);
  return pipeline.num_buffers();
}

TEST(SkipFrames, DecodesAllByDefault) {
  EXPECT_EQ(num_decoded(""), 90U);
}

TEST(SkipFrames, DecodesKeyFramesOnly) {
  EXPECT_EQ(num_decoded("skip-frames=decode_key"), 3U);
}

TEST(SkipFrames, LeavesNonReferenceFramesOut) {
  const std::size_t num_frames = num_decoded("skip-frames=decode_non_ref");
  EXPECT_LT(num_frames, 90U);
  EXPECT_GT(num_frames, 3U);
}

TEST(DropFrameInterval, KeepsEveryNth) {
  EXPECT_EQ(num_decoded("drop-frame-interval=3"), 30U);
}

}  // namespace
}  // namespace pipewright::standin
