// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/negotiation.hpp"

#include <gst/base/gstbasetransform.h>

#include <set>
#include <string_view>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "runner/pipeline/caps_mismatch.hpp"

namespace pipewright {
namespace {

constexpr std::size_t kMaxCapsBytes = 500;

/// Passes caps through a transform, as it would offer them on its other side without regard to its
/// neighbours.
CapsPtr transformed(GstElement* element, GstPadDirection side, GstCaps* caps) {
  auto* transform = GST_BASE_TRANSFORM(element);
  auto* transform_class = GST_BASE_TRANSFORM_GET_CLASS(transform);
  CapsPtr out(transform_class->transform_caps != nullptr
                  ? transform_class->transform_caps(transform, side, caps, nullptr)
                  : gst_caps_ref(caps));
  return out;
}

CapsPtr template_caps(GstPad* pad) {
  return CapsPtr(gst_pad_get_pad_template_caps(pad));
}

CapsPtr intersection(GstCaps* left, GstCaps* right) {
  return CapsPtr(gst_caps_intersect_full(left, right, GST_CAPS_INTERSECT_FIRST));
}

bool is_codec(GstElement* element) {
  const gchar* klass =
      gst_element_class_get_metadata(GST_ELEMENT_GET_CLASS(element), GST_ELEMENT_METADATA_KLASS);
  return klass != nullptr && std::string_view(klass).find("Codec/") != std::string_view::npos;
}

/// What a codec gives of what it takes: it changes the format and leaves these as they are.
CapsPtr coded(GstCaps* own, const GstCaps* taken) {
  CapsPtr offered(gst_caps_new_empty());
  for (guint i = 0; i < gst_caps_get_size(taken); ++i) {
    const GstStructure* from = gst_caps_get_structure(taken, i);
    CapsPtr kept(gst_caps_copy(own));
    for (const char* field : {"width", "height", "framerate", "pixel-aspect-ratio", "rate"}) {
      const GValue* value = gst_structure_get_value(from, field);
      if (value != nullptr) gst_caps_set_value(kept.get(), field, value);
    }
    gst_caps_append(offered.get(), gst_caps_intersect(kept.get(), own));
  }
  return offered;
}

/// Follows offers downstream, link by link.
class OfferWalk {
 public:
  explicit OfferWalk(const FlowMap& map) : map_(map) {}

  std::vector<Finding> run() {
    for (const std::string& source : map_.sources()) {
      for (const LinkFlow* link : map_.out_of(source)) {
        const PadPtr pad = link->watch->pad();
        if (!pad) continue;
        CapsPtr current(gst_pad_get_current_caps(pad.get()));
        follow(*link, current ? std::move(current) : offer_of_source(pad.get()));
      }
    }
    return std::move(findings_);
  }

 private:
  static CapsPtr offer_of_source(GstPad* pad) { return CapsPtr(gst_pad_query_caps(pad, nullptr)); }

  void follow(const LinkFlow& link, CapsPtr offered) {
    if (!is_first_visit(link)) return;
    const PadPtr source = link.watch->pad();
    const PadPtr sink(source ? gst_pad_get_peer(source.get()) : nullptr);
    GstElement* element = map_.element(link.to());
    if (!sink || element == nullptr) return;
    const CapsPtr accepted = accepted_by(element, sink.get());
    if (!gst_caps_can_intersect(offered.get(), accepted.get())) {
      findings_.push_back(unlinkable(link.id(), link.from(), link.watch->pad_name(), offered.get(),
                                     link.to(), object_name(sink.get()), accepted.get()));
      return;
    }
    const CapsPtr taken = intersection(offered.get(), accepted.get());
    for (const LinkFlow* next : map_.out_of(link.to())) {
      if (CapsPtr out = offer_of(element, sink.get(), taken.get(), *next)) {
        follow(*next, std::move(out));
      }
    }
  }

  bool is_first_visit(const LinkFlow& link) { return visited_.insert(&link).second; }

  /// What a pad takes by itself: what comes behind its element does not count.
  CapsPtr accepted_by(GstElement* element, GstPad* sink) const {
    CapsPtr own = template_caps(sink);
    if (GST_IS_BASE_TRANSFORM(element)) {
      const CapsPtr any(gst_caps_new_any());
      const CapsPtr takes = transformed(element, GST_PAD_SRC, any.get());
      return takes ? intersection(own.get(), takes.get()) : std::move(own);
    }
    if (GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK)) {
      return CapsPtr(gst_pad_query_caps(sink, nullptr));
    }
    return own;
  }

