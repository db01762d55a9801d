// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gst-nvdscustomevent.h"
#include "gstnvdsmeta.h"
#include "standin/config/config_keys.hpp"
#include "standin/elements.hpp"
#include "standin/preprocess/batch_preprocessor.hpp"
#include "standin/properties/nvdspreprocess.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_STATIC(nvdspreprocess_debug);
#define GST_CAT_DEFAULT nvdspreprocess_debug

// nvdspreprocess: cuts regions or objects out of frames and attaches them as tensors, which nvinfer
// takes with input-tensor-meta. Pads, properties, configuration and metadata as DeepStream's
// element of this name.
namespace {

namespace property = pipewright::standin::properties::nvdspreprocess;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::preprocess;

/// The work, and what properties have to do with it.
struct Preprocess {
  /// While the element is started.
  std::unique_ptr<BatchPreprocessor> work;
  /// Set where a property changes, which may be another thread.
  std::atomic<bool> settings_changed = false;
};

struct GstNvDsPreprocess {
  GstBaseTransform parent;
  PropertyStore* properties;
  Preprocess* preprocess;
};

struct GstNvDsPreprocessClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvDsPreprocess, gst_nv_ds_preprocess, GST_TYPE_BASE_TRANSFORM)

GstNvDsPreprocess* cast(gpointer object) {
  return static_cast<GstNvDsPreprocess*>(object);
}

/// Whether a property wins over the file's key: it was set later.
bool is_settled(const PropertyStore& properties, unsigned id) {
  return properties.was_set_after(id, property::kConfigFile);
}

/// The properties' values; an error names the one that is wrong.
pipewright::Result<ElementSettings> read_properties(const PropertyStore& properties) {
  ElementSettings settings;
  settings.is_enabled = properties.boolean_value(property::kEnable);
  settings.unique_id = properties.uint_value(property::kUniqueId);
  settings.process_on_frame = properties.boolean_value(property::kProcessOnFrame);
  settings.operate_on_gie_id = properties.int_value(property::kOperateOnGieId);
  const std::string ids = properties.text_value(property::kTargetUniqueIds);
  auto numbers = pipewright::standin::keys::integers_of<guint64>(ids, 0);
  if (!numbers) {
    return pipewright::Error{"property target-unique-ids: value '" + ids +
                             "' is wrong: expected unique ids separated by semicolons (1;2)"};
  }
  settings.target_unique_ids = *std::move(numbers);
  return settings;
}

std::set<std::string> settled_keys(const PropertyStore& properties) {
  std::set<std::string> keys;
  for (unsigned id = 1; id <= std::size(property::kProperties); ++id) {
    if (is_settled(properties, id)) keys.insert(property::kProperties[id - 1].name);
  }
  return keys;
}

/// Reads the configuration that config-file names.
pipewright::Result<std::unique_ptr<BatchPreprocessor>> load(GstNvDsPreprocess* self) {
  const std::string path = self->properties->text_value(property::kConfigFile);
  if (path.empty()) {
    return pipewright::Error{
        "no configuration file: set the property config-file to an nvdspreprocess configuration"};
  }
  auto settings = read_properties(*self->properties);
  if (!settings) return settings.error();
  auto config =
      read_preprocess_config(path, std::move(settings).value(), settled_keys(*self->properties));
  if (!config) return config.error();
  return BatchPreprocessor::create(std::move(config).value());
}

gboolean start(GstBaseTransform* transform) {
  GstNvDsPreprocess* self = cast(transform);
  self->preprocess->settings_changed = false;
  auto loaded = load(self);
  if (!loaded) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", loaded.error().message.c_str()), (nullptr));
    return FALSE;
  }
  self->preprocess->work = std::move(loaded).value();
  for (const std::string& warning : self->preprocess->work->config().warnings) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  return TRUE;
}

gboolean stop(GstBaseTransform* transform) {
  cast(transform)->preprocess->work.reset();
  return TRUE;
}

/// The file's settings, but for what properties have said since.
pipewright::Result<ElementSettings> current_settings(GstNvDsPreprocess* self) {
  ElementSettings settings = self->preprocess->work->config().element;
  auto properties = read_properties(*self->properties);
  if (!properties) return properties.error();
  const auto take = [&](unsigned id, auto ElementSettings::*member) {
    if (is_settled(*self->properties, id)) settings.*member = properties.value().*member;
  };
  take(property::kEnable, &ElementSettings::is_enabled);
  take(property::kOperateOnGieId, &ElementSettings::operate_on_gie_id);
  take(property::kTargetUniqueIds, &ElementSettings::target_unique_ids);
  return settings;
}

