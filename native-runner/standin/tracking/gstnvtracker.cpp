// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/result.hpp"
#include "common/text.hpp"
#include "gst-nvdscustomevent.h"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/config/class_ids_property.hpp"
#include "standin/elements.hpp"
#include "standin/properties/nvtracker.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"
#include "standin/tracking/batch_tracker.hpp"
#include "standin/tracking/config/tracker_config_file.hpp"

GST_DEBUG_CATEGORY_STATIC(nvtracker_debug);
#define GST_CAT_DEFAULT nvtracker_debug

// nvtracker: gives the objects of each source ids that stay the same from frame to frame. Pads,
// properties and metadata as DeepStream's element of this name; the low-level library is not
// loaded, its configuration steers the stand-in's own IOU, NvSORT, NvDCF and NvDeepSORT.
namespace {

namespace property = pipewright::standin::properties::nvtracker;
using pipewright::concat;
using pipewright::Error;
using pipewright::Result;
using pipewright::take_text;
using pipewright::standin::class_ids_property;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using pipewright::standin::split_list;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::tracking;

struct GstNvTracker {
  GstBaseTransform parent;
  PropertyStore* properties;
  /// Lives while the element is started.
  BatchTracker* tracker;
};

struct GstNvTrackerClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvTracker, gst_nv_tracker, GST_TYPE_BASE_TRANSFORM)

GstNvTracker* cast(gpointer object) {
  return static_cast<GstNvTracker*>(object);
}

void warn(GstNvTracker* self, const std::string& message) {
  GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", message.c_str()), (nullptr));
}

/// Reads a file of ll-config-file, or one that takes its place while the element plays.
Result<LowLevelConfig> read_low_level_config(GstNvTracker* self, const std::string& path) {
  auto file = read_tracker_config(path);
  if (!file) return file.error();
  for (const std::string& warning : file.value().warnings) warn(self, warning);
  for (const std::string& key : file.value().keys_without_effect) {
    GST_INFO_OBJECT(self, "'%s', %s: accepted, has no effect on a CPU", path.c_str(), key.c_str());
  }
  return LowLevelConfig{std::move(file.value().config), path};
}

Result<std::vector<LowLevelConfig>> read_low_level_configs(GstNvTracker* self) {
  if (self->properties->text_value(property::kLlLibFile).empty()) {
    warn(self,
         "ll-lib-file is not set, without which DeepStream's nvtracker does not start: set it to "
         "libnvds_nvmultiobjecttracker.so");
  }
  const std::string files = self->properties->text_value(property::kLlConfigFile);
  std::vector<LowLevelConfig> configs;
  // One file per sub-batch may be given.
  for (const std::string& path : split_list(files)) {
    auto config = read_low_level_config(self, path);
    if (!config) return Error{"property ll-config-file: " + config.error().message};
    configs.push_back(std::move(config).value());
  }
  if (configs.empty()) {
    GST_INFO_OBJECT(self, "no ll-config-file: the tracker library's defaults are used");
    configs.emplace_back();
  }
  return configs;
}

Result<BatchTrackerSettings> read_settings(GstNvTracker* self) {
  const PropertyStore& properties = *self->properties;
  BatchTrackerSettings settings;
  auto configs = read_low_level_configs(self);
  if (!configs) return configs.error();
  settings.configs = std::move(configs).value();
  auto sub_batches = SubBatches::parse(properties.text_value(property::kSubBatches));
  if (!sub_batches) return Error{"property sub-batches: " + sub_batches.error().message};
  settings.sub_batches = std::move(sub_batches).value();
  if (settings.configs.size() > settings.sub_batches.size()) {
    warn(self, "ll-config-file names " + std::to_string(settings.configs.size()) + " files for " +
                   std::to_string(settings.sub_batches.size()) +
                   " sub-batches: the last ones are not used, see property sub-batches");
  }
  settings.tracker_width = static_cast<float>(properties.uint_value(property::kTrackerWidth));
  settings.tracker_height = static_cast<float>(properties.uint_value(property::kTrackerHeight));
  if (settings.tracker_width < 1 || settings.tracker_height < 1) {
    return Error{"properties tracker-width and tracker-height must be above 0, e.g. 960 and 544"};
  }
  settings.display_tracking_id = properties.boolean_value(property::kDisplayTrackingId);
  settings.id_reset_mode = properties.uint_value(property::kTrackingIdResetMode);
  settings.tracking_surface_type = properties.uint_value(property::kTrackingSurfaceType);
  settings.user_meta_pool_size = properties.uint_value(property::kUserMetaPoolSize);
  auto classes =
      class_ids_property(properties, property::kOperateOnClassIds, "operate-on-class-ids", ';');
  if (!classes) return classes.error();
  settings.operate_on_class_ids = std::move(classes).value();
  return settings;
}

