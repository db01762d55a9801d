// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/nms_decoder.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "standin/inference/corner_boxes.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr std::size_t kSsdRowLength = 7;

/// Boxes of one sample: all, or as many as the model's count says.
std::size_t count_of(const SampleOutputs& outputs, std::optional<std::size_t> count_output,
                     std::size_t capacity) {
  if (!count_output) return capacity;
  const float count = outputs.data(*count_output).front();
  if (!(count > 0)) return 0;
  return std::min(capacity, static_cast<std::size_t>(count));
}

class NmsDecoder final : public BoxDecoder {
 public:
  struct Layout {
    std::size_t boxes = 0;
    std::size_t scores = 0;
    std::size_t classes = 0;
    std::optional<std::size_t> count;
    std::size_t capacity = 0;
  };

  NmsDecoder(const Layout& layout, BoxForm form, const InferDims& network)
      : layout_(layout), form_(form), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> boxes = outputs.data(layout_.boxes);
    const std::span<const float> scores = outputs.data(layout_.scores);
    const std::span<const float> classes = outputs.data(layout_.classes);
    const std::size_t count = count_of(outputs, layout_.count, layout_.capacity);
    for (std::size_t i = 0; i < count; ++i) {
      if (!reaches_threshold(classes[i], scores[i], params)) continue;
      add_box(static_cast<unsigned>(classes[i]), scores[i], corners(boxes.data() + i * 4), network_,
              out, i);
    }
  }
  unsigned num_classes() const override { return 0; }

 private:
  Corners corners(const float* box) const {
    const int x = form_.is_y_first ? 1 : 0;
    Corners corners{box[x], box[1 - x], box[2 + x], box[3 - x]};
    if (form_.is_centred) {
      const float width = corners.x2;
      const float height = corners.y2;
      corners.x1 -= width / 2;
      corners.y1 -= height / 2;
      corners.x2 = corners.x1 + width;
      corners.y2 = corners.y1 + height;
    }
    if (form_.is_normalised) {
      corners.x1 *= static_cast<float>(network_.width);
      corners.x2 *= static_cast<float>(network_.width);
      corners.y1 *= static_cast<float>(network_.height);
      corners.y2 *= static_cast<float>(network_.height);
    }
    return corners;
  }

  Layout layout_;
  BoxForm form_;
  InferDims network_;
};

class SsdDecoder final : public BoxDecoder {
 public:
  SsdDecoder(std::size_t rows, std::optional<std::size_t> count, const InferDims& network)
      : rows_(rows), count_(count), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> rows = outputs.data(rows_);
    const std::size_t count = count_of(outputs, count_, rows.size() / kSsdRowLength);
    const auto width = static_cast<float>(network_.width);
    const auto height = static_cast<float>(network_.height);
    for (std::size_t i = 0; i < count; ++i) {
      const float* row = rows.data() + i * kSsdRowLength;
      if (!reaches_threshold(row[1], row[2], params)) continue;
      add_box(static_cast<unsigned>(row[1]), row[2],
              {row[3] * width, row[4] * height, row[5] * width, row[6] * height}, network_, out);
    }
  }
  unsigned num_classes() const override { return 0; }

 private:
  std::size_t rows_;
  std::optional<std::size_t> count_;
  InferDims network_;
};

}  // namespace

Result<std::unique_ptr<BoxDecoder>> make_nms_decoder(const DecoderRequest& request, BoxForm form) {
  const auto boxes = find_output(request.outputs, {"box"});
  const auto scores = find_output(request.outputs, {"score"});
  const auto classes = find_output(request.outputs, {"class", "label"});
  if (boxes && scores && classes) {
    NmsDecoder::Layout layout{*boxes, *scores, *classes,
                              find_output(request.outputs, {"num", "count"}), 0};
    layout.capacity = request.outputs[*scores].size();
    if (request.outputs[*boxes].size() == 4 * layout.capacity &&
        request.outputs[*classes].size() == layout.capacity) {
      return std::unique_ptr<BoxDecoder>(new NmsDecoder(layout, form, request.network));
    }
  }
  return Error{request.function +
               " reads outputs for boxes [N x 4], scores [N] and classes [N], found by these words "
               "in their names, but the model's outputs are " +
               describe(request.outputs) +
               "; export the model with its NMS, or set the function that fits its outputs"};
}

Result<std::unique_ptr<BoxDecoder>> make_ssd_decoder(const DecoderRequest& request) {
  std::optional<std::size_t> rows;
  std::optional<std::size_t> count;
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    if (shape.size() == 1) count = i;
    if (shape.size() > 1 && shape.dims.back() == static_cast<std::int64_t>(kSsdRowLength)) rows = i;
  }
  if (!rows) {
    return Error{request.function +
                 " reads an output [N x 7] of SSD's NMS layer, but the model's outputs are " +
                 describe(request.outputs) + "; set the function that fits its outputs"};
  }
  return std::unique_ptr<BoxDecoder>(new SsdDecoder(*rows, count, request.network));
}

}  // namespace pipewright::standin::inference
