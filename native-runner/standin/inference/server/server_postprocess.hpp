// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "common/result.hpp"
#include "inferserver_config.pb.h"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// Takes over what happens to the model's outputs: the network type with its settings, clustering,
/// filters and colours of classes. `config` has its path.
std::optional<Error> take_postprocess(const pipewright::inferserver::PluginControl& control,
                                      NvinferConfig& config);

}  // namespace pipewright::standin::inference
