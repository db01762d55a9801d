// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <memory>
#include <string>

#include "standin/config/class_ids_property.hpp"
#include "standin/elements.hpp"
#include "standin/inference/gst_inference.hpp"
#include "standin/properties/nvinfer.gen.hpp"
#include "standin/properties/property_store.hpp"

GST_DEBUG_CATEGORY_STATIC(nvinfer_debug);

// nvinfer: runs a model on every frame of a batch (or on the objects in it) and attaches what it
// says as metadata. Pads, properties and metadata as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvinfer;
using pipewright::Result;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using namespace pipewright::standin::inference;

using GstNvInfer = GstInference;

struct GstNvInferClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvInfer, gst_nv_infer, GST_TYPE_BASE_TRANSFORM)

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
  take(property::kClipObjectOutsideRoi, overrides.clip_object_outside_roi,
       properties.boolean_value(property::kClipObjectOutsideRoi));
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

void gst_nv_infer_class_init(GstNvInferClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvinfer_debug, "nvinfer", 0, "CPU stand-in for nvinfer");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Runs an ONNX model on frames or objects on the CPU");
  set_up_class(GST_BASE_TRANSFORM_CLASS(klass));
}

void gst_nv_infer_init(GstNvInfer* self) {
  set_up_instance(self, property::kProperties, nvinfer_debug, load, property::kConfigFilePath);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvinfer, "nvinfer", pipewright::standin::kStandinRank,
                            gst_nv_infer_get_type());
