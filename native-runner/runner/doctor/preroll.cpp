// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/preroll.hpp"

#include <set>
#include <string_view>

#include "common/text.hpp"
#include "runner/doctor/starvation.hpp"

namespace pipewright {
namespace {

bool waits_for_preroll(GstElement* sink) {
  return GST_STATE(sink) < GST_STATE_PAUSED && GST_STATE_PENDING(sink) != GST_STATE_VOID_PENDING;
}

bool has_async(GstElement* sink) {
  const GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(sink), "async");
  if (spec == nullptr || spec->value_type != G_TYPE_BOOLEAN) return false;
  gboolean async = FALSE;
  g_object_get(sink, "async", &async, nullptr);
  return async != FALSE;
}

void add_async_fix(Finding& finding, const FlowMap& map, const std::vector<std::string>& sinks) {
  std::vector<std::string> settable;
  for (const std::string& sink : sinks) {
    if (has_async(map.element(sink))) settable.push_back(sink);
  }
  if (settable.empty()) return;
  auto& fix = add_fix(finding, concat("Set async to false on ", quoted_names(settable)));
  for (const std::string& sink : settable) add_set_property(fix, sink, "async", false);
}

/// One sink that waits: what is missing for it, as a sentence.
std::string explain_sink(Finding& finding, const FlowMap& map, const std::string& sink,
                         std::set<std::string>& blamed) {
  const FlowMap::Links inputs = map.into(sink);
  const LinkFlow* dry = nullptr;
  for (const LinkFlow* input : inputs) {
    if (input->last_progress == 0) dry = input;
  }
  if (dry == nullptr) {
    return inputs.empty() ? concat("Nothing is linked to '", sink, "'.")
                          : concat("'", sink, "' got a buffer and is still busy with it.");
  }
  const Starvation starvation =
      find_starvation(map, *dry, [](const LinkFlow& link) { return link.last_progress == 0; });
  if (blamed.insert(starvation.element).second) {
    add_evidence_of(finding, map, starvation);
    add_fixes_of(finding, map, starvation);
    finding.diagnosis.add_elements(starvation.element);
  }
  return concat("No buffer has reached '", sink, "': ", describe(map, starvation), ".");
}

const char* change_reason(std::string_view factory) {
  if (factory.starts_with("nvinfer") || factory.starts_with("nvdspreprocess") ||
      factory.starts_with("nvtracker")) {
    return " It loads its model; TensorRT may be building an engine for this GPU, which takes "
           "minutes once and is kept in the engine file.";
  }
  if (factory == "nvmsgbroker") return " It connects to its broker.";
  if (factory.find("rtsp") != std::string_view::npos ||
      factory.find("uri") != std::string_view::npos) {
    return " It opens its source: the camera or server may not answer.";
  }
  return " It opens a device, a file, a model or a connection that takes its time.";
}

}  // namespace

std::vector<Finding> find_unprerolled(const FlowMap& map) {
  std::vector<std::string> waiting;
  for (const std::string& sink : map.sinks()) {
    if (waits_for_preroll(map.element(sink))) waiting.push_back(sink);
  }
  if (waiting.empty()) return {};
  Finding finding = make_finding(runner::NOT_PREROLLED, runner::ERROR, "");
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.set_title(concat(
      "The pipeline does not play: ", quoted_names(waiting),
      waiting.size() == 1 ? " waits for its first buffer" : " wait for their first buffers"));
  for (const std::string& sink : waiting) diagnosis.add_elements(sink);
  std::string explanation =
      "A sink with async=true takes part in PAUSED only with its first buffer, and the pipeline "
      "plays once all sinks have theirs.";
  std::set<std::string> blamed;
  for (const std::string& sink : waiting) {
    add_evidence(finding, sink, concat("Sink '", sink, "' has not prerolled"));
    explanation += " " + explain_sink(finding, map, sink, blamed);
  }
  diagnosis.set_explanation(std::move(explanation));
  add_async_fix(finding, map, waiting);
  return {std::move(finding)};
}

std::vector<Finding> find_waiting_change(const FlowMap& map, GstState target) {
  // Elements are asked from the sinks up to the sources, one after the other.
  std::vector<std::string> sinks;
  std::vector<std::string> others;
  bool has_passed_sinks = false;
  for (const auto& [name, element] : map.built().elements) {
    const bool is_sink = GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK);
    const bool is_asked = GST_STATE_NEXT(element) != GST_STATE_VOID_PENDING;
    if (is_asked && GST_STATE(element) < target) (is_sink ? sinks : others).push_back(name);
    if (!is_sink && (is_asked || GST_STATE(element) >= target)) has_passed_sinks = true;
  }
  const std::vector<std::string>& waiting = has_passed_sinks ? others : sinks;
  if (waiting.empty()) return {};
  Finding finding = make_finding(runner::STATE_CHANGE_WAITS, runner::WARNING, waiting.front());
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.set_title(
      concat(quoted_names(waiting),
             waiting.size() == 1 ? " is still on its way to " : " are still on their way to ",
             gst_element_state_get_name(target)));
  diagnosis.set_explanation(concat("The pipeline waits for it to be ready.",
                                   change_reason(map.factory(waiting.front()))));
  for (const std::string& name : waiting) {
    diagnosis.add_elements(name);
    GstElement* element = map.element(name);
    add_evidence(finding, name,
                 concat("'", name, "' is in ", gst_element_state_get_name(GST_STATE(element)),
                        ", on its way to ", gst_element_state_get_name(GST_STATE_NEXT(element))));
  }
  return {std::move(finding)};
}

}  // namespace pipewright
