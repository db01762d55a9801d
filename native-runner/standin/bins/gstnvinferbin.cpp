// SPDX-License-Identifier: Apache-2.0
// nvinferbin: nvinfer with a queue and a converter before it.
//
//   ... ! nvinferbin config-file-path=detector.txt ! ...

#include "chain_bin.hpp"
#include "properties/nvinferbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvinferbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvvideoconvert"}, {"nvinfer"}};
}

constexpr ChainKind kKind = {
    .description = "Infers, with the conversion before it",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvInferBin {
  GstChainBin parent;
};
struct GstNvInferBinClass {
  GstChainBinClass parent_class;
};

GType gst_nv_infer_bin_get_type();
G_DEFINE_TYPE(GstNvInferBin, gst_nv_infer_bin, gst_chain_bin_get_type())

void gst_nv_infer_bin_class_init(GstNvInferBinClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_infer_bin_init(GstNvInferBin*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvinferbin, "nvinferbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_infer_bin_get_type());
