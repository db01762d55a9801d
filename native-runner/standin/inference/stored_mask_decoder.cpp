// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/stored_mask_decoder.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "standin/inference/candidate_decoder.hpp"
#include "standin/inference/nms_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

/// Masks in an output: where the first one starts, how far apart those of candidates and of a
/// candidate's classes are.
struct MaskLayout {
  std::size_t output = 0;
  std::size_t offset = 0;
  std::size_t candidate_stride = 0;
  std::size_t class_stride = 0;
  MaskSize size;
};

class StoredMaskDecoder final : public InstanceDecoder {
 public:
  StoredMaskDecoder(std::unique_ptr<BoxDecoder> boxes, const MaskLayout& masks,
                    unsigned num_classes)
      : boxes_(std::move(boxes)), masks_(masks), num_classes_(num_classes) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    boxes_->decode(outputs, params, out);
  }
  unsigned num_classes() const override { return num_classes_; }

  MaskSize mask_size(const SampleOutputs&, const Detection&) const override { return masks_.size; }
  void write_mask(const SampleOutputs& outputs, const Detection& box,
                  std::span<float> mask) const override {
    const std::size_t start = masks_.offset + box.candidate * masks_.candidate_stride +
                              box.class_id * masks_.class_stride;
    const std::span<const float> values = outputs.data(masks_.output).subspan(start, mask.size());
    std::copy(values.begin(), values.end(), mask.begin());
  }

 private:
  std::unique_ptr<BoxDecoder> boxes_;
  MaskLayout masks_;
  unsigned num_classes_;
};

std::optional<MaskSize> square(std::size_t num_values) {
  const auto side = static_cast<unsigned>(std::lround(std::sqrt(static_cast<double>(num_values))));
  const MaskSize size{side, side};
  if (num_values == 0 || size.size() != num_values) return std::nullopt;
  return size;
}

/// The size of masks [N x height x width] or [N x values].
std::optional<MaskSize> size_of_masks(const OutputShape& shape) {
  if (shape.dims.size() == 3) {
    return MaskSize{static_cast<unsigned>(shape.dims[2]), static_cast<unsigned>(shape.dims[1])};
  }
  if (shape.dims.size() != 2) return std::nullopt;
  return square(static_cast<std::size_t>(shape.dims[1]));
}

}  // namespace

std::unique_ptr<InstanceDecoder> make_box_mask_decoder(const DecoderRequest& request) {
  const auto masks = find_output(request.outputs, {"mask"});
  if (!masks) return nullptr;
  const OutputShape& shape = request.outputs[*masks];
  const auto size = size_of_masks(shape);
  const auto scores = find_output(request.outputs, {"score"});
  auto boxes = make_nms_decoder(request, {});
  if (!size || !scores || !boxes ||
      static_cast<std::size_t>(shape.dims[0]) != request.outputs[*scores].size()) {
    return nullptr;
  }
  MaskLayout layout;
  layout.output = *masks;
  layout.candidate_stride = size->size();
  layout.size = *size;
  return std::make_unique<StoredMaskDecoder>(std::move(boxes).value(), layout, 0);
}

std::unique_ptr<InstanceDecoder> make_row_mask_decoder(const DecoderRequest& request) {
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    RowLayout rows{.output = i};
    if (shape.dims.size() != 2 || shape.size() == 0) continue;
    const auto length = static_cast<std::size_t>(shape.dims[1]);
    if (length <= rows.length) continue;
    MaskLayout masks;
    masks.output = i;
    masks.offset = rows.length;
    masks.candidate_stride = length;
    const MaskSize quarter{request.network.width / 4, request.network.height / 4};
    const auto size = quarter.size() == length - rows.length ? std::optional(quarter)
                                                             : square(length - rows.length);
    if (!size) continue;
    masks.size = *size;
    rows.length = length;
    return std::make_unique<StoredMaskDecoder>(make_row_decoder(rows, request.network), masks, 0);
  }
  return nullptr;
}

std::unique_ptr<InstanceDecoder> make_mask_rcnn_decoder(const DecoderRequest& request) {
  RowLayout rows{.score = 5, .class_id = 4, .is_y_first = true};
  std::optional<std::size_t> masks;
  std::optional<std::size_t> detections;
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    if (shape.size() == 0) continue;
    if (shape.dims.size() == 4) {
      masks = i;
    } else if (shape.dims.back() == static_cast<std::int64_t>(rows.length)) {
      detections = i;
    }
  }
  if (!masks || !detections) return nullptr;
  const std::vector<std::int64_t>& dims = request.outputs[*masks].dims;
  if (request.outputs[*detections].size() != static_cast<std::size_t>(dims[0]) * rows.length) {
    return nullptr;
  }
  rows.output = *detections;
  MaskLayout layout;
  layout.output = *masks;
  layout.size = {static_cast<unsigned>(dims[3]), static_cast<unsigned>(dims[2])};
  layout.class_stride = layout.size.size();
  layout.candidate_stride = static_cast<std::size_t>(dims[1]) * layout.class_stride;
  return std::make_unique<StoredMaskDecoder>(make_row_decoder(rows, request.network), layout,
                                             static_cast<unsigned>(dims[1]));
}

}  // namespace pipewright::standin::inference
