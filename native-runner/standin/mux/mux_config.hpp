// SPDX-License-Identifier: Apache-2.0
// The new nvstreammux's configuration file: [property] and [source-config-<N>] groups, or the same
// as YAML.
#pragma once

#include <string>
#include <vector>

#include "batch_rules.hpp"
#include "common/result.hpp"

namespace pipewright::standin {

/// What applies without a file: adaptive batches, one frame per source, at least five batches per
/// second.
BatchRules default_batch_rules();

/// Warnings about what the file has and the mux does not know.
using MuxConfigResult = Result<std::vector<std::string>>;

/// Puts what the file says into `rules`. As in DeepStream a batch-size in the file goes before the
/// property's. Errors name file, group, key and what is expected.
MuxConfigResult read_mux_config(const std::string& path, BatchRules& rules);

}  // namespace pipewright::standin
