// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/preview_encoder.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr const char* kBaseline =
    "video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au";
constexpr const char* kAnyH264 = "video/x-h264,stream-format=byte-stream,alignment=au";
constexpr const char* kH264Payloader =
    "rtph264pay pt=96 mtu=1200 config-interval=-1 aggregate-mode=zero-latency";
constexpr const char* kVp8Payloader = "rtpvp8pay pt=96 mtu=1200 picture-id-mode=15-bit";

/// Best first.
constexpr std::array<PreviewEncoder, 5> kEncoders = {{
    {"nvv4l2h264enc", "H264", kAnyH264, kH264Payloader, true, true},
    {"nvh264enc", "H264", kAnyH264, kH264Payloader, false, true},
    {"x264enc", "H264", kBaseline, kH264Payloader, false, false},
    {"openh264enc", "H264", kBaseline, kH264Payloader, false, false},
    {"vp8enc", "VP8", "video/x-vp8", kVp8Payloader, false, false},
}};

/// A picture every two seconds that needs no other; viewers that join ask for one at once.
constexpr const char* kKeyFrameInterval = "60";

constexpr double kBitsPerPixel = 0.1;
constexpr double kPicturesPerSecond = 30;
constexpr int kMinKbits = 400;

bool has_factory(const char* name) {
  const GstPtr<GstElementFactory> factory(gst_element_factory_find(name));
  return factory != nullptr;
}

/// Does the device answer? Registered encoders without one fail when they open it.
bool opens_device(const char* factory) {
  GstElement* made = gst_element_factory_make(factory, nullptr);
  if (made == nullptr) return false;
  const ElementPtr element = share_object(made);
  const bool opened = gst_element_set_state(made, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE;
  gst_element_set_state(made, GST_STATE_NULL);
  return opened;
}

bool has_payloader(const PreviewEncoder& encoder) {
  const std::string_view description = encoder.payloader;
  return has_factory(std::string(description.substr(0, description.find(' '))).c_str());
}

}  // namespace

std::optional<PreviewEncoder> choose_preview_encoder(runner::Runtime runtime,
                                                     std::string& missing) {
  std::vector<std::string> absent;
  for (const char* needed : {"webrtcbin", "nicesink", "dtlssrtpenc", "srtpenc"}) {
    if (!has_factory(needed)) absent.emplace_back(needed);
  }
  if (!absent.empty()) {
    missing = concat("GStreamer's ", join(absent, ", "),
                     " missing (Debian: gstreamer1.0-plugins-bad and gstreamer1.0-nice)");
    return std::nullopt;
  }
  for (const PreviewEncoder& encoder : kEncoders) {
    // The stand-in's element of NVIDIA's name wraps one of the encoders further down.
    if (encoder.takes_nvmm && runtime != runner::RUNTIME_DEEPSTREAM) continue;
    if (!has_factory(encoder.factory) || !has_payloader(encoder)) continue;
    if (encoder.is_hardware && !opens_device(encoder.factory)) continue;
    return encoder;
  }
  missing =
      "none of the video encoders x264enc, openh264enc, vp8enc is here (Debian: "
      "gstreamer1.0-plugins-ugly has x264enc)";
  return std::nullopt;
}

void configure_preview_encoder(GstElement* element, PictureSize size) {
  const std::string_view factory = GST_OBJECT_NAME(gst_element_get_factory(element));
  const int kbits = std::max(kMinKbits, static_cast<int>(size.width * size.height * kBitsPerPixel *
                                                         kPicturesPerSecond / 1000));
  const std::string kbits_text = std::to_string(kbits);
  const std::string bits_text = std::to_string(kbits * 1000);
  // Versions differ in what they have; what is not there is left at its default.
  const auto set = [&](const char* property, const std::string& value) {
    if (g_object_class_find_property(G_OBJECT_GET_CLASS(element), property) != nullptr) {
      gst_util_set_object_arg(G_OBJECT(element), property, value.c_str());
    }
  };
  if (factory == "nvv4l2h264enc") {
    set("bitrate", bits_text);
    set("profile", "0");
    set("preset-level", "1");
    set("tuning-info-id", "2");
    set("insert-sps-pps", "true");
    set("iframeinterval", kKeyFrameInterval);
    set("idrinterval", kKeyFrameInterval);
  } else if (factory == "nvh264enc") {
    set("bitrate", kbits_text);
    set("preset", "low-latency-hq");
    set("zerolatency", "true");
    set("bframes", "0");
    set("rc-mode", "cbr");
    set("gop-size", kKeyFrameInterval);
  } else if (factory == "x264enc") {
    set("bitrate", kbits_text);
    set("tune", "zerolatency");
    set("speed-preset", "ultrafast");
    set("key-int-max", kKeyFrameInterval);
    set("threads", "2");
  } else if (factory == "openh264enc") {
    set("bitrate", bits_text);
    set("rate-control", "bitrate");
    set("complexity", "low");
    set("gop-size", kKeyFrameInterval);
  } else if (factory == "vp8enc") {
    set("target-bitrate", bits_text);
    set("deadline", "1");
    set("cpu-used", "8");
    set("end-usage", "cbr");
    set("lag-in-frames", "0");
    set("keyframe-max-dist", kKeyFrameInterval);
    set("threads", "2");
  }
}

}  // namespace pipewright
