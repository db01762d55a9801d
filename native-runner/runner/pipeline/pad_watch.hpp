// SPDX-License-Identifier: Apache-2.0
// Counts what flows through a link, and lends the buffers to taps.
#pragma once

#include <gst/gst.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "pipewright/runner.pb.h"
#include "runner/pipeline/batch_meta_reader.hpp"
#include "runner/pipeline/element_watch.hpp"

namespace pipewright {

/// Size of raw video on a pad, in pixels; 0 where it is no raw video.
struct PictureSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// Wants to see the buffers of a pad.
class BufferTap {
 public:
  virtual ~BufferTap() = default;
  /// Runs in the streaming thread; after its removal it may see one more buffer. Takes a reference
  /// of what it keeps.
  virtual void on_buffer(GstPad* pad, GstBuffer* buffer, PictureSize size) noexcept = 0;
};

/// The counters of one link's source pad. Written by the streaming thread, read by any.
struct PadCounters {
  std::uint64_t buffers = 0;
  std::uint64_t bytes = 0;
  std::uint64_t frames = 0;
  std::uint64_t objects = 0;
};

class PadWatch {
 public:
  /// The elements at both ends of the link outlive the watch, which tells them what passes.
  PadWatch(std::uint32_t index, std::string link_id, ElementWatch& from, ElementWatch& to,
           std::string pad_name);
  ~PadWatch();
  PadWatch(const PadWatch&) = delete;
  PadWatch& operator=(const PadWatch&) = delete;

  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] const std::string& link_id() const { return link_id_; }
  [[nodiscard]] const std::string& element() const { return from_.name(); }
  [[nodiscard]] const std::string& to_element() const { return to_.name(); }
  /// The pad's name, or its template's as long as it has not appeared.
  [[nodiscard]] std::string pad_name() const;
  /// Fills in what the server is told of it.
  void describe(runner::WatchedPad& pad) const;

  /// Starts watching a pad; before it is linked, so that nothing is missed. Any thread.
  void attach(GstPad* pad);
  /// Stops watching a pad that goes, or did not link. Any thread.
  void detach(GstPad* pad);
  /// Stops watching for good, as the link goes.
  void retire();
  [[nodiscard]] bool is_retired() const { return is_retired_.load(std::memory_order_relaxed); }

  [[nodiscard]] PadCounters counters() const;
  /// Counters by source id of the batches seen so far, or null.
  [[nodiscard]] const StreamCounters* streams() const {
    return streams_.load(std::memory_order_acquire);
  }
  /// The negotiated caps, or null.
  [[nodiscard]] CapsPtr caps() const;
  /// The pad, or null while there is none.
  [[nodiscard]] PadPtr pad() const;
  /// Of the raw video on the pad.
  [[nodiscard]] PictureSize picture_size() const {
    return {width_.load(std::memory_order_relaxed), height_.load(std::memory_order_relaxed)};
  }

  void add_tap(std::shared_ptr<BufferTap> tap);
  void remove_tap(const BufferTap* tap);

 private:
  using Taps = std::vector<std::shared_ptr<BufferTap>>;

  static GstPadProbeReturn on_probe(GstPad* pad, GstPadProbeInfo* info, gpointer user_data);
  void pass(GstPad* pad, GstBuffer* buffer);
  void count(GstBuffer* buffer, const BatchView& batch);
  void note_pad_numbers(GstPad* pad);
  void run_taps(GstPad* pad, GstBuffer* buffer);
  void note_caps(const GstCaps* caps);
  [[nodiscard]] std::shared_ptr<const Taps> taps() const;

  const std::uint32_t index_;
  const std::string link_id_;
  ElementWatch& from_;
  ElementWatch& to_;

  // Written per buffer: kept off the cache lines of what is read only.
  alignas(64) std::atomic<std::uint64_t> num_buffers_ = 0;
  std::atomic<std::uint64_t> num_bytes_ = 0;
  std::atomic<std::uint64_t> num_frames_ = 0;
  std::atomic<std::uint64_t> num_objects_ = 0;
  alignas(64) std::atomic<StreamCounters*> streams_ = nullptr;
  std::atomic<bool> has_taps_ = false;
  std::atomic<bool> is_retired_ = false;
  std::atomic<bool> knows_pad_numbers_ = false;
  std::atomic<std::uint32_t> from_number_ = kNoPadNumber;
  std::atomic<std::uint32_t> to_number_ = kNoPadNumber;
  std::atomic<std::uint32_t> width_ = 0;
  std::atomic<std::uint32_t> height_ = 0;

  mutable std::mutex mutex_;
  std::string pad_name_;
  PadPtr pad_;
  gulong probe_ = 0;
  std::shared_ptr<const Taps> taps_;
};

}  // namespace pipewright
