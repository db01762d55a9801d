// SPDX-License-Identifier: Apache-2.0
// From a plan to a GstPipeline: elements, properties, pads, links.
#pragma once

#include <gst/gst.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"
#include "runner/pipeline/element_watch.hpp"
#include "runner/pipeline/late_links.hpp"
#include "runner/pipeline/pad_properties.hpp"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

/// A pipeline in NULL with everything that belongs to it. Members go in reverse order: the pipeline
/// has to be in NULL by then.
struct BuiltPipeline {
  ElementPtr pipeline;
  std::map<std::string, GstElement*> elements;   ///< by plan name; owned by the pipeline
  std::map<std::string, std::string> factories;  ///< by plan name
  std::map<std::string, std::unique_ptr<PadProperties>> pad_properties;
  std::set<std::string> link_ids;
  /// In plan order; only ever appended, as `watches`.
  std::vector<std::unique_ptr<ElementWatch>> element_watches;
  std::map<std::string, ElementWatch*> element_watch_of;  ///< by plan name
  std::vector<std::unique_ptr<PadWatch>> watches;  ///< by link, in plan order; only ever appended
  std::unique_ptr<LateLinks> late_links;
};

/// Builds a plan. Request pads are made in the order of its links. The failure names the element
/// and the property or pad.
Outcome<BuiltPipeline> build_pipeline(const runner::Plan& plan);

/// Adds elements, still in NULL, and links to a pipeline that may be running. After a failure what
/// was added of them is still there, as named in `added`.
Outcome<void> extend_pipeline(BuiltPipeline& built, const runner::AddElements& request,
                              std::vector<std::string>& added);

}  // namespace pipewright
