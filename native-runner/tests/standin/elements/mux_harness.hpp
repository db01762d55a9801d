// SPDX-License-Identifier: Apache-2.0
// An nvstreammux with sources that a test feeds by hand.
#pragma once

#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "batch_room.hpp"
#include "common/gst_ptr.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin::testing {

/// Sizes of a source's frames, in pixels.
struct FrameSize {
  int width = 64;
  int height = 64;
};

/// A buffer of `num_pictures` grey pictures in NVMM memory.
inline GstBuffer* surface_frame(GstClockTime pts, FrameSize size = {}, unsigned num_pictures = 1) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_NV12, static_cast<guint>(size.width),
                            static_cast<guint>(size.height));
  const PictureRef picture = allocate_picture(FrameFormat::from_info(info));
  const std::vector<PictureRef> pictures(num_pictures, picture);
  GstBuffer* buffer = surface_buffer_new(pictures);
  GST_BUFFER_PTS(buffer) = pts;
  return buffer;
}

class HandFedMux {
 public:
  /// `settings` are properties as in a launch line, e.g. "batch-size=2".
  explicit HandFedMux(const std::string& settings) {
    const ElementPtr mux =
        share_object(gst_parse_launch(("nvstreammux " + settings).c_str(), nullptr));
    make_room_for_batches(mux.get());
    harness_ = gst_harness_new_with_element(mux.get(), nullptr, "src");
    gst_harness_use_testclock(harness_);
    gst_harness_play(harness_);
  }
  ~HandFedMux() {
    for (auto& [id, input] : inputs_) gst_harness_teardown(input);
    gst_harness_teardown(harness_);
  }
  HandFedMux(const HandFedMux&) = delete;
  HandFedMux& operator=(const HandFedMux&) = delete;

  [[nodiscard]] GstElement* element() const { return harness_->element; }

  /// Requests a sink pad and sends its caps.
  void add(unsigned id, FrameSize size = {}) {
    const std::string name = "sink_" + std::to_string(id);
    GstHarness* input = gst_harness_new_with_element(element(), name.c_str(), nullptr);
    gst_harness_set_src_caps_str(input, caps_of(size).c_str());
    inputs_[id] = input;
    sizes_[id] = size;
  }
  /// Requests a sink pad that gets a stream without caps yet.
  void add_silent(unsigned id) {
    const std::string name = "sink_" + std::to_string(id);
    inputs_[id] = gst_harness_new_with_element(element(), name.c_str(), nullptr);
    gst_harness_push_event(inputs_[id], gst_event_new_stream_start(name.c_str()));
  }
  /// The caps of a source that was silent.
  void set_caps(unsigned id, FrameSize size = {}) {
    gst_harness_set_src_caps_str(inputs_[id], caps_of(size).c_str());
    sizes_[id] = size;
  }
  /// Whether the source takes seeks, by flushing its stream, or refuses them.
  void set_seekable(unsigned id, bool is_seekable) {
    gst_pad_set_event_function(inputs_[id]->srcpad, is_seekable ? &flush_on_seek : &refuse_seek);
  }
  /// Seeks from behind the mux.
  bool seek() {
    return gst_harness_push_upstream_event(
               harness_, gst_event_new_seek(1, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH,
                                            GST_SEEK_TYPE_SET, 0, GST_SEEK_TYPE_NONE, 0)) != FALSE;
  }
  void push_event(unsigned id, GstEvent* event) { gst_harness_push_event(inputs_[id], event); }
  /// Gives the pad back.
  void remove(unsigned id) {
    const PadPtr pad(gst_element_get_static_pad(element(), ("sink_" + std::to_string(id)).c_str()));
    gst_element_release_request_pad(element(), pad.get());
    gst_harness_teardown(inputs_[id]);
    inputs_.erase(id);
  }
  void push(unsigned id, GstClockTime pts = 0) { push_buffer(id, surface_frame(pts, sizes_[id])); }
  void push_buffer(unsigned id, GstBuffer* buffer) {
    ASSERT_EQ(gst_harness_push(inputs_[id], buffer), GST_FLOW_OK);
  }
  GstFlowReturn try_push(unsigned id, GstBuffer* buffer) {
    return gst_harness_push(inputs_[id], buffer);
  }
  /// The pipeline's running time, from now on.
  void set_time(GstClockTime time) { gst_harness_set_time(harness_, time); }
  /// A source that has ended begins again.
  void restart(unsigned id) {
    GstHarness* input = inputs_[id];
    gst_harness_push_event(input, gst_event_new_stream_start("again"));
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    gst_harness_push_event(input, gst_event_new_segment(&segment));
  }
  void end(unsigned id) { gst_harness_push_event(inputs_[id], gst_event_new_eos()); }

  /// The next batch; null after a minute.
  [[nodiscard]] BufferPtr pull() const { return BufferPtr(gst_harness_pull(harness_)); }
  [[nodiscard]] unsigned num_waiting() const { return gst_harness_buffers_in_queue(harness_); }
  /// Waits for an event of this type, or with this structure name; other events before it are
  /// passed over. False after a minute.
  [[nodiscard]] bool wait_for_event(const std::string& name) const {
    while (GstEvent* raw = gst_harness_pull_event(harness_)) {
      const GstPtr<GstEvent> event(raw);
      const GstStructure* structure = gst_event_get_structure(raw);
      if (name == GST_EVENT_TYPE_NAME(raw)) return true;
      if (structure != nullptr && name == gst_structure_get_name(structure)) return true;
    }
    return false;
  }

 private:
  static std::string caps_of(FrameSize size) {
    return "video/x-raw(memory:NVMM),format=NV12,framerate=30/1,width=" +
           std::to_string(size.width) + ",height=" + std::to_string(size.height);
  }
  static gboolean flush_on_seek(GstPad* pad, GstObject*, GstEvent* event) {
    const bool is_seek = GST_EVENT_TYPE(event) == GST_EVENT_SEEK;
    gst_event_unref(event);
    if (!is_seek) return TRUE;
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    gst_pad_push_event(pad, gst_event_new_flush_start());
    gst_pad_push_event(pad, gst_event_new_flush_stop(TRUE));
    gst_pad_push_event(pad, gst_event_new_segment(&segment));
    return TRUE;
  }
  static gboolean refuse_seek(GstPad*, GstObject*, GstEvent* event) {
    const bool is_seek = GST_EVENT_TYPE(event) == GST_EVENT_SEEK;
    gst_event_unref(event);
    return is_seek ? FALSE : TRUE;
  }

  GstHarness* harness_ = nullptr;
  std::map<unsigned, GstHarness*> inputs_;
  std::map<unsigned, FrameSize> sizes_;
};

/// Settings of a mux with two sources, of which tests feed the first one; -1 waits for both.
inline std::string two_sources(int timeout_micros) {
  return "batch-size=2 width=64 height=64 batched-push-timeout=" + std::to_string(timeout_micros);
}

}  // namespace pipewright::standin::testing
