// SPDX-License-Identifier: Apache-2.0
// nvtrackerbin: nvtracker behind a queue.
//
//   ... ! nvtrackerbin ll-config-file=tracker.yml ! ...

#include "chain_bin.hpp"
#include "properties/nvtrackerbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvtrackerbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvtracker"}};
}

constexpr ChainKind kKind = {
    .description = "Tracks objects behind a queue",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvTrackerBin {
  GstChainBin parent;
};
struct GstNvTrackerBinClass {
  GstChainBinClass parent_class;
};

GType gst_nv_tracker_bin_get_type();
G_DEFINE_TYPE(GstNvTrackerBin, gst_nv_tracker_bin, gst_chain_bin_get_type())

void gst_nv_tracker_bin_class_init(GstNvTrackerBinClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_tracker_bin_init(GstNvTrackerBin*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvtrackerbin, "nvtrackerbin", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_tracker_bin_get_type());
