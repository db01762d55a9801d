// SPDX-License-Identifier: Apache-2.0
// Where recorded streams are, and how they go elsewhere.
#pragma once

#include <gst/gst.h>

#include <vector>

#include "runner/commands/stream_ends.hpp"
#include "runner/error.hpp"

namespace pipewright {

/// How a seek reaches the sources.
enum class SeekWay {
  kFromSinks,   ///< against the flow from the sinks, which are flushed with all that is before them
  kFromMuxers,  ///< from each muxer's inputs; what is behind a muxer goes on as it was
};

/// The way that the pipeline's muxers leave open.
SeekWay seek_way(const std::vector<StreamEnd>& ends);

/// Position and duration of each source and of all. Asks the elements, so it may wait for them: not
/// for the main thread. `rate` is the last seek's.
runner::PositionResult query_position(GstElement* pipeline, double rate);

/// BAD_REQUEST for a seek that makes no sense whatever the pipeline is.
Outcome<void> check_seek(const runner::Seek& request);

/// Seeks, waits at most five seconds for the sinks to have pictures from there, and gives the
/// position. NOT_SEEKABLE names the source that cannot. Not for the main thread.
Outcome<runner::PositionResult> seek(GstElement* pipeline, const runner::Seek& request,
                                     double current_rate, SeekWay way);

/// The rate of a seek request.
double rate_of(const runner::Seek& request);

}  // namespace pipewright
