// SPDX-License-Identifier: Apache-2.0
// Where data flows and where it stands still: the links of the plan with what passed them when.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <string>
#include <vector>

#include "runner/pipeline/pipeline_builder.hpp"

namespace pipewright {

/// One link, as it was when it was last looked at. Times are those of g_get_monotonic_time.
struct LinkFlow {
  const PadWatch* watch = nullptr;
  std::uint64_t num_buffers = 0;
  gint64 first_progress = 0;  ///< microseconds; 0: no buffer has come
  gint64 last_progress = 0;   ///< microseconds; 0: no buffer has come
  gint64 longest_gap = 0;     ///< microseconds between buffers while it played, as seen
  bool has_pad = false;
  bool is_eos = false;

  [[nodiscard]] const std::string& from() const { return watch->element(); }
  [[nodiscard]] const std::string& to() const { return watch->to_element(); }
  [[nodiscard]] const std::string& id() const { return watch->link_id(); }
};

/// Main thread. Looking costs a few atomic reads per link; nothing is added to what buffers do.
class FlowMap {
 public:
  using Links = std::vector<const LinkFlow*>;

  /// `built` outlives the map.
  explicit FlowMap(const BuiltPipeline& built) : built_(built) {}

  /// Reads all counters. Progress is noticed with the resolution of these looks. `playing_since`: 0
  /// while the pipeline does not play; what it waits then is no gap of its sources.
  void look(gint64 now, gint64 playing_since);

  [[nodiscard]] const std::vector<LinkFlow>& links() const { return links_; }
  [[nodiscard]] const BuiltPipeline& built() const { return built_; }
  [[nodiscard]] Links into(const std::string& element) const;
  [[nodiscard]] Links out_of(const std::string& element) const;

  /// The element of a name; null when it has left the pipeline.
  [[nodiscard]] GstElement* element(const std::string& name) const;
  /// Its factory, or empty.
  [[nodiscard]] std::string factory(const std::string& name) const;
  [[nodiscard]] bool is_queue(const std::string& name) const;

  /// Names of all elements with no link into them; of all that GStreamer takes for sinks.
  [[nodiscard]] std::vector<std::string> sources() const;
  [[nodiscard]] std::vector<std::string> sinks() const;

 private:
  const BuiltPipeline& built_;
  std::vector<LinkFlow> links_;
};

/// Is a streaming thread inside a push over this pad now? Asks the pad itself, so it costs nothing
/// while nobody asks.
bool is_pushing(GstPad* pad);
bool is_pushing(const LinkFlow& link);

/// Where the thread that pushes over a link stands: the last link that was entered and not left.
const LinkFlow& deepest_push(const FlowMap& map, const LinkFlow& link);

/// The task whose thread pushes over a pad, as "element:pad"; empty when it is not to be found.
std::string streaming_thread_of(GstPad* pad);

}  // namespace pipewright
