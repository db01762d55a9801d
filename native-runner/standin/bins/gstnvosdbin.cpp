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
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvosdbin, "nvosdbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvOsdBin",
                                                                pipewright::standin::kKind));
