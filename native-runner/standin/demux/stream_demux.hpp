// SPDX-License-Identifier: Apache-2.0
// The work of nvstreamdemux: takes batches and what the mux says of its sources, pushes streams.
#pragma once

#include <gst/base/gstflowcombiner.h>
#include <gst/gst.h>

#include <map>
#include <mutex>
#include <vector>

#include "common/gst_ptr.hpp"
#include "stream_splitter.hpp"

namespace pipewright::standin {

/// One demultiplexer. Streams have the number of their source, which is that of the mux's pad.
class StreamDemux {
 public:
  /// `element` owns it; its errors come from there.
  explicit StreamDemux(GstElement* element) : element_(element) {}
  ~StreamDemux();
  StreamDemux(const StreamDemux&) = delete;
  StreamDemux& operator=(const StreamDemux&) = delete;

  /// The number of a new stream whose pad has no name.
  [[nodiscard]] unsigned free_number();
  /// False when there is a stream of this number.
  bool add_stream(unsigned number, GstPad* pad);
  void remove_stream(GstPad* pad);
  void remove_all();

  /// Pushes each frame of a batch, which is taken over, on its stream's pad. `sink_pad` is where it
  /// came in.
  GstFlowReturn take_batch(GstPad* sink_pad, BufferPtr batch);
  /// The batches' caps; every stream gets its own of them.
  void set_caps(GstCaps* caps);
  /// Remembers a source's segment, and hands it on when the stream runs already.
  void set_segment(unsigned number, const GstSegment& segment);
  /// The rate of a source's frames, where the mux says so.
  void set_rate(unsigned number, int numerator, int denominator);
  /// A source goes on after its end.
  void restart_stream(unsigned number);
  /// Hands an event about one source to its stream, if that runs; the others have nothing to do
  /// with it. False where nobody has taken it.
  bool forward_event(unsigned number, GstPtr<GstEvent> event);
  void end_stream(unsigned number);
  void end_all();
  /// Streams begin anew.
  void flush();
  /// Forgets all but the pads.
  void reset();

 private:
  /// What a source pad needs before its first frame, and what it has got.
  struct Stream {
    PadPtr pad;
    bool sent_head = false;
    bool has_ended = false;
    FrameFormat format;  // of the caps that were sent
  };
  struct FrameRate {
    int numerator;
    int denominator;
  };
  /// One frame on its way out.
  struct StreamFrame {
    unsigned number;
    PadPtr pad;
    BufferPtr buffer;
    FrameFormat format;
  };

  PadPtr open_pad(unsigned number);
  [[nodiscard]] CapsPtr stream_caps(unsigned number, const FrameFormat& format) const;
  void push_head(unsigned number, GstPad* pad, const FrameFormat* format);
  bool split(GstBuffer* batch);
  void begin_anew();

  GstElement* element_;
  // Of the streaming thread, kept for their capacity.
  FrameSurfaces surfaces_;
  std::vector<StreamFrame> frames_;

  std::mutex mutex_;  // guards what follows
  std::map<unsigned, Stream> streams_;
  std::map<unsigned, GstSegment> segments_;  // of the sources
  std::map<unsigned, FrameRate> rates_;      // of the sources
  CapsPtr caps_;                             // of one stream
  unsigned num_surfaces_per_frame_ = 1;
  GstFlowCombiner* combiner_ = gst_flow_combiner_new();
};

}  // namespace pipewright::standin
