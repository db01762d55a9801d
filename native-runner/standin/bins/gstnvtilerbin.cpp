// SPDX-License-Identifier: Apache-2.0
// nvtilerbin: nvmultistreamtiler behind a queue.
//
//   ... ! nvtilerbin rows=2 columns=2 ! nvosdbin ! nveglglessink

#include "chain_bin.hpp"
#include "properties/nvtilerbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvtilerbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvmultistreamtiler"}};
}

constexpr ChainKind kKind = {
    .description = "Tiles a batch behind a queue",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvtilerbin, "nvtilerbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvTilerBin",
                                                                pipewright::standin::kKind));
