// SPDX-License-Identifier: Apache-2.0
// What a broadcast consists of: video, audio, or both.
#pragma once

#include <cstddef>

namespace pipewright::standin::rtsp {

enum class Track : std::size_t { kVideo, kAudio };

inline constexpr std::size_t kNumTracks = 2;
inline constexpr Track kTracks[kNumTracks] = {Track::kVideo, Track::kAudio};

/// The name of the appsrc through which a medium gets a track.
constexpr const char* source_name(Track track) {
  return track == Track::kVideo ? "video" : "audio";
}

}  // namespace pipewright::standin::rtsp
