// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/prototype_mask_decoder.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "standin/inference/candidate_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

/// Where a candidate's coefficients lie, as in HeadLayout.
struct CoefficientLayout {
  std::size_t output = 0;
  std::size_t offset = 0;
  std::size_t value_stride = 1;
  std::size_t candidate_stride = 1;
};

struct Prototypes {
  std::size_t output = 0;
  std::size_t count = 0;
  unsigned width = 0;
  unsigned height = 0;
};

/// One axis of a mask's grid laid over the prototypes': the two samples that a value lies between,
/// and how near it is to the second.
struct Between {
  std::size_t first = 0;
  std::size_t second = 0;
  float share = 0;
};

/// Where the middle of cell `index` of `count` over `start`..`end` (in prototype cells) lies.
Between sample_position(float start, float end, unsigned index, unsigned count, unsigned size) {
  const float position =
      start + (static_cast<float>(index) + 0.5f) * (end - start) / static_cast<float>(count) - 0.5f;
  const float inside = std::clamp(position, 0.0f, static_cast<float>(size - 1));
  const auto first = static_cast<std::size_t>(inside);
  return {first, std::min<std::size_t>(first + 1, size - 1), inside - static_cast<float>(first)};
}

float sigmoid(float value) {
  return 1.0f / (1.0f + std::exp(-value));
}

class PrototypeMaskDecoder final : public InstanceDecoder {
 public:
  PrototypeMaskDecoder(std::unique_ptr<CandidateDecoder> boxes,
                       const CoefficientLayout& coefficients, const Prototypes& prototypes,
                       const InferDims& network)
      : boxes_(std::move(boxes)),
        coefficients_(coefficients),
        prototypes_(prototypes),
        network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    boxes_->decode(outputs, params, out);
  }
  unsigned num_classes() const override { return boxes_->num_classes(); }
  /// Rows come out of a suppression; they do not tell the number of classes, heads do.
  bool needs_suppression() const override { return boxes_->num_classes() > 0; }

  MaskSize mask_size(const SampleOutputs& outputs, const Detection& box) const override {
    const Corners area = prototype_area(outputs, box);
    const auto cells = [](float extent, unsigned most) {
      return std::clamp(static_cast<unsigned>(std::ceil(extent)), 1u, most);
    };
    return {cells(area.x2 - area.x1, prototypes_.width),
            cells(area.y2 - area.y1, prototypes_.height)};
  }

  void write_mask(const SampleOutputs& outputs, const Detection& box,
                  std::span<float> mask) const override {
    const Corners area = prototype_area(outputs, box);
    const MaskSize size = mask_size(outputs, box);
    const float* coefficients = outputs.data(coefficients_.output).data() + coefficients_.offset +
                                box.candidate * coefficients_.candidate_stride;
    std::fill(mask.begin(), mask.end(), 0.0f);
    for (std::size_t i = 0; i < prototypes_.count; ++i) {
      add_prototype(outputs, i, coefficients[i * coefficients_.value_stride], area, size, mask);
    }
    std::transform(mask.begin(), mask.end(), mask.begin(), sigmoid);
  }

 private:
  /// The candidate's box in cells of the prototypes.
  Corners prototype_area(const SampleOutputs& outputs, const Detection& box) const {
    const Corners corners = clip(boxes_->corners(outputs, box.candidate), network_);
    const float x_ratio =
        static_cast<float>(prototypes_.width) / static_cast<float>(network_.width);
    const float y_ratio =
        static_cast<float>(prototypes_.height) / static_cast<float>(network_.height);
    return {corners.x1 * x_ratio, corners.y1 * y_ratio, corners.x2 * x_ratio, corners.y2 * y_ratio};
  }

  void add_prototype(const SampleOutputs& outputs, std::size_t index, float coefficient,
                     const Corners& area, const MaskSize& size, std::span<float> mask) const {
    const std::size_t plane = std::size_t{prototypes_.width} * prototypes_.height;
    const float* prototype = outputs.data(prototypes_.output).data() + index * plane;
    float* value = mask.data();
    for (unsigned row = 0; row < size.height; ++row) {
      const Between y = sample_position(area.y1, area.y2, row, size.height, prototypes_.height);
      const float* above = prototype + y.first * prototypes_.width;
      const float* below = prototype + y.second * prototypes_.width;
      for (unsigned column = 0; column < size.width; ++column, ++value) {
        const Between x = sample_position(area.x1, area.x2, column, size.width, prototypes_.width);
        const float upper = std::lerp(above[x.first], above[x.second], x.share);
        const float lower = std::lerp(below[x.first], below[x.second], x.share);
        *value += coefficient * std::lerp(upper, lower, y.share);
      }
    }
  }

  std::unique_ptr<CandidateDecoder> boxes_;
  CoefficientLayout coefficients_;
  Prototypes prototypes_;
  InferDims network_;
};

std::optional<Prototypes> find_prototypes(std::span<const OutputShape> outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::vector<std::int64_t>& dims = outputs[i].dims;
    if (dims.size() != 3 || outputs[i].size() == 0) continue;
    return Prototypes{i, static_cast<std::size_t>(dims[0]), static_cast<unsigned>(dims[2]),
                      static_cast<unsigned>(dims[1])};
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<InstanceDecoder> make_prototype_mask_decoder(const DecoderRequest& request) {
  const auto prototypes = find_prototypes(request.outputs);
  if (!prototypes) return nullptr;
  const auto make = [&](std::unique_ptr<CandidateDecoder> boxes,
                        const CoefficientLayout& coefficients) {
    return std::make_unique<PrototypeMaskDecoder>(std::move(boxes), coefficients, *prototypes,
                                                  request.network);
  };
  for (std::size_t i = 0; i < request.outputs.size(); ++i) {
    const OutputShape& shape = request.outputs[i];
    if (shape.dims.size() != 2 || shape.size() == 0) continue;
    RowLayout rows{.output = i};
    const std::size_t coefficients_in_row = rows.length;
    rows.length += prototypes->count;
    if (static_cast<std::size_t>(shape.dims[1]) == rows.length) {
      return make(make_row_decoder(rows, request.network),
                  {i, coefficients_in_row, 1, rows.length});
    }
    const auto head = find_head_layout(shape, i, request.num_detected_classes, prototypes->count);
    if (!head) continue;
    const std::size_t first = head->first_score() + head->num_classes;
    return make(make_head_decoder(*head, request.network),
                {i, first * head->value_stride, head->value_stride, head->candidate_stride});
  }
  return nullptr;
}

}  // namespace pipewright::standin::inference
