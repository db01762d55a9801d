// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/element_removal.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "common/text.hpp"
#include "runner/pipeline/pad_resolver.hpp"

namespace pipewright {
namespace {

std::vector<PadPtr> pads_of(GstElement* element) {
  std::vector<PadPtr> pads;
  GST_OBJECT_LOCK(element);
  for (GList* item = element->pads; item != nullptr; item = item->next) {
    pads.push_back(share_object(GST_PAD(item->data)));
  }
  GST_OBJECT_UNLOCK(element);
  return pads;
}

ElementPtr owner_of(GstPad* pad) {
  return ElementPtr(pad != nullptr ? gst_pad_get_parent_element(pad) : nullptr);
}

/// Calls `visit` with every link between one of the elements and one that is none of them.
void for_each_boundary(const std::set<GstElement*>& elements,
                       const std::function<void(Removal::Boundary)>& visit) {
  for (GstElement* element : elements) {
    for (PadPtr& pad : pads_of(element)) {
      PadPtr peer(gst_pad_get_peer(pad.get()));
      const ElementPtr other = owner_of(peer.get());
      if (!other || elements.contains(other.get())) continue;
      PadPtr staying = share_object(peer.get());
      const bool is_source = GST_PAD_IS_SRC(pad.get());
      visit(is_source ? Removal::Boundary{std::move(pad), std::move(peer), std::move(staying)}
                      : Removal::Boundary{std::move(peer), std::move(pad), std::move(staying)});
    }
  }
}

std::set<GstElement*> elements_of(const BuiltPipeline& built,
                                  const std::vector<std::string>& names) {
  std::set<GstElement*> elements;
  for (const std::string& name : names) elements.insert(built.elements.at(name));
  return elements;
}

bool is_requested(GstPad* pad) {
  const GstPadTemplate* pad_template = GST_PAD_PAD_TEMPLATE(pad);
  return pad_template != nullptr && GST_PAD_TEMPLATE_PRESENCE(pad_template) == GST_PAD_REQUEST;
}

/// DeepStream's muxers are told by flush events that a source goes, as NVIDIA's applications that
/// remove sources do it. The start of the flush also frees a thread that waits for room in a batch.
bool takes_flush_of_one_source(GstPad* sink) {
  const ElementPtr muxer = owner_of(sink);
  return muxer &&
         std::string_view(GST_OBJECT_NAME(gst_element_get_factory(muxer.get()))).starts_with("nv");
}

/// What is still under way is dropped as if it had been taken: the source must not fail for it.
void stop_flow(GstPad* source) {
  gst_pad_add_probe(
      source,
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST |
                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      [](GstPad*, GstPadProbeInfo*, gpointer) { return GST_PAD_PROBE_DROP; }, nullptr, nullptr);
}

}  // namespace

Outcome<void> check_removable(const BuiltPipeline& built, const std::vector<std::string>& names,
                              bool is_paused) {
  if (names.empty()) {
    return make_error(runner::BAD_REQUEST, "There is no element named that is to be removed.");
  }
  for (const std::string& name : names) {
    if (built.elements.contains(name)) continue;
    std::vector<std::string> known;
    for (const auto& [other, element] : built.elements) known.push_back(other);
    return make_error(runner::NO_SUCH_ELEMENT,
                      concat("The run has no element '", name, "'.", did_you_mean(name, known)),
                      {.element = name});
  }
  const std::set<GstElement*> elements = elements_of(built, names);
  if (elements.size() == built.elements.size()) {
    return make_error(runner::BAD_REQUEST,
                      "These are all elements of the run. Stop the run instead.");
  }
  Outcome<void> outcome;
  for_each_boundary(elements, [&](const Removal::Boundary& boundary) {
    if (!outcome) return;
    const std::string from = object_name(owner_of(boundary.source.get()).get());
    const std::string to = object_name(owner_of(boundary.sink.get()).get());
    if (boundary.staying == boundary.source) {
      outcome =
          make_error(runner::BAD_REQUEST,
                     concat("'", to, "' cannot be removed while '", from,
                            "', which feeds it, stays. Only whole sources can be removed from "
                            "a run: name all elements from the source on."),
                     {.element = to});
    } else if (!is_requested(boundary.sink.get())) {
      outcome = make_error(runner::BAD_REQUEST,
                           concat("'", from, "' cannot be removed: it feeds '", to,
                                  "', which would stay with nothing to feed it. Only sources of a "
                                  "muxer can be removed from a run; name '",
                                  to, "' too if it belongs to the source."),
                           {.element = from});
    } else if (is_paused && !takes_flush_of_one_source(boundary.sink.get())) {
      // Its thread waits in the muxer, and the muxer would wait for it to give its pad up.
      outcome = make_error(runner::INVALID_STATE,
                           concat("'", from, "' cannot be removed from '", to,
                                  "' while the pipeline is paused. Play it first."),
                           {.element = from});
    }
  });
  return outcome;
}

std::vector<std::string> downstream_first(const BuiltPipeline& built,
                                          const std::vector<std::string>& names) {
  std::vector<std::string> ordered;
  std::set<std::string> visited;
  const std::function<void(const std::string&)> visit = [&](const std::string& name) {
    if (!visited.insert(name).second) return;
    for (const PadPtr& pad : pads_of(built.elements.at(name))) {
      if (!GST_PAD_IS_SRC(pad.get())) continue;
      const PadPtr peer(gst_pad_get_peer(pad.get()));
      const ElementPtr next = owner_of(peer.get());
      if (!next) continue;
      const std::string next_name = object_name(next.get());
      if (std::find(names.begin(), names.end(), next_name) != names.end()) visit(next_name);
    }
    ordered.push_back(name);
  };
  // What is linked later has no way on as yet: by the plan's order, in which sources come first.
  for (auto name = names.rbegin(); name != names.rend(); ++name) visit(*name);
  return ordered;
}

Removal begin_removal(BuiltPipeline& built, const std::vector<std::string>& names) {
  Removal removal;
  const std::set<GstElement*> elements = elements_of(built, names);
  for (const std::string& name : downstream_first(built, names)) {
    removal.elements.push_back(share_object(built.elements.at(name)));
  }
  removal.unused = built.late_links->forget(elements);
  for_each_boundary(elements, [&](Removal::Boundary boundary) {
    removal.boundaries.push_back(std::move(boundary));
  });
  for (const auto& watch : built.watches) {
    const bool goes = std::find(names.begin(), names.end(), watch->element()) != names.end();
    const PadPtr pad = watch->pad();
    const bool leads_there =
        std::any_of(removal.boundaries.begin(), removal.boundaries.end(),
                    [&](const Removal::Boundary& boundary) { return boundary.source == pad; });
    if (watch->is_retired() || (!goes && !leads_there)) continue;
    watch->retire();
    built.link_ids.erase(watch->link_id());
    removal.pad_indexes.push_back(watch->index());
  }
  for (const std::string& name : names) {
    built.elements.erase(name);
    built.factories.erase(name);
    built.pad_properties.erase(name);
    ElementWatch* watch = built.element_watch_of.at(name);
    watch->retire();
    removal.watches.push_back(watch);
    built.element_watch_of.erase(name);
  }
  return removal;
}

void carry_out(const Removal& removal, GstElement* pipeline) {
  for (const Removal::Boundary& boundary : removal.boundaries) {
    stop_flow(boundary.source.get());
    if (takes_flush_of_one_source(boundary.sink.get())) {
      gst_pad_send_event(boundary.sink.get(), gst_event_new_flush_start());
    }
    gst_pad_unlink(boundary.source.get(), boundary.sink.get());
    if (!takes_flush_of_one_source(boundary.sink.get())) {
      release_if_requested(boundary.staying.get());
    }
  }
  for (const ElementPtr& element : removal.elements) {
    gst_element_set_locked_state(element.get(), TRUE);
    gst_element_set_state(element.get(), GST_STATE_NULL);
  }
  for (const Removal::Boundary& boundary : removal.boundaries) {
    if (!takes_flush_of_one_source(boundary.sink.get())) continue;
    gst_pad_send_event(boundary.sink.get(), gst_event_new_flush_stop(FALSE));
    release_if_requested(boundary.staying.get());
  }
  for (const PadPtr& pad : removal.unused) release_if_requested(pad.get());
  for (const ElementPtr& element : removal.elements) {
    gst_bin_remove(GST_BIN(pipeline), element.get());
  }
}

}  // namespace pipewright
