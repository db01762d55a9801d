// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pipeline_builder.hpp"

#include <utility>

#include "common/text.hpp"
#include "runner/pipeline/element_factory.hpp"
#include "runner/pipeline/pad_resolver.hpp"

namespace pipewright {
namespace {

using PlanElements = google::protobuf::RepeatedPtrField<runner::PlanElement>;
using PlanLinks = google::protobuf::RepeatedPtrField<runner::PlanLink>;

class Builder {
 public:
  Builder(BuiltPipeline& built, const PlanElements& elements, const PlanLinks& links)
      : built_(built), elements_(elements), links_(links) {}

  Outcome<void> build();

  /// Names of the elements made so far.
  [[nodiscard]] const std::vector<std::string>& made() const { return made_; }

 private:
  Outcome<void> make_elements();
  Outcome<void> make_link(const runner::PlanLink& link);
  Outcome<GstElement*> element_of(const runner::PlanLink& link, const std::string& name);
  Outcome<void> link_now(const runner::PlanLink& link, GstElement* from, PadCandidate& from_pad,
                         GstElement* to, PadCandidate& to_pad, PadWatch& watch);
  Outcome<void> link_later(const runner::PlanLink& link, GstElement* from, GstElement* to,
                           std::vector<PadCandidate>& to_pads, PadWatch& watch);
  Outcome<void> make_remaining_pads();

  PadProperties& pad_properties(const std::string& element) {
    return *built_.pad_properties.at(element);
  }

