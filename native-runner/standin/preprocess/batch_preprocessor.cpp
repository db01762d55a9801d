// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/batch_preprocessor.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/batch_lock.hpp"
#include "common/text.hpp"
#include "standin/preprocess/half_float.hpp"

namespace pipewright::standin::preprocess {
namespace {

constexpr unsigned kBorderWidth = 2;
constexpr std::size_t kHalfBytes = 2;

std::size_t sample_bytes(const PreprocessConfig& config) {
  return config.dims.size() * (config.data_type == NvDsDataType_FP16 ? kHalfBytes : sizeof(float));
}

Rect clipped(Rect rect, const Rect& bounds) {
  rect.width = std::min(rect.width, bounds.width - rect.x);
  rect.height = std::min(rect.height, bounds.height - rect.y);
  return rect;
}

/// Nothing can be scaled from less.
bool is_large_enough(const Rect& rect) {
  return rect.width >= 2 && rect.height >= 2;
}

/// The region's outline, for nvdsosd.
void draw(NvDsFrameMeta& frame, const Rect& region, const NvOSD_ColorParams& color) {
  NvDsDisplayMeta* display = nvds_acquire_display_meta_from_pool(frame.base_meta.batch_meta);
  display->num_rects = 1;
  NvOSD_RectParams& rect = display->rect_params[0];
  rect.left = static_cast<float>(region.x);
  rect.top = static_cast<float>(region.y);
  rect.width = static_cast<float>(region.width);
  rect.height = static_cast<float>(region.height);
  rect.border_width = kBorderWidth;
  rect.border_color = color;
  nvds_add_display_meta_to_frame(&frame, display);
}

std::string text_of(const Rect& rect) {
  return concat(rect.x, ";", rect.y, ";", rect.width, ";", rect.height);
}

}  // namespace

Result<std::unique_ptr<BatchPreprocessor>> BatchPreprocessor::create(PreprocessConfig config) {
  auto preprocessor = inference::Preprocessor::create(config.tensor, config.dims);
  if (!preprocessor) {
    const auto& [key, reason] = preprocessor.error();
    return Error{concat("'", config.path, "', user-configs ", key, ": ", reason)};
  }
  return std::unique_ptr<BatchPreprocessor>(
      new BatchPreprocessor(std::move(config), std::move(preprocessor).value()));
}

BatchPreprocessor::BatchPreprocessor(PreprocessConfig config, inference::Preprocessor preprocessor)
    : config_(std::move(config)),
      settings_(config_.element),
      preprocessor_(std::move(preprocessor)),
      pool_(config_.max_samples * sample_bytes(config_), config_.tensor_pool_size) {
  for (RegionGroup& rules : std::exchange(config_.groups, {})) {
    for (const int source : rules.source_ids) group_of_source_.emplace(source, groups_.size());
    groups_.push_back({std::move(rules)});
  }
  if (config_.data_type == NvDsDataType_FP16) sample_.resize(config_.dims.size());
}

std::optional<std::string> BatchPreprocessor::take_stream_warning() {
  return std::exchange(stream_warning_, std::nullopt);
}

Result<void> BatchPreprocessor::set_regions(int source_id, std::vector<Rect> regions) {
  const auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& each) {
    return each.rules.regions.contains(source_id);
  });
  if (group == groups_.end()) {
    return Error{
        concat("'", config_.path, "' has no regions of source ", source_id,
               ", so it gets no new ones: add roi-params-src-", source_id, " to a group with ",
               config_.element.process_on_frame ? "process-on-roi=1" : "process-on-all-objects=0")};
  }
  group->rules.regions[source_id] = std::move(regions);
  group->unchecked_sources.insert(source_id);
  return {};
}

