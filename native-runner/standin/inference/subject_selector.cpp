// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/subject_selector.hpp"

#include <algorithm>
#include <utility>

#include "common/text.hpp"

namespace pipewright::standin::inference {
namespace {

template <typename Meta>
Meta& meta_at(const GList* item) {
  return *static_cast<Meta*>(item->data);
}

}  // namespace

SubjectSelector::SubjectSelector(const NvinferConfig& config, const ModelRunner& runner,
                                 bool is_async)
    : config_(config),
      runner_(runner),
      is_async_(is_async),
      interval_(config.interval),
      histories_(config.network_type, config.secondary_reinfer_interval) {
  if (config.input_tensor_from_meta) tensor_input_.emplace(config, runner);
}

void SubjectSelector::clear() {
  subjects_.clear();
  inputs_.clear();
  portions_.clear();
  known_.clear();
}

void SubjectSelector::finish_stream() {
  if (tensor_input_ && num_batches_ > 0 && !tensor_input_->has_found_any()) {
    warning_ = concat(
        config_.name_of("input-tensor-from-meta"), " is set, but no tensor for unique-id ",
        config_.unique_id,
        " came in the whole stream: put nvdspreprocess before this element and the id into its "
        "target-unique-ids");
  }
  restart();
}

void SubjectSelector::restart() {
  num_batches_ = 0;
  histories_.clear();
}

Result<void> SubjectSelector::select(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  clear();
  const unsigned number = num_batches_++;
  if (tensor_input_) return select_tensors(batch, surfaces);
  // Only whole frames are skipped; objects are there or not.
  if (config_.process_mode == ProcessMode::kPrimary && number % (interval_ + 1) > 0) return {};
  return select_pictures(batch, surfaces);
}

/// Portions of the subjects from `start` on, and of their samples.
void SubjectSelector::divide(std::size_t start, std::span<const float> values) {
  const std::size_t most = runner_.max_samples();
  const std::size_t sample_size = values.empty() ? 0 : runner_.dims().size();
  for (std::size_t i = start; i < subjects_.size(); i += most) {
    const std::size_t count = std::min(most, subjects_.size() - i);
    portions_.push_back({i, count, values.subspan((i - start) * sample_size, count * sample_size)});
  }
}

Result<void> SubjectSelector::select_pictures(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
    if (auto added = add_subjects(meta_at<NvDsFrameMeta>(item), surfaces); !added) return added;
  }
  divide(0, {});
  return {};
}

Result<void> SubjectSelector::select_tensors(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  if (auto found = tensor_input_->find(batch, tensors_); !found) return found;
  if (auto warning = tensor_input_->take_warning()) warning_ = std::move(warning);
  for (const TensorInput::Part& part : tensors_) {
    const std::size_t start = subjects_.size();
    for (NvDsRoiMeta& region : part.regions) {
      const NvDsFrameMeta* frame = region.frame_meta;
      if (frame == nullptr || frame->batch_id >= surfaces.size()) {
        return Error{"a tensor of nvdspreprocess shows a frame that is not in the batch"};
      }
      const FrameFormat& format = surfaces.view(frame->batch_id).format;
      subjects_.push_back(subject_of(region, static_cast<unsigned>(format.width),
                                     static_cast<unsigned>(format.height)));
    }
    divide(start, part.values);
  }
  return {};
}

Result<void> SubjectSelector::add_subjects(NvDsFrameMeta& frame, const SurfaceMap& surfaces) {
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

void SubjectSelector::add_object(NvDsFrameMeta& frame, NvDsObjectMeta& object,
                                 const FrameView& picture) {
  if (is_async_ && object.object_id == UNTRACKED_OBJECT_ID) {
    if (!std::exchange(has_warned_of_untracked_, true)) {
      warning_ =
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
  if (history != nullptr && (is_async_ || !is_due)) known_.push_back({&object, history});
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

bool SubjectSelector::is_wanted(const NvDsObjectMeta& object) const {
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