  /// What an element offers on a link for what it takes; null where that is not known.
  static CapsPtr offer_of(GstElement* element, GstPad* sink, GstCaps* taken, const LinkFlow& next) {
    const PadPtr source = next.watch->pad();
    if (!source) return nullptr;
    if (CapsPtr current{gst_pad_get_current_caps(source.get())}) return current;
    const CapsPtr own = template_caps(source.get());
    if (GST_IS_BASE_TRANSFORM(element)) {
      const CapsPtr out = transformed(element, GST_PAD_SINK, taken);
      return out ? intersection(out.get(), own.get()) : nullptr;
    }
    if (is_codec(element) && !gst_caps_is_any(taken)) {
      CapsPtr out = coded(own.get(), taken);
      return gst_caps_is_empty(out.get()) ? nullptr : std::move(out);
    }
    // Queues and tees give what they take; others (demuxers, muxers) what their template says.
    if (GST_PAD_IS_PROXY_CAPS(sink) || gst_caps_is_any(own.get())) return share_caps(taken);
    return share_caps(own.get());
  }

  const FlowMap& map_;
  std::set<const LinkFlow*> visited_;
  std::vector<Finding> findings_;
};

}  // namespace

bool is_negotiation_error(const runner::BusMessage& message) {
  if (message.severity() != runner::ERROR) return false;
  const auto mentions = [&](std::string_view words) {
    return message.debug().find(words) != std::string::npos ||
           message.message().find(words) != std::string::npos;
  };
  return mentions("not-negotiated") || mentions("not negotiated") ||
         (message.domain() == g_quark_to_string(GST_CORE_ERROR) &&
          message.code() == GST_CORE_ERROR_NEGOTIATION);
}

std::vector<Finding> find_unnegotiated(const FlowMap& map) {
  return OfferWalk(map).run();
}

Finding unlinkable(const std::string& link_id, const std::string& from_element,
                   const std::string& from_pad, const GstCaps* offered,
                   const std::string& to_element, const std::string& to_pad,
                   const GstCaps* accepted) {
  Finding finding = make_finding(runner::NOT_NEGOTIATED, runner::ERROR, link_id);
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.add_elements(to_element);
  diagnosis.add_elements(from_element);
  const std::string from = concat("'", from_element, ".", from_pad, "'");
  const std::string to = concat("'", to_element, ".", to_pad, "'");
  const auto mismatch = find_caps_mismatch(offered, accepted);
  diagnosis.set_title(mismatch ? concat(from, " and ", to, " do not agree on the ", mismatch->field)
                               : concat(from, " and ", to, " do not agree on a format"));
  const std::string offered_text = take_text(gst_caps_to_string(offered));
  const std::string accepted_text = take_text(gst_caps_to_string(accepted));
  diagnosis.set_explanation(
      concat(from, " offers ",
             mismatch ? concat(mismatch->offered, ", ", to, " takes ", mismatch->accepted, ".")
                      : concat(shorten(offered_text, kMaxCapsBytes), ", ", to, " takes ",
                               shorten(accepted_text, kMaxCapsBytes), ".")));
  runner::Evidence& evidence =
      add_evidence(finding, to_element,
                   concat(from, " offers ", shorten(offered_text, kMaxCapsBytes), "; ", to,
                          " takes ", shorten(accepted_text, kMaxCapsBytes)));
  evidence.set_pad(to_pad);
  evidence.set_link_id(link_id);
  runner::CapsMismatch& caps = *evidence.mutable_caps();
  caps.set_offered(offered_text);
  caps.set_accepted(accepted_text);
  if (mismatch) {
    caps.set_field(mismatch->field);
    caps.set_offered_value(mismatch->offered);
    caps.set_accepted_value(mismatch->accepted);
  }
  const std::vector<std::string> converters = converters_between(offered, accepted);
  if (converters.empty()) {
    add_fix(finding, concat("Put an element between ", from, " and ", to,
                            " that turns the first format into the second"));
  } else {
    auto& fix = add_fix(finding, concat("Insert ", join(converters, " and ")));
    for (const std::string& factory : converters) add_insert(fix, link_id, factory);
  }
  return finding;
}

}  // namespace pipewright
