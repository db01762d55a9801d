// SPDX-License-Identifier: Apache-2.0
#include "track_rows.hpp"

#include <algorithm>
#include <iterator>

#include "bins/video_encoding.hpp"
#include "properties/nvrtspoutsinkbin.gen.hpp"

namespace pipewright::standin::rtsp {
namespace {

namespace props = properties::nvrtspoutsinkbin;

constexpr int kOpus = 1;
/// RTP's first number for payloads that the SDP explains.
constexpr int kFirstPayloadType = 96;

VideoCodec codec_of(const PropertyStore& properties) {
  return static_cast<VideoCodec>(properties.enum_value(props::kCodec));
}

ChainPart app_sink(bool is_synchronous) {
  return {"appsink",
          {{"sync", is_synchronous ? "true" : "false"},
           {"async", "false"},
           {"enable-last-sample", "false"}}};
}

Result<std::vector<ChainPart>, std::string> video_row(const PropertyStore& properties) {
  const VideoCodec codec = codec_of(properties);
  std::vector<ChainPart> row = {{"queue"}};
  if (properties.boolean_value(props::kBypassCodecs)) {
    if (codec == VideoCodec::kMpeg4) {
      return std::string("bypass-codecs takes H.264 and H.265: set codec to h264 or h265.");
    }
    row.push_back({parser_of(codec)});
  } else {
    std::ranges::move(
        encoding_parts({.codec = codec,
                        .profile = properties.enum_value(props::kProfile),
                        .bitrate = properties.uint_value(props::kBitrate),
                        .iframe_interval = properties.uint_value(props::kIframeinterval),
                        .idr_interval = properties.uint_value(props::kIdrinterval),
                        .is_fast = true}),
        std::back_inserter(row));
  }
  row.push_back(app_sink(properties.boolean_value(props::kSync)));
  return row;
}

std::vector<ChainPart> audio_row(const PropertyStore& properties) {
  const bool is_opus = properties.enum_value(props::kAudioCodecType) == kOpus;
  std::vector<ChainPart> row = {{"queue"}, {"audioconvert"}, {"audioresample"}};
  row.push_back({is_opus ? "opusenc" : "avenc_ac3"});
  if (!is_opus) row.push_back({"ac3parse"});
  row.push_back(app_sink(true));
  return row;
}

/// Parameter sets go with every key frame, for players that come in between.
const char* payloader_of(Track track, const PropertyStore& properties) {
  if (track == Track::kAudio) {
    return properties.enum_value(props::kAudioCodecType) == kOpus ? "rtpopuspay" : "rtpac3pay";
  }
  switch (codec_of(properties)) {
    case VideoCodec::kH264:
      return "rtph264pay config-interval=-1";
    case VideoCodec::kH265:
      return "rtph265pay config-interval=-1";
    case VideoCodec::kMpeg4:
      return "rtpmp4vpay";
  }
  return nullptr;
}

}  // namespace

Result<std::vector<ChainPart>, std::string> track_row(Track track,
                                                      const PropertyStore& properties) {
  if (track == Track::kVideo) return video_row(properties);
  return audio_row(properties);
}

std::string media_launch(const std::vector<Track>& tracks, const PropertyStore& properties) {
  std::string launch = "(";
  int index = 0;
  for (const Track track : tracks) {
    const std::string number = std::to_string(index);
    // A player that stands still must not stop the others: what is too old goes.
    launch += " appsrc name=" + std::string(source_name(track)) +
              " is-live=true format=time leaky-type=downstream max-bytes=0 max-time=2000000000 ! " +
              payloader_of(track, properties) + " name=pay" + number +
              " pt=" + std::to_string(kFirstPayloadType + index);
    ++index;
  }
  return launch + " )";
}

}  // namespace pipewright::standin::rtsp
