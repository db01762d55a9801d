// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/candidate_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

class RowDecoder final : public CandidateDecoder {
 public:
  RowDecoder(const RowLayout& layout, const InferDims& network)
      : layout_(layout), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> rows = outputs.data(layout_.output);
    for (std::size_t i = 0; (i + 1) * layout_.length <= rows.size(); ++i) {
      const float* row = rows.data() + i * layout_.length;
      if (!reaches_threshold(row[layout_.class_id], row[layout_.score], params)) continue;
      add_box(static_cast<unsigned>(row[layout_.class_id]), row[layout_.score], corners_of(row),
              network_, out, i);
    }
  }
  unsigned num_classes() const override { return 0; }

  Corners corners(const SampleOutputs& outputs, std::size_t candidate) const override {
    return corners_of(outputs.data(layout_.output).data() + candidate * layout_.length);
  }

 private:
  Corners corners_of(const float* row) const {
    const int x = layout_.is_y_first ? 1 : 0;
    return {row[x], row[1 - x], row[2 + x], row[3 - x]};
  }

  RowLayout layout_;
  InferDims network_;
};

class HeadDecoder final : public CandidateDecoder {
 public:
  HeadDecoder(const HeadLayout& layout, const InferDims& network)
      : layout_(layout), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    const std::span<const float> values = outputs.data(layout_.output);
    const std::size_t stride = layout_.value_stride;
    for (std::size_t i = 0; i < layout_.num_candidates; ++i) {
      const float* candidate = values.data() + i * layout_.candidate_stride;
      unsigned best = 0;
      const float* scores = candidate + layout_.first_score() * stride;
      for (unsigned c = 1; c < layout_.num_classes; ++c) {
        if (scores[c * stride] > scores[best * stride]) best = c;
      }
      float score = scores[best * stride];
      if (layout_.has_objectness) score *= candidate[(layout_.first_score() - 1) * stride];
      if (!reaches_threshold(static_cast<float>(best), score, params)) continue;
      add_box(best, score, corners_of(candidate), network_, out, i);
    }
  }
  unsigned num_classes() const override { return layout_.num_classes; }

  Corners corners(const SampleOutputs& outputs, std::size_t candidate) const override {
    return corners_of(outputs.data(layout_.output).data() + candidate * layout_.candidate_stride);
  }

 private:
  Corners corners_of(const float* candidate) const {
    const std::size_t stride = layout_.value_stride;
    const float half_width = candidate[2 * stride] / 2;
    const float half_height = candidate[3 * stride] / 2;
    return {candidate[0] - half_width, candidate[stride] - half_height, candidate[0] + half_width,
            candidate[stride] + half_height};
  }

  HeadLayout layout_;
  InferDims network_;
};

}  // namespace

std::unique_ptr<CandidateDecoder> make_row_decoder(const RowLayout& layout,
                                                   const InferDims& network) {
  return std::make_unique<RowDecoder>(layout, network);
}

std::optional<HeadLayout> find_head_layout(const OutputShape& shape, std::size_t output,
                                           unsigned num_classes, std::size_t num_more) {
  if (shape.dims.size() != 2 || shape.size() == 0) return std::nullopt;
  const auto rows = static_cast<std::size_t>(shape.dims[0]);
  const auto columns = static_cast<std::size_t>(shape.dims[1]);
  HeadLayout layout;
  layout.output = output;
  layout.num_classes = num_classes;
  for (const bool has_objectness : {false, true}) {
    layout.has_objectness = has_objectness;
    const std::size_t length = layout.first_score() + num_classes + num_more;
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

std::unique_ptr<CandidateDecoder> make_head_decoder(const HeadLayout& layout,
                                                    const InferDims& network) {
  return std::make_unique<HeadDecoder>(layout, network);
}

}  // namespace pipewright::standin::inference
