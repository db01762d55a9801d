// SPDX-License-Identifier: Apache-2.0
#include "codec_table.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright::standin {
namespace {

struct Codec {
  const char* caps;
  std::array<const char*, 3> decoders;  // best first
  const char* parser;
};

constexpr const char* kLibav = "gstreamer1.0-libav";

constexpr Codec kCodecs[] = {
    {"video/x-h264", {"avdec_h264", "openh264dec", nullptr}, "h264parse"},
    {"video/x-h265", {"avdec_h265", "libde265dec", nullptr}, "h265parse"},
    {"video/mpeg, mpegversion=(int)4, systemstream=(boolean)false",
     {"avdec_mpeg4", nullptr, nullptr},
     "mpeg4videoparse"},
    {"video/mpeg, mpegversion=(int)[1, 2], systemstream=(boolean)false",
     {"avdec_mpeg2video", nullptr, nullptr},
     "mpegvideoparse"},
    {"video/x-divx, divxversion=(int)[4, 5]", {"avdec_mpeg4", nullptr, nullptr}, "mpeg4videoparse"},
    {"video/x-av1", {"dav1ddec", "av1dec", "avdec_av1"}, "av1parse"},
    {"video/x-vp8", {"avdec_vp8", "vp8dec", nullptr}, nullptr},
    {"video/x-vp9", {"avdec_vp9", "vp9dec", nullptr}, nullptr},
    {"image/jpeg", {"jpegdec", "avdec_mjpeg", nullptr}, nullptr},
};

const Codec* find_codec(const GstCaps* caps) {
  for (const Codec& codec : kCodecs) {
    const CapsPtr codec_caps(gst_caps_from_string(codec.caps));
    if (gst_caps_can_intersect(caps, codec_caps.get()) != FALSE) return &codec;
  }
  return nullptr;
}

bool is_installed(const char* factory) {
  const GstPtr<GstElementFactory> found(gst_element_factory_find(factory));
  return found != nullptr;
}

}  // namespace

DecoderChoice choose_decoder(const GstCaps* caps) {
  const Codec* codec = find_codec(caps);
  if (codec == nullptr) return {};
  DecoderChoice choice;
  std::vector<std::string> names;
  for (const char* decoder : codec->decoders) {
    if (decoder == nullptr) continue;
    names.emplace_back(decoder);
    if (choice.factory.empty() && is_installed(decoder)) choice.factory = decoder;
  }
  choice.wanted = join(names, " or ");
  choice.package = std::string_view(codec->decoders[0]).starts_with("avdec_")
                       ? kLibav
                       : "gstreamer1.0-plugins-good or -bad";
  return choice;
}

std::string parser_for(const GstCaps* caps) {
  const Codec* codec = find_codec(caps);
  return codec == nullptr || codec->parser == nullptr ? std::string() : codec->parser;
}

}  // namespace pipewright::standin
