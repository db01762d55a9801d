// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstaggregator.h>

#include <string>
#include <utility>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/elements.hpp"
#include "standin/metamux/branch.hpp"
#include "standin/metamux/meta_merge.hpp"
#include "standin/metamux/meta_mux_config.hpp"
#include "standin/properties/nvdsmetamux.gen.hpp"
#include "standin/properties/property_store.hpp"

GST_DEBUG_CATEGORY_STATIC(nvdsmetamux_debug);
#define GST_CAT_DEFAULT nvdsmetamux_debug

// nvdsmetamux: what several branches found out about the same frames gets onto the buffers of one
// of them, the active pad. Pads, properties, configuration as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvdsmetamux;
using namespace pipewright::standin::metamux;
using pipewright::BufferPtr;
using pipewright::PadPtr;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;

/// Read when the element starts.
struct Settings {
  MetaMuxConfig config;
  /// Empty for the first pad.
  std::string active_pad;
  GstClockTime tolerance = 0;
};

struct GstNvDsMetaMux {
  GstAggregator parent;
  PropertyStore* properties;
  Settings* settings;
};

struct GstNvDsMetaMuxClass {
  GstAggregatorClass parent;
};

G_DEFINE_TYPE(GstNvDsMetaMux, gst_nv_ds_meta_mux, GST_TYPE_AGGREGATOR)

GstNvDsMetaMux* cast(gpointer object) {
  return static_cast<GstNvDsMetaMux*>(object);
}

/// The pad's branch, which lives as long as the pad.
Branch& branch_of(GstPad* pad) {
  static const GQuark quark = g_quark_from_static_string("pipewright-metamux-branch");
  auto* branch = static_cast<Branch*>(g_object_get_qdata(G_OBJECT(pad), quark));
  if (branch == nullptr) {
    branch = new Branch();
    g_object_set_qdata_full(G_OBJECT(pad), quark, branch,
                            [](gpointer data) { delete static_cast<Branch*>(data); });
  }
  return *branch;
}

std::vector<PadPtr> sink_pads(GstNvDsMetaMux* self) {
  std::vector<PadPtr> pads;
  GST_OBJECT_LOCK(self);
  for (const GList* item = GST_ELEMENT(self)->sinkpads; item != nullptr; item = item->next) {
    pads.push_back(pipewright::share_object(static_cast<GstPad*>(item->data)));
  }
  GST_OBJECT_UNLOCK(self);
  return pads;
}

bool is_active(GstNvDsMetaMux* self, GstPad* pad, GstPad* first) {
  const std::string& name = self->settings->active_pad;
  return name.empty() ? pad == first : name == pipewright::object_name(pad);
}

/// The pad whose buffers go on, or null when there is none of its name.
PadPtr active_pad(GstNvDsMetaMux* self) {
  std::vector<PadPtr> pads = sink_pads(self);
  GstPad* first = pads.empty() ? nullptr : pads.front().get();
  for (PadPtr& pad : pads) {
    if (is_active(self, pad.get(), first)) return std::move(pad);
  }
  return nullptr;
}

GstFlowReturn refuse_active_pad(GstNvDsMetaMux* self) {
  std::string names;
  for (const PadPtr& pad : sink_pads(self)) {
    names += (names.empty() ? "" : ", ") + pipewright::object_name(pad.get());
  }
  GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS,
                    ("active-pad '%s' is no sink pad of %s: set it to one of %s",
                     self->settings->active_pad.c_str(), GST_ELEMENT_NAME(self), names.c_str()),
                    (nullptr));
  return GST_FLOW_ERROR;
}