Result<void> BatchPreprocessor::process(NvDsBatchMeta& batch, const SurfaceMap& surfaces) {
  const BatchLock lock(&batch);
  batch_ = &batch;
  num_tensors_ = 0;
  tensor_ = {};
  for (Group& group : groups_) {
    if (group.num_batches++ % (group.rules.interval + 1) > 0) continue;
    for (const GList* item = batch.frame_meta_list; item != nullptr; item = item->next) {
      auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
      if (!is_of_group(group, frame)) continue;
      if (frame.batch_id >= surfaces.size()) {
        return Error{concat("frame metadata names picture ", frame.batch_id, " of a batch of ",
                            surfaces.size())};
      }
      auto done = process_frame(group, frame, surfaces.view(frame.batch_id));
      if (!done) return done;
    }
  }
  finish_tensor();
  if (num_tensors_ > config_.tensor_pool_size && !std::exchange(has_warned_of_pool_, true)) {
    stream_warning_ =
        concat("'", config_.path, "': a batch gave ", num_tensors_,
               " tensors, but tensor-buf-pool-size is ", config_.tensor_pool_size,
               ", with which DeepStream would wait forever; raise it and scaling-buf-pool-size, or "
               "the samples in network-input-shape");
  }
  return {};
}

bool BatchPreprocessor::is_of_group(const Group& group, const NvDsFrameMeta& frame) const {
  const auto source = static_cast<int>(frame.source_id);
  const auto named = group_of_source_.find(source);
  if (named != group_of_source_.end()) return &groups_[named->second] == &group;
  return group.rules.takes_all_sources();
}

Result<const std::vector<Rect>*> BatchPreprocessor::regions_of(const Group& group,
                                                               const NvDsFrameMeta& frame,
                                                               const Rect& whole) {
  const RegionGroup& rules = group.rules;
  if (rules.regions.empty()) {
    whole_frame_.assign(1, whole);
    return &whole_frame_;
  }
  const auto found = rules.regions.find(static_cast<int>(frame.source_id));
  if (found != rules.regions.end()) return &found->second;
  // As in the SDK those of the last source that the file names.
  if (rules.takes_all_sources()) return &rules.regions.rbegin()->second;
  return Error{concat("'", config_.path, "', ", rules.label, ": source ", frame.source_id,
                      " is in src-ids, but has no regions: add roi-params-src-", frame.source_id)};
}

/// New regions come while the pipeline runs, where a wrong one is no reason to end it.
void BatchPreprocessor::drop_regions_outside(Group& group, const NvDsFrameMeta& frame,
                                             const Rect& whole) {
  const auto source = static_cast<int>(frame.source_id);
  if (group.unchecked_sources.erase(source) == 0) return;
  std::erase_if(group.rules.regions[source], [&](const Rect& each) {
    if (is_large_enough(clipped(each, whole))) return false;
    stream_warning_ = concat("The new region ", text_of(each), " is left out: it is outside of ",
                             "source ", source, ", whose frames are ", whole.width, "x",
                             whole.height, ", or has less than two pixels of width or height");
    return true;
  });
}

Result<void> BatchPreprocessor::process_frame(Group& group, NvDsFrameMeta& frame,
                                              const FrameView& picture) {
  const Rect whole = picture.format.bounds();
  drop_regions_outside(group, frame, whole);
  const auto regions = regions_of(group, frame, whole);
  if (!regions) return regions.error();
  for (const Rect& each : *regions.value()) {
    const Rect region = clipped(each, whole);
    if (!is_large_enough(region)) {
      return Error{concat("'", config_.path, "', ", group.rules.label, ": the region ",
                          text_of(each), " is outside of source ", frame.source_id,
                          ", whose frames are ", whole.width, "x", whole.height)};
    }
    if (group.rules.draws_regions) draw(frame, region, group.rules.color);
    auto added = config_.element.process_on_frame ? add_sample(frame, nullptr, picture, region)
                                                  : add_objects(group, frame, picture, region);
    if (!added) return added;
  }
  return {};
}

