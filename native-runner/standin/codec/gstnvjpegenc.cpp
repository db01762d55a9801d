// SPDX-License-Identifier: Apache-2.0
// nvjpegenc: encodes NVMM pictures to JPEG with jpegenc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=I420' ! nvjpegenc quality=90 !
//   multifilesink location=%d.jpg

#include "encoder_bin.hpp"
#include "properties/nvjpegenc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvjpegenc;

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  const bool is_grey = properties.boolean_value(props::kOutputGray);
  // From RGB libjpeg makes JPEG's full range of 8 bits; YUV it would take as it is.
  set_filter_caps(parts.input, is_grey ? "video/x-raw, format=GRAY8" : "video/x-raw, format=RGB");
  g_object_set(parts.encoder, "quality", properties.int_value(props::kQuality), "idct-method",
               properties.enum_value(props::kIdctMethod), "qos",
               properties.boolean_value(props::kQos), nullptr);
  return {};
}

constexpr EncoderKind kKind = {
    .factory = "jpegenc",
    .package = "gstreamer1.0-plugins-good",
    .needs_adapter = true,
    .description = "Encodes JPEG on the CPU",
    .element = &props::kElement,
    .takes_more_formats = true,  // YV12, on Jetson
    .configure = &configure,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvjpegenc, "nvjpegenc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvJpegEnc",
                                                              pipewright::standin::kKind));
