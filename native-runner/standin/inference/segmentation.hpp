// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "common/result.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/postprocessor.hpp"

namespace pipewright::standin::inference {

/// How a segmentation model's output lies: one map per class, or one map of class numbers.
struct SegmentationLayout {
  std::size_t output = 0;
  unsigned num_classes = 0;
  unsigned width = 0;
  unsigned height = 0;
  /// The values are class numbers already.
  bool is_class_map = false;
  /// Values of one pixel's classes lie this far apart, pixels that far.
  std::size_t class_stride = 1;
  std::size_t pixel_stride = 1;
};

/// Finds the layout. A map of class numbers is [H x W], [1 x H x W] or [H x W x 1] for more than
/// one class; maps of classes are [C x H x W], or [H x W x C] with segmentation-output-order=1.
/// Errors name the configuration's file and key.
Result<SegmentationLayout> find_segmentation_layout(const NvinferConfig& config,
                                                    std::span<const OutputShape> outputs);

/// Attaches the class of every pixel (network-type 2) to the frame or object.
class Segmentation final : public Postprocessor {
 public:
  /// `config` has to outlive it.
  static Result<std::unique_ptr<Postprocessor>> create(const NvinferConfig& config,
                                                       const ModelRunner& runner);
  void attach(const Subject& subject, const SampleOutputs& outputs) override;

 private:
  Segmentation(const NvinferConfig& config, const SegmentationLayout& layout)
      : config_(config), layout_(layout) {}

  const NvinferConfig& config_;
  SegmentationLayout layout_;
};

}  // namespace pipewright::standin::inference
