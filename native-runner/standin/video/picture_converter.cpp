// SPDX-License-Identifier: Apache-2.0
#include "picture_converter.hpp"

#include <array>
#include <charconv>

#include "common/text.hpp"
#include "surface/chroma_layout.hpp"

namespace pipewright::standin {

Result<void> check_crop(const char* property, const Rect& crop, const FrameFormat& format) {
  // Sums would overflow for numbers near the largest.
  if (crop.width <= format.width - crop.x && crop.height <= format.height - crop.y) return {};
  return Error{concat(property, " ", crop.x, ":", crop.y, ":", crop.width, ":", crop.height,
                      " reaches outside the picture of ", format.width, "x", format.height,
                      ": choose left + width up to ", format.width, " and top + height up to ",
                      format.height)};
}

Result<std::optional<Rect>> parse_crop(const std::string& text) {
  if (text.empty()) return std::optional<Rect>{};
  std::array<int, 4> numbers = {};
  const char* position = text.data();
  const char* end = position + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [next, error] = std::from_chars(position, end, numbers[i]);
    const bool has_separator = i == 3 ? next == end : next != end && *next == ':';
    if (error != std::errc() || numbers[i] < 0 || !has_separator) {
      return Error{concat("expected left:top:width:height in whole pixels from 0, got '", text,
                          "', e.g. 0:0:640:360")};
    }
    position = next + 1;
  }
  const Rect rect = {numbers[0], numbers[1], numbers[2], numbers[3]};
  if (rect == Rect{}) return std::optional<Rect>{};
  if (rect.empty()) {
    return Error{concat("a rectangle without area, '", text, "': give a width and height over 0")};
  }
  return std::optional(rect);
}

Result<PictureRef> PictureConverter::convert(const PictureRef& input,
                                             const PictureConversion& conversion) {
  const FrameFormat& source = input->view().format;
  const FrameFormat& target = conversion.output;
  if (conversion.source_crop) {
    const auto inside = check_crop("src-crop", *conversion.source_crop, source);
    if (!inside) return inside.error();
  }
  if (conversion.target_crop) {
    const auto inside = check_crop("dest-crop", *conversion.target_crop, target);
    if (!inside) return inside.error();
  }
  if (conversion.flip == Flip::kNone && !conversion.source_crop && !conversion.target_crop &&
      source == target) {
    return input;
  }
  PictureRef picture = input;
  Rect source_rect = conversion.source_crop.value_or(source.bounds());
  if (conversion.flip != Flip::kNone) {
    picture = flip_picture(input, conversion.flip, converter_);
    if (!picture) return Error{"the picture cannot be flipped: memory is short"};
    source_rect = flip_rect(source_rect, source.width, source.height, conversion.flip);
  }
  const Rect target_rect = conversion.target_crop.value_or(target.bounds());
  if (picture->view().format == target && source_rect == target.bounds() &&
      target_rect == target.bounds()) {
    return picture;
  }
  if (source_rect == target.bounds() && target_rect == target.bounds() &&
      target.format == GST_VIDEO_FORMAT_NV12 &&
      differ_in_chroma_layout(picture->view().format, target)) {
    if (PictureRef interleaved = interleave_in_place(picture)) return interleaved;
  }
  PictureRef output = allocate_picture(target);
  if (!output || !converter_.convert(picture->view(), source_rect, output->view(), target_rect,
                                     conversion.interpolation, Border::kBlack)) {
    return Error{concat("no conversion from ", gst_video_format_to_string(source.format), " to ",
                        gst_video_format_to_string(target.format),
                        ": choose another format in the caps behind this element")};
  }
  return output;
}

}  // namespace pipewright::standin
