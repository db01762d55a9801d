// SPDX-License-Identifier: Apache-2.0
#include "surface_converter.hpp"

#include <algorithm>
#include <cstdint>

#include "chroma_layout.hpp"

namespace pipewright::standin {
namespace {

/// Combinations kept; a mux pad needs one, a tiler or a detector with crops more.
constexpr std::size_t kMaxEntries = 32;

GstVideoResamplerMethod resampler(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::kNearest:
      return GST_VIDEO_RESAMPLER_METHOD_NEAREST;
    case Interpolation::kBilinear:
      return GST_VIDEO_RESAMPLER_METHOD_LINEAR;
    case Interpolation::kCubic:
      return GST_VIDEO_RESAMPLER_METHOD_CUBIC;
    case Interpolation::kSinc:
      return GST_VIDEO_RESAMPLER_METHOD_SINC;
    case Interpolation::kLanczos:
      return GST_VIDEO_RESAMPLER_METHOD_LANCZOS;
  }
  return GST_VIDEO_RESAMPLER_METHOD_LINEAR;
}

/// Pixels per chroma sample, as a shift.
int subsampling(const GstVideoFormatInfo* info, bool horizontal) {
  int shift = 0;
  for (unsigned i = 0; i < GST_VIDEO_FORMAT_INFO_N_COMPONENTS(info); ++i) {
    shift = std::max<int>(shift, horizontal ? GST_VIDEO_FORMAT_INFO_W_SUB(info, i)
                                            : GST_VIDEO_FORMAT_INFO_H_SUB(info, i));
  }
  return shift;
}

/// Cuts one direction of a rectangle at the picture's edges and puts its start on whole chroma
/// samples; its end too, unless it is the picture's end.
void fit(int& start, int& length, int limit, int shift) {
  const int mask = ~((1 << shift) - 1);
  const int first = std::clamp(start, 0, limit) & mask;
  const std::int64_t wanted_end = std::int64_t{start} + length;
  int end = static_cast<int>(std::clamp<std::int64_t>(wanted_end, 0, limit));
  if (end < limit) end = (end + (1 << shift) - 1) & mask;
  start = first;
  length = std::min(end, limit) - first;
}

Rect fit(Rect rect, const FrameFormat& format) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  fit(rect.x, rect.width, format.width, subsampling(info, true));
  fit(rect.y, rect.height, format.height, subsampling(info, false));
  return rect;
}

/// Whether it is cheaper to scale the planes of the source and to convert the smaller picture:
/// GStreamer scales planes directly only where the format stays, and converts every row of the
/// larger picture.
bool scales_first(const FrameFormat& source, const Rect& source_rect, const FrameFormat& target,
                  const Rect& target_rect) {
  const bool is_planar =
      source.format == GST_VIDEO_FORMAT_NV12 || source.format == GST_VIDEO_FORMAT_I420;
  const auto area = [](const Rect& rect) {
    return static_cast<std::int64_t>(rect.width) * rect.height;
  };
  // Subsampled planes need two pixels in each direction.
  const bool has_planes = target_rect.width > 1 && target_rect.height > 1;
  return is_planar && source.format != target.format && has_planes &&
         area(target_rect) * 4 <= area(source_rect) * 3;
}

GstVideoFrame frame_of(const FrameView& view, const GstVideoInfo& info) {
  GstVideoFrame frame = {};
  frame.info = info;
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    frame.data[plane] = view.planes[plane];
    frame.info.stride[plane] = view.strides[plane];
  }
  return frame;
}

}  // namespace

Interpolation interpolation_from_number(int interpolation_method) {
  switch (interpolation_method) {
    case 1:
      return Interpolation::kBilinear;
    case 2:
      return Interpolation::kCubic;
    case 3:
      return Interpolation::kSinc;
    case 4:
      return Interpolation::kLanczos;
    default:
      return Interpolation::kNearest;
  }
}

struct SurfaceConverter::Entry {
  FrameFormat source;
  Rect source_rect;
  FrameFormat target;
  Rect target_rect;
  Interpolation interpolation = Interpolation::kBilinear;
  Border border = Border::kKeep;
  GstVideoInfo source_info = {};
  GstVideoInfo target_info = {};
  std::unique_ptr<GstVideoConverter, decltype(&gst_video_converter_free)> converter{
      nullptr, &gst_video_converter_free};

  [[nodiscard]] bool matches(const Entry& other) const {
    return source_rect == other.source_rect && target_rect == other.target_rect &&
           interpolation == other.interpolation && border == other.border &&
           source == other.source && target == other.target;
  }
};

SurfaceConverter::SurfaceConverter(unsigned num_threads) : num_threads_(num_threads) {}
SurfaceConverter::~SurfaceConverter() = default;

