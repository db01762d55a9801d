// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/elements.hpp"
#include "standin/inference/batch_inference.hpp"
#include "standin/inference/config_file.hpp"
#include "standin/properties/nvinfer.gen.hpp"
#include "standin/properties/property_store.hpp"
#include "standin/surface/surface_buffer.hpp"

GST_DEBUG_CATEGORY_STATIC(nvinfer_debug);
#define GST_CAT_DEFAULT nvinfer_debug

// nvinfer: runs a model on every frame of a batch (or on the objects in it) and attaches what it
// says as metadata. Pads, properties and metadata as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvinfer;
using pipewright::Result;
using pipewright::standin::add_pad_template;
using pipewright::standin::PropertyStore;
using pipewright::standin::SurfaceMap;
using namespace pipewright::standin::inference;

struct GstNvInfer {
  GstBaseTransform parent;
  PropertyStore* properties;
  /// Lives while the element is started.
  BatchInference* inference;
  /// Set where config-file-path changes, which may be another thread; read per buffer.
  std::atomic<bool>* config_changed;
};

struct GstNvInferClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvInfer, gst_nv_infer, GST_TYPE_BASE_TRANSFORM)

GstNvInfer* cast(gpointer object) {
  return static_cast<GstNvInfer*>(object);
}

Result<std::set<int>> class_ids_property(const PropertyStore& properties, unsigned id,
                                         const char* name, char separator) {
  std::set<int> ids;
  const std::string text = properties.text_value(id);
  for (const std::string& item : split_list(text, separator)) {
    const auto value = parse_integer(item, 0, G_MAXINT);
    if (!value) {
      return pipewright::Error{std::string("property ") + name + ": value '" + text +
                               "' is wrong: expected class numbers separated by '" + separator +
                               "'"};
    }
    ids.insert(static_cast<int>(value.value()));
  }
  return ids;
}

Result<NvinferOverrides> read_overrides(const PropertyStore& properties) {
  NvinferOverrides overrides;
  const auto take = [&properties](unsigned id, auto& target, auto value) {
    if (properties.was_set(id)) target = value;
  };
  take(property::kUniqueId, overrides.unique_id, properties.uint_value(property::kUniqueId));
  take(property::kProcessMode, overrides.process_mode,
       static_cast<ProcessMode>(properties.enum_value(property::kProcessMode)));
  take(property::kBatchSize, overrides.batch_size, properties.uint_value(property::kBatchSize));
  take(property::kInterval, overrides.interval, properties.uint_value(property::kInterval));
  take(property::kInferOnGieId, overrides.operate_on_gie_id,
       properties.int_value(property::kInferOnGieId));
  take(property::kModelEngineFile, overrides.model_engine_file,
       properties.text_value(property::kModelEngineFile));
  take(property::kOutputTensorMeta, overrides.output_tensor_meta,
       properties.boolean_value(property::kOutputTensorMeta));
  take(property::kOutputInstanceMask, overrides.output_instance_mask,
       properties.boolean_value(property::kOutputInstanceMask));
  take(property::kInputTensorMeta, overrides.input_tensor_from_meta,
       properties.boolean_value(property::kInputTensorMeta));
  take(property::kCropObjectsToRoiBoundary, overrides.crop_objects_to_roi_boundary,
       properties.boolean_value(property::kCropObjectsToRoiBoundary));
  if (properties.was_set(property::kInferOnClassIds)) {
    auto ids =
        class_ids_property(properties, property::kInferOnClassIds, "infer-on-class-ids", ':');
    if (!ids) return ids.error();
    overrides.operate_on_class_ids = std::move(ids).value();
  }
  if (properties.was_set(property::kFilterOutClassIds)) {
    auto ids =
        class_ids_property(properties, property::kFilterOutClassIds, "filter-out-class-ids", ';');
    if (!ids) return ids.error();
    overrides.filter_out_class_ids = std::move(ids).value();
  }
  return overrides;
}

void report(GstNvInfer* self, const BatchInference& inference) {
  for (const std::string& warning : inference.warnings()) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  const NvinferConfig& config = inference.config();
  for (const std::string& key : config.keys_without_effect) {
    GST_INFO_OBJECT(self, "'%s', %s: accepted, has no effect on a CPU", config.path.c_str(),
                    key.c_str());
  }
  if (config.network_mode != NetworkMode::kFp32) {
    GST_INFO_OBJECT(self, "'%s', network-mode %d: the CPU computes in FP32", config.path.c_str(),
                    static_cast<int>(config.network_mode));
  }
}

