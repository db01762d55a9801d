// SPDX-License-Identifier: Apache-2.0
// nvjpegdec: decodes JPEG with jpegdec into RGBA pictures in NVMM.
//
//   multifilesrc location=%d.jpg ! jpegparse ! nvjpegdec ! ...

#include "bins/chain_bin.hpp"
#include "properties/nvjpegdec.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvjpegdec;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{
      {"jpegdec"}, {"nvvideoconvert"}, {"capsfilter", {{"caps", props::kSrcCaps}}}};
}

constexpr ChainKind kKind = {
    .description = "Decodes JPEG on the CPU",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvJpegDec {
  GstChainBin parent;
};
struct GstNvJpegDecClass {
  GstChainBinClass parent_class;
};

GType gst_nv_jpeg_dec_get_type();
G_DEFINE_TYPE(GstNvJpegDec, gst_nv_jpeg_dec, gst_chain_bin_get_type())

void gst_nv_jpeg_dec_class_init(GstNvJpegDecClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_jpeg_dec_init(GstNvJpegDec*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvjpegdec, "nvjpegdec", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_jpeg_dec_get_type());
