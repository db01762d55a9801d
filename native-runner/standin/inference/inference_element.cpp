// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/inference_element.hpp"

#include <string>
#include <utility>

#include "gst-nvdscustomevent.h"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/inference/config_file.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

bool InferenceElement::start() {
  is_changed_ = false;
  auto inference = load_(properties_);
  if (!inference) {
    GST_ELEMENT_ERROR(element_, LIBRARY, SETTINGS, ("%s", inference.error().message.c_str()),
                      ("%s", inference.error().debug.c_str()));
    return false;
  }
  use(std::move(inference).value());
  return true;
}

void InferenceElement::use(std::unique_ptr<BatchInference> inference) {
  inference_ = std::move(inference);
  for (const std::string& warning : inference_->warnings()) {
    GST_ELEMENT_WARNING(element_, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  const NvinferConfig& config = inference_->config();
  for (const std::string& key : config.keys_without_effect) {
    GST_CAT_INFO_OBJECT(category_, element_, "'%s', %s: accepted, has no effect on a CPU",
                        config.path.c_str(), key.c_str());
  }
  if (config.network_mode != NetworkMode::kFp32) {
    GST_CAT_INFO_OBJECT(category_, element_, "'%s', network-mode %d: the CPU computes in FP32",
                        config.path.c_str(), static_cast<int>(config.network_mode));
  }
}

/// Takes a configuration that was set while playing; the old one goes on when it is no good, as in
/// the SDK.
void InferenceElement::swap_configuration() {
  auto inference = load_(properties_);
  if (!inference) {
    GST_ELEMENT_WARNING(element_, LIBRARY, SETTINGS,
                        ("The model in use stays: %s", inference.error().message.c_str()),
                        (nullptr));
    return;
  }
  use(std::move(inference).value());
}

GstFlowReturn InferenceElement::process(GstBuffer* buffer) {
  if (is_changed_.exchange(false)) swap_configuration();
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  if (batch == nullptr) {
    GST_ELEMENT_ERROR(element_, STREAM, FAILED,
                      ("The buffer carries no batch metadata: put nvstreammux before %s",
                       GST_ELEMENT_NAME(element_)),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  const SurfaceMap surfaces(buffer);
  if (!surfaces) {
    GST_ELEMENT_ERROR(element_, STREAM, FAILED, ("The buffer holds no surfaces of memory:NVMM"),
                      (nullptr));
    return GST_FLOW_ERROR;
  }
  if (auto done = inference_->process(*batch, surfaces); !done) {
    GST_ELEMENT_ERROR(element_, STREAM, FAILED, ("%s", done.error().message.c_str()), (nullptr));
    return GST_FLOW_ERROR;
  }
  post_stream_warning();
  return GST_FLOW_OK;
}

void InferenceElement::post_stream_warning() {
  if (const auto warning = inference_->take_stream_warning()) {
    GST_ELEMENT_WARNING(element_, STREAM, FAILED, ("%s", warning->c_str()), (nullptr));
  }
}

void InferenceElement::report_async() {
  if (auto checked = inference_->check_async(); !checked) {
    GST_ELEMENT_ERROR(element_, STREAM, FAILED, ("%s", checked.error().message.c_str()), (nullptr));
  }
}

void InferenceElement::follow(GstEvent* event) {
  if (inference_ == nullptr) return;
  guint pad_index = 0;
  switch (static_cast<guint>(GST_EVENT_TYPE(event))) {
    case GST_EVENT_EOS:
      report_async();
      inference_->finish_stream();
      post_stream_warning();
      break;
    case GST_EVENT_FLUSH_STOP:
      inference_->restart();
      break;
    case GST_NVEVENT_PAD_DELETED:
      gst_nvevent_parse_pad_deleted(event, &pad_index);
      inference_->forget_source(pad_index);
      break;
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(event, &pad_index);
      inference_->forget_source(pad_index);
      break;
    case GST_NVEVENT_INFER_INTERVAL_UPDATE: {
      gchar* stream_id = nullptr;
      guint interval = 0;
      gst_nvevent_parse_infer_interval_update(event, &stream_id, &interval);
      g_free(stream_id);
      inference_->set_interval(interval);
      break;
    }
    default:
      break;
  }
}

Result<std::set<int>> class_ids_property(const PropertyStore& properties, unsigned id,
                                         const char* name, char separator) {
  std::set<int> ids;
  const std::string text = properties.text_value(id);
  for (const std::string& item : split_list(text, separator)) {
    const auto value = parse_integer(item, 0, G_MAXINT);
    if (!value) {
      return Error{std::string("property ") + name + ": value '" + text +
                   "' is wrong: expected class numbers separated by '" + separator + "'"};
    }
    ids.insert(static_cast<int>(value.value()));
  }
  return ids;
}

}  // namespace pipewright::standin::inference