/// Takes over what properties have changed since the last batch.
pipewright::Result<void> update_settings(GstNvDsPreprocess* self) {
  Preprocess& preprocess = *self->preprocess;
  if (!preprocess.settings_changed.exchange(false)) return {};
  auto settings = current_settings(self);
  if (!settings) {
    // Wrong for every batch until it is set right.
    preprocess.settings_changed = true;
    return settings.error();
  }
  preprocess.work->set_settings(std::move(settings).value());
  return {};
}

GstFlowReturn fail(GstNvDsPreprocess* self, const std::string& message) {
  GST_ELEMENT_ERROR(self, STREAM, FAILED, ("%s", message.c_str()), (nullptr));
  return GST_FLOW_ERROR;
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvDsPreprocess* self = cast(transform);
  BatchPreprocessor& work = *self->preprocess->work;
  if (auto updated = update_settings(self); !updated) return fail(self, updated.error().message);
  if (!work.settings().is_enabled) return GST_FLOW_OK;
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  const SurfaceMap surfaces(buffer);
  if (batch == nullptr || !surfaces) {
    return fail(self, std::string("The buffer carries no batch: put nvstreammux before ") +
                          GST_ELEMENT_NAME(self));
  }
  auto done = work.process(*batch, surfaces);
  if (!done) return fail(self, done.error().message);
  if (const auto warning = work.take_stream_warning()) {
    GST_ELEMENT_WARNING(self, STREAM, FAILED, ("%s", warning->c_str()), (nullptr));
  }
  return GST_FLOW_OK;
}

/// The regions that the REST API of nvmultiurisrcbin has sent.
void take_regions(GstNvDsPreprocess* self, GstEvent* event) {
  gchar* stream_id = nullptr;
  guint count = 0;
  RoiDimension* dimensions = nullptr;
  gst_nvevent_parse_roi_update(event, &stream_id, &count, &dimensions);
  const pipewright::GCharPtr id(stream_id);
  const std::unique_ptr<RoiDimension, decltype(&g_free)> owner(dimensions, &g_free);
  std::vector<pipewright::standin::Rect> regions;
  for (guint index = 0; index < count; ++index) {
    const RoiDimension& each = dimensions[index];
    regions.push_back({static_cast<int>(each.left), static_cast<int>(each.top),
                       static_cast<int>(each.width), static_cast<int>(each.height)});
  }
  const auto number = pipewright::standin::parse_integer(id.get(), 0, G_MAXINT);
  if (!number) return;
  const auto taken =
      self->preprocess->work->set_regions(static_cast<int>(number.value()), std::move(regions));
  if (taken) return;
  GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", taken.error().message.c_str()), (nullptr));
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  GstNvDsPreprocess* self = cast(transform);
  if (GST_EVENT_TYPE(event) == static_cast<GstEventType>(GST_NVEVENT_ROI_UPDATE) &&
      self->preprocess->work != nullptr) {
    take_regions(self, event);
  }
  return GST_BASE_TRANSFORM_CLASS(gst_nv_ds_preprocess_parent_class)->sink_event(transform, event);
}

void finalize(GObject* object) {
  delete cast(object)->preprocess;
  G_OBJECT_CLASS(gst_nv_ds_preprocess_parent_class)->finalize(object);
}

void gst_nv_ds_preprocess_class_init(GstNvDsPreprocessClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvdspreprocess_debug, "nvdspreprocess", 0,
                          "CPU stand-in for nvdspreprocess");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Makes tensors of regions and objects for nvinfer");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->transform_ip = transform_ip;
  transform_class->sink_event = sink_event;
}

void gst_nv_ds_preprocess_init(GstNvDsPreprocess* self) {
  auto* preprocess = new Preprocess;
  self->preprocess = preprocess;
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  self->properties->on_change([preprocess](unsigned) { preprocess->settings_changed = true; });
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvdspreprocess, "nvdspreprocess", pipewright::standin::kStandinRank,
                            gst_nv_ds_preprocess_get_type());
