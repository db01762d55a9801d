// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/base/gstbasetransform.h>

#include <atomic>
#include <memory>
#include <optional>

#include "common/gst_ptr.hpp"
#include "common/result.hpp"
#include "standin/inference/batch_inference.hpp"
#include "standin/inference/inference_threads.hpp"
#include "standin/properties/property_store.hpp"

namespace pipewright::standin::inference {

/// What nvinfer and nvinferserver do as elements: they differ in their properties and in the
/// configuration that load() reads. As in the SDK a buffer is accepted once its samples are
/// prepared; it leaves on a thread of the element's own, and what the pad behind says is returned
/// for a later buffer.
class InferenceElement {
 public:
  using Load = Result<std::unique_ptr<BatchInference>> (*)(const PropertyStore& properties);

  /// `transform` owns this, and `properties`.
  InferenceElement(GstBaseTransform* transform, GstDebugCategory* category,
                   const PropertyStore& properties, Load load);

  /// Loads the configuration; posts an error and returns false when that fails.
  bool start();
  /// Drops what is under way.
  void stop();
  /// Loads the configuration anew with the next buffer. For any thread.
  void load_again() { is_changed_ = true; }

  /// Takes a buffer; posts what goes wrong. Waits while the model has enough to do.
  GstFlowReturn process(BufferPtr buffer);
  /// Waits until all buffers have left.
  void drain() { threads_.drain(); }
  /// What an event means for what is under way, for the tracked objects that inference remembers,
  /// or for its interval. Call before it is passed on.
  void follow(GstEvent* event);

 private:
  void use(std::unique_ptr<BatchInference> inference);
  void swap_configuration();
  GstFlowReturn process_async(BufferPtr& buffer, std::optional<SurfaceMap>& surfaces);
  GstFlowReturn submit(BufferPtr& buffer, std::optional<SurfaceMap>& surfaces);
  void infer(InferenceJob& job);
  void finish(InferenceJob& job);
  void push(BufferPtr buffer);
  /// Posts why a buffer goes no further.
  GstFlowReturn refuse(const Error& error);
  GstFlowReturn last_flow() const;
  void forget_flow();
  void report_async();
  void post_stream_warning();
  void follow_stream(GstEvent* event);

  GstBaseTransform* transform_;
  GstDebugCategory* category_;
  const PropertyStore& properties_;
  Load load_;
  std::atomic<bool> is_changed_ = false;
  /// What the pad behind said last.
  std::atomic<GstFlowReturn> pushed_ = GST_FLOW_OK;
  /// The model has failed: nothing goes on.
  std::atomic<bool> has_failed_ = false;
  /// Lives while the element is started; changed only while the threads have nothing to do.
  std::unique_ptr<BatchInference> inference_;
  /// Last, as they use what is above.
  InferenceThreads threads_;
};

}  // namespace pipewright::standin::inference
