// SPDX-License-Identifier: Apache-2.0
// nvvideorenderersinkbin: a window sink behind a queue; nothing is shown, whatever video-sink says.
//
//   ... ! nvvideorenderersinkbin sync=false

#include "chain_bin.hpp"
#include "properties/nvvideorenderersinkbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvideorenderersinkbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"},
                                {"nveglglessink", {{"async", "false"}, {"qos", "false"}}}};
}

constexpr ChainKind kKind = {
    .description = "Takes video at its time without showing it",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvideorenderersinkbin, "nvvideorenderersinkbin",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvVideoRendererSinkBin",
                                                                pipewright::standin::kKind));
