// SPDX-License-Identifier: Apache-2.0
#include "video_encoding.hpp"

#include <array>
#include <string>
#include <utility>

#include "encoder_times.hpp"

namespace pipewright::standin {
namespace {

struct Codec {
  const char* encoder;
  const char* parser;
  std::array<const char*, 4> profiles;  // by the bins' `profile`; null: the codec has none
};

constexpr Codec kCodecs[] = {
    {"nvv4l2h264enc", "h264parse", {"Baseline", "Main", "High", nullptr}},
    {"nvv4l2h265enc", "h265parse", {nullptr, "Main", nullptr, "Main10"}},
    {"avenc_mpeg4", nullptr, {}},
};

const Codec& codec_of(VideoCodec codec) {
  return kCodecs[static_cast<int>(codec) - static_cast<int>(VideoCodec::kH264)];
}

}  // namespace

std::vector<ChainPart> encoding_parts(const VideoEncoding& encoding) {
  const Codec& codec = codec_of(encoding.codec);
  const bool is_nv = encoding.codec != VideoCodec::kMpeg4;
  ChainPart encoder = {codec.encoder};
  if (encoding.bitrate > 0) {
    encoder.settings.emplace_back("bitrate", std::to_string(encoding.bitrate));
  }
  if (encoding.iframe_interval > 0) {
    encoder.settings.emplace_back(is_nv ? "iframeinterval" : "gop-size",
                                  std::to_string(encoding.iframe_interval));
  }
  if (is_nv && encoding.idr_interval > 0) {
    encoder.settings.emplace_back("idrinterval", std::to_string(encoding.idr_interval));
  }
  if (is_nv && encoding.is_fast) encoder.settings.emplace_back("preset-level", "UltraFastPreset");
  // RTP's description of the stream and MP4 want what is in them before the first frame.
  if (!is_nv) {
    encoder.settings.emplace_back("flags", "global_header");
    encoder.prepare = &keep_frame_times;
  }
  if (const char* profile = codec.profiles.at(encoding.profile); profile != nullptr) {
    encoder.settings.emplace_back("profile", profile);
  }
  const char* caps = is_nv ? "video/x-raw(memory:NVMM), format=NV12" : "video/x-raw, format=I420";
  std::vector<ChainPart> row = {
      {"nvvideoconvert"}, {"capsfilter", {{"caps", caps}}}, std::move(encoder)};
  if (codec.parser != nullptr) row.push_back({codec.parser});
  return row;
}

const char* parser_of(VideoCodec codec) {
  return codec_of(codec).parser;
}

}  // namespace pipewright::standin
