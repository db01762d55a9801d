// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "inferserver_config.pb.h"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// A model of a Triton model repository.
struct RepositoryModel {
  /// The ONNX file.
  std::string file;
  /// The order of its input's axes, where its config.pbtxt tells.
  std::optional<TensorOrder> tensor_order;
  /// The size of its input, where its config.pbtxt tells.
  std::optional<InferDims> dims;
  /// Samples of one run; 0 where it has no config.pbtxt.
  unsigned max_batch_size = 0;
};

/// Finds <root>/<model_name>/<version>/model.onnx (or the file that config.pbtxt names) in the
/// first root that has the model; version -1 is the newest. `triton` has absolute roots. Errors
/// name what is missing or needs a Triton server.
Result<RepositoryModel> find_repository_model(const pipewright::inferserver::TritonParams& triton);

}  // namespace pipewright::standin::inference
