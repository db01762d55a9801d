// SPDX-License-Identifier: Apache-2.0
// nvv4l2vp8enc and nvv4l2vp9enc: encode NVMM pictures to VP8 with vp8enc and to VP9 with vp9enc,
// which take all settings alike.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2vp9enc bitrate=2000000 !
//   matroskamux ! filesink location=a.mkv

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "encoder_bin.hpp"
#include "encoder_settings.hpp"
#include "properties/nvv4l2vp8enc.gen.hpp"
#include "properties/nvv4l2vp9enc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace vp8 = properties::nvv4l2vp8enc;
namespace vp9 = properties::nvv4l2vp9enc;
// The properties of both, by their ids.
namespace props = vp8;
static_assert(std::equal(std::begin(vp8::kProperties), std::end(vp8::kProperties),
                         std::begin(vp9::kProperties), std::end(vp9::kProperties),
                         [](const PropertySpec& a, const PropertySpec& b) {
                           return std::string_view(a.name) == b.name;
                         }));

constexpr unsigned kLargestQuantizer = 63;

void set_bitrate(GstElement* encoder, unsigned bitrate) {
  g_object_set(encoder, "target-bitrate",
               static_cast<int>(std::clamp<unsigned>(bitrate, 1000, G_MAXINT)), nullptr);
}

int speed_of(const PropertyStore& properties) {
  const auto level = properties.was_set(props::kPresetLevel)
                         ? std::optional(properties.enum_value(props::kPresetLevel))
                         : std::nullopt;
  return preset_speed(properties.uint_value(props::kPresetId), level);
}

/// For real time.
std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  const int num_threads =
      std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 4);
  const unsigned key_interval = key_frame_interval(properties.uint_value(props::kIframeinterval),
                                                   properties.uint_value(props::kIdrinterval));
  set_bitrate(parts.encoder, properties.uint_value(props::kBitrate));
  g_object_set(parts.encoder, "deadline", gint64{1}, "cpu-used", speed_of(properties) + 1,
               "lag-in-frames", 0, "keyframe-max-dist",
               static_cast<int>(std::min<unsigned>(key_interval, G_MAXINT)), "threads", num_threads,
               "qos", properties.boolean_value(props::kQos), "min-force-key-unit-interval",
               properties.uint64_value(props::kMinForceKeyUnitInterval), nullptr);
  const auto control = static_cast<RateControl>(properties.enum_value(props::kControlRate));
  if (control == RateControl::kConstantQuantizer) {
    const std::string constqp = properties.text_value(props::kConstqp);
    const auto quantizer = p_quantizer(constqp, kLargestQuantizer);
    if (!quantizer) return bad_constqp(constqp, kLargestQuantizer);
    const int value = static_cast<int>(*quantizer);
    g_object_set(parts.encoder, "min-quantizer", value, "max-quantizer", value, nullptr);
    return {};
  }
  gst_util_set_object_arg(G_OBJECT(parts.encoder), "end-usage",
                          control == RateControl::kVariable ? "vbr" : "cbr");
  return {};
}

constexpr EncoderKind kVp8 = {
    .factory = "vp8enc",
    .package = "gstreamer1.0-plugins-good",
    .needs_adapter = true,
    .description = "Encodes VP8 on the CPU",
    .element = &vp8::kElement,
    .bitrate_id = props::kBitrate,
    .force_idr_id = props::kForceIdr,
    .force_intra_id = props::kForceIntra,
    .iframe_interval_id = props::kIframeinterval,
    .idr_interval_id = props::kIdrinterval,
    .configure = &configure,
    .set_bitrate = &set_bitrate,
};

constexpr EncoderKind vp9_kind() {
  EncoderKind kind = kVp8;
  kind.factory = "vp9enc";
  kind.description = "Encodes VP9 on the CPU";
  kind.element = &vp9::kElement;
  return kind;
}
constexpr EncoderKind kVp9 = vp9_kind();

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2vp8enc, "nvv4l2vp8enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2Vp8Enc",
                                                              pipewright::standin::kVp8));
GST_ELEMENT_REGISTER_DEFINE(nvv4l2vp9enc, "nvv4l2vp9enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2Vp9Enc",
                                                              pipewright::standin::kVp9));
