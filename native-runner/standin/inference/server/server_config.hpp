// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/result.hpp"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// Reads and checks nvinferserver's configuration (protobuf's text format) and brings it into the
/// terms of nvinfer's. Unknown fields are errors, as in the SDK; so is everything that needs a
/// Triton server. Errors name the file and the field or line.
Result<NvinferConfig> read_server_config(const std::string& path,
                                         const NvinferOverrides& overrides = {});

}  // namespace pipewright::standin::inference