gboolean start(GstBaseTransform* transform) {
  GstNvTracker* self = cast(transform);
  auto settings = read_settings(self);
  if (!settings) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", settings.error().message.c_str()), (nullptr));
    return FALSE;
  }
  auto tracker = BatchTracker::create(std::move(settings).value());
  if (!tracker) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", tracker.error().message.c_str()), (nullptr));
    return FALSE;
  }
  self->tracker = std::move(tracker).value().release();
  return TRUE;
}

gboolean stop(GstBaseTransform* transform) {
  GstNvTracker* self = cast(transform);
  delete self->tracker;
  self->tracker = nullptr;
  return TRUE;
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvTracker* self = cast(transform);
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  const SurfaceMap surfaces(buffer);
  if (batch == nullptr || !surfaces) {
    GST_ELEMENT_ERROR(
        self, STREAM, FAILED,
        ("The buffer carries no batch: put nvstreammux before %s", GST_ELEMENT_NAME(self)),
        (nullptr));
    return GST_FLOW_ERROR;
  }
  if (auto done = self->tracker->process(*batch, surfaces); !done) {
    GST_ELEMENT_ERROR(self, STREAM, FAILED, ("%s", done.error().message.c_str()), (nullptr));
    return GST_FLOW_ERROR;
  }
  if (self->tracker->is_short_of_user_metas()) {
    GST_WARNING_OBJECT(self,
                       "no user meta buffer is free, so a batch goes without its past frames and "
                       "lists of tracks: raise user-meta-pool-size");
  }
  return GST_FLOW_OK;
}

/// Takes another configuration over; false, with a warning, when it goes on with the one it has.
bool reconfigure(GstNvTracker* self, GstEvent* event) {
  gchar* stream_id = nullptr;
  gchar* path = nullptr;
  gst_nvevent_parse_nvtracker_config_update(event, &stream_id, &path);
  const std::string source = take_text(stream_id);
  auto config = read_low_level_config(self, take_text(path));
  Result<void> done = config ? self->tracker->reconfigure(
                                   config.value(), static_cast<unsigned>(std::atoi(source.c_str())))
                             : Result<void>(config.error());
  if (done) return true;
  warn(self, concat(GST_OBJECT_NAME(self), " keeps the configuration it has, as it cannot take ",
                    "that of the event nv-tracker-config-update: ", done.error().message));
  return false;
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  GstNvTracker* self = cast(transform);
  guint source = 0;
  if (self->tracker != nullptr) {
    switch (static_cast<int>(GST_EVENT_TYPE(event))) {
      case GST_NVEVENT_NVTRACKER_CONFIG_UPDATE:
        if (reconfigure(self, event)) break;
        gst_event_unref(event);
        return FALSE;
      case GST_NVEVENT_PAD_DELETED:
        gst_nvevent_parse_pad_deleted(event, &source);
        self->tracker->stream_removed(source);
        break;
      case GST_NVEVENT_STREAM_RESET:
        gst_nvevent_parse_stream_reset(event, &source);
        self->tracker->stream_reset(source);
        break;
      case GST_NVEVENT_STREAM_EOS:
        gst_nvevent_parse_stream_eos(event, &source);
        self->tracker->stream_ended(source);
        break;
      default:
        break;
    }
  }
  return GST_BASE_TRANSFORM_CLASS(gst_nv_tracker_parent_class)->sink_event(transform, event);
}

void gst_nv_tracker_class_init(GstNvTrackerClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvtracker_debug, "nvtracker", 0, "CPU stand-in for nvtracker");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Follows objects from frame to frame on the CPU");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->transform_ip = transform_ip;
  transform_class->sink_event = sink_event;
}

void gst_nv_tracker_init(GstNvTracker* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvtracker, "nvtracker", pipewright::standin::kStandinRank,
                            gst_nv_tracker_get_type());
