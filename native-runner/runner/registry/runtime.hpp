// SPDX-License-Identifier: Apache-2.0
// Where the elements of DeepStream come from: NVIDIA's own plugins, or the CPU stand-in.
#pragma once

#include <optional>
#include <string>

#include "runner/error.hpp"

namespace pipewright {

/// Chooses and loads a runtime once per process.
class RuntimeLoader {
 public:
  /// `standin_path`: the stand-in's plugin file, or the folder that holds it.
  explicit RuntimeLoader(std::string standin_path) : standin_path_(std::move(standin_path)) {}

  /// Makes a runtime's elements available; gives the one in use, which is never AUTO.
  /// RUNTIME_UNAVAILABLE when it cannot be had here, or another one is in use already.
  Outcome<runner::Runtime> use(runner::Runtime wanted);

 private:
  Outcome<runner::Runtime> load(runner::Runtime wanted);
  [[nodiscard]] Outcome<void> load_standin() const;

  std::string standin_path_;
  std::optional<runner::Runtime> in_use_;
};

}  // namespace pipewright
