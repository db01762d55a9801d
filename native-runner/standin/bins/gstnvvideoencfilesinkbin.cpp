// SPDX-License-Identifier: Apache-2.0
// nvvideoencfilesinkbin: encodes into an MP4 or MKV file.
//
//   ... ! nvvideoencfilesinkbin output-file=a.mp4 codec=h265 bitrate=2000000

#include <algorithm>
#include <iterator>

#include "chain_bin.hpp"
#include "properties/nvvideoencfilesinkbin.gen.hpp"
#include "video_encoding.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvideoencfilesinkbin;

/// queue ! nvvideoconvert ! encoder ! parser ! muxer ! filesink
Result<std::vector<ChainPart>, std::string> parts(const PropertyStore& properties) {
  const std::string file = properties.text_value(props::kOutputFile);
  if (file.empty()) return std::string("set output-file to the path of the file to write.");
  constexpr int kMkv = 2;
  const bool is_mkv = properties.enum_value(props::kContainer) == kMkv;
  std::vector<ChainPart> row = {{"queue"}};
  std::ranges::move(
      encoding_parts({.codec = static_cast<VideoCodec>(properties.enum_value(props::kCodec)),
                      .profile = properties.enum_value(props::kProfile),
                      .bitrate = properties.uint_value(props::kBitrate),
                      .iframe_interval = properties.uint_value(props::kIframeinterval)}),
      std::back_inserter(row));
  row.push_back({is_mkv ? "matroskamux" : "qtmux"});
  row.push_back({"filesink", {{"location", file}, {"async", "false"}, {"sync", "false"}}});
  return row;
}

// The encoders inside have other numbers for their profiles.
constexpr unsigned kOwn[] = {props::kProfile};

constexpr ChainKind kKind = {
    .description = "Encodes video into a file",
    .element = &props::kElement,
    .parts = &parts,
    .own = kOwn,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvideoencfilesinkbin, "nvvideoencfilesinkbin",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvVideoEncFileSinkBin",
                                                                pipewright::standin::kKind));
