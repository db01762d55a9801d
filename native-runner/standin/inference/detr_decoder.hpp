// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "common/result.hpp"
#include "standin/inference/box_decoder.hpp"

namespace pipewright::standin::inference {

/// How a parser of the DETR family chooses among its model's queries.
struct DetrForm {
  /// A query counts for its best class only; else for each of its classes.
  bool is_single_class = false;
  /// Class 0 stands for nothing.
  bool has_background = false;
  /// Boxes considered per frame, the most confident first.
  std::size_t topk = 100;
};

/// A decoder for models of the DETR family: logits [N x classes] and boxes [N x 4] (centre and
/// size, 0 to 1 over the network's input), found by "logits" (or "score") and "box" in the names of
/// the outputs. A class's score is the sigmoid of its logit.
Result<std::unique_ptr<BoxDecoder>> make_detr_decoder(const DecoderRequest& request, DetrForm form);

}  // namespace pipewright::standin::inference
