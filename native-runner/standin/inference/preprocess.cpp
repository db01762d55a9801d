// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/preprocess.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

namespace pipewright::standin::inference {
namespace {

int round_up_to_even(int value) {
  return (value + 1) & ~1;
}
int round_down_to_even(int value) {
  return value & ~1;
}

GstVideoFormat pixel_format_of(ColorFormat format) {
  switch (format) {
    case ColorFormat::kBgr:
      return GST_VIDEO_FORMAT_BGR;
    case ColorFormat::kGray:
      return GST_VIDEO_FORMAT_GRAY8;
    case ColorFormat::kRgb:
      break;
  }
  return GST_VIDEO_FORMAT_RGB;
}

/// None when GStreamer has no pictures of the size.
std::optional<FrameFormat> network_picture(ColorFormat color, const InferDims& dims) {
  GstVideoInfo info;
  if (!gst_video_info_set_format(&info, pixel_format_of(color), dims.width, dims.height)) {
    return std::nullopt;
  }
  return FrameFormat::from_info(info);
}

/// Fits the source's shape into the network's input.
void keep_shape(Placement& placement, int width, int height, bool symmetric) {
  const double fitting_height =
      width * placement.source.height / static_cast<double>(placement.source.width);
  if (fitting_height <= height) {
    placement.target.height = std::max(1, static_cast<int>(fitting_height));
  } else {
    placement.target.width =
        std::max(1, static_cast<int>(height * placement.source.width /
                                     static_cast<double>(placement.source.height)));
  }
  if (symmetric) {
    placement.target.x = (width - placement.target.width) / 2;
    placement.target.y = (height - placement.target.height) / 2;
  }
}

/// The pixels of a part whose edges are even where the format's chroma is subsampled. A converter
/// that is set up for the sizes alone serves wherever a part lies.
FrameView cropped(const FrameView& picture, const Rect& part) {
  FrameView view = picture;
  // What the size tells of the colours is told by the whole picture's.
  view.format.colorimetry = picture.format.to_info().colorimetry;
  view.format.width = part.width;
  view.format.height = part.height;
  const GstVideoFormatInfo* info = gst_video_format_get_info(picture.format.format);
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    std::array<gint, GST_VIDEO_MAX_COMPONENTS> components = {};
    gst_video_format_info_component(info, plane, components.data());
    const auto component = static_cast<unsigned>(components[0]);
    view.planes[plane] += std::ptrdiff_t{part.y >> GST_VIDEO_FORMAT_INFO_H_SUB(info, component)} *
                              picture.strides[plane] +
                          std::ptrdiff_t{part.x >> GST_VIDEO_FORMAT_INFO_W_SUB(info, component)} *
                              GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component);
  }
  return view;
}

/// The luma plane as a grey picture, whose values go to the network as they are.
FrameView luma_of(const FrameView& picture, const FrameFormat& grey) {
  FrameView view = picture;
  view.format = grey;
  view.format.width = picture.format.width;
  view.format.height = picture.format.height;
  view.num_planes = 1;
  return view;
}

/// Whether the first plane holds the luma alone, a byte for each pixel.
bool has_luma_plane(const FrameFormat& format) {
  return format.format == GST_VIDEO_FORMAT_NV12 || format.format == GST_VIDEO_FORMAT_I420;
}

/// Whether the planes are plain rows of pixels, of which parts can be taken.
bool can_crop(const FrameFormat& format) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(format.format);
  for (unsigned i = 0; i < GST_VIDEO_FORMAT_INFO_N_COMPONENTS(info); ++i) {
    // Edges are even, which is not enough for chroma of less.
    if (GST_VIDEO_FORMAT_INFO_W_SUB(info, i) > 1 || GST_VIDEO_FORMAT_INFO_H_SUB(info, i) > 1 ||
        GST_VIDEO_FORMAT_INFO_PSTRIDE(info, i) <= 0) {
      return false;
    }
  }
  return !GST_VIDEO_FORMAT_INFO_IS_COMPLEX(info) && !GST_VIDEO_FORMAT_INFO_IS_TILED(info);
}

}  // namespace

