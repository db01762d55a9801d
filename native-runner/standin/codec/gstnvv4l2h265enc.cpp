// SPDX-License-Identifier: Apache-2.0
// nvv4l2h265enc: encodes NVMM pictures to H.265 with x265enc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2h265enc bitrate=2000000 !
//   h265parse ! qtmux ! filesink location=a.mp4
//
// Parameter sets are repeated with every IDR frame, whatever insert-sps-pps says.

#include <algorithm>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "encoder_bin.hpp"
#include "encoder_settings.hpp"
#include "properties/nvv4l2h265enc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2h265enc;

const char* profile_caps(int profile) {
  constexpr int kMain10 = 1;
  constexpr int kRangeExtensions = 3;
  switch (profile) {
    case kMain10:
      return "video/x-h265, stream-format=byte-stream, alignment=au, profile=main-10";
    case kRangeExtensions:
      return "video/x-h265, stream-format=byte-stream, alignment=au, profile=main-444";
    default:
      return "video/x-h265, stream-format=byte-stream, alignment=au, profile=main";
  }
}

unsigned kilobits(unsigned bitrate) {
  constexpr unsigned kLargest = 100 * 1024;  // of x265enc
  return std::clamp(bitrate / 1000, 1U, kLargest);
}

void set_bitrate(GstElement* encoder, unsigned bitrate) {
  g_object_set(encoder, "bitrate", kilobits(bitrate), nullptr);
}

/// What x265enc has no property for.
std::string x265_options(const PropertyStore& properties, RateControl control, bool is_lossless) {
  std::vector<std::string> options = {
      "repeat-headers=1",
      concat("bframes=", std::to_string(properties.uint_value(props::kNumBFrames))),
      concat("ref=", std::to_string(std::max(1U, properties.uint_value(props::kNumRefFrames)))),
      concat("aud=", properties.boolean_value(props::kInsertAud) ? "1" : "0"),
  };
  if (properties.was_set(props::kInsertVui) && properties.boolean_value(props::kInsertVui)) {
    options.emplace_back("vui-timing-info=1");
  }
  if (is_lossless) options.emplace_back("lossless=1");
  if (control == RateControl::kConstant) {
    // Without a buffer model the rate is kept on average only.
    const std::string rate = std::to_string(kilobits(properties.uint_value(props::kBitrate)));
    options.push_back(concat("vbv-maxrate=", rate, ":vbv-bufsize=", rate));
  }
  return join(options, ":");
}

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  GObject* encoder = G_OBJECT(parts.encoder);
  const auto control = static_cast<RateControl>(properties.enum_value(props::kControlRate));
  const int tuning = properties.enum_value(props::kTuningInfoId);
  const bool is_lossless = tuning == kLosslessTuning;
  const auto level = properties.was_set(props::kPresetLevel)
                         ? std::optional(properties.enum_value(props::kPresetLevel))
                         : std::nullopt;
  int quantizer = -1;  // by the rate
  if (!is_lossless && control == RateControl::kConstantQuantizer) {
    constexpr unsigned kLargest = 51;
    const std::string text = properties.text_value(props::kConstqp);
    const auto parsed = p_quantizer(text, kLargest);
    if (!parsed) return bad_constqp(text, kLargest);
    quantizer = static_cast<int>(*parsed);
  }
  gst_util_set_object_arg(encoder, "log-level", "error");
  gst_util_set_object_arg(encoder, "speed-preset",
                          x26x_preset(properties.uint_value(props::kPresetId), level));
  gst_util_set_object_arg(encoder, "tune", tuning == kHighQualityTuning ? "0" : "zerolatency");
  g_object_set(encoder, "key-int-max",
               static_cast<int>(std::min<unsigned>(
                   key_frame_interval(properties.uint_value(props::kIframeinterval),
                                      properties.uint_value(props::kIdrinterval)),
                   G_MAXINT)),
               "qp", quantizer, "option-string",
               x265_options(properties, control, is_lossless).c_str(), "qos",
               properties.boolean_value(props::kQos), "min-force-key-unit-interval",
               properties.uint64_value(props::kMinForceKeyUnitInterval), nullptr);
  set_bitrate(parts.encoder, properties.uint_value(props::kBitrate));
  set_filter_caps(parts.output, profile_caps(properties.enum_value(props::kProfile)));
  return {};
}

/// Before the first frame x265enc puts its headers, as a memory of their own. In GStreamer 1.22 it
/// takes them from a list in which x265 may have left rests of other NAL units, of which a parser
/// makes a frame. The frame has headers of its own.
GstPadProbeReturn drop_headers_before_frame(GstPad*, GstPadProbeInfo* info, gpointer) {
  GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  if (gst_buffer_n_memory(buffer) < 2) return GST_PAD_PROBE_OK;
  buffer = gst_buffer_make_writable(buffer);
  gst_buffer_remove_memory(buffer, 0);
  GST_PAD_PROBE_INFO_DATA(info) = buffer;
  return GST_PAD_PROBE_OK;
}

void watch_output(EncoderParts& parts) {
  if (parts.encoder == nullptr) return;
  const PadPtr output(gst_element_get_static_pad(parts.encoder, "src"));
  gst_pad_add_probe(output.get(), GST_PAD_PROBE_TYPE_BUFFER, &drop_headers_before_frame, nullptr,
                    nullptr);
}

constexpr EncoderKind kKind = {
    .factory = "x265enc",
    .package = "gstreamer1.0-plugins-bad",
    .needs_adapter = true,
    .description = "Encodes H.265 on the CPU",
    .element = &props::kElement,
    .bitrate_id = props::kBitrate,
    .force_idr_id = props::kForceIdr,
    .force_intra_id = props::kForceIntra,
    .iframe_interval_id = props::kIframeinterval,
    .idr_interval_id = props::kIdrinterval,
    .configure = &configure,
    .set_bitrate = &set_bitrate,
    .restarts_for_bitrate = true,
    .on_built = &watch_output,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2h265enc, "nvv4l2h265enc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvV4l2H265Enc",
                                                              pipewright::standin::kKind));
