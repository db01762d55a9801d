// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/result.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/postprocessor.hpp"

namespace pipewright::standin::inference {

/// Whether NvDsInferTensorMeta can tell the types of the model's outputs; the error names the
/// output that it cannot.
Result<void> check_tensor_types(const ModelRunner& runner);

/// The outputs of one sample as a user meta (NvDsInferTensorMeta) that keeps them alive. Not
/// attached to anything yet. `runner` is that of the model that gave them.
NvDsUserMeta* new_tensor_meta(NvDsBatchMeta& batch, const NvinferConfig& config,
                              const ModelRunner& runner, const SampleOutputs& outputs);

/// Attaches new_tensor_meta to the subject's region, object or frame.
void attach_tensor_meta(const Subject& subject, const NvinferConfig& config,
                        const ModelRunner& runner, const SampleOutputs& outputs);

}  // namespace pipewright::standin::inference
