// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pad_resolver.hpp"

#include <cctype>
#include <string_view>

#include "common/text.hpp"
#include "runner/pipeline/caps_mismatch.hpp"

namespace pipewright {
namespace {

constexpr std::size_t kMaxCapsBytes = 500;

const char* direction_name(GstPadDirection direction) {
  return direction == GST_PAD_SRC ? "source" : "sink";
}

const char* presence_text(GstPadPresence presence) {
  switch (presence) {
    case GST_PAD_REQUEST:
      return "on request";
    case GST_PAD_SOMETIMES:
      return "sometimes";
    default:
      return "always";
  }
}

std::vector<GstPadTemplate*> templates_of(GstElement* element, GstPadDirection direction) {
  std::vector<GstPadTemplate*> templates;
  for (GList* item = gst_element_class_get_pad_template_list(GST_ELEMENT_GET_CLASS(element));
       item != nullptr; item = item->next) {
    auto* pad_template = static_cast<GstPadTemplate*>(item->data);
    if (GST_PAD_TEMPLATE_DIRECTION(pad_template) == direction) templates.push_back(pad_template);
  }
  return templates;
}

PadCandidate existing(PadPtr pad) {
  PadCandidate candidate;
  candidate.name = object_name(pad.get());
  candidate.pad = std::move(pad);
  return candidate;
}

PadCandidate of_template(GstPadTemplate* pad_template, std::string name) {
  PadCandidate candidate;
  candidate.presence = GST_PAD_TEMPLATE_PRESENCE(pad_template) == GST_PAD_REQUEST
                           ? PadCandidate::Presence::kRequest
                           : PadCandidate::Presence::kSometimes;
  candidate.pad_template = pad_template;
  candidate.name = std::move(name);
  return candidate;
}

std::vector<PadPtr> unlinked_pads(GstElement* element, GstPadDirection direction) {
  std::vector<PadPtr> pads;
  GST_OBJECT_LOCK(element);
  for (GList* item = element->pads; item != nullptr; item = item->next) {
    auto* pad = GST_PAD(item->data);
    if (GST_PAD_DIRECTION(pad) == direction && !gst_pad_is_linked(pad)) {
      pads.push_back(share_object(pad));
    }
  }
  GST_OBJECT_UNLOCK(element);
  return pads;
}

runner::Error no_such_pad(GstElement* element, GstPadDirection direction, const std::string& name) {
  const std::string element_name = object_name(element);
  std::vector<std::string> known;
  std::vector<std::string> described;
  for (GstPadTemplate* pad_template : templates_of(element, direction)) {
    known.emplace_back(GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template));
    described.push_back(
        concat(known.back(), " (", presence_text(GST_PAD_TEMPLATE_PRESENCE(pad_template)), ")"));
  }
  return make_error(
      runner::NO_SUCH_PAD,
      concat(
          "Element '", element_name, "' (", GST_OBJECT_NAME(gst_element_get_factory(element)),
          ") has no ", direction_name(direction), " pad '", name, "'.", did_you_mean(name, known),
          known.empty()
              ? concat(" It has no ", direction_name(direction), " pads at all.")
              : concat(" Its ", direction_name(direction), " pads: ", join(described, ", "), ".")),
      {.element = element_name, .pad = name});
}

/// The name under which a pad of a template is requested. Elements number their pads themselves
/// (and some, like mpegtsmux, take a number in the name for something else), but for NVIDIA's,
/// which take the index from the name.
std::string request_name(GstElement* element, const PadCandidate& candidate) {
  const std::string template_name = GST_PAD_TEMPLATE_NAME_TEMPLATE(candidate.pad_template);
  if (candidate.name != template_name) return candidate.name;
  const auto pattern = template_name.find("%u");
  const std::string_view factory = GST_OBJECT_NAME(gst_element_get_factory(element));
  if (!factory.starts_with("nv") || pattern == std::string::npos) return {};
  for (unsigned index = 0;; ++index) {
    const std::string name = concat(std::string_view(template_name).substr(0, pattern), index,
                                    std::string_view(template_name).substr(pattern + 2));
    const PadPtr taken(gst_element_get_static_pad(element, name.c_str()));
    if (!taken) return name;
  }
}

std::string caps_text(const PadCandidate& candidate) {
  return take_text(gst_caps_to_string(candidate.caps().get()));
}

std::string remedy(const PadCandidate& from, const PadCandidate& to) {
  const CapsPtr offered = from.caps();
  const CapsPtr accepted = to.caps();
  const auto mismatch = find_caps_mismatch(offered.get(), accepted.get());
  const auto converters = converters_between(offered.get(), accepted.get());
  return concat(mismatch ? concat(" They differ in the ", mismatch->field, ": ", mismatch->offered,
                                  " against ", mismatch->accepted, ".")
                         : std::string(),
                converters.empty()
                    ? std::string(" Put an element between them that turns the first into the "
                                  "second.")
                    : concat(" Put ", join(converters, " and "), " between them."));
}

}  // namespace