gboolean start(GstAggregator* aggregator) {
  GstNvDsMetaMux* self = cast(aggregator);
  const PropertyStore& properties = *self->properties;
  Settings& settings = *self->settings;
  settings = {};
  const std::string path = properties.text_value(property::kConfigFile);
  if (!path.empty()) {
    auto config = read_meta_mux_config(path);
    if (!config) {
      GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS,
                        ("property config-file: %s", config.error().message.c_str()), (nullptr));
      return FALSE;
    }
    settings.config = std::move(config).value();
  }
  for (const std::string& warning : settings.config.warnings) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  // Of file and property what was set last.
  const auto is_overruled = [&properties](unsigned id) {
    return properties.was_set_after(id, property::kConfigFile);
  };
  settings.active_pad = properties.text_value(property::kActivePad);
  if (!settings.config.active_pad.empty() && !is_overruled(property::kActivePad)) {
    settings.active_pad = settings.config.active_pad;
  }
  gint64 tolerance = properties.int64_value(property::kPtsTolerance);
  if (!is_overruled(property::kPtsTolerance)) {
    tolerance = settings.config.pts_tolerance_micros.value_or(tolerance);
  }
  if (tolerance < 0) {
    GST_ELEMENT_ERROR(
        self, LIBRARY, SETTINGS,
        ("pts-tolerance is %" G_GINT64_FORMAT ": set it to 0 microseconds or more", tolerance),
        (nullptr));
    return FALSE;
  }
  settings.tolerance = static_cast<GstClockTime>(tolerance) * GST_USECOND;
  return TRUE;
}

gboolean stop(GstAggregator* aggregator) {
  for (const PadPtr& pad : sink_pads(cast(aggregator))) branch_of(pad.get()).clear();
  return TRUE;
}

GstFlowReturn flush(GstAggregator* aggregator) {
  stop(aggregator);
  return GST_FLOW_OK;
}

/// Takes what has come in on a pad until the branch has reached the times of all frames. False when
/// more has to come.
bool collect(GstPad* pad, Branch& branch, const NvDsBatchMeta& batch, bool can_wait) {
  branch.expect(batch);
  const auto has_reached_all = [&] {
    for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
      const auto& frame = *static_cast<const NvDsFrameMeta*>(item->data);
      if (!branch.has_reached(frame.source_id, frame.buf_pts)) return false;
    }
    return true;
  };
  auto* aggregator_pad = GST_AGGREGATOR_PAD(pad);
  while (!has_reached_all() && !branch.is_full()) {
    BufferPtr buffer(gst_aggregator_pad_pop_buffer(aggregator_pad));
    if (!buffer) return !can_wait || gst_aggregator_pad_is_eos(aggregator_pad) != FALSE;
    branch.push(std::move(buffer));
  }
  // A branch that is ahead is not waited for, but what is before it must get on.
  while (branch.is_ahead() && !branch.is_full()) {
    BufferPtr buffer(gst_aggregator_pad_pop_buffer(aggregator_pad));
    if (!buffer) break;
    branch.push(std::move(buffer));
  }
  return true;
}

void merge(Branch& branch, NvDsBatchMeta& batch, GstClockTime tolerance) {
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
    const NvDsFrameMeta* same = branch.nearest(frame.source_id, frame.buf_pts, tolerance);
    if (same != nullptr) merge_frame(*same, frame);
  }
  branch.drop_past();
}

