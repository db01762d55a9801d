// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/session_description.hpp"

#include <cstdlib>

#include "common/gst_ptr.hpp"

namespace pipewright {

DescriptionPtr parse_description(GstWebRTCSDPType type, const std::string& text) {
  if (text.empty()) return nullptr;
  GstSDPMessage* created = nullptr;
  gst_sdp_message_new(&created);
  // gst_sdp_message_new_from_text() loses the message of a text that is no SDP.
  std::unique_ptr<GstSDPMessage, GstSDPResult (*)(GstSDPMessage*)> sdp(created,
                                                                       gst_sdp_message_free);
  const auto* bytes = reinterpret_cast<const guint8*>(text.data());
  if (gst_sdp_message_parse_buffer(bytes, static_cast<guint>(text.size()), sdp.get()) !=
          GST_SDP_OK ||
      gst_sdp_message_medias_len(sdp.get()) == 0) {
    return nullptr;
  }
  return DescriptionPtr(gst_webrtc_session_description_new(type, sdp.release()));
}

std::optional<OfferedVideo> offered_video(const GstSDPMessage& offer, std::string_view codec) {
  std::optional<OfferedVideo> found;
  for (guint index = 0; index < gst_sdp_message_medias_len(&offer); ++index) {
    const GstSDPMedia* media = gst_sdp_message_get_media(&offer, index);
    if (std::string_view(gst_sdp_media_get_media(media)) != "video") continue;
    for (guint format = 0; format < gst_sdp_media_formats_len(media); ++format) {
      const gint payload_type = std::atoi(gst_sdp_media_get_format(media, format));
      const CapsPtr caps(gst_sdp_media_get_caps_from_media(media, payload_type));
      if (!caps) continue;
      const GstStructure* fields = gst_caps_get_structure(caps.get(), 0);
      const auto field = [&](const char* name) -> std::string_view {
        const char* text = gst_structure_get_string(fields, name);
        return text == nullptr ? "" : text;
      };
      if (field("encoding-name") != codec) continue;
      const OfferedVideo video{index, payload_type};
      if (codec != "H264") return video;
      // Large pictures are sent in fragments, which mode 0 does not know.
      if (field("packetization-mode") != "1") continue;
      if (field("profile-level-id").substr(0, 2) == "42") return video;
      if (!found) found = video;
    }
  }
  return found;
}

}  // namespace pipewright