  BuiltPipeline& built_;
  const PlanElements& elements_;
  const PlanLinks& links_;
  std::vector<std::string> made_;
};

Outcome<void> Builder::build() {
  if (auto made = make_elements(); !made) return made;
  for (const runner::PlanLink& link : links_) {
    if (auto made = make_link(link); !made) return made;
  }
  if (auto made = make_remaining_pads(); !made) return made;
  built_.late_links->start();
  return {};
}

Outcome<void> Builder::make_elements() {
  for (const runner::PlanElement& plan : elements_) {
    if (plan.name().empty()) {
      return make_error(runner::BAD_REQUEST, concat("The plan has a '", plan.factory(),
                                                    "' without a name. Give every element one."));
    }
    if (built_.elements.contains(plan.name())) {
      return make_error(runner::DUPLICATE_ELEMENT,
                        concat("Two elements are named '", plan.name(), "'. Rename one of them."),
                        {.element = plan.name()});
    }
    auto element = make_element(plan);
    if (!element) return std::move(element).error();
    if (!gst_bin_add(GST_BIN(built_.pipeline.get()), element.value().get())) {
      return make_error(runner::INTERNAL, concat("Element '", plan.name(), "' was not accepted."),
                        {.element = plan.name()});
    }
    built_.elements[plan.name()] = element.value().get();
    built_.factories[plan.name()] = plan.factory();
    built_.element_watches.push_back(
        std::make_unique<ElementWatch>(plan.name(), element.value().get()));
    built_.element_watch_of[plan.name()] = built_.element_watches.back().get();
    built_.pad_properties[plan.name()] = std::make_unique<PadProperties>(plan);
    made_.push_back(plan.name());
  }
  return {};
}

Outcome<GstElement*> Builder::element_of(const runner::PlanLink& link, const std::string& name) {
  const auto found = built_.elements.find(name);
  if (found != built_.elements.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [known, element] : built_.elements) names.push_back(known);
  return make_error(runner::NO_SUCH_ELEMENT,
                    concat("Link '", link.id(), "' is to an element '", name,
                           "' that the plan does not have.", did_you_mean(name, names)),
                    {.element = name});
}

Outcome<void> Builder::make_link(const runner::PlanLink& link) {
  if (!built_.link_ids.insert(link.id()).second) {
    return make_error(runner::BAD_REQUEST,
                      concat("Two links have the id '", link.id(), "'. Ids are unique."));
  }
  auto from = element_of(link, link.from_element());
  if (!from) return std::move(from).error();
  auto to = element_of(link, link.to_element());
  if (!to) return std::move(to).error();
  auto from_pads = find_pads(from.value(), GST_PAD_SRC, link.from_pad());
  if (!from_pads) return std::move(from_pads).error();
  auto to_pads = find_pads(to.value(), GST_PAD_SINK, link.to_pad());
  if (!to_pads) return std::move(to_pads).error();

  built_.watches.push_back(
      std::make_unique<PadWatch>(static_cast<std::uint32_t>(built_.watches.size()), link.id(),
                                 *built_.element_watch_of.at(link.from_element()),
                                 *built_.element_watch_of.at(link.to_element()), link.from_pad()));
  PadWatch& watch = *built_.watches.back();

  bool can_come_later = false;
  for (PadCandidate& from_pad : from_pads.value()) {
    if (from_pad.presence == PadCandidate::Presence::kSometimes) {
      can_come_later = true;
      continue;
    }
    const CapsPtr caps = from_pad.caps();
    for (PadCandidate& to_pad : to_pads.value()) {
      if (to_pad.presence == PadCandidate::Presence::kSometimes) continue;
      if (!gst_caps_can_intersect(caps.get(), to_pad.caps().get())) continue;
      return link_now(link, from.value(), from_pad, to.value(), to_pad, watch);
    }
  }
  if (can_come_later) return link_later(link, from.value(), to.value(), to_pads.value(), watch);

  const auto nothing_left = [&](const std::string& element, std::string_view direction) {
    return make_error(runner::LINK_FAILED,
                      concat("Cannot link '", link.from_element(), "' to '", link.to_element(),
                             "': '", element, "' has no free ", direction, " pad."),
                      {.element = element});
  };
  if (from_pads.value().empty()) return nothing_left(link.from_element(), "source");
  if (to_pads.value().empty()) return nothing_left(link.to_element(), "sink");
  return link_failure(link.from_element(), from_pads.value().front(), link.to_element(),
                      to_pads.value().front(), "their formats have nothing in common");
}

Outcome<void> Builder::link_now(const runner::PlanLink& link, GstElement* from,
                                PadCandidate& from_pad, GstElement* to, PadCandidate& to_pad,
                                PadWatch& watch) {
  const auto claim = [&](GstElement* element, const std::string& name,
                         PadCandidate& candidate) -> Outcome<PadPtr> {
    const std::string asked_name = candidate.name;
    auto pad = claim_pad(element, candidate);
    if (!pad) return pad;
    if (auto set = pad_properties(name).apply(pad.value().get(), asked_name); !set) {
      return std::move(set).error();
    }
    return pad;
  };
  auto source = claim(from, link.from_element(), from_pad);
  if (!source) return std::move(source).error();
  auto sink = claim(to, link.to_element(), to_pad);
  if (!sink) return std::move(sink).error();
  watch.attach(source.value().get());
  const GstPadLinkReturn result = gst_pad_link(source.value().get(), sink.value().get());
  if (result == GST_PAD_LINK_OK) return {};
  watch.detach(source.value().get());
  const PadPtr unused_source = share_object(source.value().get());
  const PadPtr unused_sink = share_object(sink.value().get());
  PadCandidate from_failed;
  from_failed.name = object_name(source.value().get());
  from_failed.pad = std::move(source).value();
  PadCandidate to_failed;
  to_failed.name = object_name(sink.value().get());
  to_failed.pad = std::move(sink).value();
  runner::Error error = link_failure(link.from_element(), from_failed, link.to_element(), to_failed,
                                     gst_pad_link_get_name(result));
  release_if_requested(unused_source.get());
  release_if_requested(unused_sink.get());
  return error;
}

Outcome<void> Builder::link_later(const runner::PlanLink& link, GstElement* from, GstElement* to,
                                  std::vector<PadCandidate>& to_pads, PadWatch& watch) {
  LateLink late;
  late.id = link.id();
  late.from = from;
  late.from_pad = link.from_pad();
  late.to = to;
  late.to_pad = link.to_pad();
  late.watch = &watch;
  late.from_pad_properties = &pad_properties(link.from_element());
  late.to_pad_properties = &pad_properties(link.to_element());
  if (!link.to_pad().empty()) {
    if (to_pads.front().presence == PadCandidate::Presence::kSometimes) {
      return make_error(runner::LINK_FAILED,
                        concat("Cannot link '", link.from_element(), "' to '", link.to_element(),
                               ".", link.to_pad(), "': both pads appear only while running."),
                        {.element = link.to_element(), .pad = link.to_pad()});
    }
    // Claimed now, so that a muxer's pads are numbered in the plan's order, whichever source is
    // ready first.
    auto pad = claim_pad(to, to_pads.front());
    if (!pad) return std::move(pad).error();
    if (auto set = pad_properties(link.to_element()).apply(pad.value().get(), link.to_pad());
        !set) {
      return std::move(set).error();
    }
    late.claimed_to_pad = std::move(pad).value();
  }
  built_.late_links->add(std::move(late));
  return {};
}

Outcome<void> Builder::make_remaining_pads() {
  for (const std::string& name : made_) {
    if (auto set = pad_properties(name).apply_rest(built_.elements.at(name)); !set) return set;
  }
  return {};
}

}  // namespace

Outcome<BuiltPipeline> build_pipeline(const runner::Plan& plan) {
  if (plan.elements().empty()) {
    return make_error(runner::BAD_REQUEST, "The plan has no elements: there is nothing to run.");
  }
  BuiltPipeline built;
  built.pipeline = share_object(gst_pipeline_new("pipeline"));
  built.late_links = std::make_unique<LateLinks>();
  Builder builder(built, plan.elements(), plan.links());
  if (auto made = builder.build(); !made) return std::move(made).error();
  return built;
}

Outcome<void> extend_pipeline(BuiltPipeline& built, const runner::AddElements& request,
                              std::vector<std::string>& added) {
  Builder builder(built, request.elements(), request.links());
  Outcome<void> made = builder.build();
  added = builder.made();
  return made;
}

}  // namespace pipewright
