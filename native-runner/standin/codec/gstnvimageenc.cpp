// SPDX-License-Identifier: Apache-2.0
// nvimageenc: encodes RGB pictures in NVMM to JPEG with jpegenc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=RGB' ! nvimageenc quality=90 !
//   multifilesink location=%d.jpg

#include "common/gst_ptr.hpp"
#include "encoder_bin.hpp"
#include "properties/nvimageenc.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvimageenc;

std::string configure(const EncoderParts& parts) {
  const PropertyStore& properties = *parts.properties;
  g_object_set(parts.encoder, "quality", static_cast<int>(properties.uint_value(props::kQuality)),
               "qos", properties.boolean_value(props::kQos), nullptr);
  return {};
}

/// The GPU's encoder writes into a buffer of encoded-size and stops at an image that is larger.
GstPadProbeReturn check_size(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
  const EncoderParts& parts = *static_cast<EncoderParts*>(data);
  const unsigned limit = parts.properties->uint_value(props::kEncodedSize);
  const gsize size = gst_buffer_get_size(GST_PAD_PROBE_INFO_BUFFER(info));
  if (size <= limit) return GST_PAD_PROBE_OK;
  const ElementPtr owner(GST_ELEMENT_CAST(gst_object_get_parent(GST_OBJECT_CAST(parts.output))));
  GST_ELEMENT_ERROR(owner.get(), STREAM, ENCODE,
                    ("Element %s: an image has %" G_GSIZE_FORMAT
                     " bytes, and encoded-size is %u: raise it, or lower quality.",
                     GST_OBJECT_NAME(owner.get()), size, limit),
                    ("at %s", GST_PAD_NAME(pad)));
  GST_PAD_PROBE_INFO_FLOW_RETURN(info) = GST_FLOW_ERROR;
  gst_buffer_unref(GST_PAD_PROBE_INFO_BUFFER(info));
  GST_PAD_PROBE_INFO_DATA(info) = nullptr;
  return GST_PAD_PROBE_HANDLED;
}

void watch_sizes(EncoderParts& parts) {
  const PadPtr pad(gst_element_get_static_pad(parts.output, "sink"));
  gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, &check_size, &parts, nullptr);
}

constexpr EncoderKind kKind = {
    .factory = "jpegenc",
    .package = "gstreamer1.0-plugins-good",
    .needs_adapter = true,
    .description = "Encodes JPEG on the CPU",
    .element = &props::kElement,
    .configure = &configure,
    .on_built = &watch_sizes,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvimageenc, "nvimageenc", pipewright::standin::kStandinRank,
                            pipewright::standin::encoder_type("GstNvImageEnc",
                                                              pipewright::standin::kKind));
