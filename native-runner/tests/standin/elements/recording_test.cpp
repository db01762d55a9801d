// SPDX-License-Identifier: Apache-2.0
// Smart record of nvurisrcbin, from a real RTSP server into files that are read back.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "gst-nvdssr.h"
#include "pipeline.hpp"
#include "rtsp_camera.hpp"

namespace pipewright::standin {
namespace {

using testing::Camera;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

/// What sr-done has said.
struct Done {
  std::atomic<int> count = 0;
  std::string path;
  guint64 millis = 0;
  guint width = 0;
  bool has_video = false;
  bool has_audio = false;
  NvDsSRContainerType container = NVDSSR_CONTAINER_MP4;
  gpointer user_data = nullptr;
};

void on_done(GstElement*, NvDsSRRecordingInfo* info, gpointer user_data, Done* done) {
  done->path = std::string(info->dirpath) + "/" + info->filename;
  done->millis = info->duration;
  done->width = info->width;
  done->has_video = info->containsVideo != FALSE;
  done->has_audio = info->containsAudio != FALSE;
  done->container = info->containerType;
  done->user_data = user_data;
  ++done->count;
}

std::string recording_line(const Camera& camera, const TempFolder& folder,
                           const std::string& properties = {}) {
  return "nvurisrcbin name=s select-rtp-protocol=rtp-tcp latency=50 source-id=3 smart-record=2 "
         "smart-rec-dir-path=" +
         folder.path("") + " " + properties + " uri=" + camera.uri() +
         " ! fakesink name=out sync=false";
}

bool is_recording(GstElement* source) {
  gboolean is_on = FALSE;
  g_object_get(source, "smart-rec-status", &is_on, nullptr);
  return is_on != FALSE;
}

/// Plays a recording and expects a whole stream of about that length from a key frame on.
void expect_playable(const Done& done, const std::string& demuxer) {
  Pipeline reader("filesrc location=" + done.path + " ! " + demuxer +
                  " ! h264parse ! fakesink name=out sync=false");
  const Outcome outcome = reader.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  const auto frames = reader.buffers();
  ASSERT_GT(frames.size(), 1U);
  EXPECT_FALSE(GST_BUFFER_FLAG_IS_SET(frames.front().get(), GST_BUFFER_FLAG_DELTA_UNIT));
  const GstClockTime length =
      GST_BUFFER_PTS(frames.back().get()) - GST_BUFFER_PTS(frames.front().get());
  EXPECT_NEAR(static_cast<double>(length / GST_MSECOND), static_cast<double>(done.millis), 200);
}

class SmartRecord : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(SmartRecord, WritesWhatWasAndWhatComes) {
  const auto [container, demuxer] = GetParam();
  const TempFolder folder;
  const Camera camera;
  Pipeline pipeline(
      recording_line(camera, folder, std::string("smart-rec-container=") + container));
  const ElementPtr source = pipeline.element("s");
  Done done;
  g_signal_connect(source.get(), "sr-done", G_CALLBACK(&on_done), &done);
  bool has_started = false;
  int tag = 0;
  const Outcome outcome = pipeline.run([&] {
    if (!has_started && pipeline.num_buffers() >= 45) {
      has_started = true;
      NvDsSRSessionId session = 77;
      g_signal_emit_by_name(source.get(), "start-sr", &session, 1U, 1U, &tag);
      EXPECT_EQ(session, 0U);
      EXPECT_TRUE(is_recording(source.get()));
    }
    return done.count > 0;
  });
  EXPECT_EQ(outcome.error, "");
  ASSERT_EQ(done.count, 1);
  EXPECT_EQ(done.user_data, &tag);
  EXPECT_EQ(done.width, 320U);
  EXPECT_TRUE(done.has_video);
  EXPECT_FALSE(done.has_audio);
  // A second before the event and one after it, and what is before the first of them back to its
  // key frame.
  EXPECT_GT(done.millis, 1500U);
  EXPECT_NE(done.path.find("/Smart_Record_3_0"), std::string::npos) << done.path;
  expect_playable(done, demuxer);
}

INSTANTIATE_TEST_SUITE_P(Containers, SmartRecord,
                         ::testing::Values(std::pair{"smart-rec-mp4", "qtdemux"},
                                           std::pair{"smart-rec-mkv", "matroskademux"}),
                         [](const auto& info) { return std::string(info.param.second); });

TEST(SmartRecordEnd, StopsWhenToldAndRecordsAgain) {
  const TempFolder folder;
  const Camera camera;
  Pipeline pipeline(recording_line(camera, folder));
  const ElementPtr source = pipeline.element("s");
  Done done;
  g_signal_connect(source.get(), "sr-done", G_CALLBACK(&on_done), &done);
  int num_started = 0;
  std::size_t num_at_start = 0;
  const Outcome outcome = pipeline.run([&] {
    NvDsSRSessionId session = 0;
    if (num_started == done.count && num_started < 2 && pipeline.num_buffers() >= 20) {
      ++num_started;
      num_at_start = pipeline.num_buffers();
      g_signal_emit_by_name(source.get(), "start-sr", &session, 0U, 0U, nullptr);
      // One at a time: this one is refused.
      g_signal_emit_by_name(source.get(), "start-sr", &session, 0U, 0U, nullptr);
    } else if (is_recording(source.get()) && pipeline.num_buffers() >= num_at_start + 10) {
      g_signal_emit_by_name(source.get(), "stop-sr", 0U);
    }
    return done.count == 2;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(done.count, 2);
  EXPECT_EQ(outcome.warnings.size(), 2U);
  expect_playable(done, "qtdemux");
  const auto files = std::filesystem::directory_iterator(folder.path(""));
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST(SmartRecordEnd, CompletesTheFileWhenThePipelineStops) {
  const TempFolder folder;
  const Camera camera;
  Done done;
  {
    Pipeline pipeline(recording_line(camera, folder));
    const ElementPtr source = pipeline.element("s");
    g_signal_connect(source.get(), "sr-done", G_CALLBACK(&on_done), &done);
    bool has_started = false;
    std::size_t num_at_start = 0;
    pipeline.run([&] {
      if (!has_started && pipeline.num_buffers() >= 20) {
        has_started = true;
        num_at_start = pipeline.num_buffers();
        NvDsSRSessionId session = 0;
        g_signal_emit_by_name(source.get(), "start-sr", &session, 1U, 60U, nullptr);
      }
      return has_started && pipeline.num_buffers() >= num_at_start + 5;
    });
  }
  ASSERT_EQ(done.count, 1);
  expect_playable(done, "qtdemux");
}

TEST(SmartRecordSettings, NamesAFolderThatIsNotThere) {
  Pipeline pipeline(
      "nvurisrcbin name=s smart-record=1 smart-rec-dir-path=/no/such/folder "
      "uri=rtsp://127.0.0.1:1/camera ! fakesink name=out");
  EXPECT_NE(pipeline.run().error.find("smart-rec-dir-path"), std::string::npos);
}

TEST(SmartRecordSettings, SaysThatFilesAreNotRecorded) {
  const TempFolder folder;
  testing::make_video(folder.path("a.mp4"), 5, 64, 64);
  Pipeline pipeline("nvurisrcbin name=s smart-record=1 smart-rec-dir-path=" + folder.path("") +
                    " uri=" + folder.uri("a.mp4") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_FALSE(outcome.warnings.empty());
  EXPECT_NE(outcome.warnings[0].find("RTSP"), std::string::npos);
}

}  // namespace
}  // namespace pipewright::standin
