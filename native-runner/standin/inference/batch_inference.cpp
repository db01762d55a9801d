// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/batch_inference.hpp"

#include <algorithm>
#include <utility>

#include "common/text.hpp"
#include "standin/inference/detector_postprocessor.hpp"
#include "standin/inference/segmentation.hpp"
#include "standin/inference/tensor_meta.hpp"

namespace pipewright::standin::inference {
namespace {

template <typename Meta>
Meta& meta_at(const GList* item) {
  return *static_cast<Meta*>(item->data);
}

/// Holds the batch's lock.
class BatchLock {
 public:
  explicit BatchLock(NvDsBatchMeta& batch) : batch_(batch) { nvds_acquire_meta_lock(&batch_); }
  ~BatchLock() { nvds_release_meta_lock(&batch_); }
  BatchLock(const BatchLock&) = delete;
  BatchLock& operator=(const BatchLock&) = delete;

 private:
  NvDsBatchMeta& batch_;
};

}  // namespace

Result<std::unique_ptr<BatchInference>> BatchInference::create(NvinferConfig config) {
  std::unique_ptr<BatchInference> inference(new BatchInference(std::move(config)));
  auto runner = ModelRunner::create(inference->config_);
  if (!runner) return runner.error();
  inference->runner_ = std::move(runner).value();
  if (inference->config_.input_tensor_from_meta) {
    inference->tensor_input_.emplace(inference->config_, *inference->runner_);
  }
  if (auto made = inference->create_postprocessor(); !made) return made.error();
  if (inference->config_.classifier_async_mode) inference->start_async();
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

std::optional<std::string> BatchInference::take_stream_warning() {
  return std::exchange(stream_warning_, std::nullopt);
}

void BatchInference::finish_stream() {
  if (tensor_input_ && num_batches_ > 0 && !tensor_input_->has_found_any()) {
    stream_warning_ = concat(
        config_.name_of("input-tensor-from-meta"), " is set, but no tensor for unique-id ",
        config_.unique_id,
        " came in the whole stream: put nvdspreprocess before this element and the id into its "
        "target-unique-ids");
  }
  restart();
}

void BatchInference::restart() {
  num_batches_ = 0;
  histories_.clear();
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

Result<void> BatchInference::process(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  const unsigned number = num_batches_++;
  if (tensor_input_) return process_tensors(batch, surfaces);
  // Only whole frames are skipped; objects are there or not.
  if (config_.process_mode == ProcessMode::kPrimary && number % (config_.interval + 1) > 0) {
    return {};
  }
  return process_pictures(batch, surfaces);
}

Result<void> BatchInference::process_pictures(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  if (auto checked = check_async(); !checked) return checked;
  subjects_.clear();
  inputs_.clear();
  const BatchLock lock(batch);
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    if (auto added = add_subjects(meta_at<NvDsFrameMeta>(item), surfaces); !added) return added;
  }
  placements_.resize(inputs_.size());
  const std::size_t most = runner_->max_samples();
  for (std::size_t start = 0; start < subjects_.size(); start += most) {
    const std::size_t count = std::min(most, subjects_.size() - start);
    if (auto done = infer(start, count); !done) return done;
  }
  // Histories that are forgotten between batches must not live on here.
  subjects_.clear();
  return {};
}

Result<void> BatchInference::process_tensors(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  const BatchLock lock(batch);
  if (auto found = tensor_input_->find(batch, tensors_); !found) return found;
  if (auto warning = tensor_input_->take_warning()) stream_warning_ = std::move(warning);
  const std::size_t most = runner_->max_samples();
  const std::size_t sample_size = runner_->dims().size();
  for (const TensorInput::Part& part : tensors_) {
    subjects_.clear();
    for (NvDsRoiMeta& region : part.regions) {
      const NvDsFrameMeta* frame = region.frame_meta;
      if (frame == nullptr || frame->batch_id >= surfaces.size()) {
        return Error{"a tensor of nvdspreprocess shows a frame that is not in the batch"};
      }
      const FrameFormat& format = surfaces.view(frame->batch_id).format;
      subjects_.push_back(subject_of(region, static_cast<unsigned>(format.width),
                                     static_cast<unsigned>(format.height)));
    }
    for (std::size_t start = 0; start < subjects_.size(); start += most) {
      const std::size_t count = std::min(most, subjects_.size() - start);
      const auto values = part.values.subspan(start * sample_size, count * sample_size);
      if (auto ran = runner_->run_tensor(values, count); !ran) return ran;
      attach_results(start, count);
    }
  }
  return {};
}

Result<void> BatchInference::infer(std::size_t start, std::size_t count) {
  const auto inputs = std::span(inputs_).subspan(start, count);
  if (is_async()) return async_->submit(inputs, std::span(subjects_).subspan(start, count));
  const std::span<Placement> placements = std::span(placements_).subspan(start, count);
  if (auto ran = runner_->run(inputs, placements); !ran) return ran;
  for (std::size_t i = 0; i < count; ++i) subjects_[start + i].placement = placements[i];
  attach_results(start, count);
  return {};
}

void BatchInference::attach_results(std::size_t start, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const Subject& subject = subjects_[start + i];
    if (postprocessor_ != nullptr) postprocessor_->attach(subject, runner_->sample(i));
    if (config_.output_tensor_meta && !subject.placement.source.empty()) {
      attach_tensor_meta(subject, config_, *runner_, i);
    }
  }
}

Result<void> BatchInference::add_subjects(NvDsFrameMeta& frame, const SurfaceMap& surfaces) {
  if (frame.batch_id >= surfaces.size()) {
    return Error{"frame metadata names picture " + std::to_string(frame.batch_id) +
                 " of a batch of " + std::to_string(surfaces.size())};
  }
  const FrameView& picture = surfaces.view(frame.batch_id);
  if (config_.process_mode == ProcessMode::kPrimary) {
    Subject& subject = subjects_.emplace_back();
    subject.frame = &frame;
    subject.frame_width = static_cast<unsigned>(picture.format.width);
    subject.frame_height = static_cast<unsigned>(picture.format.height);
    inputs_.push_back({&picture, picture.format.bounds()});
    return {};
  }
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    add_object(frame, meta_at<NvDsObjectMeta>(item), picture);
  }
  histories_.clean_up(frame);
  return {};
}

