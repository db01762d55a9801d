// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/missing_plugin.hpp"

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "runner/registry/plugin_packages.hpp"

namespace pipewright {
namespace {

constexpr std::size_t kMaxCapsBytes = 300;

std::string text_of(const GstStructure* structure, const char* field) {
  const gchar* text = gst_structure_get_string(structure, field);
  return text != nullptr ? text : std::string();
}

}  // namespace

Finding explain_missing_plugin(GstMessage* message, const std::string& element) {
  // The message's fields are those of pbutils: type, detail (caps or a text), name.
  const GstStructure* structure = gst_message_get_structure(message);
  const std::string type = text_of(structure, "type");
  std::string name = text_of(structure, "name");
  std::string detail = text_of(structure, "detail");
  std::string advice;
  const GValue* value = gst_structure_get_value(structure, "detail");
  if (value != nullptr && GST_VALUE_HOLDS_CAPS(value)) {
    const GstCaps* caps = gst_value_get_caps(value);
    detail = take_text(gst_caps_to_string(caps));
    if (gst_caps_get_size(caps) > 0) {
      advice = decoder_advice(gst_structure_get_name(gst_caps_get_structure(caps, 0)));
    }
  } else if (type == "element") {
    advice = install_advice(detail);
  }
  if (name.empty()) name = concat(type, " for ", detail);

  Finding finding =
      make_finding(runner::MISSING_PLUGIN, runner::ERROR, concat(element, " ", type, " ", detail));
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.add_elements(element);
  diagnosis.set_title(concat("'", element, "' finds no plugin for: ", name));
  diagnosis.set_explanation(
      type == "decoder"
          ? concat("Its input has a stream that no decoder on this machine takes, so "
                   "that stream does not come out of '",
                   element, "'.")
          : concat("An element that '", element, "' needs is not installed on this machine."));
  add_evidence(finding, element, concat("Missing ", type, ": ", shorten(detail, kMaxCapsBytes)));
  add_fix(finding, advice.empty() ? std::string("Install the GStreamer plugin that has it; "
                                                "`gst-inspect-1.0` lists what is there")
                                  : advice);
  return finding;
}

}  // namespace pipewright
