// SPDX-License-Identifier: Apache-2.0
// Which plugin an element could not find, and what to install.
#pragma once

#include <gst/gst.h>

#include <string>

#include "runner/doctor/finding.hpp"

namespace pipewright {

/// For a missing-plugin message of an element of the plan.
Finding explain_missing_plugin(GstMessage* message, const std::string& element);

}  // namespace pipewright