Rect intersection(const Rect& a, const Rect& b) {
  const int left = std::max(a.x, b.x);
  const int top = std::max(a.y, b.y);
  // Sums in 64 bits, as boxes may reach beyond any picture.
  const auto end = [](int start, int length) { return std::int64_t{start} + length; };
  const std::int64_t right = std::min(end(a.x, a.width), end(b.x, b.width));
  const std::int64_t bottom = std::min(end(a.y, a.height), end(b.y, b.height));
  if (right <= left || bottom <= top) return {};
  return {left, top, static_cast<int>(right - left), static_cast<int>(bottom - top)};
}

Placement place(const Rect& region, unsigned network_width, unsigned network_height,
                bool keep_aspect_ratio, bool symmetric) {
  Placement placement;
  placement.source = {round_up_to_even(region.x), round_up_to_even(region.y),
                      round_down_to_even(region.width), round_down_to_even(region.height)};
  const int width = static_cast<int>(network_width);
  const int height = static_cast<int>(network_height);
  placement.target = {0, 0, width, height};
  if (placement.source.empty()) return placement;
  if (keep_aspect_ratio) keep_shape(placement, width, height, symmetric);
  placement.ratio_x = static_cast<double>(placement.target.width) / placement.source.width;
  placement.ratio_y = static_cast<double>(placement.target.height) / placement.source.height;
  return placement;
}

TensorSettings tensor_settings_of(const NvinferConfig& config) {
  return {config.color_format,      config.network_input_order, config.net_scale_factor,
          config.offsets,           config.mean_file,           config.maintain_aspect_ratio,
          config.symmetric_padding, config.scaling_filter};
}

Result<Preprocessor, TensorSettingError> Preprocessor::create(const TensorSettings& settings,
                                                              const InferDims& dims) {
  Preprocessor preprocessor;
  preprocessor.dims_ = dims;
  preprocessor.is_nhwc_ = settings.network_input_order == TensorOrder::kNhwc;
  preprocessor.keep_aspect_ratio_ = settings.maintain_aspect_ratio;
  preprocessor.symmetric_ = settings.symmetric_padding;
  preprocessor.interpolation_ = interpolation_from_number(settings.scaling_filter);
  preprocessor.channel_means_.assign(dims.channels, 0.0f);
  // As in the SDK a factor of 0 or less leaves pixels and offsets alone.
  if (settings.net_scale_factor > 0) {
    preprocessor.scale_ = static_cast<float>(settings.net_scale_factor);
    if (!settings.offsets.empty()) {
      if (settings.offsets.size() != dims.channels) {
        return TensorSettingError{"offsets", std::to_string(settings.offsets.size()) +
                                                 " numbers, but the network's input has " +
                                                 std::to_string(dims.channels) +
                                                 " channels; give one number per channel"};
      }
      preprocessor.channel_means_ = settings.offsets;
    }
  }
  const auto picture = network_picture(settings.color_format, dims);
  if (!picture) {
    return TensorSettingError{"infer-dims", "there are no pictures of " +
                                                std::to_string(dims.width) + "x" +
                                                std::to_string(dims.height) + " pixels"};
  }
  preprocessor.pixel_format_ = *picture;
  preprocessor.pixels_.resize(packed_size(preprocessor.pixel_format_));
  if (!settings.mean_file.empty()) {
    if (auto read = preprocessor.read_mean_image(settings.mean_file); !read) {
      return TensorSettingError{"mean-file", read.error().message};
    }
  }
  return preprocessor;
}

Result<void> Preprocessor::read_mean_image(const std::string& path) {
  const auto refuse = [&path](const std::string& reason) {
    return Error{"'" + path + "' " + reason};
  };
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  unsigned width = 0;
  unsigned height = 0;
  unsigned max = 0;
  file >> magic >> width >> height >> max;
  if (!file || magic != "P6" || max != 255) {
    return refuse("must be a binary PPM picture (P6, 8 bits)");
  }
  if (width != dims_.width || height != dims_.height || dims_.channels != 3) {
    return refuse("is " + std::to_string(width) + "x" + std::to_string(height) +
                  " with 3 channels, but the network's input is " + std::to_string(dims_.width) +
                  "x" + std::to_string(dims_.height) + " with " + std::to_string(dims_.channels));
  }
  file.get();
  std::vector<char> bytes(tensor_size());
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return refuse("ends before its last pixel");
  }
  mean_image_.resize(bytes.size());
  const std::size_t num_pixels = bytes.size() / 3;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t at = is_nhwc_ ? i : i % 3 * num_pixels + i / 3;
    mean_image_[at] = static_cast<float>(static_cast<unsigned char>(bytes[i]));
  }
  return {};
}

