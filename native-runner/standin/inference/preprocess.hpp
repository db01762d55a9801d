// SPDX-License-Identifier: Apache-2.0
// From a picture to the tensor a network wants.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/nv12_sampler.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/surface/frame_view.hpp"
#include "standin/surface/surface_converter.hpp"

namespace pipewright::standin::inference {

/// How pictures become tensors. The names are those of the configuration keys.
struct TensorSettings {
  ColorFormat color_format = ColorFormat::kRgb;
  TensorOrder network_input_order = TensorOrder::kNchw;
  double net_scale_factor = 1.0;
  /// One number per channel, or none.
  std::vector<float> offsets = {};
  /// Absolute path, or empty.
  std::string mean_file = {};
  bool maintain_aspect_ratio = false;
  bool symmetric_padding = false;
  int scaling_filter = 6;
};

TensorSettings tensor_settings_of(const NvinferConfig& config);

/// What is wrong with one of the settings.
struct TensorSettingError {
  /// The configuration key.
  std::string key;
  std::string reason;
};

/// Where a part of a picture lies in the network's input.
struct Placement {
  /// The part of the picture that is used.
  Rect source;
  /// Where it goes; the rest of the input is black.
  Rect target;
  /// Pixels of the input per pixel of the picture.
  double ratio_x = 1;
  double ratio_y = 1;
};

/// The part of a rectangle within another; empty when there is none.
Rect intersection(const Rect& a, const Rect& b);

/// Places `region` of a picture: stretched, or with its shape kept and padded right and below (or,
/// `symmetric`, on all sides). Region edges become even, as in the SDK. A region of less than two
/// pixels gives an empty source.
Placement place(const Rect& region, unsigned network_width, unsigned network_height,
                bool keep_aspect_ratio, bool symmetric);

/// Scales, converts and normalises: value = net-scale-factor * (pixel - mean of the channel).
class Preprocessor {
 public:
  /// Fails when offsets or the mean image do not fit the network's input.
  static Result<Preprocessor, TensorSettingError> create(const TensorSettings& settings,
                                                         const InferDims& dims);

  /// Values of one picture's tensor.
  std::size_t tensor_size() const {
    return std::size_t{dims_.channels} * dims_.height * dims_.width;
  }

  /// Fills `tensor` (tensor_size() values) with the part of `region` that is within the picture.
  /// Less than two pixels of it leave the tensor alone and give an empty source. False when the
  /// picture's format cannot be converted.
  bool fill(const FrameView& picture, const Rect& region, SurfaceConverter& converter,
            std::span<float> tensor, Placement& placement);

 private:
  Preprocessor() = default;
  Result<void> read_mean_image(const std::string& path);
  void normalise(std::span<float> tensor) const;
  bool samples_directly(const FrameView& picture) const;
  bool sample(const FrameView& picture, const Placement& placement, std::span<float> tensor);

  InferDims dims_;
  bool is_nhwc_ = false;
  bool keep_aspect_ratio_ = false;
  bool symmetric_ = false;
  Interpolation interpolation_ = Interpolation::kNearest;
  float scale_ = 1;
  std::vector<float> channel_means_;
  /// Laid out like the tensor; empty without a mean file.
  std::vector<float> mean_image_;
  FrameFormat pixel_format_;
  std::vector<std::uint8_t> pixels_;
  Nv12Sampler sampler_;
};

}  // namespace pipewright::standin::inference
