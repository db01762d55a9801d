// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/flush.hpp"

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "runner/commands/seek.hpp"

namespace pipewright {

Outcome<runner::PositionResult> flush(GstElement* pipeline, double current_rate) {
  const runner::PositionResult before = query_position(pipeline, current_rate);
  const std::vector<StreamEnd> ends = find_stream_ends(pipeline);
  if (before.is_seekable()) {
    runner::Seek request;
    request.set_rate(current_rate);
    request.set_flush(true);
    request.set_accurate(true);
    return seek(pipeline, request, current_rate, seek_way(ends));
  }
  for (const StreamEnd& end : ends) {
    GstElement* source = end.source.get();
    // The running time goes on: what comes next is on time.
    const bool is_flushed =
        gst_element_send_event(source, gst_event_new_flush_start()) != FALSE &&
        gst_element_send_event(source, gst_event_new_flush_stop(FALSE)) != FALSE;
    if (!is_flushed) {
      const std::string name = object_name(source);
      return make_error(runner::INVALID_STATE, concat("Source '", name, "' takes no flush."),
                        {.element = name});
    }
  }
  return query_position(pipeline, current_rate);
}

}  // namespace pipewright
