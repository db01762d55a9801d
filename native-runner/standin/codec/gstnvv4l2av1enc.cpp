// SPDX-License-Identifier: Apache-2.0
// nvv4l2av1enc: encodes NVMM pictures to AV1 with av1enc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2av1enc bitrate=2000000 !
//   av1parse ! matroskamux ! filesink location=a.mkv

#include <algorithm>
#include <charconv>

#include "common/text.hpp"
#include "encoder_bin.hpp"
#include "encoder_settings.hpp"
#include "properties/nvv4l2av1enc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2av1enc;

constexpr unsigned kLargestQuantizer = 63;

void set_bitrate(GstElement* encoder, unsigned bitrate) {
  g_object_set(encoder, "target-bitrate", std::max(bitrate / 1000, 1U), nullptr);
}

/// `rows,columns` as powers of two, at most 6 each.
bool parse_tiles(const std::string& text, unsigned& rows, unsigned& columns) {
  constexpr unsigned kLargest = 6;
  const char* end = text.data() + text.size();
  const auto [comma, first_error] = std::from_chars(text.data(), end, rows);
  if (first_error != std::errc() || comma == end || *comma != ',') return false;
  const auto [last, second_error] = std::from_chars(comma + 1, end, columns);
  return second_error == std::errc() && last == end && rows <= kLargest && columns <= kLargest;
}

std::string configure_rate(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  const auto control = static_cast<RateControl>(properties.enum_value(props::kControlRate));
  set_bitrate(parts.encoder, properties.uint_value(props::kBitrate));
  if (control == RateControl::kConstantQuantizer) {
    const std::string text = properties.text_value(props::kConstqp);
    const auto quantizer = p_quantizer(text, kLargestQuantizer);
    if (!quantizer) return bad_constqp(text, kLargestQuantizer);
    g_object_set(parts.encoder, "min-quantizer", *quantizer, "max-quantizer", *quantizer, nullptr);
    return {};
  }
  // Of av1enc's own start values, 0 and 0, libaom's rate control makes nothing.
  g_object_set(parts.encoder, "min-quantizer", 2U, "max-quantizer", kLargestQuantizer, nullptr);
  const bool is_variable = control == RateControl::kVariable;
  gst_util_set_object_arg(G_OBJECT(parts.encoder), "end-usage", is_variable ? "vbr" : "cbr");
  return {};
}

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  GObject* encoder = G_OBJECT(parts.encoder);
  const auto level = properties.was_set(props::kPresetLevel)
                         ? std::optional(properties.enum_value(props::kPresetLevel))
                         : std::nullopt;
  unsigned rows = 0;
  unsigned columns = 0;
  const std::string tiles = properties.text_value(props::kTiles);
  if (!parse_tiles(tiles, rows, columns)) {
    return concat("property tiles is '", tiles,
                  "': write the logarithms of rows and columns from 0 to 6, e.g. 0,1.");
  }
  constexpr int kSlowest = 3;  // what keeps up with real time at all
  gst_util_set_object_arg(encoder, "usage-profile", "realtime");
  g_object_set(encoder, "cpu-used",
               kSlowest + preset_speed(properties.uint_value(props::kPresetId), level),
               "lag-in-frames", 0U, "keyframe-max-dist",
               static_cast<int>(std::min<unsigned>(
                   key_frame_interval(properties.uint_value(props::kIframeinterval),
                                      properties.uint_value(props::kIdrinterval)),
                   G_MAXINT)),
               "tile-rows", rows, "tile-columns", columns, "row-mt", TRUE, "qos",
               properties.boolean_value(props::kQos), "min-force-key-unit-interval",
               properties.uint64_value(props::kMinForceKeyUnitInterval), nullptr);
  return configure_rate(parts);
}

constexpr EncoderKind kKind = {
    .factory = "av1enc",
    .package = "gstreamer1.0-plugins-bad",
    .needs_adapter = true,
    .description = "Encodes AV1 on the CPU",
    .element = &props::kElement,
    .bitrate_id = props::kBitrate,
    .force_idr_id = props::kForceIdr,
    .force_intra_id = props::kForceIntra,
    .iframe_interval_id = props::kIframeinterval,
    .idr_interval_id = props::kIdrinterval,
    .configure = &configure,
    .set_bitrate = &set_bitrate,
    .restarts_for_key_frame = true,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2av1enc, "nvv4l2av1enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2Av1Enc",
                                                              pipewright::standin::kKind));
