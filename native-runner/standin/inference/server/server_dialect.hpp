// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// The fields of nvinferserver's files that stand for nvinfer's keys.
extern const ConfigDialect kServerDialect;
/// The same for a segmentation, whose fields have other names.
extern const ConfigDialect kServerSegmentationDialect;

}  // namespace pipewright::standin::inference
