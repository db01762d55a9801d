// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gst-nvdscustomevent.h"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/analytics/analytics_config.hpp"
#include "standin/analytics/findings_meta.hpp"
#include "standin/analytics/stream_analyser.hpp"
#include "standin/elements.hpp"
#include "standin/properties/nvdsanalytics.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_STATIC(nvdsanalytics_debug);
#define GST_CAT_DEFAULT nvdsanalytics_debug

// nvdsanalytics: counts objects in regions, at lines and by direction, and tells it as metadata and
// shapes to draw. Pads, properties, configuration and metadata as DeepStream's element of this
// name.
namespace {

namespace property = pipewright::standin::properties::nvdsanalytics;
using pipewright::standin::FrameFormat;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::analytics;

/// Lives while the element is started.
struct Analytics {
  AnalyticsConfig config;
  std::map<unsigned, StreamAnalyser> analysers;
};

struct GstNvDsAnalytics {
  GstBaseTransform parent;
  PropertyStore* properties;
  Analytics* analytics;
  /// Whether config-file was set anew; read by the streaming thread.
  gboolean is_config_changed;
};

struct GstNvDsAnalyticsClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvDsAnalytics, gst_nv_ds_analytics, GST_TYPE_BASE_TRANSFORM)

GstNvDsAnalytics* cast(gpointer object) {
  return static_cast<GstNvDsAnalytics*>(object);
}

/// Posts an error and gives nothing when the file can't be used.
std::optional<AnalyticsConfig> read_config(GstNvDsAnalytics* self) {
  const std::string path = self->properties->text_value(property::kConfigFile);
  if (path.empty()) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS,
                      ("config-file is not set: name a file with regions, lines or directions"),
                      (nullptr));
    return std::nullopt;
  }
  auto config = read_analytics_config(path);
  if (!config) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS,
                      ("property config-file: %s", config.error().message.c_str()), (nullptr));
    return std::nullopt;
  }
  for (const std::string& warning : config.value().warnings) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  return std::move(config).value();
}

bool is_enabled(const GstNvDsAnalytics* self) {
  return self->properties->was_set_after(property::kEnable, property::kConfigFile)
             ? self->properties->boolean_value(property::kEnable)
             : self->analytics->config.is_enabled;
}

gboolean start(GstBaseTransform* transform) {
  GstNvDsAnalytics* self = cast(transform);
  g_atomic_int_set(&self->is_config_changed, FALSE);
  auto config = read_config(self);
  if (!config) return FALSE;
  self->analytics = new Analytics{std::move(*config), {}};
  return TRUE;
}

gboolean stop(GstBaseTransform* transform) {
  GstNvDsAnalytics* self = cast(transform);
  delete self->analytics;
  self->analytics = nullptr;
  return TRUE;
}

/// The stream's analyser, made for the size of its first frame.
StreamAnalyser& analyser_of(Analytics& analytics, unsigned stream, const FrameFormat& format) {
  const auto found = analytics.analysers.find(stream);
  if (found != analytics.analysers.end()) return found->second;
  const AnalyticsConfig& config = analytics.config;
  const auto rules = config.streams.find(stream);
  StreamRules own = rules == config.streams.end()
                        ? StreamRules{}
                        : scaled(rules->second, static_cast<double>(format.width) / config.width,
                                 static_cast<double>(format.height) / config.height);
  return analytics.analysers.try_emplace(stream, std::move(own), config.window).first->second;
}

std::vector<AnalysedObject> objects_of(const NvDsFrameMeta& frame) {
  std::vector<AnalysedObject> objects;
  objects.reserve(frame.num_obj_meta);
  for (GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    const auto& object = *static_cast<const NvDsObjectMeta*>(item->data);
    const NvOSD_RectParams& box = object.rect_params;
    objects.push_back({object.object_id, object.class_id, static_cast<int>(box.left),
                       static_cast<int>(box.top), static_cast<int>(box.width),
                       static_cast<int>(box.height)});
  }
  return objects;
}

