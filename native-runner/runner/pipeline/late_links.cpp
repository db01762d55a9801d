// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/late_links.hpp"

#include <utility>

#include "common/text.hpp"
#include "runner/pipeline/pad_resolver.hpp"

namespace pipewright {
namespace {

bool name_fits(const std::string& asked, GstPad* pad) {
  if (asked.empty()) return true;
  const std::string name = object_name(pad);
  if (asked == name) return true;
  if (GstPadTemplate* pad_template = GST_PAD_PAD_TEMPLATE(pad);
      pad_template != nullptr && asked == GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template)) {
    return true;
  }
  // Ghost pads of bins often have no template.
  return asked.find('%') != std::string::npos && fits_template_name(asked, name);
}

/// As if the element had failed itself: the bus carries it to the user with the element's name.
void post_error(GstElement* element, const std::string& message, const std::string& debug) {
  gst_element_message_full(element, GST_MESSAGE_ERROR, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT,
                           g_strdup(message.c_str()), g_strdup(debug.c_str()), __FILE__,
                           static_cast<const char*>(__FUNCTION__), __LINE__);
}

PadCandidate candidate_of(GstPad* pad) {
  PadCandidate candidate;
  candidate.pad = share_object(pad);
  candidate.name = object_name(pad);
  return candidate;
}

}  // namespace

LateLinks::~LateLinks() {
  for (const auto& [element, handlers] : handlers_) {
    for (const gulong handler : handlers) g_signal_handler_disconnect(element, handler);
  }
}

void LateLinks::add(LateLink link) {
  const std::lock_guard lock(mutex_);
  if (!handlers_.contains(link.from)) new_sources_.insert(link.from);
  Entry entry;
  entry.link = std::move(link);
  entries_.push_back(std::move(entry));
}

void LateLinks::start() {
  for (GstElement* element : std::exchange(new_sources_, {})) {
    const auto connect = [&](const char* signal, GCallback callback) {
      handlers_[element].push_back(g_signal_connect(element, signal, callback, this));
    };
    connect("pad-added", G_CALLBACK(on_pad_added));
    connect("pad-removed", G_CALLBACK(on_pad_removed));
    connect("no-more-pads", G_CALLBACK(on_no_more_pads));
    auto there = find_pads(element, GST_PAD_SRC, "");
    for (const PadCandidate& candidate : there.value()) {
      if (candidate.pad) offer_pad(element, candidate.pad.get());
    }
  }
}

std::vector<PadPtr> LateLinks::forget(const std::set<GstElement*>& elements) {
  const std::lock_guard lock(mutex_);
  std::vector<PadPtr> unused;
  for (Entry& entry : entries_) {
    const bool goes = elements.contains(entry.link.from) || elements.contains(entry.link.to);
    if (goes && !entry.linked_pad && entry.link.claimed_to_pad) {
      unused.push_back(std::move(entry.link.claimed_to_pad));
    }
  }
  std::erase_if(entries_, [&](const Entry& entry) {
    return elements.contains(entry.link.from) || elements.contains(entry.link.to);
  });
  for (GstElement* element : elements) {
    new_sources_.erase(element);
    const auto found = handlers_.find(element);
    if (found == handlers_.end()) continue;
    for (const gulong handler : found->second) g_signal_handler_disconnect(element, handler);
    handlers_.erase(found);
  }
  return unused;
}

void LateLinks::on_pad_added(GstElement* element, GstPad* pad, gpointer user_data) {
  if (GST_PAD_IS_SRC(pad)) static_cast<LateLinks*>(user_data)->offer_pad(element, pad);
}

void LateLinks::on_pad_removed(GstElement*, GstPad* pad, gpointer user_data) {
  static_cast<LateLinks*>(user_data)->release_pad(pad);
}

void LateLinks::on_no_more_pads(GstElement* element, gpointer user_data) {
  static_cast<LateLinks*>(user_data)->report_unlinked(element);
}

