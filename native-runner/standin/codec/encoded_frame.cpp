// SPDX-License-Identifier: Apache-2.0
#include "encoded_frame.hpp"

#include <cstring>
#include <string_view>

namespace pipewright::standin {
namespace {

constexpr int kH264Sps = 7;
constexpr int kH265Sps = 33;

/// Type of the NAL unit that a header byte begins.
int unit_type(int header, StreamSyntax syntax) {
  return syntax == StreamSyntax::kH264ByteStream ? header & 0x1f : (header >> 1) & 0x3f;
}

/// Types 1 to 5 in H.264 and 0 to 31 in H.265.
bool is_slice(int type, StreamSyntax syntax) {
  return syntax == StreamSyntax::kH264ByteStream ? type >= 1 && type <= 5 : type < 32;
}

/// Header byte of the first NAL unit whose type `is_wanted(type)`; -1 when there is none.
template <class IsWanted>
int find_unit(std::span<const std::uint8_t> data, StreamSyntax syntax, const IsWanted& is_wanted) {
  for (std::size_t i = 0; i + 3 < data.size(); ++i) {
    if (data[i] != 0 || data[i + 1] != 0 || data[i + 2] != 1) continue;
    const int header = data[i + 3];
    if (is_wanted(unit_type(header, syntax))) return header;
    i += 2;
  }
  return -1;
}

}  // namespace

StreamSyntax stream_syntax(const GstCaps* caps) {
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  const char* format = gst_structure_get_string(structure, "stream-format");
  if (format == nullptr || std::strcmp(format, "byte-stream") != 0) return StreamSyntax::kOther;
  const std::string_view name = gst_structure_get_name(structure);
  if (name == "video/x-h264") return StreamSyntax::kH264ByteStream;
  if (name == "video/x-h265") return StreamSyntax::kH265ByteStream;
  return StreamSyntax::kOther;
}

bool is_reference(std::span<const std::uint8_t> access_unit, StreamSyntax syntax) {
  if (syntax == StreamSyntax::kOther) return true;
  const int header =
      find_unit(access_unit, syntax, [syntax](int type) { return is_slice(type, syntax); });
  if (header < 0) return true;
  // nal_ref_idc of H.264; in H.265 the even types below 16 are the non-reference ones of their
  // sub-layer.
  if (syntax == StreamSyntax::kH264ByteStream) return (header & 0x60) != 0;
  const int type = unit_type(header, syntax);
  return type >= 16 || type % 2 == 1;
}

bool is_entry_point(GstBuffer* buffer, StreamSyntax syntax) {
  if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) return false;
  if (syntax == StreamSyntax::kOther) return true;
  GstMapInfo map;
  if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) return false;
  // They stand before the slices; data that follows is not looked through.
  const int header = find_unit({map.data, map.size}, syntax, [syntax](int type) {
    return is_slice(type, syntax) ||
           type == (syntax == StreamSyntax::kH264ByteStream ? kH264Sps : kH265Sps);
  });
  gst_buffer_unmap(buffer, &map);
  return header >= 0 && !is_slice(unit_type(header, syntax), syntax);
}

bool is_skipped(GstBuffer* buffer, SkipFrames skip, StreamSyntax syntax) {
  if (skip == SkipFrames::kNone || !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) {
    return false;
  }
  if (skip == SkipFrames::kNonKey) return true;
  GstMapInfo map;
  if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) return false;
  const bool skipped = !is_reference({map.data, map.size}, syntax);
  gst_buffer_unmap(buffer, &map);
  return skipped;
}

}  // namespace pipewright::standin
