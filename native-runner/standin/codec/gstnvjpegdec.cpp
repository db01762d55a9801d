// SPDX-License-Identifier: Apache-2.0
// nvjpegdec: decodes JPEG with jpegdec into pictures in NVMM: RGBA, on Jetson also others.
//
//   multifilesrc location=%d.jpg ! jpegparse ! nvjpegdec ! ...

#include "bins/chain_bin.hpp"
#include "platform.hpp"
#include "properties/nvjpegdec.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvjpegdec;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  const char* caps = caps_of_platform(props::kSrcCaps, props::kSrcCapsJetson);
  return std::vector<ChainPart>{{"jpegdec"}, {"nvvideoconvert"}, {"capsfilter", {{"caps", caps}}}};
}

constexpr ChainKind kKind = {
    .description = "Decodes JPEG on the CPU",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvjpegdec, "nvjpegdec", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvJpegDec",
                                                                pipewright::standin::kKind));
