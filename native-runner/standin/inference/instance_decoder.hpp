// SPDX-License-Identifier: Apache-2.0
// From an instance segmentation's outputs to boxes with masks, in the form that a well-known
// parse-bbox-instance-mask-func-name reads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/result.hpp"
#include "standin/inference/box_decoder.hpp"

namespace pipewright::standin::inference {

/// Values of a mask, row by row over its box.
struct MaskSize {
  unsigned width = 0;
  unsigned height = 0;

  std::size_t size() const { return std::size_t{width} * height; }
};

/// Reads boxes and, for those that are reported, their masks.
class InstanceDecoder : public BoxDecoder {
 public:
  /// Size of the mask of a box that decode() gave. Only its class and candidate matter here, so
  /// that boxes may be scaled meanwhile.
  virtual MaskSize mask_size(const SampleOutputs& outputs, const Detection& box) const = 0;
  /// Writes that mask; `mask` has mask_size() values.
  virtual void write_mask(const SampleOutputs& outputs, const Detection& box,
                          std::span<float> mask) const = 0;
  /// Whether the model leaves the suppression of overlapping boxes to its parser.
  virtual bool needs_suppression() const { return false; }
};

/// The decoder for a model's outputs. The error names the function and the outputs when they do not
/// fit.
Result<std::unique_ptr<InstanceDecoder>> find_instance_decoder(const DecoderRequest& request);

/// Whether there is a decoder for this parse-bbox-instance-mask-func-name.
bool is_known_instance_parser(std::string_view function);
/// All such names, for messages.
std::string known_instance_parsers();

}  // namespace pipewright::standin::inference
