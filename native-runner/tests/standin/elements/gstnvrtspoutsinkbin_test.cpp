// SPDX-License-Identifier: Apache-2.0
// nvrtspoutsinkbin, played back by rtspsrc.
#include <gtest/gtest.h>

#include <string>

#include "pipeline.hpp"

namespace pipewright::standin {
namespace {

using testing::Outcome;
using testing::Pipeline;

constexpr const char* kCamera =
    "videotestsrc is-live=true pattern=white ! video/x-raw,width=320,height=240,framerate=30/1 ! ";
constexpr const char* kPictures =
    " ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! fakesink name=out sync=false";

/// A pipeline that serves: its nvrtspoutsinkbin is called `server` and takes a free port.
class Server {
 public:
  explicit Server(const std::string& before, const std::string& properties = {})
      : pipeline_(before + "nvrtspoutsinkbin name=server rtsp-port=0 rtsp-mount-point=/view " +
                  properties) {
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
    g_object_get(pipeline_.element("server").get(), "rtsp-port", &port_, nullptr);
  }

  [[nodiscard]] Pipeline& pipeline() { return pipeline_; }
  [[nodiscard]] guint port() const { return port_; }
  /// A source of a launch line that plays it.
  [[nodiscard]] std::string player(const std::string& properties = "protocols=tcp") const {
    return "rtspsrc name=player latency=50 " + properties +
           " location=rtsp://127.0.0.1:" + std::to_string(port_) + "/view ";
  }

