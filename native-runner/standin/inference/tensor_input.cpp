// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/tensor_input.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/text.hpp"

namespace pipewright::standin::inference {
namespace {

std::string text_of(std::span<const int> shape) {
  std::string text;
  for (const int size : shape) {
    if (!text.empty()) text += ';';
    text += std::to_string(size);
  }
  return text;
}

std::vector<int> shape_wanted(std::size_t num_samples, const InferDims& dims, TensorOrder order) {
  const auto n = static_cast<int>(num_samples);
  const auto c = static_cast<int>(dims.channels);
  const auto h = static_cast<int>(dims.height);
  const auto w = static_cast<int>(dims.width);
  return order == TensorOrder::kNhwc ? std::vector{n, h, w, c} : std::vector{n, c, h, w};
}

}  // namespace

Result<void> TensorInput::find(const NvDsBatchMeta& batch, std::vector<Part>& parts) {
  parts.clear();
  for (const GList* item = batch.batch_user_meta_list; item != nullptr; item = item->next) {
    const auto* user_meta = static_cast<const NvDsUserMeta*>(item->data);
    if (user_meta->base_meta.meta_type != NVDS_PREPROCESS_BATCH_META) continue;
    auto& meta = *static_cast<GstNvDsPreProcessBatchMeta*>(user_meta->user_meta_data);
    const std::vector<guint64>& ids = meta.target_unique_ids;
    if (std::find(ids.begin(), ids.end(), config_.unique_id) == ids.end()) continue;
    if (meta.tensor_meta == nullptr) continue;
    has_found_any_ = true;
    if (meta.tensor_meta->tensor_name != runner_.input_name()) {
      if (!std::exchange(has_warned_, true)) {
        warning_ =
            concat("nvdspreprocess prepares tensors for an input '", meta.tensor_meta->tensor_name,
                   "', but the model's input is '", runner_.input_name(),
                   "', so nothing is inferred: set tensor-name to that");
      }
      continue;
    }
    if (auto checked = check(meta); !checked) return checked;
    const auto* values = static_cast<const float*>(meta.tensor_meta->raw_tensor_buffer);
    parts.push_back({{values, meta.roi_vector.size() * runner_.dims().size()}, meta.roi_vector});
  }
  return {};
}

Result<void> TensorInput::check(const GstNvDsPreProcessBatchMeta& meta) const {
  const NvDsPreProcessTensorMeta& tensor = *meta.tensor_meta;
  if (tensor.data_type != NvDsDataType_FP32) {
    return Error{concat("nvdspreprocess prepares '", tensor.tensor_name,
                        "' with tensor-data-type=", static_cast<int>(tensor.data_type),
                        ", but the model's input is of 32-bit floats: set it to 0 (FP32)")};
  }
  const std::vector<int> wanted =
      shape_wanted(meta.roi_vector.size(), runner_.dims(), config_.network_input_order);
  const std::size_t num_bytes = meta.roi_vector.size() * runner_.dims().size() * sizeof(float);
  if (tensor.tensor_shape == wanted && tensor.buffer_size >= num_bytes) return {};
  const bool is_nhwc = config_.network_input_order == TensorOrder::kNhwc;
  return Error{concat("nvdspreprocess prepares '", tensor.tensor_name, "' of shape ",
                      text_of(tensor.tensor_shape), ", but the model of '", config_.path,
                      "' takes ", text_of(wanted), is_nhwc ? " (NHWC)" : " (NCHW)",
                      " for its regions: set network-input-shape and network-input-order of "
                      "nvdspreprocess to the model's")};
}

std::optional<std::string> TensorInput::take_warning() {
  return std::exchange(warning_, std::nullopt);
}

Subject subject_of(NvDsRoiMeta& region, unsigned frame_width, unsigned frame_height) {
  Subject subject;
  subject.frame = region.frame_meta;
  subject.object = region.object_meta;
  subject.region = &region;
  subject.frame_width = frame_width;
  subject.frame_height = frame_height;
  Placement& placement = subject.placement;
  placement.source = {static_cast<int>(region.roi.left), static_cast<int>(region.roi.top),
                      static_cast<int>(region.roi.width), static_cast<int>(region.roi.height)};
  placement.ratio_x = region.scale_ratio_x;
  placement.ratio_y = region.scale_ratio_y;
  placement.target = {static_cast<int>(region.offset_left), static_cast<int>(region.offset_top),
                      static_cast<int>(std::lround(placement.ratio_x * placement.source.width)),
                      static_cast<int>(std::lround(placement.ratio_y * placement.source.height))};
  return subject;
}

}  // namespace pipewright::standin::inference
