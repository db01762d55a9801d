// SPDX-License-Identifier: Apache-2.0
// nvdewarperbin: nvdewarper with a converter and queues before it.
//
//   nvurisrcbin uri=... ! nvdewarperbin config-file=dewarper.txt ! m.sink_0 nvstreammux name=m ...

#include "chain_bin.hpp"
#include "properties/nvdewarperbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvdewarperbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvvideoconvert"}, {"queue"}, {"nvdewarper"}};
}

constexpr ChainKind kKind = {
    .description = "Straightens pictures, with the conversion before it",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvdewarperbin, "nvdewarperbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvDewarperBin",
                                                                pipewright::standin::kKind));