void LateLinks::offer_pad(GstElement* element, GstPad* pad) {
  const std::lock_guard lock(mutex_);
  if (gst_pad_is_linked(pad)) return;
  for (Entry& entry : entries_) {
    if (entry.link.from != element || entry.linked_pad) continue;
    if (name_fits(entry.link.from_pad, pad) && try_link(entry, pad)) return;
  }
}

bool LateLinks::try_link(Entry& entry, GstPad* pad) {
  LateLink& link = entry.link;
  const PadCandidate from = candidate_of(pad);
  const CapsPtr caps = from.caps();
  const auto fail = [&](const runner::Error& error) {
    post_error(link.from, error.message(), error.debug());
    return false;
  };

  PadCandidate to;
  if (link.claimed_to_pad) {
    to = candidate_of(link.claimed_to_pad.get());
    if (!gst_caps_can_intersect(caps.get(), to.caps().get())) {
      // Only a pad asked for by its very name cannot be somebody else's.
      if (link.from_pad != from.name) return false;
      return fail(link_failure(object_name(link.from), from, object_name(link.to), to,
                               "their formats have nothing in common"));
    }
  } else {
    auto candidates = find_pads(link.to, GST_PAD_SINK, "");
    bool found = false;
    for (PadCandidate& candidate : candidates.value()) {
      if (candidate.presence == PadCandidate::Presence::kSometimes) continue;
      if (!gst_caps_can_intersect(caps.get(), candidate.caps().get())) continue;
      auto claimed = claim_pad(link.to, candidate);
      if (!claimed) return fail(claimed.error());
      to = candidate_of(claimed.value().get());
      if (auto set = link.to_pad_properties->apply(to.pad.get(), to.name); !set) {
        return fail(set.error());
      }
      found = true;
      break;
    }
    if (!found) return false;
  }

  if (auto set = link.from_pad_properties->apply(pad, link.from_pad); !set) {
    return fail(set.error());
  }
  link.watch->attach(pad);
  const GstPadLinkReturn result = gst_pad_link(pad, to.pad.get());
  if (result != GST_PAD_LINK_OK) {
    link.watch->detach(pad);
    return fail(link_failure(object_name(link.from), from, object_name(link.to), to,
                             gst_pad_link_get_name(result)));
  }
  entry.linked_pad = share_object(pad);
  // Kept for when the pad goes and comes again, and let go of with the elements.
  if (!link.claimed_to_pad) link.claimed_to_pad = share_object(to.pad.get());
  entry.was_linked_once = true;
  return true;
}

void LateLinks::release_pad(GstPad* pad) {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    if (entry.linked_pad.get() != pad) continue;
    entry.link.watch->detach(pad);
    entry.linked_pad.reset();
  }
}

void LateLinks::report_unlinked(GstElement* element) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> pads;
  auto unlinked = find_pads(element, GST_PAD_SRC, "");
  for (const PadCandidate& candidate : unlinked.value()) {
    if (!candidate.pad) continue;
    pads.push_back(concat(candidate.name, " with ",
                          shorten(take_text(gst_caps_to_string(candidate.caps().get())), 200)));
  }
  for (Entry& entry : entries_) {
    const LateLink& link = entry.link;
    if (link.from != element || entry.linked_pad || entry.was_linked_once) continue;
    post_error(element,
               concat("Element '", object_name(element), "' has no pad for its link to '",
                      object_name(link.to), link.to_pad.empty() ? "" : ".", link.to_pad, "': ",
                      link.from_pad.empty() ? std::string("a compatible source pad")
                                            : concat("a pad '", link.from_pad, "'"),
                      " was to appear. ",
                      pads.empty() ? std::string("No further pads came.")
                                   : concat("What came instead: ", join(pads, "; "), "."),
                      " Check that the input has this kind of stream."),
               concat("link ", link.id));
  }
}

}  // namespace pipewright
