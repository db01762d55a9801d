// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::tracking {

/// The property sub-batches of nvtracker: which sources go to which instance of the tracker.
class SubBatches {
 public:
  /// One instance for all sources.
  SubBatches() = default;
  /// `0,1;2,3` names the sources of each sub-batch, `2:2` how many sources each one takes; an empty
  /// text means one for all. Errors say what is wrong.
  static Result<SubBatches> parse(const std::string& text);

  /// Sub-batches, at least 1.
  std::size_t size() const;
  /// The sub-batch of a source, which keeps it until release(). Errors name the source and the fix.
  Result<std::size_t> find(unsigned source);
  /// A source has gone: its place in a sub-batch of a given size is free.
  void release(unsigned source);

 private:
  std::string text_;
  /// Places of each sub-batch where sources are not named.
  std::vector<std::size_t> capacities_;
  bool names_sources_ = false;
  std::map<unsigned, std::size_t> sub_batch_of_;
  std::size_t num_named_ = 0;
};

}  // namespace pipewright::standin::tracking
