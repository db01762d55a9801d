// SPDX-License-Identifier: Apache-2.0
// nvinferserverbin: nvinferserver behind a queue.
//
//   ... ! nvinferserverbin config-file-path=triton.txt ! ...

#include "chain_bin.hpp"
#include "properties/nvinferserverbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvinferserverbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvinferserver"}};
}

constexpr ChainKind kKind = {
    .description = "Infers with the models of a Triton repository behind a queue",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvinferserverbin, "nvinferserverbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvInferServerBin",
                                                                pipewright::standin::kKind));
