// SPDX-License-Identifier: Apache-2.0
// nvinferbin: nvinfer behind a queue.
//
//   ... ! nvinferbin config-file-path=detector.txt ! ...

#include "chain_bin.hpp"
#include "properties/nvinferbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvinferbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvinfer"}};
}

constexpr ChainKind kKind = {
    .description = "Infers behind a queue",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvinferbin, "nvinferbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvInferBin",
                                                                pipewright::standin::kKind));
