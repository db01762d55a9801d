// SPDX-License-Identifier: Apache-2.0
// What one element of the plan does to the buffers that pass it, seen from the links around it: how
// long they stay, how long ago they left their source, how many are dropped, when the last one
// came.
#pragma once

#include <gst/gst.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "common/gst_ptr.hpp"
#include "common/transit_table.hpp"
#include "runner/pipeline/batch_meta_reader.hpp"
#include "runner/pipeline/latency_histogram.hpp"
#include "runner/pipeline/queue_levels.hpp"

namespace pipewright {

/// Nanoseconds of the monotonic clock, as Sample.monotonic_ns counts them.
std::uint64_t monotonic_nanos();

/// The number in a pad's name (`sink_3`), or kNoPadNumber.
inline constexpr std::uint32_t kNoPadNumber = 0xffffffff;
std::uint32_t pad_number(GstPad* pad);

/// A buffer on its way over a link.
struct PassingBuffer {
  GstClockTime pts;
  const BatchView& batch;
  std::uint64_t now;  ///< monotonic_nanos
};

/// What is known of a buffer where it leaves an element, for the next one.
struct Transit {
  std::uint64_t origin = 0;  ///< when it left its source; 0 when that is not known
  std::uint32_t stream = kNoStream;
  TransitTable* frames = nullptr;  ///< origins of the frames of its batch, or null
};

/// Buffers come and go in any streaming threads, which store and add but never lock; everything is
/// read from any thread.
class ElementWatch {
 public:
  /// Keeps the element until it is released.
  ElementWatch(std::string name, GstElement* element);
  ~ElementWatch();
  ElementWatch(const ElementWatch&) = delete;
  ElementWatch& operator=(const ElementWatch&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Null once it is released.
  [[nodiscard]] GstElement* element() const { return element_.get(); }

  /// The element has left the pipeline: there is nothing more to tell.
  void retire() { is_retired_.store(true, std::memory_order_relaxed); }
  /// Of a retired element whose streaming threads have ended: gives up what it holds of it.
  void release();
  [[nodiscard]] bool is_retired() const { return is_retired_.load(std::memory_order_relaxed); }

  /// One more link into or out of the element.
  void add_input() { ++num_inputs_; }
  void add_output() { ++num_outputs_; }
  /// One of them goes.
  void remove_input() { --num_inputs_; }
  void remove_output() { --num_outputs_; }
  [[nodiscard]] bool is_source() const { return num_inputs_ == 0; }
  [[nodiscard]] bool is_sink() const { return num_outputs_ == 0; }

  /// A buffer leaves by a source pad of this number.
  Transit leave(const PassingBuffer& buffer, std::uint32_t pad) noexcept;
  /// It is about to arrive at a sink pad of this number.
  void enter(const PassingBuffer& buffer, std::uint32_t pad, const Transit& transit) noexcept;

  /// Time between the element's sink and source pads. Empty of records where buffers cannot be
  /// matched: sources, sinks, elements that change or lack time stamps.
  LatencyHistogram& latency() { return latency_; }
  /// Nanoseconds in which it worked on a buffer, as far as that can be told from outside: sources,
  /// sinks and elements that wait on purpose (queues, muxers) have none.
  [[nodiscard]] std::uint64_t busy_nanos() const { return busy_.load(std::memory_order_relaxed); }

  /// Of a sink: time since frames left their source, by source id; null where none came.
  LatencyHistogram* end_to_end(std::uint32_t source_id);
  /// The same of buffers that are in no batch.
  LatencyHistogram* end_to_end_unbatched() { return unbatched_.load(std::memory_order_acquire); }

  [[nodiscard]] std::uint64_t num_in() const { return num_in_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t num_out() const { return num_out_.load(std::memory_order_relaxed); }
  /// monotonic_nanos of the last buffer that arrived or left; 0 before the first.
  [[nodiscard]] std::uint64_t last_in_nanos() const {
    return last_in_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t last_out_nanos() const {
    return last_out_.load(std::memory_order_relaxed);
  }

  [[nodiscard]] bool is_queue() const { return is_queue_; }
  /// Empty for elements that are no queue.
  [[nodiscard]] std::optional<QueueLevels> queue_levels() const {
    return is_queue_ ? read_queue_levels(element_.get()) : std::nullopt;
  }
  /// How often a buffer came to a full queue.
  [[nodiscard]] std::uint64_t num_overruns() const {
    return num_overruns_.load(std::memory_order_relaxed);
  }

 private:
  using Histogram = std::atomic<LatencyHistogram*>;

  std::uint64_t single_key(const PassingBuffer& buffer, std::uint32_t pad) const;
  void record(const TransitTable::Found& found, std::uint64_t now, bool is_work) noexcept;
  Transit leave_first_batch(const PassingBuffer& buffer) noexcept;
  Transit leave_in_batch(const PassingBuffer& buffer) noexcept;
  bool makes_batches() const;
  Transit leave_alone(const PassingBuffer& buffer, std::uint32_t pad) noexcept;
  void arrive(const PassingBuffer& buffer, const Transit& transit) noexcept;
  void adopt_frames(TransitTable* frames) noexcept;

  const std::string name_;
  ElementPtr element_;
  const bool is_queue_;
  const bool is_demuxer_;
  gulong overrun_handler_ = 0;
  std::atomic<bool> is_retired_ = false;
  std::atomic<unsigned> num_inputs_ = 0;
  std::atomic<unsigned> num_outputs_ = 0;
  TransitTable arrivals_;

  alignas(64) std::atomic<std::uint64_t> num_in_ = 0;
  std::atomic<std::uint64_t> last_in_ = 0;
  std::atomic<bool> gets_times_ = false;
  std::atomic<bool> gets_batches_ = false;
  std::atomic<bool> gets_undivided_ = false;     // batches that no demuxer took apart
  std::atomic<TransitTable*> frames_ = nullptr;  // of the batches that pass
  std::atomic<bool> mixes_frames_ = false;       // of several muxers: ids say nothing then
  alignas(64) std::atomic<std::uint64_t> num_out_ = 0;
  std::atomic<std::uint64_t> last_out_ = 0;
  std::atomic<std::uint64_t> busy_ = 0;
  std::atomic<std::uint64_t> num_overruns_ = 0;
  LatencyHistogram latency_;

  // Made by the streaming thread that needs them first.
  std::atomic<TransitTable*> own_frames_ = nullptr;
  Histogram unbatched_ = nullptr;
  std::atomic<std::array<Histogram, StreamCounters::kMaxStreams>*> streams_ = nullptr;
};

}  // namespace pipewright
