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
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvtrackerbin, "nvtrackerbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvTrackerBin",
                                                                pipewright::standin::kKind));
