// SPDX-License-Identifier: Apache-2.0
// The plan's properties of pads, set when the pads come into being.
#pragma once

#include <gst/gst.h>

#include <set>
#include <string>

#include "runner/error.hpp"

namespace pipewright {

/// The pad properties of one plan element. An entry named like a template is for each of its pads.
class PadProperties {
 public:
  explicit PadProperties(const runner::PlanElement& plan) : plan_(plan) {}

  /// Sets what the plan has for this pad, which links know as `asked_name`.
  Outcome<void> apply(GstPad* pad, const std::string& asked_name);

  /// Sets what no link's pad took, requesting those pads. Entries for pads that may appear later
  /// are left.
  Outcome<void> apply_rest(GstElement* element);

 private:
  Outcome<void> apply_entry(GstPad* pad, const runner::PadProperties& entry);

  const runner::PlanElement plan_;
  std::set<std::string> applied_;
};

}  // namespace pipewright
