// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <memory>
#include <string>

#include "standin/config/class_ids_property.hpp"
#include "standin/elements.hpp"
#include "standin/inference/gst_inference.hpp"
#include "standin/inference/server/server_config.hpp"
#include "standin/properties/nvinferserver.gen.hpp"
#include "standin/properties/property_store.hpp"

GST_DEBUG_CATEGORY_STATIC(nvinferserver_debug);

// nvinferserver: runs a model of a Triton model repository on every frame of a batch (or on the
// objects in it), with nvinfer's engine and without a server. Pads, properties and metadata as
// DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvinferserver;
using pipewright::Result;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using namespace pipewright::standin::inference;

using GstNvInferServer = GstInference;

struct GstNvInferServerClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvInferServer, gst_nv_infer_server, GST_TYPE_BASE_TRANSFORM)

/// As in the SDK start values mean that the file decides.
Result<NvinferOverrides> read_overrides(const PropertyStore& properties) {
  NvinferOverrides overrides;
  const auto take = [](auto value, auto none, auto& target) {
    if (value != none) target = value;
  };
  take(properties.uint_value(property::kUniqueId), 0u, overrides.unique_id);
  take(properties.uint_value(property::kBatchSize), 0u, overrides.batch_size);
  if (const unsigned mode = properties.uint_value(property::kProcessMode); mode > 0) {
    overrides.process_mode = static_cast<ProcessMode>(mode);
  }
  take(properties.int_value(property::kInferOnGieId), -1, overrides.operate_on_gie_id);
  if (properties.was_set(property::kInterval)) {
    overrides.interval = properties.uint_value(property::kInterval);
  }
  if (properties.boolean_value(property::kInputTensorMeta)) overrides.input_tensor_from_meta = true;
  if (!properties.text_value(property::kInferOnClassIds).empty()) {
    auto ids =
        class_ids_property(properties, property::kInferOnClassIds, "infer-on-class-ids", ':');
    if (!ids) return ids.error();
    overrides.operate_on_class_ids = std::move(ids).value();
  }
  return overrides;
}

/// Reads the configuration that the properties name and opens its model.
Result<std::unique_ptr<BatchInference>> load(const PropertyStore& properties) {
  const std::string path = properties.text_value(property::kConfigFilePath);
  if (path.empty()) {
    return pipewright::Error{
        "no configuration file: set the property config-file-path to an nvinferserver "
        "configuration"};
  }
  const auto overrides = read_overrides(properties);
  if (!overrides) return overrides.error();
  auto config = read_server_config(path, overrides.value());
  if (!config) return config.error();
  return BatchInference::create(std::move(config).value());
}

void gst_nv_infer_server_class_init(GstNvInferServerClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvinferserver_debug, "nvinferserver", 0,
                          "CPU stand-in for nvinferserver");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement,
                  "Runs a model of a Triton model repository on the CPU");
  set_up_class(GST_BASE_TRANSFORM_CLASS(klass));
}

void gst_nv_infer_server_init(GstNvInferServer* self) {
  set_up_instance(self, property::kProperties, nvinferserver_debug, load,
                  property::kConfigFilePath);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvinferserver, "nvinferserver", pipewright::standin::kStandinRank,
                            gst_nv_infer_server_get_type());
