// SPDX-License-Identifier: Apache-2.0
// What nvdspreprocess prepared for an inference element (input-tensor-meta).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "nvdspreprocess_meta.h"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/subject.hpp"

namespace pipewright::standin::inference {

/// Finds the tensors of a batch that are for one element.
class TensorInput {
 public:
  /// A tensor and the regions that it shows, one per sample.
  struct Part {
    std::span<const float> values;
    std::span<NvDsRoiMeta> regions;
  };

  /// Both have to outlive the object.
  TensorInput(const NvinferConfig& config, const ModelRunner& runner)
      : config_(config), runner_(runner) {}

  /// Replaces `parts` by the batch's tensors for this element. Tensors for another input than the
  /// model's are left out, as in the SDK; those of a wrong shape or type are an error that says
  /// what to set. The caller holds the batch's lock.
  Result<void> find(const NvDsBatchMeta& batch, std::vector<Part>& parts);

  /// Whether any tensor was found since the start.
  bool has_found_any() const { return has_found_any_; }
  /// A warning about tensors that were left out; told once.
  std::optional<std::string> take_warning();

 private:
  Result<void> check(const GstNvDsPreProcessBatchMeta& meta) const;

  const NvinferConfig& config_;
  const ModelRunner& runner_;
  bool has_found_any_ = false;
  bool has_warned_ = false;
  std::optional<std::string> warning_;
};

/// A region as the subject of one sample: boxes that are found in it get to its place in the frame.
/// `frame_width` and `frame_height` are pixels.
Subject subject_of(NvDsRoiMeta& region, unsigned frame_width, unsigned frame_height);

}  // namespace pipewright::standin::inference
