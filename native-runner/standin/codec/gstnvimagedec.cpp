// SPDX-License-Identifier: Apache-2.0
// nvimagedec: decodes JPEG with jpegdec into RGB pictures in NVMM.
//
//   multifilesrc location=%d.jpg ! jpegparse ! nvimagedec ! ...

#include "bins/chain_bin.hpp"
#include "properties/nvimagedec.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvimagedec;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{
      {"jpegdec"}, {"nvvideoconvert"}, {"capsfilter", {{"caps", props::kSrcCaps}}}};
}

constexpr ChainKind kKind = {
    .description = "Decodes JPEG on the CPU",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvimagedec, "nvimagedec", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvImageDec",
                                                                pipewright::standin::kKind));