 private:
  Pipeline pipeline_;
  guint port_ = 0;
};

struct Broadcast {
  const char* name;
  const char* properties;
  const char* transport;
  const char* decoder;
};

class VideoCodecs : public ::testing::TestWithParam<Broadcast> {};

TEST_P(VideoCodecs, ArePlayedBack) {
  const Server server(kCamera, GetParam().properties);
  Pipeline player(server.player(GetParam().transport) + "! " + GetParam().decoder + kPictures);
  const Outcome outcome = player.run([&] { return player.num_buffers() >= 15; });
  ASSERT_EQ(outcome.error, "");
  const CapsPtr caps = player.caps();
  int width = 0;
  gst_structure_get_int(gst_caps_get_structure(caps.get(), 0), "width", &width);
  EXPECT_EQ(width, 320);
  EXPECT_GT(testing::luma(player.buffers().back().get(), 0, 160, 120), 220);
}

INSTANTIATE_TEST_SUITE_P(
    NvRtspOutSinkBin, VideoCodecs,
    ::testing::Values(Broadcast{"h264", "bitrate=500000 profile=high", "protocols=tcp",
                                "rtph264depay ! avdec_h264"},
                      Broadcast{"h264_udp", "", "protocols=udp", "rtph264depay ! avdec_h264"},
                      Broadcast{"h265", "codec=h265", "protocols=tcp", "rtph265depay ! avdec_h265"},
                      Broadcast{"mpeg4", "codec=mpeg4", "protocols=tcp",
                                "rtpmp4vdepay ! avdec_mpeg4"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(NvRtspOutSinkBin, ServesSeveralPlayers) {
  const Server server(kCamera);
  const std::string line = server.player() + "! rtph264depay ! avdec_h264" + kPictures;
  Pipeline first(line);
  Pipeline second(line);
  gst_element_set_state(first.get(), GST_STATE_PLAYING);
  const Outcome outcome = second.run([&] { return second.num_buffers() >= 10; });
  EXPECT_EQ(outcome.error, "");
  EXPECT_GE(second.num_buffers(), 10U);
  // The first one goes on when the second has gone.
  const std::size_t num_before = first.num_buffers();
  EXPECT_EQ(first.run([&] { return first.num_buffers() >= num_before + 10; }).error, "");
  EXPECT_GE(first.num_buffers(), num_before + 10);
}

/// Lets a player take one medium only: a launch line cannot link two that come at once.
void take_only(const Pipeline& player, const char* medium) {
  const auto choose = +[](GstElement*, guint, GstCaps* caps, const char* wanted) -> gboolean {
    return g_strcmp0(gst_structure_get_string(gst_caps_get_structure(caps, 0), "media"), wanted) ==
           0;
  };
  g_signal_connect(player.element("player").get(), "select-stream", G_CALLBACK(choose),
                   const_cast<char*>(medium));
}

TEST(NvRtspOutSinkBin, ServesAudioBesideVideo) {
  for (const auto& [codec, decoder] : {std::pair{"opus", "rtpopusdepay ! opusdec"},
                                       std::pair{"ac3", "rtpac3depay ! ac3parse ! avdec_ac3"}}) {
    SCOPED_TRACE(codec);
    const Server server(
        std::string(kCamera) + "server.vsink audiotestsrc is-live=true ! server.asink ",
        std::string("audio-codec-type=") + codec);
    Pipeline viewer(server.player() + "! rtph264depay ! avdec_h264" + kPictures);
    take_only(viewer, "video");
    Pipeline listener(server.player() + "! " + decoder + " ! fakesink name=out sync=false");
    take_only(listener, "audio");
    gst_element_set_state(viewer.get(), GST_STATE_PLAYING);
    EXPECT_EQ(listener.run([&] { return listener.num_buffers() >= 10; }).error, "");
    EXPECT_GE(listener.num_buffers(), 10U);
    EXPECT_EQ(viewer.run([&] { return viewer.num_buffers() >= 10; }).error, "");
    EXPECT_GE(viewer.num_buffers(), 10U);
  }
}

TEST(NvRtspOutSinkBin, PassesEncodedVideoOn) {
  const Server server(std::string(kCamera) +
                          "nvvideoconvert ! nvv4l2h264enc iframeinterval=10 ! h264parse ! "
                          "video/x-h264,stream-format=byte-stream,alignment=au ! ",
                      "bypass-codecs=true");
  Pipeline player(server.player() + "! rtph264depay ! avdec_h264" + kPictures);
  const Outcome outcome = player.run([&] { return player.num_buffers() >= 10; });
  EXPECT_EQ(outcome.error, "");
  EXPECT_GE(player.num_buffers(), 10U);
}

TEST(NvRtspOutSinkBin, EndsForItsPlayersToo) {
  Server server(kCamera);
  Pipeline player(server.player() + "! rtph264depay ! avdec_h264" + kPictures);
  bool has_ended = false;
  const Outcome outcome = player.run([&] {
    if (!has_ended && player.num_buffers() >= 5) {
      has_ended = true;
      gst_element_send_event(server.pipeline().get(), gst_event_new_eos());
    }
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_TRUE(server.pipeline().run().is_eos);
}

TEST(NvRtspOutSinkBin, NamesThePortThatIsTaken) {
  const Server server(kCamera);
  Pipeline second(std::string(kCamera) +
                  "nvrtspoutsinkbin name=second rtsp-port=" + std::to_string(server.port()));
  const Outcome outcome = second.run();
  EXPECT_EQ(outcome.error_source, "second");
  EXPECT_NE(outcome.error.find("port " + std::to_string(server.port())), std::string::npos)
      << outcome.error;
  EXPECT_NE(outcome.error.find("rtsp-port"), std::string::npos) << outcome.error;
}

TEST(NvRtspOutSinkBin, FreesItsPortAndServesAgain) {
  Server server(kCamera);
  g_object_set(server.pipeline().element("server").get(), "rtsp-port", server.port(), nullptr);
  for (int round = 0; round < 2; ++round) {
    SCOPED_TRACE(round);
    gst_element_set_state(server.pipeline().get(), GST_STATE_NULL);
    ASSERT_NE(gst_element_set_state(server.pipeline().get(), GST_STATE_PLAYING),
              GST_STATE_CHANGE_FAILURE);
    Pipeline player(server.player() + "! rtph264depay ! avdec_h264" + kPictures);
    EXPECT_EQ(player.run([&] { return player.num_buffers() >= 5; }).error, "");
  }
}

struct BadSetting {
  const char* properties;
  const char* reason;
};

TEST(NvRtspOutSinkBin, SaysWhatIsWrong) {
  for (const auto& [properties, reason] :
       {BadSetting{"rtsp-mount-point=view", "a path that begins with /"},
        BadSetting{"rtsp-port=70000", "rtsp-port is 70000"},
        BadSetting{"bypass-codecs=true codec=mpeg4", "set codec to h264 or h265"}}) {
    Pipeline pipeline(std::string(kCamera) + "nvrtspoutsinkbin name=server " + properties);
    const Outcome outcome = pipeline.run();
    EXPECT_EQ(outcome.error_source, "server");
    EXPECT_NE(outcome.error.find(reason), std::string::npos) << outcome.error;
  }
}

}  // namespace
}  // namespace pipewright::standin
