// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/flow_map.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>

#include "common/text.hpp"

namespace pipewright {
namespace {

/// Pads that a search for a task goes back at most.
constexpr int kMaxSteps = 64;

/// The source pad that feeds the element which a source pad belongs to, or null.
PadPtr source_before(GstPad* pad) {
  const GstPtr<GstElement> element(gst_pad_get_parent_element(pad));
  if (!element) return nullptr;
  PadPtr sink;
  GST_OBJECT_LOCK(element.get());
  for (GList* item = element->sinkpads; item != nullptr && !sink; item = item->next) {
    if (gst_pad_is_linked(GST_PAD(item->data))) sink = share_object(GST_PAD(item->data));
  }
  GST_OBJECT_UNLOCK(element.get());
  return PadPtr(sink ? gst_pad_get_peer(sink.get()) : nullptr);
}

}  // namespace

void FlowMap::look(gint64 now, gint64 playing_since) {
  const auto& watches = built_.watches;
  links_.resize(watches.size());
  for (std::size_t i = 0; i < watches.size(); ++i) {
    LinkFlow& link = links_[i];
    link.watch = watches[i].get();
    const std::uint64_t num_buffers = link.watch->counters().buffers;
    if (num_buffers != link.num_buffers) {
      if (link.last_progress != 0 && playing_since != 0) {
        const gint64 since = std::max(link.last_progress, playing_since);
        link.longest_gap = std::max(link.longest_gap, now - since);
      }
      if (link.first_progress == 0) link.first_progress = now;
      link.num_buffers = num_buffers;
      link.last_progress = now;
    }
    const PadPtr pad = link.watch->pad();
    link.has_pad = pad != nullptr;
    link.is_eos = pad && GST_PAD_IS_EOS(pad.get());
  }
}

FlowMap::Links FlowMap::into(const std::string& element) const {
  Links found;
  for (const LinkFlow& link : links_) {
    if (link.to() == element && !link.watch->is_retired()) found.push_back(&link);
  }
  return found;
}

FlowMap::Links FlowMap::out_of(const std::string& element) const {
  Links found;
  for (const LinkFlow& link : links_) {
    if (link.from() == element && !link.watch->is_retired()) found.push_back(&link);
  }
  return found;
}

GstElement* FlowMap::element(const std::string& name) const {
  const auto found = built_.elements.find(name);
  return found != built_.elements.end() ? found->second : nullptr;
}

std::string FlowMap::factory(const std::string& name) const {
  const auto found = built_.factories.find(name);
  return found != built_.factories.end() ? found->second : std::string();
}

bool FlowMap::is_queue(const std::string& name) const {
  const std::string kind = factory(name);
  return kind == "queue" || kind == "queue2" || kind == "multiqueue";
}

std::vector<std::string> FlowMap::sources() const {
  std::vector<std::string> found;
  for (const auto& [name, element] : built_.elements) {
    if (into(name).empty()) found.push_back(name);
  }
  return found;
}

std::vector<std::string> FlowMap::sinks() const {
  std::vector<std::string> found;
  for (const auto& [name, element] : built_.elements) {
    if (GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK)) found.push_back(name);
  }
  return found;
}

bool is_pushing(GstPad* pad) {
  // GStreamer calls an idle probe at once when no thread is in the pad, else when it leaves.
  using Flag = std::shared_ptr<std::atomic<bool>>;
  const auto was_idle = std::make_shared<std::atomic<bool>>(false);
  const gulong probe = gst_pad_add_probe(
      pad, GST_PAD_PROBE_TYPE_IDLE,
      [](GstPad*, GstPadProbeInfo*, gpointer user_data) {
        (*static_cast<Flag*>(user_data))->store(true);
        return GST_PAD_PROBE_OK;
      },
      new Flag(was_idle), [](gpointer user_data) { delete static_cast<Flag*>(user_data); });
  const bool is_idle = was_idle->load();
  gst_pad_remove_probe(pad, probe);
  return !is_idle;
}

bool is_pushing(const LinkFlow& link) {
  const PadPtr pad = link.watch->pad();
  return pad && is_pushing(pad.get());
}

const LinkFlow& deepest_push(const FlowMap& map, const LinkFlow& link) {
  std::set<const LinkFlow*> seen = {&link};
  const LinkFlow* deepest = &link;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const LinkFlow* next : map.out_of(deepest->to())) {
      if (!seen.insert(next).second || !is_pushing(*next)) continue;
      deepest = next;
      goes_on = true;
      break;
    }
  }
  return *deepest;
}

std::string streaming_thread_of(GstPad* pad) {
  PadPtr current = share_object(pad);
  for (int step = 0; current && step < kMaxSteps; ++step) {
    if (GST_IS_GHOST_PAD(current.get())) {
      current.reset(gst_ghost_pad_get_target(GST_GHOST_PAD(current.get())));
      continue;
    }
    if (GST_PAD_TASK(current.get()) != nullptr) {
      const GstPtr<GstElement> element(gst_pad_get_parent_element(current.get()));
      return concat(element ? object_name(element.get()) : std::string(), ":",
                    object_name(current.get()));
    }
    current = source_before(current.get());
  }
  return {};
}

}  // namespace pipewright