CapsPtr PadCandidate::caps() const {
  if (pad) return CapsPtr(gst_pad_query_caps(pad.get(), nullptr));
  return CapsPtr(gst_pad_template_get_caps(pad_template));
}

bool fits_template_name(const std::string& template_name, const std::string& pad_name) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < template_name.size(); ++i) {
    if (template_name[i] != '%' || i + 1 == template_name.size()) {
      if (at >= pad_name.size() || pad_name[at++] != template_name[i]) return false;
      continue;
    }
    if (template_name[++i] == 's') return at < pad_name.size();  // a text reaches to the end
    if (template_name[i] == 'd' && at < pad_name.size() && pad_name[at] == '-') ++at;
    const std::size_t digits_start = at;
    while (at < pad_name.size() && std::isdigit(static_cast<unsigned char>(pad_name[at]))) ++at;
    if (at == digits_start) return false;
  }
  return at == pad_name.size();
}

Outcome<std::vector<PadCandidate>> find_pads(GstElement* element, GstPadDirection direction,
                                             const std::string& name) {
  std::vector<PadCandidate> found;
  const std::vector<GstPadTemplate*> templates = templates_of(element, direction);
  if (name.empty()) {
    for (PadPtr& pad : unlinked_pads(element, direction)) found.push_back(existing(std::move(pad)));
    for (const GstPadPresence presence : {GST_PAD_REQUEST, GST_PAD_SOMETIMES}) {
      for (GstPadTemplate* pad_template : templates) {
        if (GST_PAD_TEMPLATE_PRESENCE(pad_template) != presence) continue;
        found.push_back(of_template(pad_template, GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template)));
      }
    }
    return found;
  }
  if (PadPtr pad{gst_element_get_static_pad(element, name.c_str())};
      pad && GST_PAD_DIRECTION(pad.get()) == direction) {
    if (const PadPtr peer{gst_pad_get_peer(pad.get())}) {
      const GstPtr<GstElement> other(gst_pad_get_parent_element(peer.get()));
      const std::string element_name = object_name(element);
      return make_error(
          runner::LINK_FAILED,
          concat("Pad '", name, "' of element '", element_name, "' is linked already, to ",
                 other ? concat("'", object_name(other.get()), ".", object_name(peer.get()), "'")
                       : std::string("another pad"),
                 ". A pad takes one link: ",
                 direction == GST_PAD_SRC ? "put a tee (and a queue per branch) behind it."
                                          : "join the branches before it."),
          {.element = element_name, .pad = name});
    }
    found.push_back(existing(std::move(pad)));
    return found;
  }
  for (GstPadTemplate* pad_template : templates) {
    const std::string template_name = GST_PAD_TEMPLATE_NAME_TEMPLATE(pad_template);
    if (GST_PAD_TEMPLATE_PRESENCE(pad_template) == GST_PAD_ALWAYS) continue;
    if (template_name != name && !fits_template_name(template_name, name)) continue;
    found.push_back(of_template(pad_template, name));
    return found;
  }
  return no_such_pad(element, direction, name);
}

Outcome<PadPtr> claim_pad(GstElement* element, PadCandidate& candidate) {
  if (candidate.pad) return std::move(candidate.pad);
  const std::string name = request_name(element, candidate);
  PadPtr pad(gst_element_request_pad(element, candidate.pad_template,
                                     name.empty() ? nullptr : name.c_str(), nullptr));
  if (pad) return pad;
  const std::string element_name = object_name(element);
  return make_error(
      runner::NO_SUCH_PAD,
      concat("Element '", element_name, "' (", GST_OBJECT_NAME(gst_element_get_factory(element)),
             ") did not give the pad '", candidate.name,
             "' that was requested of it. It may have no more pads of this kind, or "
             "needs a property set first."),
      {.element = element_name, .pad = candidate.name});
}

void release_if_requested(GstPad* pad) {
  const GstPadTemplate* pad_template = GST_PAD_PAD_TEMPLATE(pad);
  if (pad_template == nullptr || GST_PAD_TEMPLATE_PRESENCE(pad_template) != GST_PAD_REQUEST) return;
  const GstPtr<GstElement> element(gst_pad_get_parent_element(pad));
  if (element) gst_element_release_request_pad(element.get(), pad);
}

runner::Error link_failure(const std::string& from_element, const PadCandidate& from,
                           const std::string& to_element, const PadCandidate& to,
                           std::string_view reason) {
  const std::string from_caps = caps_text(from);
  const std::string to_caps = caps_text(to);
  const std::string from_name = concat(from_element, ".", from.name);
  const std::string to_name = concat(to_element, ".", to.name);
  return make_error(runner::LINK_FAILED,
                    concat("Cannot link '", from_name, "' to '", to_name, "': ", reason, ". '",
                           from_name, "' gives ", shorten(from_caps, kMaxCapsBytes), "; '", to_name,
                           "' takes ", shorten(to_caps, kMaxCapsBytes), ".", remedy(from, to)),
                    {.element = from_element,
                     .pad = from.name,
                     .debug = concat(from_name, ": ", from_caps, "\n", to_name, ": ", to_caps)});
}

}  // namespace pipewright
