// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::inference {

/// The labels of a labels file: one inner list per line that is not empty, its items separated by
/// semicolons. A detector's class N has the first item of line N.
Result<std::vector<std::vector<std::string>>> read_labels(const std::string& path);

}  // namespace pipewright::standin::inference
