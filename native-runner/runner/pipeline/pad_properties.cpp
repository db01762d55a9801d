// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pad_properties.hpp"

#include "common/text.hpp"
#include "runner/pipeline/pad_resolver.hpp"
#include "runner/pipeline/property_access.hpp"

namespace pipewright {

Outcome<void> PadProperties::apply_entry(GstPad* pad, const runner::PadProperties& entry) {
  const PropertyOwner owner{plan_.name(), plan_.factory(), object_name(pad)};
  for (const runner::Property& property : entry.properties()) {
    if (auto set = set_property(G_OBJECT(pad), owner, property); !set) return set;
  }
  applied_.insert(entry.pad());
  return {};
}

Outcome<void> PadProperties::apply(GstPad* pad, const std::string& asked_name) {
  const std::string name = object_name(pad);
  for (const runner::PadProperties& entry : plan_.pads()) {
    if (entry.pad() != name && entry.pad() != asked_name &&
        (entry.pad().find('%') == std::string::npos || !fits_template_name(entry.pad(), name))) {
      continue;
    }
    if (auto applied = apply_entry(pad, entry); !applied) return applied;
  }
  return {};
}

Outcome<void> PadProperties::apply_rest(GstElement* element) {
  for (const runner::PadProperties& entry : plan_.pads()) {
    if (entry.pad().empty()) {
      return make_error(runner::BAD_REQUEST,
                        concat("Element '", plan_.name(), "' (", plan_.factory(),
                               ") has properties for a pad without a name. Name the pad, or the "
                               "template of the pads, such as sink_%u."),
                        {.element = plan_.name()});
    }
    if (applied_.contains(entry.pad())) continue;
    if (const PadPtr pad{gst_element_get_static_pad(element, entry.pad().c_str())}) {
      if (auto applied = apply_entry(pad.get(), entry); !applied) return applied;
      continue;
    }
    auto candidates = find_pads(element, GST_PAD_SINK, entry.pad());
    if (!candidates) {
      auto source_candidates = find_pads(element, GST_PAD_SRC, entry.pad());
      if (!source_candidates) return std::move(candidates).error();
      candidates = std::move(source_candidates);
    }
    PadCandidate& candidate = candidates.value().front();
    if (candidate.presence == PadCandidate::Presence::kSometimes) continue;
    auto pad = claim_pad(element, candidate);
    if (!pad) return std::move(pad).error();
    if (auto applied = apply_entry(pad.value().get(), entry); !applied) return applied;
  }
  return {};
}

}  // namespace pipewright