void BatchInference::add_object(NvDsFrameMeta& frame, NvDsObjectMeta& object,
                                const FrameView& picture) {
  if (is_async() && object.object_id == UNTRACKED_OBJECT_ID) {
    if (!std::exchange(has_warned_of_untracked_, true)) {
      stream_warning_ =
          config_.name_of("classifier-async-mode") +
          " classifies tracked objects only, but there are objects without an id: put nvtracker "
          "before this element or turn it off";
    }
    return;
  }
  const auto history = histories_.find(frame, object);
  const bool is_due =
      is_wanted(object) && (history == nullptr || histories_.is_due(*history, frame, object));
  // Beside the pipeline an object keeps what is known of it until there is something new.
  if (history != nullptr && classifier_ != nullptr && (is_async() || !is_due)) {
    classifier_->attach_attributes(object, history->attributes);
  }
  if (!is_due) return;
  Subject& subject = subjects_.emplace_back();
  subject.frame = &frame;
  subject.object = &object;
  subject.history = histories_.note(frame, object);
  subject.frame_width = static_cast<unsigned>(picture.format.width);
  subject.frame_height = static_cast<unsigned>(picture.format.height);
  const NvOSD_RectParams& rect = object.rect_params;
  inputs_.push_back({&picture,
                     {static_cast<int>(rect.left), static_cast<int>(rect.top),
                      static_cast<int>(rect.width), static_cast<int>(rect.height)}});
}

bool BatchInference::is_wanted(const NvDsObjectMeta& object) const {
  const NvOSD_RectParams& rect = object.rect_params;
  if (config_.operate_on_gie_id >= 0 && object.unique_component_id != config_.operate_on_gie_id) {
    return false;
  }
  if (!config_.operate_on_class_ids.empty() &&
      !config_.operate_on_class_ids.contains(object.class_id)) {
    return false;
  }
  const auto least_width = static_cast<float>(std::max(1u, config_.input_object_min_width));
  const auto least_height = static_cast<float>(std::max(1u, config_.input_object_min_height));
  if (rect.width < least_width || rect.height < least_height) return false;
  if (config_.input_object_max_width > 0 &&
      rect.width > static_cast<float>(config_.input_object_max_width)) {
    return false;
  }
  return config_.input_object_max_height == 0 ||
         rect.height <= static_cast<float>(config_.input_object_max_height);
}

}  // namespace pipewright::standin::inference