/// Reads the configuration that the properties name and opens its model.
Result<std::unique_ptr<BatchInference>> load(const PropertyStore& properties) {
  const std::string path = properties.text_value(property::kConfigFilePath);
  if (path.empty()) {
    return pipewright::Error{
        "no configuration file: set the property config-file-path to an "
        "nvinfer configuration"};
  }
  const auto overrides = read_overrides(properties);
  if (!overrides) return overrides.error();
  auto config = read_nvinfer_config(path, overrides.value());
  if (!config) return config.error();
  return BatchInference::create(std::move(config).value());
}

gboolean start(GstBaseTransform* transform) {
  GstNvInfer* self = cast(transform);
  *self->config_changed = false;
  auto inference = load(*self->properties);
  if (!inference) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", inference.error().message.c_str()),
                      ("%s", inference.error().debug.c_str()));
    return FALSE;
  }
  self->inference = std::move(inference).value().release();
  report(self, *self->inference);
  return TRUE;
}

gboolean stop(GstBaseTransform* transform) {
  GstNvInfer* self = cast(transform);
  delete self->inference;
  self->inference = nullptr;
  return TRUE;
}

/// Takes a configuration that was set while playing; the old one goes on when it is no good, as in
/// the SDK.
void swap_model(GstNvInfer* self) {
  auto inference = load(*self->properties);
  if (!inference) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS,
                        ("The model in use stays: %s", inference.error().message.c_str()),
                        (nullptr));
    return;
  }
  delete self->inference;
  self->inference = std::move(inference).value().release();
  report(self, *self->inference);
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvInfer* self = cast(transform);
  if (self->config_changed->exchange(false)) swap_model(self);
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  if (batch == nullptr) {
    GST_ELEMENT_ERROR(
        self, STREAM, FAILED,
        ("The buffer carries no batch metadata: put nvstreammux before %s", GST_ELEMENT_NAME(self)),
        (nullptr));
    return GST_FLOW_ERROR;
  }
  const SurfaceMap surfaces(buffer);
  if (!surfaces) {
    GST_ELEMENT_ERROR(self, STREAM, FAILED, ("The buffer holds no surfaces of memory:NVMM"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  if (auto done = self->inference->process(*batch, surfaces); !done) {
    GST_ELEMENT_ERROR(self, STREAM, FAILED, ("%s", done.error().message.c_str()), (nullptr));
    return GST_FLOW_ERROR;
  }
  if (const auto warning = self->inference->take_stream_warning()) {
    GST_ELEMENT_WARNING(self, STREAM, FAILED, ("%s", warning->c_str()), (nullptr));
  }
  return GST_FLOW_OK;
}

/// What an event means for the tracked objects that inference remembers.
void follow_event(GstNvInfer* self, GstEvent* event) {
  guint pad_index = 0;
  switch (static_cast<guint>(GST_EVENT_TYPE(event))) {
    case GST_EVENT_EOS:
      if (auto checked = self->inference->check_async(); !checked) {
        GST_ELEMENT_ERROR(self, STREAM, FAILED, ("%s", checked.error().message.c_str()), (nullptr));
      }
      self->inference->restart();
      break;
    case GST_EVENT_FLUSH_STOP:
      self->inference->restart();
      break;
    case GST_NVEVENT_PAD_DELETED:
      gst_nvevent_parse_pad_deleted(event, &pad_index);
      self->inference->forget_source(pad_index);
      break;
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(event, &pad_index);
      self->inference->forget_source(pad_index);
      break;
    default:
      break;
  }
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  GstNvInfer* self = cast(transform);
  if (self->inference != nullptr) follow_event(self, event);
  return GST_BASE_TRANSFORM_CLASS(gst_nv_infer_parent_class)->sink_event(transform, event);
}

void finalize(GObject* object) {
  delete cast(object)->config_changed;
  G_OBJECT_CLASS(gst_nv_infer_parent_class)->finalize(object);
}

void gst_nv_infer_class_init(GstNvInferClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvinfer_debug, "nvinfer", 0, "CPU stand-in for nvinfer");
  G_OBJECT_CLASS(klass)->finalize = finalize;
  PropertyStore::install(G_OBJECT_CLASS(klass), property::kProperties);
  GstElementClass* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_set_static_metadata(element_class, property::kLongName, property::kClass,
                                        "Runs an ONNX model on frames or objects on the CPU",
                                        "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, property::kSinkCaps);
  add_pad_template(element_class, "src", GST_PAD_SRC, GST_PAD_ALWAYS, property::kSrcCaps);
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->transform_ip = transform_ip;
  transform_class->sink_event = sink_event;
}

void gst_nv_infer_init(GstNvInfer* self) {
  auto* config_changed = new std::atomic<bool>(false);
  self->config_changed = config_changed;
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  self->properties->on_change([config_changed](unsigned id) {
    if (id == property::kConfigFilePath) *config_changed = true;
  });
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvinfer, "nvinfer", pipewright::standin::kStandinRank,
                            gst_nv_infer_get_type());
