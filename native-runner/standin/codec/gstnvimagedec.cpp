// SPDX-License-Identifier: Apache-2.0
// nvimagedec: decodes JPEG with jpegdec into RGB pictures in NVMM.
//
//   multifilesrc location=%d.jpg ! jpegparse ! nvimagedec ! ...

#include "bins/chain_bin.hpp"
#include "properties/nvimagedec.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvimagedec;

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

struct GstNvImageDec {
  GstChainBin parent;
};
struct GstNvImageDecClass {
  GstChainBinClass parent_class;
};

GType gst_nv_image_dec_get_type();
G_DEFINE_TYPE(GstNvImageDec, gst_nv_image_dec, gst_chain_bin_get_type())

void gst_nv_image_dec_class_init(GstNvImageDecClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_image_dec_init(GstNvImageDec*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvimagedec, "nvimagedec", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_image_dec_get_type());