void analyse_frame(GstNvDsAnalytics* self, NvDsFrameMeta& frame, const FrameFormat& format) {
  const AnalyticsConfig& config = self->analytics->config;
  StreamAnalyser& analyser = analyser_of(*self->analytics, frame.pad_index, format);
  const FrameFindings findings = analyser.analyse(objects_of(frame), frame.buf_pts);
  if (analyser.take_missing_tracker_notice()) {
    GST_ELEMENT_WARNING(self, STREAM, FAILED,
                        ("Stream %u has lines or directions, which need the ids of a tracker: put "
                         "nvtracker before %s",
                         frame.pad_index, GST_ELEMENT_NAME(self)),
                        (nullptr));
  }
  attach_findings(frame, findings, analyser.rules(),
                  {config.draw_mode, config.font_size, config.draws_object_counts,
                   self->properties->uint_value(property::kUniqueId)});
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvDsAnalytics* self = cast(transform);
  if (g_atomic_int_compare_and_exchange(&self->is_config_changed, TRUE, FALSE) != FALSE) {
    auto config = read_config(self);
    if (!config) return GST_FLOW_ERROR;
    *self->analytics = {std::move(*config), {}};
  }
  if (!is_enabled(self)) return GST_FLOW_OK;
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  const SurfaceMap surfaces(buffer);
  if (batch == nullptr || !surfaces) {
    GST_ELEMENT_ERROR(
        self, STREAM, FAILED,
        ("The buffer carries no batch: put nvstreammux before %s", GST_ELEMENT_NAME(self)),
        (nullptr));
    return GST_FLOW_ERROR;
  }
  for (GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(item->data);
    if (frame->batch_id >= surfaces.size()) {
      GST_ELEMENT_ERROR(
          self, STREAM, FAILED,
          ("Frame metadata names picture %u of a batch of %u", frame->batch_id, surfaces.size()),
          (nullptr));
      return GST_FLOW_ERROR;
    }
    analyse_frame(self, *frame, surfaces.view(frame->batch_id).format);
  }
  return GST_FLOW_OK;
}

/// Takes another file while it runs; a file that can't be used leaves things as they are.
void reload(GstNvDsAnalytics* self, GstEvent* event) {
  gchar* text = nullptr;
  gst_nvevent_parse_analytics_reload_config_update(event, &text);
  const std::string path = pipewright::take_text(text);
  const auto config = read_analytics_config(path);
  if (!config) {
    GST_ELEMENT_WARNING(
        self, LIBRARY, SETTINGS,
        ("%s keeps its configuration: %s", GST_ELEMENT_NAME(self), config.error().message.c_str()),
        (nullptr));
    return;
  }
  g_object_set(self, "config-file", path.c_str(), nullptr);
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  GstNvDsAnalytics* self = cast(transform);
  if (static_cast<GstNvDsCustomEventType>(GST_EVENT_TYPE(event)) ==
      GST_NVEVENT_ANALYTICS_RELOAD_CONFIG_UPDATE) {
    reload(self, event);
  }
  if (static_cast<GstNvEventType>(GST_EVENT_TYPE(event)) == GST_NVEVENT_PAD_DELETED &&
      self->analytics != nullptr) {
    guint stream = 0;
    gst_nvevent_parse_pad_deleted(event, &stream);
    // Whoever comes on this pad next is somebody else.
    self->analytics->analysers.erase(stream);
  }
  if (GST_EVENT_TYPE(event) == GST_EVENT_FLUSH_STOP && self->analytics != nullptr) {
    for (auto& [stream, analyser] : self->analytics->analysers) analyser.forget_past();
  }
  return GST_BASE_TRANSFORM_CLASS(gst_nv_ds_analytics_parent_class)->sink_event(transform, event);
}

void gst_nv_ds_analytics_class_init(GstNvDsAnalyticsClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvdsanalytics_debug, "nvdsanalytics", 0,
                          "CPU stand-in for nvdsanalytics");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Counts objects in regions, at lines and by direction");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->transform_ip = transform_ip;
  transform_class->sink_event = sink_event;
}

void gst_nv_ds_analytics_init(GstNvDsAnalytics* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  self->properties->on_change([self](unsigned id) {
    if (id == property::kConfigFile) g_atomic_int_set(&self->is_config_changed, TRUE);
  });
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvdsanalytics, "nvdsanalytics", pipewright::standin::kStandinRank,
                            gst_nv_ds_analytics_get_type());