GstFlowReturn aggregate(GstAggregator* aggregator, gboolean is_timeout) {
  GstNvDsMetaMux* self = cast(aggregator);
  const PadPtr active = active_pad(self);
  if (!active) return refuse_active_pad(self);
  auto* active_aggregator_pad = GST_AGGREGATOR_PAD(active.get());
  BufferPtr next(gst_aggregator_pad_peek_buffer(active_aggregator_pad));
  if (!next) {
    return gst_aggregator_pad_is_eos(active_aggregator_pad) != FALSE
               ? GST_FLOW_EOS
               : GST_AGGREGATOR_FLOW_NEED_DATA;
  }
  const NvDsBatchMeta* expected = gst_buffer_get_nvds_batch_meta(next.get());
  if (expected == nullptr) {
    GST_ELEMENT_ERROR(self, STREAM, FAILED,
                      ("The buffer on %s carries no batch: put nvstreammux before %s",
                       pipewright::object_name(active.get()).c_str(), GST_ELEMENT_NAME(self)),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  const Settings& settings = *self->settings;
  const std::vector<PadPtr> pads = sink_pads(self);
  for (const PadPtr& pad : pads) {
    if (pad == active) continue;
    if (!collect(pad.get(), branch_of(pad.get()), *expected, is_timeout == FALSE)) {
      return GST_AGGREGATOR_FLOW_NEED_DATA;
    }
  }
  gst_aggregator_pad_drop_buffer(active_aggregator_pad);
  // A copy only where somebody else holds the buffer too.
  BufferPtr buffer(gst_buffer_make_writable(next.release()));
  NvDsBatchMeta& batch = *gst_buffer_get_nvds_batch_meta(buffer.get());
  if (settings.config.is_enabled) {
    for (const PadPtr& pad : pads) {
      if (pad != active) merge(branch_of(pad.get()), batch, settings.tolerance);
    }
    remove_unwanted(batch, settings.config);
  }
  return gst_aggregator_finish_buffer(aggregator, buffer.release());
}

/// What GstAggregator itself needs of each of its pads.
bool is_for_aggregator(const GstEvent* event) {
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_STREAM_START:
    case GST_EVENT_CAPS:
    case GST_EVENT_SEGMENT:
    case GST_EVENT_GAP:
    case GST_EVENT_EOS:
    case GST_EVENT_FLUSH_START:
    case GST_EVENT_FLUSH_STOP:
      return true;
    default:
      return false;
  }
}

gboolean sink_event(GstAggregator* aggregator, GstAggregatorPad* pad, GstEvent* event) {
  GstNvDsMetaMux* self = cast(aggregator);
  Branch& branch = branch_of(GST_PAD(pad));
  guint source_id = 0;
  switch (static_cast<guint>(GST_EVENT_TYPE(event))) {
    case GST_NVEVENT_PAD_ADDED:
      gst_nvevent_parse_pad_added(event, &source_id);
      branch.add_source(source_id);
      break;
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(event, &source_id);
      branch.end_source(source_id);
      break;
    case GST_NVEVENT_PAD_DELETED:
      gst_nvevent_parse_pad_deleted(event, &source_id);
      branch.remove_source(source_id);
      break;
    case GST_NVEVENT_STREAM_RESET:
      gst_nvevent_parse_stream_reset(event, &source_id);
      branch.start_source(source_id);
      break;
    case GST_NVEVENT_STREAM_START:
      gst_nvevent_parse_stream_start(event, &source_id, nullptr);
      branch.start_source(source_id);
      break;
    default:
      break;
  }
  // What all branches say (they came from one stream) goes on once, from the active pad.
  if (!is_for_aggregator(event) && active_pad(self).get() != GST_PAD(pad)) {
    gst_event_unref(event);
    return TRUE;
  }
  return GST_AGGREGATOR_CLASS(gst_nv_ds_meta_mux_parent_class)->sink_event(aggregator, pad, event);
}

GstFlowReturn update_src_caps(GstAggregator* aggregator, GstCaps*, GstCaps** result) {
  GstNvDsMetaMux* self = cast(aggregator);
  const PadPtr active = active_pad(self);
  if (!active) return refuse_active_pad(self);
  *result = gst_pad_get_current_caps(active.get());
  return *result == nullptr ? GST_AGGREGATOR_FLOW_NEED_DATA : GST_FLOW_OK;
}

void finalize(GObject* object) {
  delete cast(object)->settings;
  G_OBJECT_CLASS(gst_nv_ds_meta_mux_parent_class)->finalize(object);
}

void gst_nv_ds_meta_mux_class_init(GstNvDsMetaMuxClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvdsmetamux_debug, "nvdsmetamux", 0, "CPU stand-in for nvdsmetamux");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Merges what branches found out about the same frames");
  GstAggregatorClass* aggregator_class = GST_AGGREGATOR_CLASS(klass);
  aggregator_class->start = start;
  aggregator_class->stop = stop;
  aggregator_class->flush = flush;
  aggregator_class->aggregate = aggregate;
  aggregator_class->sink_event = sink_event;
  aggregator_class->update_src_caps = update_src_caps;
}

void gst_nv_ds_meta_mux_init(GstNvDsMetaMux* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  self->settings = new Settings();
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvdsmetamux, "nvdsmetamux", pipewright::standin::kStandinRank,
                            gst_nv_ds_meta_mux_get_type());
