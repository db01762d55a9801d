// SPDX-License-Identifier: Apache-2.0
#include "frame_view.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace pipewright::standin {
namespace {

/// The rows and bytes of `rect` in one plane. Packed formats have one component per pixel group in
/// the plane; the first component of a plane tells its subsampling and pixel size.
struct PlaneSpan {
  int first_row;
  int num_rows;
  int first_byte;
  int num_bytes;
};

int first_component(const GstVideoFormatInfo* info, unsigned plane) {
  for (unsigned component = 0; component < GST_VIDEO_FORMAT_INFO_N_COMPONENTS(info); ++component) {
    if (GST_VIDEO_FORMAT_INFO_PLANE(info, component) == plane) return static_cast<int>(component);
  }
  return 0;
}

PlaneSpan plane_span(const FrameView& view, unsigned plane, const Rect& rect) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(view.format.format);
  const int component = first_component(info, plane);
  const int first_row = GST_VIDEO_FORMAT_INFO_SCALE_HEIGHT(info, component, rect.y);
  const int end_row = GST_VIDEO_FORMAT_INFO_SCALE_HEIGHT(info, component, rect.y + rect.height);
  if (rect.x == 0 && rect.width == view.format.width) {
    return {first_row, end_row - first_row, 0, view.plane_row_bytes(plane)};
  }
  const int pixel_stride = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component);
  const int first = GST_VIDEO_FORMAT_INFO_SCALE_WIDTH(info, component, rect.x) * pixel_stride;
  const int end =
      GST_VIDEO_FORMAT_INFO_SCALE_WIDTH(info, component, rect.x + rect.width) * pixel_stride;
  return {first_row, end_row - first_row, first, end - first};
}

int even_floor(int value) {
  return value & ~1;
}

}  // namespace

Rect letterbox(int inner_width, int inner_height, int outer_width, int outer_height) {
  if (inner_width <= 0 || inner_height <= 0) return {};
  const double scale = std::min(static_cast<double>(outer_width) / inner_width,
                                static_cast<double>(outer_height) / inner_height);
  const int width = std::clamp(even_floor(static_cast<int>(inner_width * scale + 0.5)),
                               std::min(2, outer_width), outer_width);
  const int height = std::clamp(even_floor(static_cast<int>(inner_height * scale + 0.5)),
                                std::min(2, outer_height), outer_height);
  return {even_floor((outer_width - width) / 2), even_floor((outer_height - height) / 2), width,
          height};
}

FrameFormat FrameFormat::from_info(const GstVideoInfo& info) {
  return {GST_VIDEO_INFO_FORMAT(&info), GST_VIDEO_INFO_WIDTH(&info), GST_VIDEO_INFO_HEIGHT(&info),
          info.colorimetry};
}

GstVideoInfo FrameFormat::to_info() const {
  GstVideoInfo info;
  gst_video_info_init(&info);
  gst_video_info_set_format(&info, format, static_cast<guint>(width), static_cast<guint>(height));
  if (colorimetry.range != GST_VIDEO_COLOR_RANGE_UNKNOWN) {
    info.colorimetry.range = colorimetry.range;
  }
  if (colorimetry.matrix != GST_VIDEO_COLOR_MATRIX_UNKNOWN) {
    info.colorimetry.matrix = colorimetry.matrix;
  }
  if (colorimetry.transfer != GST_VIDEO_TRANSFER_UNKNOWN) {
    info.colorimetry.transfer = colorimetry.transfer;
  }
  if (colorimetry.primaries != GST_VIDEO_COLOR_PRIMARIES_UNKNOWN) {
    info.colorimetry.primaries = colorimetry.primaries;
  }
  return info;
}

bool FrameFormat::operator==(const FrameFormat& other) const {
  return format == other.format && width == other.width && height == other.height &&
         gst_video_colorimetry_is_equal(&colorimetry, &other.colorimetry) != FALSE;
}

FrameView FrameView::packed(const FrameFormat& format, std::uint8_t* data) {
  FrameView view;
  view.format = format;
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  view.num_planes = GST_VIDEO_FORMAT_INFO_N_PLANES(info);
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    view.planes[plane] = data;
    view.strides[plane] = view.plane_row_bytes(plane);
    data += static_cast<std::size_t>(view.strides[plane]) *
            static_cast<std::size_t>(view.plane_height(plane));
  }
  return view;
}

FrameView FrameView::from_video_frame(const GstVideoFrame& frame) {
  FrameView view;
  view.format = FrameFormat::from_info(frame.info);
  view.num_planes = GST_VIDEO_FRAME_N_PLANES(&frame);
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    view.planes[plane] = static_cast<std::uint8_t*>(frame.data[plane]);
    view.strides[plane] = frame.info.stride[plane];
  }
  return view;
}

int FrameView::plane_height(unsigned plane) const {
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  return GST_VIDEO_FORMAT_INFO_SCALE_HEIGHT(info, first_component(info, plane), format.height);
}

