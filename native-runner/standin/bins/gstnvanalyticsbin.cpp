// SPDX-License-Identifier: Apache-2.0
// nvanalyticsbin: nvdsanalytics behind a queue.
//
//   ... ! nvanalyticsbin config-file=analytics.txt ! ...

#include "chain_bin.hpp"
#include "properties/nvanalyticsbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvanalyticsbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvdsanalytics"}};
}

constexpr ChainKind kKind = {
    .description = "Analyses objects behind a queue",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvAnalyticsBin {
  GstChainBin parent;
};
struct GstNvAnalyticsBinClass {
  GstChainBinClass parent_class;
};

GType gst_nv_analytics_bin_get_type();
G_DEFINE_TYPE(GstNvAnalyticsBin, gst_nv_analytics_bin, gst_chain_bin_get_type())

void gst_nv_analytics_bin_class_init(GstNvAnalyticsBinClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_analytics_bin_init(GstNvAnalyticsBin*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvanalyticsbin, "nvanalyticsbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_analytics_bin_get_type());
