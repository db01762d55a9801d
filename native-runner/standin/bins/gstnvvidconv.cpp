// SPDX-License-Identifier: Apache-2.0
// nvvidconv: the converter of Jetson's GStreamer, done by nvvideoconvert.
//
//   v4l2src ! nvvidconv ! 'video/x-raw(memory:NVMM),format=NV12' ! ...

#include "chain_bin.hpp"
#include "common/text.hpp"
#include "properties/nvvidconv.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvidconv;

/// The crop of nvvidconv names edges, that of nvvideoconvert a corner and a size.
Result<std::vector<ChainPart>, std::string> parts(const PropertyStore& properties) {
  const int left = properties.int_value(props::kLeft);
  const int top = properties.int_value(props::kTop);
  const int right = properties.int_value(props::kRight);
  const int bottom = properties.int_value(props::kBottom);
  ChainPart converter = {"nvvideoconvert"};
  if (left != 0 || top != 0 || right != 0 || bottom != 0) {
    if (right <= left || bottom <= top) {
      return concat("the crop from left ", left, " and top ", top, " to right ", right,
                    " and bottom ", bottom,
                    " has no area: right and bottom are the edges, in pixels from the left and "
                    "the top.");
    }
    converter.settings.emplace_back("src-crop",
                                    concat(left, ":", top, ":", right - left, ":", bottom - top));
  }
  return std::vector<ChainPart>{std::move(converter)};
}

constexpr ChainKind kKind = {
    .description = "Converts format, size and kind of memory on the CPU",
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvidconv, "nvvidconv", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvVidConv",
                                                                pipewright::standin::kKind));