Result<void> BatchPreprocessor::add_objects(const Group& group, NvDsFrameMeta& frame,
                                            const FrameView& picture, const Rect& region) {
  const Rect whole = picture.format.bounds();
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    auto& object = *static_cast<NvDsObjectMeta*>(item->data);
    if (!is_wanted(group.rules, object, region)) continue;
    const NvOSD_RectParams& box = object.rect_params;
    const Rect part =
        clipped({std::max(0, static_cast<int>(box.left)), std::max(0, static_cast<int>(box.top)),
                 static_cast<int>(box.width), static_cast<int>(box.height)},
                whole);
    if (!is_large_enough(part)) continue;
    if (auto added = add_sample(frame, &object, picture, part); !added) return added;
  }
  return {};
}

bool BatchPreprocessor::is_wanted(const RegionGroup& rules, const NvDsObjectMeta& object,
                                  const Rect& region) const {
  if (settings_.operate_on_gie_id > -1 &&
      object.unique_component_id != settings_.operate_on_gie_id) {
    return false;
  }
  if (!rules.class_ids.empty() && !rules.class_ids.contains(object.class_id)) return false;
  const NvOSD_RectParams& box = object.rect_params;
  const auto exceeds = [](float size, unsigned limit) {
    return limit > 0 && size > static_cast<float>(limit);
  };
  if (box.width < static_cast<float>(rules.object_min_width) ||
      box.height < static_cast<float>(rules.object_min_height) ||
      exceeds(box.width, rules.object_max_width) || exceeds(box.height, rules.object_max_height)) {
    return false;
  }
  if (rules.process_on_all_objects) return true;
  return box.left < static_cast<float>(region.x + region.width) &&
         box.top < static_cast<float>(region.y + region.height) &&
         box.left + box.width > static_cast<float>(region.x) &&
         box.top + box.height > static_cast<float>(region.y);
}

Result<void> BatchPreprocessor::add_sample(NvDsFrameMeta& frame, NvDsObjectMeta* object,
                                           const FrameView& picture, const Rect& region) {
  if (tensor_.memory == nullptr) tensor_.memory = pool_.acquire();
  std::byte* at = tensor_.memory.get() + tensor_.regions.size() * sample_bytes(config_);
  const bool is_half = config_.data_type == NvDsDataType_FP16;
  const std::span<float> values =
      is_half ? std::span(sample_) : std::span(reinterpret_cast<float*>(at), config_.dims.size());
  inference::Placement placement;
  if (!preprocessor_.fill(picture, region, converter_, values, placement)) {
    return Error{concat("the region ", text_of(region), " of a picture of format ",
                        gst_video_format_to_string(picture.format.format),
                        " cannot be converted to the network's input")};
  }
  if (is_half) {
    for (const float value : sample_) {
      const std::uint16_t half = half_float(value);
      std::memcpy(at, &half, kHalfBytes);
      at += kHalfBytes;
    }
  }
  NvDsRoiMeta& roi = tensor_.regions.emplace_back();
  roi = {};
  roi.roi.left = static_cast<float>(region.x);
  roi.roi.top = static_cast<float>(region.y);
  roi.roi.width = static_cast<float>(region.width);
  roi.roi.height = static_cast<float>(region.height);
  roi.frame_meta = &frame;
  roi.object_meta = object;
  roi.scale_ratio_x = placement.ratio_x;
  roi.scale_ratio_y = placement.ratio_y;
  roi.offset_left = placement.target.x;
  roi.offset_top = placement.target.y;
  if (tensor_.regions.size() == config_.max_samples) finish_tensor();
  return {};
}

void BatchPreprocessor::finish_tensor() {
  if (tensor_.regions.empty()) return;
  tensor_.num_bytes = tensor_.regions.size() * sample_bytes(config_);
  tensor_.meta_id = num_tensors_++;
  attach_tensor(*batch_, std::exchange(tensor_, {}), config_, settings_.target_unique_ids);
}

}  // namespace pipewright::standin::preprocess
