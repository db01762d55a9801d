// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/yolo_decoder.hpp"

#include <utility>

#include "standin/inference/candidate_decoder.hpp"
#include "standin/inference/nms_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

/// Whether the versions that this function reads have an objectness, which decides for one class,
/// where rows of six values can be either.
bool reads_objectness(std::string_view function) {
  return function.find("YoloV3") != std::string_view::npos ||
         function.find("YoloV5") != std::string_view::npos ||
         function.find("YoloV6") != std::string_view::npos ||
         function.find("YoloV7") != std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<BoxDecoder>> make_yolo_decoder(const DecoderRequest& request) {
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    if (shape.dims.size() != 2 || shape.size() == 0) continue;
    const auto head = find_head_layout(shape, i, request.num_detected_classes);
    const bool prefers_head = head && head->has_objectness && reads_objectness(request.function);
    const RowLayout rows{.output = i};
    if (shape.dims[1] == static_cast<std::int64_t>(rows.length) && !prefers_head) {
      return std::unique_ptr<BoxDecoder>(make_row_decoder(rows, request.network));
    }
    if (head) return std::unique_ptr<BoxDecoder>(make_head_decoder(*head, request.network));
  }
  // Exports of the older NvDsInferParseYolo give centres and sizes, all others corners.
  const bool is_centred =
      request.function == "NvDsInferParseYolo" || request.function == "NvDsInferParseYoloCuda";
  auto triple = make_nms_decoder(request, {.is_centred = is_centred});
  if (triple) return triple;
  const std::string classes = std::to_string(request.num_detected_classes);
  return Error{request.function +
               " reads YOLO outputs ([N x 6]; [4 + classes x N] or [5 + classes x N], either way "
               "round; or boxes, scores and classes), but with num-detected-classes=" +
               classes + " the model's outputs fit none of them: " + describe(request.outputs) +
               "; set num-detected-classes to the model's classes or export the model in one of "
               "these forms"};
}

}  // namespace pipewright::standin::inference
