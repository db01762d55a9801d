// SPDX-License-Identifier: Apache-2.0
// nvinferbin: nvinfer with a queue and a converter before it.
//
//   ... ! nvinferbin config-file-path=detector.txt ! ...

#include "chain_bin.hpp"
#include "properties/nvinferbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvinferbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"queue"}, {"nvvideoconvert"}, {"nvinfer"}};
}

constexpr ChainKind kKind = {
    .description = "Infers, with the conversion before it",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = props::kSrcCaps,
    .properties = props::kProperties,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvinferbin, "nvinferbin", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvInferBin",
                                                                pipewright::standin::kKind));