bool Preprocessor::fill(const FrameView& picture, const Rect& region, SurfaceConverter& converter,
                        std::span<float> tensor, Placement& placement) {
  const Rect bounds = picture.format.bounds();
  Rect visible = intersection(region, bounds);
  // Rounding to even edges may lead out of a picture of odd size.
  if (visible.x % 2 != 0 && visible.x + visible.width == bounds.width) --visible.width;
  if (visible.y % 2 != 0 && visible.y + visible.height == bounds.height) --visible.height;
  placement = place(visible, dims_.width, dims_.height, keep_aspect_ratio_, symmetric_);
  if (placement.source.empty()) return true;
  if (samples_directly(picture)) return sample(picture, placement, tensor);
  const FrameView pixels = FrameView::packed(pixel_format_, pixels_.data());
  const Rect& part = placement.source;
  // Chroma has no say in a grey value, and scaling one plane is half of the work.
  const FrameView source =
      pixel_format_.format == GST_VIDEO_FORMAT_GRAY8 && has_luma_plane(picture.format)
          ? luma_of(picture, pixel_format_)
          : picture;
  const bool is_converted =
      can_crop(source.format)
          ? converter.convert(cropped(source, part), {0, 0, part.width, part.height}, pixels,
                              placement.target, interpolation_, Border::kBlack)
          : converter.convert(source, part, pixels, placement.target, interpolation_,
                              Border::kBlack);
  if (!is_converted) return false;
  normalise(tensor);
  return true;
}

bool Preprocessor::samples_directly(const FrameView& picture) const {
  return dims_.channels == 3 && Nv12Sampler::handles(picture.format, interpolation_);
}

bool Preprocessor::sample(const FrameView& picture, const Placement& placement,
                          std::span<float> tensor) {
  const std::size_t num_pixels = std::size_t{dims_.height} * dims_.width;
  Nv12Sampler::Planes planes;
  planes.scale = scale_;
  planes.width = static_cast<int>(dims_.width);
  planes.height = static_cast<int>(dims_.height);
  planes.pixel_step = is_nhwc_ ? 3 : 1;
  const bool is_bgr = pixel_format_.format == GST_VIDEO_FORMAT_BGR;
  for (std::size_t color = 0; color < 3; ++color) {
    const std::size_t channel = is_bgr ? 2 - color : color;
    const std::size_t first = is_nhwc_ ? channel : channel * num_pixels;
    planes.rgb[color] = tensor.data() + first;
    planes.means[color] = channel_means_[channel];
    if (!mean_image_.empty()) planes.mean_images[color] = mean_image_.data() + first;
  }
  return sampler_.fill(picture, placement.source, placement.target, interpolation_, planes);
}

void Preprocessor::normalise(std::span<float> tensor) const {
  const std::size_t num_channels = dims_.channels;
  const std::size_t num_pixels = std::size_t{dims_.height} * dims_.width;
  for (std::size_t channel = 0; channel < num_channels; ++channel) {
    const std::uint8_t* pixel = pixels_.data() + channel;
    const std::size_t first = is_nhwc_ ? channel : channel * num_pixels;
    const float* mean = mean_image_.empty() ? nullptr : mean_image_.data() + first;
    float* out = tensor.data() + first;
    const std::size_t step = is_nhwc_ ? num_channels : 1;
    const float scale = scale_;
    if (mean != nullptr) {
      for (std::size_t i = 0; i < num_pixels; ++i) {
        out[i * step] = scale * (static_cast<float>(pixel[i * num_channels]) - mean[i * step]);
      }
      continue;
    }
    const float channel_mean = channel_means_[channel];
    for (std::size_t i = 0; i < num_pixels; ++i) {
      out[i * step] = scale * (static_cast<float>(pixel[i * num_channels]) - channel_mean);
    }
  }
}

}  // namespace pipewright::standin::inference
