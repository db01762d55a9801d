// SPDX-License-Identifier: Apache-2.0
// What joins and leaves a pipeline while it runs.
#include <algorithm>
#include <utility>

#include "common/text.hpp"
#include "runner/pipeline/element_removal.hpp"
#include "runner/pipeline/pipeline.hpp"

namespace pipewright {

Outcome<void> Pipeline::check_streaming(const char* what) const {
  GstState state = GST_STATE_NULL;
  GstState pending = GST_STATE_VOID_PENDING;
  gst_element_get_state(pipeline_, &state, &pending, 0);
  if (stop_phase_ == StopPhase::kNone &&
      (state >= GST_STATE_PAUSED || pending >= GST_STATE_PAUSED)) {
    return {};
  }
  return make_error(
      runner::INVALID_STATE,
      concat("Cannot ", what, ": the pipeline is in ", gst_element_state_get_name(state),
             stop_phase_ == StopPhase::kNone ? ". Play it first." : " and is being stopped."));
}

bool Pipeline::is_paused() const {
  GstState state = GST_STATE_NULL;
  gst_element_get_state(pipeline_, &state, nullptr, 0);
  return state == GST_STATE_PAUSED;
}

void Pipeline::add_elements(const runner::AddElements& request,
                            Finished<std::vector<std::uint32_t>> done) {
  if (auto streaming = check_streaming("add elements"); !streaming) {
    return done(std::move(streaming).error());
  }
  if (request.elements().empty()) {
    return done(make_error(runner::BAD_REQUEST, "There are no elements to add."));
  }
  for (const runner::PlanLink& link : request.links()) {
    if (!built_.elements.contains(link.from_element())) continue;
    return done(make_error(
        runner::BAD_REQUEST,
        concat("Link '", link.id(), "' comes from '", link.from_element(),
               "', which is running: only whole sources can join a run. Start a new run for it."),
        {.element = link.from_element()}));
  }
  const std::size_t first_watch = built_.watches.size();
  const std::set<std::string> link_ids = built_.link_ids;
  std::vector<std::string> names;
  if (auto added = extend_pipeline(built_, request, names); !added) {
    // Nothing of it runs, so nothing waits.
    for (std::size_t i = first_watch; i < built_.watches.size(); ++i) built_.watches[i]->retire();
    const Removal removal = begin_removal(built_, names);
    carry_out(removal, pipeline_);
    for (ElementWatch* watch : removal.watches) watch->release();
    built_.link_ids = link_ids;
    return done(std::move(added).error());
  }
  start_added(names, first_watch, std::move(done));
}

void Pipeline::start_added(const std::vector<std::string>& names, std::size_t first_watch,
                           Finished<std::vector<std::uint32_t>> done) {
  // Data that flows has to find what is behind it ready.
  auto elements = std::make_shared<std::vector<ElementPtr>>();
  for (const std::string& name : downstream_first(built_, names)) {
    elements->push_back(share_object(built_.elements.at(name)));
  }
  for (const std::string& name : names) unsettled_[name].reset();
  ask<void>(
      "add elements",
      [elements](GstElement*) -> Outcome<void> {
        for (const ElementPtr& element : *elements) {
          if (gst_element_sync_state_with_parent(element.get()) == FALSE) {
            return make_error(runner::STATE_CHANGE_FAILED, object_name(element.get()));
          }
        }
        return {};
      },
      [this, names, first_watch, done = std::move(done)](const Outcome<void>& started) {
        bus_watch_->drain();  // the reason of a failure is there already
        if (started) {
          settle(names);
          on_latency_changed();
          std::vector<std::uint32_t> indexes;
          for (std::size_t i = first_watch; i < built_.watches.size(); ++i) {
            indexes.push_back(static_cast<std::uint32_t>(i));
          }
          return done(std::move(indexes));
        }
        runner::Error error = state_change_failure(
            concat("Element '", started.error().message(), "' could not be started in the run"),
            first_error_of(names));
        withdraw(names, [error = std::move(error), done](const auto&) { done(error); });
      });
}

void Pipeline::remove_elements(const std::vector<std::string>& names,
                               Finished<std::vector<std::uint32_t>> done) {
  if (auto removable = check_removable(built_, names, is_paused()); !removable) {
    return done(std::move(removable).error());
  }
  if (auto streaming = check_streaming("remove elements"); !streaming) {
    return done(std::move(streaming).error());
  }
  withdraw(names, std::move(done));
}

void Pipeline::withdraw(const std::vector<std::string>& names,
                        Finished<std::vector<std::uint32_t>> done) {
  for (const std::string& name : names) unsettled_.try_emplace(name);
  auto removal = std::make_shared<const Removal>(begin_removal(built_, names));
  call_async([&main = main_, weak = weak_from_this(), removal, names,
              done = std::move(done)](GstElement* pipeline) {
    carry_out(*removal, pipeline);
    main.post([weak, removal, names, done] {
      const auto self = weak.lock();
      if (!self) return;
      self->bus_watch_->drain();  // what they said when they went
      self->settle(names);
      for (const std::string& name : names) self->bus_watch_->forget(name);
      for (ElementWatch* watch : removal->watches) watch->release();
      done(removal->pad_indexes);
    });
  });
}

std::optional<runner::BusMessage> Pipeline::first_error_of(
    const std::vector<std::string>& unsettled) const {
  for (const std::string& name : unsettled) {
    const auto found = unsettled_.find(name);
    if (found != unsettled_.end() && found->second) return found->second;
  }
  return std::nullopt;
}

void Pipeline::settle(const std::vector<std::string>& names) {
  for (const std::string& name : names) unsettled_.erase(name);
}

}  // namespace pipewright
