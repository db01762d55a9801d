// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/batch_inference.hpp"

#include <algorithm>
#include <utility>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "standin/inference/detector_postprocessor.hpp"
#include "standin/inference/segmentation.hpp"
#include "standin/inference/tensor_meta.hpp"

namespace pipewright::standin::inference {

Result<std::unique_ptr<BatchInference>> BatchInference::create(NvinferConfig config) {
  std::unique_ptr<BatchInference> inference(new BatchInference(std::move(config)));
  auto runner = ModelRunner::create(inference->config_);
  if (!runner) return runner.error();
  inference->runner_ = std::move(runner).value();
  if (auto made = inference->create_postprocessor(); !made) return made.error();
  if (inference->config_.classifier_async_mode) inference->start_async();
  inference->selector_ = std::make_unique<SubjectSelector>(inference->config_, *inference->runner_,
                                                           inference->is_async());
  return inference;
}

Result<void> BatchInference::create_postprocessor() {
  if (config_.output_tensor_meta) {
    if (auto checked = check_tensor_types(*runner_); !checked) {
      return config_.error_at("output-tensor-meta", checked.error().message);
    }
  }
  const auto take = [this](Result<std::unique_ptr<Postprocessor>> made) -> Result<void> {
    if (!made) return made.error();
    postprocessor_ = std::move(made).value();
    return {};
  };
  switch (config_.network_type) {
    case NetworkType::kDetector:
    case NetworkType::kInstanceSegmentation:
      return take(DetectorPostprocessor::create(config_, *runner_));
    case NetworkType::kClassifier: {
      auto made = Classifier::create(config_, *runner_);
      if (!made) return made.error();
      classifier_ = made.value().get();
      postprocessor_ = std::move(made).value();
      return {};
    }
    case NetworkType::kSegmentation:
      return take(Segmentation::create(config_, *runner_));
    case NetworkType::kOther:
      break;
  }
  return {};
}

std::vector<std::string> BatchInference::warnings() const {
  std::vector<std::string> warnings = config_.warnings;
  warnings.insert(warnings.end(), warnings_.begin(), warnings_.end());
  if (postprocessor_ != nullptr) {
    const std::vector<std::string>& more = postprocessor_->warnings();
    warnings.insert(warnings.end(), more.begin(), more.end());
  }
  return warnings;
}

void BatchInference::start_async() {
  if (classifier_ == nullptr || config_.process_mode != ProcessMode::kSecondary) {
    warnings_.push_back(
        config_.error_at("classifier-async-mode", "has no effect: it is for secondary classifiers")
            .message);
    return;
  }
  async_ = std::make_unique<AsyncClassifier>(*runner_, *classifier_);
}

Result<void> BatchInference::select(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  const BatchLock lock(&batch);
  return selector_->select(batch, surfaces);
}

Result<void> BatchInference::prepare(std::size_t number, InferenceJob& job) {
  job.is_last = number + 1 == num_jobs();
  // Behind all of the batch, so that they get what it says about the same object.
  if (job.is_last) job.known.assign(selector_->known().begin(), selector_->known().end());
  if (selector_->portions().empty()) return {};
  const SubjectSelector::Portion& portion = selector_->portions()[number];
  const auto subjects = selector_->subjects().subspan(portion.start, portion.count);
  job.subjects.assign(subjects.begin(), subjects.end());
  if (!portion.values.empty() && runner_->samples_of_run(portion.count) == portion.count) {
    job.samples = portion.values;
    return {};
  }
  job.tensor.resize(runner_->max_samples() * runner_->dims().size());
  job.samples = job.tensor;
  if (!portion.values.empty()) {
    // The model wants more samples than there are.
    std::copy(portion.values.begin(), portion.values.end(), job.tensor.begin());
    return {};
  }
  job.placements.resize(portion.count);
  const auto inputs = selector_->inputs().subspan(portion.start, portion.count);
  if (auto done = runner_->prepare(inputs, job.tensor, job.placements); !done) return done;
  for (std::size_t i = 0; i < portion.count; ++i) job.subjects[i].placement = job.placements[i];
  return {};
}

Result<void> BatchInference::infer(InferenceJob& job) {
  if (job.subjects.empty()) return {};
  return runner_->run_prepared(job.samples, job.subjects.size(), job.run);
}

void BatchInference::attach(InferenceJob& job) {
  if (job.subjects.empty() && job.known.empty()) return;
  const BatchLock lock(gst_buffer_get_nvds_batch_meta(job.buffer.get()));
  for (std::size_t i = 0; i < job.subjects.size(); ++i) {
    const Subject& subject = job.subjects[i];
    const SampleOutputs outputs = job.run.sample(i);
    if (postprocessor_ != nullptr) postprocessor_->attach(subject, outputs);
    if (config_.output_tensor_meta && !subject.placement.source.empty()) {
      attach_tensor_meta(subject, config_, *runner_, outputs);
    }
  }
  job.run.leave_to_holders();
  attach_known(job.known);
}

void BatchInference::attach_known(std::span<const KnownObject> known) const {
  if (classifier_ == nullptr) return;
  for (const KnownObject& item : known) {
    classifier_->attach_attributes(*item.object, item.history->attributes);
  }
}

Result<void> BatchInference::process_async(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  if (auto checked = check_async(); !checked) return checked;
  if (auto selected = select(batch, surfaces); !selected) return selected;
  {
    const BatchLock lock(&batch);
    attach_known(selector_->known());
  }
  for (const SubjectSelector::Portion& portion : selector_->portions()) {
    auto submitted = async_->submit(selector_->inputs().subspan(portion.start, portion.count),
                                    selector_->subjects().subspan(portion.start, portion.count));
    if (!submitted) return submitted;
  }
  // Histories that are forgotten between batches must not live on here.
  selector_->clear();
  return {};
}

}  // namespace pipewright::standin::inference
