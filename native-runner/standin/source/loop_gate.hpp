// SPDX-License-Identifier: Apache-2.0
// Plays a file again and again without a break: what follows sees one endless stream.
#pragma once

#include <gst/gst.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {

/// Sits on the pads between demuxer and decoders. When all of them have reached the end it seeks
/// back to the start, keeps the end, the flush and the new segments of the repetition from what
/// follows, and moves the times of the frames behind those of the last round. The bin has to
/// outlive it. Held by shared pointers, as the pads hold it too: a frame may be on its way through
/// it when the bin lets it go.
class LoopGate : public std::enable_shared_from_this<LoopGate> {
 public:
  /// `bin` posts the error when the media cannot be rewound; `uri` is for its text.
  LoopGate(GstElement* bin, std::string uri);
  LoopGate(const LoopGate&) = delete;
  LoopGate& operator=(const LoopGate&) = delete;

  /// Watches a source pad.
  void add_pad(GstPad* pad);

  /// Leaves the pads, which otherwise keep it alive.
  void close();

  /// From now on the end is the end: it is let through.
  void stop_looping();

 private:
  struct Gate {
    PadPtr pad;
    gulong probe_id = 0;
    bool has_segment = false;
    bool is_at_end = false;
    GstClockTime origin = 0;      ///< start of the round's segment
    GstClockTime round_base = 0;  ///< where the round starts in what follows
    bool shifts = false;          ///< from the second round on
  };

  /// What a pad's probe holds.
  struct Probe {
    std::shared_ptr<LoopGate> owner;
    Gate* gate;  // the owner's
  };

  static GstPadProbeReturn on_data(GstPad* pad, GstPadProbeInfo* info, gpointer data);
  GstPadProbeReturn on_event(Gate& gate, GstPadProbeInfo* info);
  GstPadProbeReturn on_segment(Gate& gate, GstPadProbeInfo* info);
  void shift(Gate& gate, GstPadProbeInfo* info);
  void rewind_later(GstPad* pad);

  GstElement* bin_;
  std::string uri_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Gate>> gates_;
  guint32 rewind_seqnum_ = GST_SEQNUM_INVALID;  ///< of the latest own seek and what it causes
  GstClockTime end_ = 0;                        ///< end of the latest frame, in what follows
  bool is_looping_ = true;
};

}  // namespace pipewright::standin
