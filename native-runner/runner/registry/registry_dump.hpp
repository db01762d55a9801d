// SPDX-License-Identifier: Apache-2.0
// What GStreamer's registry knows of element factories.
#pragma once

#include <string>

#include "pipewright/runner.pb.h"

namespace pipewright {

/// Describes a factory; false when there is none of that name or its plugin does not load.
bool describe_factory(const std::string& name, runner::ElementFactory& description);

}  // namespace pipewright
