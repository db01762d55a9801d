// SPDX-License-Identifier: Apache-2.0
// Models that give each box's mask ready made, over the box. All of these return null when the
// model's outputs do not have the form.
#pragma once

#include <memory>

#include "standin/inference/instance_decoder.hpp"

namespace pipewright::standin::inference {

/// Outputs for boxes, scores and classes as make_nms_decoder reads them, and masks
/// [N x height x width] or [N x values] of square masks in an output with "mask" in its name.
std::unique_ptr<InstanceDecoder> make_box_mask_decoder(const DecoderRequest& request);

/// One output of rows: x1, y1, x2, y2, score, class, and the mask, which is a quarter of the
/// network's input wide and high, or square.
std::unique_ptr<InstanceDecoder> make_row_mask_decoder(const DecoderRequest& request);

/// Mask R-CNN as TAO exports it: rows of y1, x1, y2, x2, class, score and a mask per row and class.
std::unique_ptr<InstanceDecoder> make_mask_rcnn_decoder(const DecoderRequest& request);

}  // namespace pipewright::standin::inference
