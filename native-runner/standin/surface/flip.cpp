// SPDX-License-Identifier: Apache-2.0
#include "flip.hpp"

#include <cstring>

namespace pipewright::standin {
namespace {

/// Pixel (x, y) of the flipped plane comes from `first + x * per_column + y * per_row` of the
/// source, in bytes.
struct Walk {
  std::ptrdiff_t first;
  std::ptrdiff_t per_column;
  std::ptrdiff_t per_row;
};

Walk walk_of(Flip flip, int width, int height, std::ptrdiff_t pixel, std::ptrdiff_t stride) {
  const std::ptrdiff_t right = (width - 1) * pixel;
  const std::ptrdiff_t bottom = (height - 1) * stride;
  switch (flip) {
    case Flip::kNone:
      return {0, pixel, stride};
    case Flip::kCounterclockwise:
      return {right, stride, -pixel};
    case Flip::kRotate180:
      return {right + bottom, -pixel, -stride};
    case Flip::kClockwise:
      return {bottom, -stride, pixel};
    case Flip::kHorizontal:
      return {right, -pixel, stride};
    case Flip::kUpperRightDiagonal:
      return {right + bottom, -stride, -pixel};
    case Flip::kVertical:
      return {bottom, pixel, -stride};
    case Flip::kUpperLeftDiagonal:
      return {0, stride, pixel};
  }
  return {0, pixel, stride};
}

template <int kPixel>
void flip_plane(const std::uint8_t* source, const Walk& walk, std::uint8_t* target, int width,
                int height, std::ptrdiff_t target_stride) {
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* from = source + walk.first + y * walk.per_row;
    std::uint8_t* to = target + y * target_stride;
    for (int x = 0; x < width; ++x) {
      std::memcpy(to, from, kPixel);
      from += walk.per_column;
      to += kPixel;
    }
  }
}

/// Bytes per pixel of a plane whose pixels can be moved one by one; 0 if there are none such, e.g.
/// in UYVY.
int movable_pixel(const GstVideoFormatInfo* info, unsigned plane, bool swaps) {
  int pixel = 0;
  for (unsigned i = 0; i < GST_VIDEO_FORMAT_INFO_N_COMPONENTS(info); ++i) {
    if (GST_VIDEO_FORMAT_INFO_PLANE(info, i) != plane) continue;
    const int stride = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, i);
    if (pixel != 0 && pixel != stride) return 0;
    pixel = stride;
    const bool same_sides =
        GST_VIDEO_FORMAT_INFO_W_SUB(info, i) == GST_VIDEO_FORMAT_INFO_H_SUB(info, i);
    if (swaps && !same_sides) return 0;
  }
  return pixel == 1 || pixel == 2 || pixel == 3 || pixel == 4 || pixel == 8 ? pixel : 0;
}

bool is_movable(GstVideoFormat format, bool swaps) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(format);
  if (GST_VIDEO_FORMAT_INFO_IS_COMPLEX(info)) return false;
  for (unsigned plane = 0; plane < GST_VIDEO_FORMAT_INFO_N_PLANES(info); ++plane) {
    if (movable_pixel(info, plane, swaps) == 0) return false;
  }
  return true;
}

}  // namespace

bool swaps_sides(Flip flip) {
  return flip == Flip::kCounterclockwise || flip == Flip::kClockwise ||
         flip == Flip::kUpperRightDiagonal || flip == Flip::kUpperLeftDiagonal;
}

Rect flip_rect(const Rect& rect, int width, int height, Flip flip) {
  const int from_right = width - rect.x - rect.width;
  const int from_bottom = height - rect.y - rect.height;
  switch (flip) {
    case Flip::kNone:
      return rect;
    case Flip::kCounterclockwise:
      return {rect.y, from_right, rect.height, rect.width};
    case Flip::kRotate180:
      return {from_right, from_bottom, rect.width, rect.height};
    case Flip::kClockwise:
      return {from_bottom, rect.x, rect.height, rect.width};
    case Flip::kHorizontal:
      return {from_right, rect.y, rect.width, rect.height};
    case Flip::kUpperRightDiagonal:
      return {from_bottom, from_right, rect.height, rect.width};
    case Flip::kVertical:
      return {rect.x, from_bottom, rect.width, rect.height};
    case Flip::kUpperLeftDiagonal:
      return {rect.y, rect.x, rect.height, rect.width};
  }
  return rect;
}

PictureRef flip_picture(const PictureRef& source, Flip flip, SurfaceConverter& converter) {
  PictureRef movable = source;
  if (!is_movable(source->view().format.format, swaps_sides(flip))) {
    FrameFormat plain = source->view().format;
    plain.format = GST_VIDEO_FORMAT_AYUV64;
    movable = allocate_picture(plain);
    if (!movable || !converter.convert(source->view(), movable->view())) return {};
  }
  const FrameView& from = movable->view();
  FrameFormat format = from.format;
  if (swaps_sides(flip)) std::swap(format.width, format.height);
  PictureRef flipped = allocate_picture(format);
  if (!flipped) return {};
  const FrameView& to = flipped->view();
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  for (unsigned plane = 0; plane < from.num_planes; ++plane) {
    const int pixel = movable_pixel(info, plane, swaps_sides(flip));
    const Walk walk = walk_of(flip, from.plane_row_bytes(plane) / pixel, from.plane_height(plane),
                              pixel, from.strides[plane]);
    const auto run = [&](auto copy) {
      copy(from.planes[plane], walk, to.planes[plane], to.plane_row_bytes(plane) / pixel,
           to.plane_height(plane), to.strides[plane]);
    };
    switch (pixel) {
      case 1:
        run(&flip_plane<1>);
        break;
      case 2:
        run(&flip_plane<2>);
        break;
      case 3:
        run(&flip_plane<3>);
        break;
      case 4:
        run(&flip_plane<4>);
        break;
      default:
        run(&flip_plane<8>);
        break;
    }
  }
  return flipped;
}

}  // namespace pipewright::standin
