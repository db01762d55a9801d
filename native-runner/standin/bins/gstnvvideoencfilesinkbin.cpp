// SPDX-License-Identifier: Apache-2.0
// nvvideoencfilesinkbin: encodes into an MP4 or MKV file.
//
//   ... ! nvvideoencfilesinkbin output-file=a.mp4 codec=h265 bitrate=2000000

#include <array>

#include "chain_bin.hpp"
#include "properties/nvvideoencfilesinkbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvideoencfilesinkbin;

constexpr int kH264 = 0;
constexpr int kH265 = 1;

struct Codec {
  const char* encoder;
  const char* parser;                   // null: what the parser gives has no times
  std::array<const char*, 4> profiles;  // by `profile`: baseline, main, high, main10; null: none
};

constexpr Codec kCodecs[] = {
    {"nvv4l2h264enc", "h264parse", {"Baseline", "Main", "High", nullptr}},
    {"nvv4l2h265enc", "h265parse", {nullptr, "Main", nullptr, "Main10"}},
    {"avenc_mpeg4", nullptr, {}},
};

/// queue ! nvvideoconvert ! encoder ! parser ! muxer ! filesink. Hardware and software encoders are
/// one here.
Result<std::vector<ChainPart>, std::string> parts(const PropertyStore& properties) {
  const std::string file = properties.text_value(props::kOutputFile);
  if (file.empty()) return std::string("set output-file to the path of the file to write.");
  const int codec_number = properties.enum_value(props::kCodec);
  const Codec& codec = kCodecs[codec_number];
  ChainPart encoder = {codec.encoder};
  const unsigned bitrate = properties.uint_value(props::kBitrate);
  const unsigned interval = properties.uint_value(props::kIframeinterval);
  const bool is_nv = codec_number == kH264 || codec_number == kH265;
  if (bitrate > 0) encoder.settings.emplace_back("bitrate", std::to_string(bitrate));
  if (interval > 0) {
    encoder.settings.emplace_back(is_nv ? "iframeinterval" : "gop-size", std::to_string(interval));
  }
  const char* profile = codec.profiles[properties.enum_value(props::kProfile)];
  if (profile != nullptr) encoder.settings.emplace_back("profile", profile);
  constexpr int kMkv = 1;
  const bool is_mkv = properties.enum_value(props::kContainer) == kMkv;
  std::vector<ChainPart> row = {
      {"queue"},
      {"nvvideoconvert"},
      {"capsfilter",
       {{"caps", is_nv ? "video/x-raw(memory:NVMM), format=NV12" : "video/x-raw, format=I420"}}},
      std::move(encoder)};
  if (codec.parser != nullptr) row.push_back({codec.parser});
  row.push_back({is_mkv ? "matroskamux" : "qtmux"});
  row.push_back({"filesink", {{"location", file}, {"async", "false"}, {"sync", "false"}}});
  return row;
}

constexpr ChainKind kKind = {
    .description = "Encodes video into a file",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = nullptr,
    .properties = props::kProperties,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvideoencfilesinkbin, "nvvideoencfilesinkbin",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvVideoEncFileSinkBin",
                                                                pipewright::standin::kKind));
