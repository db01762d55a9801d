// SPDX-License-Identifier: Apache-2.0
// Takes elements out of a pipeline while the rest of it goes on.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"
#include "runner/pipeline/pipeline_builder.hpp"

namespace pipewright {

/// Elements that go, with the pads where they meet what stays.
struct Removal {
  struct Boundary {
    PadPtr source;
    PadPtr sink;
    PadPtr staying;  ///< which of the two is not of the elements that go
  };
  std::vector<ElementPtr> elements;  ///< against the flow, sinks first
  std::vector<Boundary> boundaries;
  std::vector<ElementWatch*> watches;      ///< of the elements
  std::vector<PadPtr> unused;              ///< requested of what stays, never linked
  std::vector<std::uint32_t> pad_indexes;  ///< of the watches that end
};

/// NO_SUCH_ELEMENT, or BAD_REQUEST when the elements are no whole sources: something that stays
/// feeds them, or would stay behind with nothing to feed it; INVALID_STATE when they leave a muxer
/// that lets none go while paused.
Outcome<void> check_removable(const BuiltPipeline& built, const std::vector<std::string>& names,
                              bool is_paused);

/// Takes the elements out of the books: no request, link or watch finds them any more. Main thread.
Removal begin_removal(BuiltPipeline& built, const std::vector<std::string>& names);

/// Stops the flow, unlinks, gives requested pads back, takes the elements to NULL and out of the
/// pipeline. May wait for streaming threads: not for the main thread while the elements are
/// running.
void carry_out(const Removal& removal, GstElement* pipeline);

/// The elements of a fragment of a plan, those first that others feed: the order in which they are
/// to be started, or to be stopped.
std::vector<std::string> downstream_first(const BuiltPipeline& built,
                                          const std::vector<std::string>& names);

}  // namespace pipewright
