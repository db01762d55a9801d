// SPDX-License-Identifier: Apache-2.0
// The insides of nvmultiurisrcbin: an nvurisrcbin per address, all in front of one nvstreammux.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/result.hpp"
#include "fault_reporter.hpp"
#include "gst-nvdscommonconfig.h"
#include "properties/nvmultiurisrcbin.gen.hpp"
#include "properties/property_store.hpp"
#include "stream_meter.hpp"

namespace pipewright::standin {

namespace multi_props = properties::nvmultiurisrcbin;

/// One source: what is known of it outside.
struct Camera {
  std::string uri;
  std::string sensor_id;    ///< unique where it is not empty
  std::string sensor_name;  ///< for people
  unsigned source_id = 0;   ///< number of its frames and of its pad on the mux; the bin's choice
};

/// Why a camera was not added.
struct AddProblem {
  enum Kind { kFull, kDuplicateId, kCannotPlay } kind = kCannotPlay;
  std::string message = {};  ///< kCannotPlay: what its source said; may be empty
};

/// Builds and takes down the elements of one bin, which owns it. Sources come from uri-list at the
/// start, and may be added and removed at any time while it runs, from any thread.
class MultiUriSource {
 public:
  MultiUriSource(GstElement* bin, PropertyStore* properties) : bin_(bin), properties_(properties) {}
  MultiUriSource(const MultiUriSource&) = delete;
  MultiUriSource& operator=(const MultiUriSource&) = delete;

  /// The bin's source pad.
  void set_src_pad(GstPad* pad) { src_pad_ = pad; }

  /// Before the bin goes to PAUSED: makes the mux. Posts an error and is false when the settings
  /// are wrong.
  bool start();
  /// When the mux is in PAUSED: adds the sources of uri-list. Those that cannot be are warned of.
  void add_listed_cameras();
  /// Whether a source gives its frames in its own time, so that none comes before PLAYING.
  [[nodiscard]] bool is_live() const { return is_live_; }
  /// PAUSED to READY: removes all of them.
  void stop();
  /// Whether sources may still be added when none is left. If not, the error of the last one is the
  /// bin's.
  void set_waits_for_cameras(bool waits) { waits_for_cameras_ = waits; }
  /// Looks at a message of an inner element. The error of one source of several becomes a warning,
  /// and the source is taken away; true when the message must not be posted.
  bool handle_message(GstMessage* message);

  /// Adds a source and starts it; its number.
  Result<unsigned, AddProblem> add(Camera camera);
  /// Removes the source with this address and sensor id; false when there is none.
  bool remove(const std::string& uri, const std::string& sensor_id);

  /// Tells the broker of a fault, where one is to be told.
  void report_fault(const std::string& sensor_id, const std::string& event) const;

  /// All sources, the latest one first.
  [[nodiscard]] std::vector<Camera> cameras() const;
  /// The sensor id of a source; empty when there is none of that number.
  [[nodiscard]] std::string sensor_id(unsigned source_id) const;
  /// The nvurisrcbin of a source; null when there is none of that number.
  [[nodiscard]] ElementPtr source(unsigned source_id) const;
  /// What was measured of a source; none before its first frame.
  [[nodiscard]] std::optional<StreamReading> reading(unsigned source_id) const;
  /// The mux; null when it does not run.
  [[nodiscard]] ElementPtr mux() const;

 private:
  struct Source {
    unsigned id = 0;
    // Interned, because metadata keep them.
    const char* uri = nullptr;
    const char* sensor_id = nullptr;
    const char* sensor_name = nullptr;
    ElementPtr element;
    PadPtr mux_pad;
    std::string failure = {};  // the error that it is taken away for
  };

  const Source* find(unsigned source_id) const;
  bool check_settings() const;
  bool make_mux();
  void connect_broker();
  void forward_properties(GstElement* element) const;
  std::optional<AddProblem> refusal(const Camera& camera) const;
  std::optional<unsigned> free_id(const Camera& camera);
  bool play(GstElement* source);
  std::optional<Source> take_out(const std::function<bool(const Source&)>& is_wanted);
  void dismantle(const Source& source);
  void remove_later(ElementPtr element);
  void post_sensor_message(GstMessage* (*make)(GstObject*, NvDsSensorInfo*), const Source& source);
  static GstPadProbeReturn on_output(GstPad* pad, GstPadProbeInfo* info, gpointer data);
  bool is_leaving(GstObject* element) const;
  void watch_decoder(GstElement* source, unsigned source_id);
  void name_cameras(GstBuffer* buffer) const;
  void on_pad(GstElement* element, GstPad* pad);

  GstElement* bin_;
  PropertyStore* properties_;
  GstPad* src_pad_ = nullptr;
  std::atomic<bool> waits_for_cameras_ = false;
  std::atomic<bool> is_live_ = false;
  std::shared_ptr<StreamMeter> meter_;     // made before the sources
  std::mutex lifecycle_mutex_;             // held while elements are made or taken down
  ElementPtr mux_;                         // changed with both mutexes held
  mutable std::mutex mutex_;               // guards what follows
  std::vector<Source> sources_;            // in the order of their coming
  std::shared_ptr<FaultReporter> faults_;  // null when faults are not to be told
  unsigned next_id_ = 0;
  bool is_starting_ = false;
};

}  // namespace pipewright::standin
