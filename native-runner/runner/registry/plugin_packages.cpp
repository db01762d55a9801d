// SPDX-License-Identifier: Apache-2.0
#include "runner/registry/plugin_packages.hpp"

#include <map>

#include "common/text.hpp"

namespace pipewright {
namespace {

using Table = std::map<std::string_view, std::string_view>;

constexpr std::string_view kBase = "gstreamer1.0-plugins-base";
constexpr std::string_view kGood = "gstreamer1.0-plugins-good";
constexpr std::string_view kBad = "gstreamer1.0-plugins-bad";
constexpr std::string_view kUgly = "gstreamer1.0-plugins-ugly";
constexpr std::string_view kLibav = "gstreamer1.0-libav";

/// Debian's packages of elements that pipelines of this kind use.
const Table& packages() {
  static const Table table = {
      {"appsink", kBase},
      {"appsrc", kBase},
      {"audioconvert", kBase},
      {"audioresample", kBase},
      {"compositor", kBase},
      {"decodebin", kBase},
      {"decodebin3", kBase},
      {"encodebin", kBase},
      {"oggdemux", kBase},
      {"opusdec", kBase},
      {"opusenc", kBase},
      {"parsebin", kBase},
      {"playbin", kBase},
      {"tcpclientsink", kBase},
      {"tcpclientsrc", kBase},
      {"tcpserversink", kBase},
      {"tcpserversrc", kBase},
      {"textoverlay", kBase},
      {"timeoverlay", kBase},
      {"uridecodebin", kBase},
      {"uridecodebin3", kBase},
      {"videoconvert", kBase},
      {"videorate", kBase},
      {"videoscale", kBase},
      {"videotestsrc", kBase},
      {"ximagesink", "gstreamer1.0-x"},
      {"xvimagesink", "gstreamer1.0-x"},
      {"avimux", kGood},
      {"flvdemux", kGood},
      {"flvmux", kGood},
      {"imagefreeze", kGood},
      {"jpegdec", kGood},
      {"jpegenc", kGood},
      {"matroskademux", kGood},
      {"matroskamux", kGood},
      {"mp4mux", kGood},
      {"multifilesink", kGood},
      {"multifilesrc", kGood},
      {"pngdec", kGood},
      {"pngenc", kGood},
      {"pulsesink", "gstreamer1.0-pulseaudio"},
      {"qtdemux", kGood},
      {"qtmux", kGood},
      {"rtpbin", kGood},
      {"rtph264depay", kGood},
      {"rtph264pay", kGood},
      {"rtph265depay", kGood},
      {"rtph265pay", kGood},
      {"rtpjpegdepay", kGood},
      {"rtpvp8depay", kGood},
      {"rtspsrc", kGood},
      {"souphttpsrc", kGood},
      {"splitmuxsink", kGood},
      {"udpsink", kGood},
      {"udpsrc", kGood},
      {"v4l2src", kGood},
      {"videocrop", kGood},
      {"vp8dec", kGood},
      {"vp8enc", kGood},
      {"vp9dec", kGood},
      {"vp9enc", kGood},
      {"webmmux", kGood},
      {"fakeaudiosink", kBad},
      {"fakevideosink", kBad},
      {"h264parse", kBad},
      {"h265parse", kBad},
      {"hlsdemux", kBad},
      {"hlssink2", kBad},
      {"mpegtsmux", kBad},
      {"mpeg4videoparse", kBad},
      {"nvh264dec", kBad},
      {"nvh264enc", kBad},
      {"openh264enc", kBad},
      {"rtmp2sink", kBad},
      {"rtmp2src", kBad},
      {"rtmpsink", kBad},
      {"rtmpsrc", kBad},
      {"shmsink", kBad},
      {"shmsrc", kBad},
      {"srtsink", kBad},
      {"srtsrc", kBad},
      {"tsdemux", kBad},
      {"waylandsink", kBad},
      {"webrtcbin", kBad},
      {"x265enc", kBad},
      {"x264enc", kUgly},
      {"asfdemux", kUgly},
      {"nicesink", "gstreamer1.0-nice"},
      {"nicesrc", "gstreamer1.0-nice"},
      {"rtspclientsink", "gstreamer1.0-rtsp"},
      {"alsasink", "gstreamer1.0-alsa"},
      {"glimagesink", "gstreamer1.0-gl"},
  };
  return table;
}

const Table& decoders() {
  static const Table table = {
      {"video/x-h264", kLibav},  {"video/x-h265", kLibav},   {"video/mpeg", kLibav},
      {"audio/mpeg", kLibav},    {"video/x-vp8", kGood},     {"video/x-vp9", kGood},
      {"image/jpeg", kGood},     {"video/x-av1", kBad},      {"audio/x-opus", kBase},
      {"audio/x-vorbis", kBase}, {"video/x-theora", kBase},  {"audio/x-ac3", kLibav},
      {"video/x-wmv", kLibav},   {"audio/x-wma", kLibav},    {"video/x-divx", kLibav},
      {"audio/x-flac", kGood},   {"video/quicktime", kGood}, {"video/x-matroska", kGood},
      {"video/x-flv", kGood},    {"video/mpegts", kBad},     {"application/x-rtp", kGood},
      {"video/x-ms-asf", kUgly},
  };
  return table;
}

std::string package_advice(std::string_view package) {
  return concat("Install Debian's package ", package, " (`apt install ", package, "`).");
}

}  // namespace

std::string install_advice(std::string_view factory) {
  if (const auto package = packages().find(factory); package != packages().end()) {
    return package_advice(package->second);
  }
  if (factory.starts_with("avdec_") || factory.starts_with("avenc_")) {
    return package_advice(kLibav);
  }
  if (factory.starts_with("rtp")) return package_advice(kGood);
  if (factory.starts_with("nv")) {
    return concat("'", factory, "' belongs to NVIDIA's DeepStream: install the DeepStream SDK.");
  }
  return {};
}

std::string decoder_advice(std::string_view media_type) {
  const auto package = decoders().find(media_type);
  return package != decoders().end() ? package_advice(package->second) : std::string();
}

}  // namespace pipewright
