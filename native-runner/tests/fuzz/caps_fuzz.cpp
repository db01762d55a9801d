// SPDX-License-Identifier: Apache-2.0
// Texts that become typed values (caps first of all), caps that are to be converted, and SDP.
#include <gst/gst.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "common/gst_ptr.hpp"
#include "runner/pipeline/property_value.hpp"
#include "runner/preview/session_description.hpp"
#include "standin/video/convert_caps.hpp"

namespace {

namespace runner = pipewright::runner;

struct Specs {
  GParamSpec* caps = g_param_spec_boxed("caps", "", "", GST_TYPE_CAPS, G_PARAM_READWRITE);
  GParamSpec* structure =
      g_param_spec_boxed("structure", "", "", GST_TYPE_STRUCTURE, G_PARAM_READWRITE);
  GParamSpec* fraction =
      gst_param_spec_fraction("fraction", "", "", 0, 1, G_MAXINT, 1, 0, 1, G_PARAM_READWRITE);
  GParamSpec* array = gst_param_spec_array(
      "array", "", "", g_param_spec_int("item", "", "", 0, 100, 0, G_PARAM_READWRITE),
      G_PARAM_READWRITE);
  GParamSpec* number = g_param_spec_int("number", "", "", -7, 7, 0, G_PARAM_READWRITE);
};

/// What was read is written so that it is read again as the same text. Null when it is refused.
pipewright::Value round_trip(GParamSpec* spec, const std::string& text) {
  runner::PropertyValue wire;
  wire.set_string_value(text);
  auto read = pipewright::to_property_value(spec, wire);
  if (!read) {
    if (read.error().message.empty()) std::abort();
    return {};
  }
  const std::string written = pipewright::value_to_text(read.value().get());
  wire.set_string_value(written);
  const auto again = pipewright::to_property_value(spec, wire);
  if (!again || pipewright::value_to_text(again.value().get()) != written) std::abort();
  return std::move(read).value();
}

void convert(const GstCaps* given) {
  static GstCaps* const all = gst_caps_from_string(
      "video/x-raw, format=(string){ NV12, I420, RGBA }, width=(int)[1, 2147483647], "
      "height=(int)[1, 2147483647], framerate=(fraction)[0/1, 2147483647/1]; "
      "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[1, 2147483647], "
      "height=(int)[1, 2147483647], framerate=(fraction)[0/1, 2147483647/1]");
  const pipewright::CapsPtr caps(gst_caps_intersect(const_cast<GstCaps*>(given), all));
  if (gst_caps_is_empty(caps.get())) return;
  pipewright::CapsPtr candidates(pipewright::standin::convertible_caps(caps.get(), all));
  if (!gst_caps_can_intersect(candidates.get(), caps.get())) std::abort();
  if (!gst_caps_is_fixed(caps.get())) return;
  const pipewright::CapsPtr nearest(pipewright::standin::nearest_caps(
      caps.get(), candidates.release(), pipewright::standin::Flip::kNone));
  if (!gst_caps_is_fixed(nearest.get())) std::abort();
}

}  // namespace

/// GStreamer loses what it has read of caps and structures when the rest of their text is
/// malformed.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:gst_caps_from_string\nleak:gst_structure_from_string\n";
}

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  gst_init(nullptr, nullptr);
  gst_debug_set_default_threshold(GST_LEVEL_NONE);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Specs specs;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (GParamSpec* spec : {specs.structure, specs.fraction, specs.array, specs.number}) {
    round_trip(spec, text);
  }
  const pipewright::Value caps = round_trip(specs.caps, text);
  if (G_IS_VALUE(caps.get())) convert(gst_value_get_caps(caps.get()));
  if (const auto offer = pipewright::parse_description(GST_WEBRTC_SDP_TYPE_OFFER, text)) {
    for (const char* codec : {"H264", "VP8"}) pipewright::offered_video(*offer->sdp, codec);
  }
  return 0;
}
