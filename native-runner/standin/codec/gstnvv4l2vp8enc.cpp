// SPDX-License-Identifier: Apache-2.0
// nvv4l2vp8enc: encodes NVMM pictures to VP8 with vp8enc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2vp8enc bitrate=2000000 !
//   matroskamux ! filesink location=a.mkv

#include "encoder_bin.hpp"
#include "properties/nvv4l2vp8enc.gen.hpp"
#include "vpx_settings.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2vp8enc;

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  set_vpx_bitrate(parts.encoder, properties.uint_value(props::kBitrate));
  return configure_vpx(
      parts.encoder,
      {
          .control = static_cast<RateControl>(properties.enum_value(props::kControlRate)),
          .constqp = properties.text_value(props::kConstqp),
          .key_interval = key_frame_interval(properties.uint_value(props::kIframeinterval),
                                             properties.uint_value(props::kIdrinterval)),
          .speed = preset_speed(properties.uint_value(props::kPresetId),
                                properties.was_set(props::kPresetLevel)
                                    ? std::optional(properties.enum_value(props::kPresetLevel))
                                    : std::nullopt),
          .qos = properties.boolean_value(props::kQos),
          .min_key_unit_interval = properties.uint64_value(props::kMinForceKeyUnitInterval),
      });
}

constexpr EncoderKind kKind = {
    .factory = "vp8enc",
    .package = "gstreamer1.0-plugins-good",
    .needs_adapter = true,
    .description = "Encodes VP8 on the CPU",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .bitrate_id = props::kBitrate,
    .force_idr_id = props::kForceIdr,
    .force_intra_id = props::kForceIntra,
    .configure = &configure,
    .set_bitrate = &set_vpx_bitrate,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2vp8enc, "nvv4l2vp8enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2Vp8Enc",
                                                              pipewright::standin::kKind));
