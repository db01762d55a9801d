// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "standin/inference/instance_decoder.hpp"

namespace pipewright::standin::inference {

/// A decoder for YOLO's instance segmentation as it leaves training: an output of candidates with
/// M coefficients each and one of prototypes [M x height x width] over the network's input. A mask
/// is the sigmoid of the prototypes' weighted sum, cut to the box. The candidates are a head
/// [4 + classes + M x N] (either way round, perhaps with an objectness), whose overlapping boxes
/// are suppressed here, or rows [N x 6 + M] after a suppression in the model. Null when the model's
/// outputs do not have this form.
std::unique_ptr<InstanceDecoder> make_prototype_mask_decoder(const DecoderRequest& request);

}  // namespace pipewright::standin::inference
