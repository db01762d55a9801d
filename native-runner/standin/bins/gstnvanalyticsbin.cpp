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
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvanalyticsbin, "nvanalyticsbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvAnalyticsBin",
                                                                pipewright::standin::kKind));