int FrameView::plane_row_bytes(unsigned plane) const {
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  const int component = first_component(info, plane);
  const int pixel_stride = GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component);
  if (pixel_stride > 0) {
    return GST_VIDEO_FORMAT_INFO_SCALE_WIDTH(info, component, format.width) * pixel_stride;
  }
  // Formats such as UYVP pack groups of pixels: GStreamer's default stride is the row then.
  return format.to_info().stride[plane];
}

std::size_t packed_size(const FrameFormat& format) {
  FrameView view;
  view.format = format;
  std::size_t size = 0;
  const unsigned num_planes =
      GST_VIDEO_FORMAT_INFO_N_PLANES(gst_video_format_get_info(format.format));
  for (unsigned plane = 0; plane < num_planes; ++plane) {
    size += static_cast<std::size_t>(view.plane_row_bytes(plane)) *
            static_cast<std::size_t>(view.plane_height(plane));
  }
  return size;
}

void copy_pixels(const FrameView& source, const FrameView& target) {
  copy_pixels(source, target, source.format.bounds());
}

void copy_pixels(const FrameView& source, const FrameView& target, const Rect& rect) {
  for (unsigned plane = 0; plane < source.num_planes; ++plane) {
    const PlaneSpan span = plane_span(source, plane, rect);
    const std::ptrdiff_t from_stride = source.strides[plane];
    const std::ptrdiff_t to_stride = target.strides[plane];
    const std::uint8_t* from =
        source.planes[plane] + span.first_row * from_stride + span.first_byte;
    std::uint8_t* to = target.planes[plane] + span.first_row * to_stride + span.first_byte;
    if (from_stride == to_stride && span.num_bytes == from_stride) {
      std::memcpy(to, from, static_cast<std::size_t>(from_stride) * span.num_rows);
      continue;
    }
    for (int row = 0; row < span.num_rows; ++row) {
      std::memcpy(to, from, static_cast<std::size_t>(span.num_bytes));
      from += from_stride;
      to += to_stride;
    }
  }
}

void fill_black(const FrameView& target, const Rect& rect) {
  // Unpacked black of the format, packed once into a 16-pixel row, tells the bytes of every plane.
  const GstVideoFormatInfo* info = gst_video_format_get_info(target.format.format);
  constexpr int kPixels = 16;
  std::array<std::uint16_t, kPixels * 4> pixels = {};
  const bool is_wide =
      GST_VIDEO_FORMAT_INFO_BITS(gst_video_format_get_info(info->unpack_format)) > 8;
  const bool is_yuv = GST_VIDEO_FORMAT_INFO_IS_YUV(info);
  const bool is_limited =
      target.format.colorimetry.range == GST_VIDEO_COLOR_RANGE_16_235 ||
      (is_yuv && target.format.colorimetry.range != GST_VIDEO_COLOR_RANGE_0_255);
  const unsigned luma = is_limited ? 16 : 0;
  const unsigned chroma = is_yuv ? 128 : luma;
  const std::array<unsigned, 4> black = {255, luma, chroma, chroma};
  auto* bytes = reinterpret_cast<std::uint8_t*>(pixels.data());
  for (int i = 0; i < kPixels * 4; ++i) {
    const unsigned value = black[static_cast<std::size_t>(i % 4)];
    if (is_wide) {
      pixels[static_cast<std::size_t>(i)] = static_cast<std::uint16_t>(value * 257);
    } else {
      bytes[i] = static_cast<std::uint8_t>(value);
    }
  }
  const FrameFormat tiny = {target.format.format, kPixels, 2, target.format.colorimetry};
  std::vector<std::uint8_t> sample(packed_size(tiny));
  const FrameView row = FrameView::packed(tiny, sample.data());
  std::array<gpointer, GST_VIDEO_MAX_PLANES> planes = {};
  for (unsigned plane = 0; plane < row.num_planes; ++plane) planes[plane] = row.planes[plane];
  info->pack_func(info, GST_VIDEO_PACK_FLAG_NONE, pixels.data(), 0, planes.data(),
                  row.strides.data(), GST_VIDEO_CHROMA_SITE_NONE, 0, kPixels);
  for (unsigned plane = 0; plane < target.num_planes; ++plane) {
    const PlaneSpan span = plane_span(target, plane, rect);
    if (span.num_rows <= 0 || span.num_bytes <= 0) continue;
    std::uint8_t* first = target.planes[plane] +
                          static_cast<std::ptrdiff_t>(span.first_row) * target.strides[plane] +
                          span.first_byte;
    const int period = row.plane_row_bytes(plane);
    for (int byte = 0; byte < span.num_bytes; byte += period) {
      std::memcpy(first + byte, row.planes[plane],
                  static_cast<std::size_t>(std::min(period, span.num_bytes - byte)));
    }
    for (int i = 1; i < span.num_rows; ++i) {
      std::memcpy(first + static_cast<std::ptrdiff_t>(i) * target.strides[plane], first,
                  static_cast<std::size_t>(span.num_bytes));
    }
  }
}

}  // namespace pipewright::standin
