// SPDX-License-Identifier: Apache-2.0
// nvv4l2h264enc: encodes NVMM pictures to H.264 with x264enc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2h264enc bitrate=2000000 !
//   h264parse ! qtmux ! filesink location=a.mp4
//
// Parameter sets are repeated with every IDR frame, whatever insert-sps-pps says.

#include <algorithm>

#include "encoder_bin.hpp"
#include "encoder_settings.hpp"
#include "properties/nvv4l2h264enc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2h264enc;

/// The only profile that allows lossless pictures.
constexpr int kHigh444 = 7;

const char* profile_caps(int profile) {
  constexpr int kMain = 2;
  constexpr int kHigh = 4;
  switch (profile) {
    case kMain:
      return "video/x-h264, stream-format=byte-stream, alignment=au, profile=main";
    case kHigh:
      return "video/x-h264, stream-format=byte-stream, alignment=au, profile=high";
    case kHigh444:
      return "video/x-h264, stream-format=byte-stream, alignment=au, profile=high-4:4:4";
    default:
      return "video/x-h264, stream-format=byte-stream, alignment=au, profile=constrained-baseline";
  }
}

void set_bitrate(GstElement* encoder, unsigned bitrate) {
  constexpr unsigned kLargest = 2048000;  // of x264enc, kbit/s
  g_object_set(encoder, "bitrate", std::clamp(bitrate / 1000, 1U, kLargest), nullptr);
}

std::string configure_rate(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  const auto control = static_cast<RateControl>(properties.enum_value(props::kControlRate));
  const bool is_lossless = properties.enum_value(props::kTuningInfoId) == kLosslessTuning;
  set_bitrate(parts.encoder, properties.uint_value(props::kBitrate));
  if (is_lossless || control == RateControl::kConstantQuantizer) {
    constexpr unsigned kLargest = 50;
    const std::string text = properties.text_value(props::kConstqp);
    auto quantizer = p_quantizer(text, kLargest);
    if (is_lossless) {
      quantizer = 0;
    } else if (!quantizer) {
      return bad_constqp(text, kLargest);
    } else {
      // 0 means lossless to x264, which the usual profiles do not allow.
      quantizer = std::max(1U, *quantizer);
    }
    gst_util_set_object_arg(G_OBJECT(parts.encoder), "pass", "quant");
    g_object_set(parts.encoder, "quantizer", *quantizer, nullptr);
    return {};
  }
  gst_util_set_object_arg(G_OBJECT(parts.encoder), "pass", "cbr");
  // Without a buffer model the rate is kept on average only.
  constexpr unsigned kBufferMillis = 1000;
  g_object_set(parts.encoder, "vbv-buf-capacity",
               control == RateControl::kVariable ? 0U : kBufferMillis, nullptr);
  return {};
}

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  GObject* encoder = G_OBJECT(parts.encoder);
  const auto level = properties.was_set(props::kPresetLevel)
                         ? std::optional(properties.enum_value(props::kPresetLevel))
                         : std::nullopt;
  const int tuning = properties.enum_value(props::kTuningInfoId);
  gst_util_set_object_arg(encoder, "speed-preset",
                          x26x_preset(properties.uint_value(props::kPresetId), level));
  gst_util_set_object_arg(encoder, "tune", tuning == kHighQualityTuning ? "0" : "zerolatency");
  g_object_set(encoder, "key-int-max",
               key_frame_interval(properties.uint_value(props::kIframeinterval),
                                  properties.uint_value(props::kIdrinterval)),
               "bframes", properties.uint_value(props::kNumBFrames), "aud",
               properties.boolean_value(props::kInsertAud), "ref",
               std::max(1U, properties.uint_value(props::kNumRefFrames)), "qos",
               properties.boolean_value(props::kQos), "min-force-key-unit-interval",
               properties.uint64_value(props::kMinForceKeyUnitInterval), nullptr);
  if (properties.boolean_value(props::kDisableCabac))
    g_object_set(encoder, "cabac", FALSE, nullptr);
  if (properties.was_set(props::kInsertVui)) {
    g_object_set(encoder, "insert-vui", properties.boolean_value(props::kInsertVui), nullptr);
  }
  const int profile = properties.enum_value(props::kProfile);
  set_filter_caps(parts.output, profile_caps(tuning == kLosslessTuning ? kHigh444 : profile));
  return configure_rate(parts);
}

constexpr EncoderKind kKind = {
    .factory = "x264enc",
    .package = "gstreamer1.0-plugins-ugly",
    .needs_adapter = false,
    .description = "Encodes H.264 on the CPU",
    .element = &props::kElement,
    .bitrate_id = props::kBitrate,
    .force_idr_id = props::kForceIdr,
    .force_intra_id = props::kForceIntra,
    .iframe_interval_id = props::kIframeinterval,
    .idr_interval_id = props::kIdrinterval,
    .configure = &configure,
    .set_bitrate = &set_bitrate,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2h264enc, "nvv4l2h264enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2H264Enc",
                                                              pipewright::standin::kKind));
