// SPDX-License-Identifier: Apache-2.0
// Where each source's own stream ends: before a muxer, or before a sink.
#pragma once

#include <gst/gst.h>

#include <string>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright {

/// The last source pad that carries one source's stream alone.
struct StreamEnd {
  ElementPtr source;  ///< the plan element that makes the stream
  PadPtr pad;
  bool is_before_muxer = false;  ///< else before a sink
};

/// One end for each source of the pipeline that is linked by now. Follows the first linked way
/// where a stream branches. Any thread.
std::vector<StreamEnd> find_stream_ends(GstElement* pipeline);

/// Does a muxer of DeepStream's join the streams? It answers seeks from behind it, but passes none
/// to its sources (gst-nvmultistream2, gstnvstreammux.cpp, src_event); the stand-in's does.
bool has_muxer_that_keeps_seeks(const std::vector<StreamEnd>& ends);

}  // namespace pipewright
