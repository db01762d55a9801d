// SPDX-License-Identifier: Apache-2.0
// The configuration file of nvdsmetamux.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::metamux {

struct MetaMuxConfig {
  /// Without it the active pad's buffers pass as they are.
  bool is_enabled = true;
  /// Empty when the file does not name it.
  std::string active_pad;
  std::optional<long> pts_tolerance_micros;
  /// Sources whose results are kept, by the unique id of the model; -1 in front keeps all. Models
  /// that are not in it keep everything.
  std::map<int, std::vector<int>> sources_of_model;
  /// Things to tell the user that do not stop the element.
  std::vector<std::string> warnings;

  bool keeps(int unique_id, int source_id) const;
};

/// Errors name file, group, key and what is expected.
Result<MetaMuxConfig> read_meta_mux_config(const std::string& path);

}  // namespace pipewright::standin::metamux
