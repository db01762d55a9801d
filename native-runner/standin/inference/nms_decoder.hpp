// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "common/result.hpp"
#include "standin/inference/box_decoder.hpp"

namespace pipewright::standin::inference {

/// How a box is written in a model's output. Otherwise it is x1, y1, x2, y2 in pixels of the
/// network's input.
struct BoxForm {
  /// 0 to 1 over the network's input.
  bool is_normalised = false;
  /// y before x.
  bool is_y_first = false;
  /// Centre and size instead of corners.
  bool is_centred = false;
};

/// A decoder for models that end in a non-maximum suppression: outputs for boxes [N x 4], scores
/// [N], classes [N] and, if there is one, the number of boxes, found by "box", "score", "class" (or
/// "label") and "num" in their names.
Result<std::unique_ptr<BoxDecoder>> make_nms_decoder(const DecoderRequest& request, BoxForm form);

/// A decoder for SSD's NMS layer: rows of image, class, score, x1, y1, x2, y2 (0 to 1) in an output
/// [N x 7], and possibly a count in another one.
Result<std::unique_ptr<BoxDecoder>> make_ssd_decoder(const DecoderRequest& request);

}  // namespace pipewright::standin::inference
