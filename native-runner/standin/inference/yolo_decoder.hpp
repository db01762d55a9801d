// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "common/result.hpp"
#include "standin/inference/box_decoder.hpp"

namespace pipewright::standin::inference {

/// A decoder for the forms in which YOLO models are exported, chosen by the outputs' shapes:
///   [N x 6]             rows of x1, y1, x2, y2, score, class
///   [4+C x N], [N x 4+C]   centre, size and one score per class
///   [5+C x N], [N x 5+C]   the same with an objectness before the scores
///   boxes, scores, classes (and a count)   see make_nms_decoder
/// Coordinates are pixels of the network's input. C is num-detected-classes.
Result<std::unique_ptr<BoxDecoder>> make_yolo_decoder(const DecoderRequest& request);

}  // namespace pipewright::standin::inference
