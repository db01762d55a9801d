// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/inference_element.hpp"

#include <string>
#include <utility>

#include "common/text.hpp"
#include "gst-nvdscustomevent.h"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

InferenceElement::InferenceElement(GstBaseTransform* transform, GstDebugCategory* category,
                                   const PropertyStore& properties, Load load)
    : transform_(transform),
      category_(category),
      properties_(properties),
      load_(load),
      threads_([this](InferenceJob& job) { infer(job); },
               [this](InferenceJob& job) { finish(job); }) {}

bool InferenceElement::start() {
  is_changed_ = false;
  forget_flow();
  auto inference = load_(properties_);
  if (!inference) {
    GST_ELEMENT_ERROR(transform_, LIBRARY, SETTINGS, ("%s", inference.error().message.c_str()),
                      ("%s", inference.error().debug.c_str()));
    return false;
  }
  use(std::move(inference).value());
  threads_.start();
  return true;
}

void InferenceElement::stop() {
  threads_.stop();
  inference_.reset();
}

void InferenceElement::use(std::unique_ptr<BatchInference> inference) {
  inference_ = std::move(inference);
  for (const std::string& warning : inference_->warnings()) {
    GST_ELEMENT_WARNING(transform_, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  const NvinferConfig& config = inference_->config();
  for (const std::string& key : config.keys_without_effect) {
    GST_CAT_INFO_OBJECT(category_, transform_, "'%s', %s: accepted, has no effect on a CPU",
                        config.path.c_str(), key.c_str());
  }
  if (config.network_mode != NetworkMode::kFp32) {
    GST_CAT_INFO_OBJECT(category_, transform_, "'%s', network-mode %d: the CPU computes in FP32",
                        config.path.c_str(), static_cast<int>(config.network_mode));
  }
}

/// Takes a configuration that was set while playing; the old one goes on when it is no good, as in
/// the SDK.
void InferenceElement::swap_configuration() {
  auto inference = load_(properties_);
  if (!inference) {
    GST_ELEMENT_WARNING(transform_, LIBRARY, SETTINGS,
                        ("The model in use stays: %s", inference.error().message.c_str()),
                        (nullptr));
    return;
  }
  use(std::move(inference).value());
}

GstFlowReturn InferenceElement::process(BufferPtr buffer) {
  if (is_changed_.exchange(false)) {
    drain();
    swap_configuration();
  }
  // Its metadata is written where it lies.
  buffer.reset(gst_buffer_make_writable(buffer.release()));
  if (gst_buffer_get_nvds_batch_meta(buffer.get()) == nullptr) {
    return refuse({concat("The buffer carries no batch metadata: put nvstreammux before ",
                          GST_ELEMENT_NAME(transform_))});
  }
  // Ends before the buffer, wherever this returns: what is mapped can only be unmapped while there
  // is a buffer.
  std::optional<SurfaceMap> surfaces(std::in_place, buffer.get());
  if (!*surfaces) return refuse({"The buffer holds no surfaces of memory:NVMM"});
  if (inference_->is_async()) return process_async(buffer, surfaces);
  return submit(buffer, surfaces);
}

/// Classification goes on beside the pipeline, so the buffer leaves at once.
GstFlowReturn InferenceElement::process_async(BufferPtr& buffer,
                                              std::optional<SurfaceMap>& surfaces) {
  NvDsBatchMeta& batch = *gst_buffer_get_nvds_batch_meta(buffer.get());
  if (auto done = inference_->process_async(batch, *surfaces); !done) return refuse(done.error());
  surfaces.reset();
  post_stream_warning();
  push(std::move(buffer));
  return last_flow();
}

GstFlowReturn InferenceElement::submit(BufferPtr& buffer, std::optional<SurfaceMap>& surfaces) {
  NvDsBatchMeta& batch = *gst_buffer_get_nvds_batch_meta(buffer.get());
  if (auto selected = inference_->select(batch, *surfaces); !selected) {
    return refuse(selected.error());
  }
  post_stream_warning();
  for (std::size_t number = 0; buffer; ++number) {
    InferenceJob* job = threads_.take();
    if (job == nullptr) return GST_FLOW_FLUSHING;
    if (auto prepared = inference_->prepare(number, *job); !prepared) {
      threads_.discard(*job);
      return refuse(prepared.error());
    }
    if (job->is_last) {
      // Who gets the buffer may map it for writing.
      surfaces.reset();
      job->buffer = std::move(buffer);
    } else {
      job->buffer.reset(gst_buffer_ref(buffer.get()));
    }
    threads_.submit(*job);
  }
  return last_flow();
}

void InferenceElement::infer(InferenceJob& job) {
  if (has_failed_) return;
  if (auto inferred = inference_->infer(job); !inferred) job.error = inferred.error();
}

void InferenceElement::finish(InferenceJob& job) {
  if (has_failed_) return;
  if (job.error) {
    has_failed_ = true;
    refuse(*job.error);
    return;
  }
  inference_->attach(job);
  if (job.is_last) push(std::move(job.buffer));
}

/// As in the SDK a failure is told here: no other buffer may come that it could be returned for.
void InferenceElement::push(BufferPtr buffer) {
  const GstFlowReturn flow = gst_pad_push(GST_BASE_TRANSFORM_SRC_PAD(transform_), buffer.release());
  const GstFlowReturn before = pushed_.exchange(flow);
  const bool is_failure = flow == GST_FLOW_NOT_LINKED || flow <= GST_FLOW_NOT_NEGOTIATED;
  if (is_failure && flow != before) GST_ELEMENT_FLOW_ERROR(transform_, flow);
}

GstFlowReturn InferenceElement::refuse(const Error& error) {
  GST_ELEMENT_ERROR(transform_, STREAM, FAILED, ("%s", error.message.c_str()), (nullptr));
  return GST_FLOW_ERROR;
}

GstFlowReturn InferenceElement::last_flow() const {
  return has_failed_ ? GST_FLOW_ERROR : pushed_.load();
}

void InferenceElement::forget_flow() {
  has_failed_ = false;
  pushed_ = GST_FLOW_OK;
}

void InferenceElement::post_stream_warning() {
  if (const auto warning = inference_->selector().take_warning()) {
    GST_ELEMENT_WARNING(transform_, STREAM, FAILED, ("%s", warning->c_str()), (nullptr));
  }
}

void InferenceElement::report_async() {
  if (auto checked = inference_->check_async(); !checked) refuse(checked.error());
}

void InferenceElement::follow(GstEvent* event) {
  if (GST_EVENT_TYPE(event) == GST_EVENT_FLUSH_START) threads_.set_dropping(true);
  if (!GST_EVENT_IS_SERIALIZED(event)) return;
  // As in the SDK tags do not wait, as there may be many.
  if (GST_EVENT_TYPE(event) != GST_EVENT_TAG) drain();
  if (inference_ != nullptr) follow_stream(event);
}

/// What an event changes between two buffers.
void InferenceElement::follow_stream(GstEvent* event) {
  SubjectSelector& selector = inference_->selector();
  guint pad_index = 0;
  switch (static_cast<guint>(GST_EVENT_TYPE(event))) {
    case GST_EVENT_EOS:
      report_async();
      selector.finish_stream();
      post_stream_warning();
      break;
    case GST_EVENT_FLUSH_STOP:
      selector.restart();
      forget_flow();
      threads_.set_dropping(false);
      break;
    case GST_NVEVENT_PAD_DELETED:
      gst_nvevent_parse_pad_deleted(event, &pad_index);
      selector.forget_source(pad_index);
      break;
    case GST_NVEVENT_STREAM_EOS:
      gst_nvevent_parse_stream_eos(event, &pad_index);
      selector.forget_source(pad_index);
      break;
    case GST_NVEVENT_INFER_INTERVAL_UPDATE: {
      gchar* stream_id = nullptr;
      guint interval = 0;
      gst_nvevent_parse_infer_interval_update(event, &stream_id, &interval);
      g_free(stream_id);
      selector.set_interval(interval);
      break;
    }
    default:
      break;
  }
}

}  // namespace pipewright::standin::inference
