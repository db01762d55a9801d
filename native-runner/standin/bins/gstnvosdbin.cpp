// SPDX-License-Identifier: Apache-2.0
// nvosdbin: nvdsosd with a converter and queues before it.
//
//   ... ! nvosdbin display-clock=true ! nveglglessink

#include "chain_bin.hpp"
#include "properties/nvosdbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvosdbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvvideoconvert"}, {"queue"}, {"nvdsosd"}};
}

constexpr ChainKind kKind = {
    .description = "Draws metadata, with the conversion before it",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvOsdBin {
  GstChainBin parent;
};
struct GstNvOsdBinClass {
  GstChainBinClass parent_class;
};

GType gst_nv_osd_bin_get_type();
G_DEFINE_TYPE(GstNvOsdBin, gst_nv_osd_bin, gst_chain_bin_get_type())

void gst_nv_osd_bin_class_init(GstNvOsdBinClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_osd_bin_init(GstNvOsdBin*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvosdbin, "nvosdbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_osd_bin_get_type());
