// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <memory>
#include <set>

#include "common/result.hpp"
#include "standin/inference/batch_inference.hpp"
#include "standin/properties/property_store.hpp"

namespace pipewright::standin::inference {

/// What nvinfer and nvinferserver do as elements: they differ in their properties and in the
/// configuration that load() reads.
class InferenceElement {
 public:
  using Load = Result<std::unique_ptr<BatchInference>> (*)(const PropertyStore& properties);

  /// `element` owns this, and `properties`.
  InferenceElement(GstElement* element, GstDebugCategory* category, const PropertyStore& properties,
                   Load load)
      : element_(element), category_(category), properties_(properties), load_(load) {}

  /// Loads the configuration; posts an error and returns false when that fails.
  bool start();
  void stop() { inference_.reset(); }
  /// Loads the configuration anew with the next buffer. For any thread.
  void load_again() { is_changed_ = true; }

  /// Infers on a buffer's batch; posts what goes wrong.
  GstFlowReturn process(GstBuffer* buffer);
  /// What an event means for the tracked objects that inference remembers, or for its interval.
  void follow(GstEvent* event);

 private:
  void use(std::unique_ptr<BatchInference> inference);
  void swap_configuration();
  void report_async();
  void post_stream_warning();

  GstElement* element_;
  GstDebugCategory* category_;
  const PropertyStore& properties_;
  Load load_;
  /// Lives while the element is started.
  std::unique_ptr<BatchInference> inference_;
  std::atomic<bool> is_changed_ = false;
};

/// The numbers of classes in a text property, which `separator` stands between; the error names the
/// property.
Result<std::set<int>> class_ids_property(const PropertyStore& properties, unsigned id,
                                         const char* name, char separator);

}  // namespace pipewright::standin::inference
