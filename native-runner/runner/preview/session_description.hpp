// SPDX-License-Identifier: Apache-2.0
// SDP: read, and looked through for what a preview can be sent as.
#pragma once

#define GST_USE_UNSTABLE_API
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pipewright {

struct DescriptionRelease {
  void operator()(GstWebRTCSessionDescription* description) const {
    gst_webrtc_session_description_free(description);
  }
};
using DescriptionPtr = std::unique_ptr<GstWebRTCSessionDescription, DescriptionRelease>;

/// None when the text is no SDP, or has no media section.
DescriptionPtr parse_description(GstWebRTCSDPType type, const std::string& text);

/// Video that an offer asks for, in a codec.
struct OfferedVideo {
  guint media;  ///< its index
  gint payload_type;
};

/// The payload type of the codec that is the most likely to be decoded: of H264 the baseline
/// profile. None when the offer has no media for it.
std::optional<OfferedVideo> offered_video(const GstSDPMessage& offer, std::string_view codec);

}  // namespace pipewright
