// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/yolo_decoder.hpp"

#include <optional>
#include <utility>

#include "standin/inference/corner_boxes.hpp"
#include "standin/inference/nms_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr std::size_t kRowLength = 6;
constexpr std::size_t kBoxValues = 4;

/// How the candidates of a YOLO head lie in its output.
struct HeadLayout {
  std::size_t output = 0;
  std::size_t num_candidates = 0;
  unsigned num_classes = 0;
  bool has_objectness = false;
  /// Values of one candidate lie this far apart, candidates that far.
  std::size_t value_stride = 1;
  std::size_t candidate_stride = 1;
};

/// Rows that a non-maximum suppression inside the model (or the export's last layer) made.
class RowDecoder final : public BoxDecoder {
 public:
  RowDecoder(std::size_t output, const InferDims& network) : output_(output), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> rows = outputs.data(output_);
    for (std::size_t i = 0; i + kRowLength <= rows.size(); i += kRowLength) {
      const float* row = rows.data() + i;
      if (!reaches_threshold(row[5], row[4], params)) continue;
      add_box(static_cast<unsigned>(row[5]), row[4], {row[0], row[1], row[2], row[3]}, network_,
              out);
    }
  }
  unsigned num_classes() const override { return 0; }

 private:
  std::size_t output_;
  InferDims network_;
};

/// A head with one score per class.
class HeadDecoder final : public BoxDecoder {
 public:
  HeadDecoder(const HeadLayout& layout, const InferDims& network)
      : layout_(layout), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> values = outputs.data(layout_.output);
    const std::size_t first_score = kBoxValues + (layout_.has_objectness ? 1 : 0);
    const std::size_t stride = layout_.value_stride;
    for (std::size_t i = 0; i < layout_.num_candidates; ++i) {
      const float* candidate = values.data() + i * layout_.candidate_stride;
      unsigned best = 0;
      const float* scores = candidate + first_score * stride;
      for (unsigned c = 1; c < layout_.num_classes; ++c) {
        if (scores[c * stride] > scores[best * stride]) best = c;
      }
      float score = scores[best * stride];
      if (layout_.has_objectness) score *= candidate[kBoxValues * stride];
      if (!reaches_threshold(static_cast<float>(best), score, params)) continue;
      const float half_width = candidate[2 * stride] / 2;
      const float half_height = candidate[3 * stride] / 2;
      add_box(best, score,
              {candidate[0] - half_width, candidate[stride] - half_height,
               candidate[0] + half_width, candidate[stride] + half_height},
              network_, out);
    }
  }
  unsigned num_classes() const override { return layout_.num_classes; }

 private:
  HeadLayout layout_;
  InferDims network_;
};

/// Whether the versions that this function reads have an objectness, which decides for one class,
/// where rows of six values can be either.
bool reads_objectness(std::string_view function) {
  return function.find("YoloV3") != std::string_view::npos ||
         function.find("YoloV5") != std::string_view::npos ||
         function.find("YoloV6") != std::string_view::npos ||
         function.find("YoloV7") != std::string_view::npos;
}

std::optional<HeadLayout> head_layout(const OutputShape& shape, std::size_t output,
                                      unsigned num_classes) {
  const auto rows = static_cast<std::size_t>(shape.dims[0]);
  const auto columns = static_cast<std::size_t>(shape.dims[1]);
  HeadLayout layout;
  layout.output = output;
  layout.num_classes = num_classes;
  for (const bool has_objectness : {false, true}) {
    const std::size_t length = kBoxValues + (has_objectness ? 1 : 0) + num_classes;
    layout.has_objectness = has_objectness;
    if (rows == length) {
      layout.num_candidates = layout.value_stride = columns;
      return layout;
    }
    if (columns == length) {
      layout.num_candidates = rows;
      layout.candidate_stride = length;
      return layout;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<BoxDecoder>> make_yolo_decoder(const DecoderRequest& request) {
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    if (shape.dims.size() != 2 || shape.size() == 0) continue;
    const auto head = head_layout(shape, i, request.num_detected_classes);
    const bool prefers_head = head && head->has_objectness && reads_objectness(request.function);
    if (shape.dims[1] == static_cast<std::int64_t>(kRowLength) && !prefers_head) {
      return std::unique_ptr<BoxDecoder>(new RowDecoder(i, request.network));
    }
    if (head) return std::unique_ptr<BoxDecoder>(new HeadDecoder(*head, request.network));
  }
  // Exports of the older NvDsInferParseYolo give centres and sizes, all others corners.
  const bool is_centred =
      request.function == "NvDsInferParseYolo" || request.function == "NvDsInferParseYoloCuda";
  auto triple = make_nms_decoder(request, {.is_centred = is_centred});
  if (triple) return triple;
  const std::string classes = std::to_string(request.num_detected_classes);
  return Error{"parse-bbox-func-name " + request.function +
               " reads YOLO outputs ([N x 6]; [4 + classes x N] or [5 + classes x N], either way "
               "round; or boxes, scores and classes), but with num-detected-classes=" +
               classes + " the model's outputs fit none of them: " + describe(request.outputs) +
               "; set num-detected-classes to the model's classes or export the model in one of "
               "these forms"};
}

}  // namespace pipewright::standin::inference