bool SurfaceConverter::convert(const FrameView& source, Rect source_rect, const FrameView& target,
                               Rect target_rect, Interpolation interpolation, Border border) {
  source_rect = fit(source_rect, source.format);
  target_rect = fit(target_rect, target.format);
  if (source_rect.empty() || target_rect.empty()) return false;
  if (source.format == target.format && source_rect == source.format.bounds() &&
      target_rect == source_rect) {
    copy_pixels(source, target);
    return true;
  }
  if (source_rect == source.format.bounds() && target_rect == target.format.bounds() &&
      differ_in_chroma_layout(source.format, target.format)) {
    copy_chroma_layout(source, target);
    return true;
  }
  if (scales_first(source.format, source_rect, target.format, target_rect)) {
    FrameFormat format = source.format;
    format.width = target_rect.width;
    format.height = target_rect.height;
    if (!shrunk_ || !(shrunk_->view().format == format)) shrunk_ = allocate_picture(format);
    if (!shrunk_) return false;
    const FrameView& shrunk = shrunk_->view();
    return convert_once(source, source_rect, shrunk, format.bounds(), interpolation,
                        Border::kKeep) &&
           convert_once(shrunk, format.bounds(), target, target_rect, interpolation, border);
  }
  return convert_once(source, source_rect, target, target_rect, interpolation, border);
}

bool SurfaceConverter::convert_once(const FrameView& source, const Rect& source_rect,
                                    const FrameView& target, const Rect& target_rect,
                                    Interpolation interpolation, Border border) {
  Entry key;
  key.source = source.format;
  key.source_rect = source_rect;
  key.target = target.format;
  key.target_rect = target_rect;
  key.interpolation = interpolation;
  key.border = border;
  Entry* entry = find_or_create(key);
  if (entry == nullptr) return false;
  const GstVideoFrame source_frame = frame_of(source, entry->source_info);
  GstVideoFrame target_frame = frame_of(target, entry->target_info);
  gst_video_converter_frame(entry->converter.get(), &source_frame, &target_frame);
  return true;
}

SurfaceConverter::Entry* SurfaceConverter::find_or_create(const Entry& key) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.matches(key); });
  if (found != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, found);
    return &entries_.front();
  }
  Entry entry;
  entry.source = key.source;
  entry.source_rect = key.source_rect;
  entry.target = key.target;
  entry.target_rect = key.target_rect;
  entry.interpolation = key.interpolation;
  entry.border = key.border;
  entry.source_info = key.source.to_info();
  entry.target_info = key.target.to_info();
  GstStructure* options = gst_structure_new(
      "options", GST_VIDEO_CONVERTER_OPT_SRC_X, G_TYPE_INT, key.source_rect.x,
      GST_VIDEO_CONVERTER_OPT_SRC_Y, G_TYPE_INT, key.source_rect.y,
      GST_VIDEO_CONVERTER_OPT_SRC_WIDTH, G_TYPE_INT, key.source_rect.width,
      GST_VIDEO_CONVERTER_OPT_SRC_HEIGHT, G_TYPE_INT, key.source_rect.height,
      GST_VIDEO_CONVERTER_OPT_DEST_X, G_TYPE_INT, key.target_rect.x, GST_VIDEO_CONVERTER_OPT_DEST_Y,
      G_TYPE_INT, key.target_rect.y, GST_VIDEO_CONVERTER_OPT_DEST_WIDTH, G_TYPE_INT,
      key.target_rect.width, GST_VIDEO_CONVERTER_OPT_DEST_HEIGHT, G_TYPE_INT,
      key.target_rect.height, GST_VIDEO_CONVERTER_OPT_FILL_BORDER, G_TYPE_BOOLEAN,
      key.border == Border::kBlack, GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
      GST_TYPE_VIDEO_RESAMPLER_METHOD, resampler(key.interpolation),
      GST_VIDEO_CONVERTER_OPT_DITHER_METHOD, GST_TYPE_VIDEO_DITHER_METHOD, GST_VIDEO_DITHER_NONE,
      GST_VIDEO_CONVERTER_OPT_THREADS, G_TYPE_UINT, num_threads_, nullptr);
  // The converter compares the descriptions' frame rates and interlacing only; sizes differ through
  // scaling.
  entry.converter.reset(gst_video_converter_new(&entry.source_info, &entry.target_info, options));
  if (!entry.converter) return nullptr;
  ++num_made_;
  entries_.push_front(std::move(entry));
  if (entries_.size() > kMaxEntries) entries_.pop_back();
  return &entries_.front();
}

}  // namespace pipewright::standin
