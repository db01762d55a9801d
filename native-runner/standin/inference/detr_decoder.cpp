// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detr_decoder.hpp"

#include <algorithm>
#include <cmath>

#include "standin/inference/corner_boxes.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr std::size_t kBoxValues = 4;

struct DetrLayout {
  std::size_t logits = 0;
  std::size_t boxes = 0;
  std::size_t num_queries = 0;
  std::size_t num_classes = 0;
};

class DetrDecoder final : public BoxDecoder {
 public:
  DetrDecoder(const DetrLayout& layout, DetrForm form, const InferDims& network)
      : layout_(layout), form_(form), network_(network) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    find_candidates(outputs.data(layout_.logits), params);
    const auto middle =
        candidates_.begin() + static_cast<std::ptrdiff_t>(std::min(form_.topk, candidates_.size()));
    std::partial_sort(candidates_.begin(), middle, candidates_.end(),
                      [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    const std::span<const float> boxes = outputs.data(layout_.boxes);
    for (auto candidate = candidates_.begin(); candidate != middle; ++candidate) {
      const auto class_id = static_cast<unsigned>(candidate->class_id);
      if (!reaches_threshold(static_cast<float>(class_id), candidate->score, params)) continue;
      const float* box = boxes.data() + candidate->query * kBoxValues;
      const auto width = static_cast<float>(network_.width);
      const auto height = static_cast<float>(network_.height);
      add_box(class_id, candidate->score,
              {(box[0] - box[2] / 2) * width, (box[1] - box[3] / 2) * height,
               (box[0] + box[2] / 2) * width, (box[1] + box[3] / 2) * height},
              network_, out, candidate->query);
    }
  }
  unsigned num_classes() const override { return static_cast<unsigned>(layout_.num_classes); }

 private:
  struct Candidate {
    std::size_t query = 0;
    std::size_t class_id = 0;
    float score = 0;
  };

  /// What may be reported: all that reaches the lowest threshold of any class, so that the most
  /// confident ones are chosen as among all.
  void find_candidates(std::span<const float> logits,
                       std::span<const ClusteringParams> params) const {
    candidates_.clear();
    float lowest = 1;
    for (const ClusteringParams& of_class : params) {
      lowest = std::min(lowest, of_class.pre_cluster_threshold);
    }
    const auto consider = [&](std::size_t query, std::size_t class_id) {
      const float logit = logits[query * layout_.num_classes + class_id];
      const float score = 1.0f / (1.0f + std::exp(-logit));
      if (score >= lowest) candidates_.push_back({query, class_id, score});
    };
    for (std::size_t query = 0; query < layout_.num_queries; ++query) {
      const auto row = logits.subspan(query * layout_.num_classes, layout_.num_classes);
      if (form_.is_single_class) {
        const auto best =
            static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
        if (!form_.has_background || best > 0) consider(query, best);
        continue;
      }
      for (std::size_t c = form_.has_background ? 1 : 0; c < row.size(); ++c) consider(query, c);
    }
  }

  DetrLayout layout_;
  DetrForm form_;
  InferDims network_;
  /// Kept for its memory; decoders are for one thread.
  mutable std::vector<Candidate> candidates_;
};

}  // namespace

Result<std::unique_ptr<BoxDecoder>> make_detr_decoder(const DecoderRequest& request,
                                                      DetrForm form) {
  const auto logits = find_output(request.outputs, {"logits", "score"});
  const auto boxes = find_output(request.outputs, {"box"});
  if (logits && boxes && request.outputs[*logits].dims.size() == 2) {
    const std::vector<std::int64_t>& dims = request.outputs[*logits].dims;
    const DetrLayout layout{*logits, *boxes, static_cast<std::size_t>(dims[0]),
                            static_cast<std::size_t>(dims[1])};
    if (request.outputs[*boxes].size() == kBoxValues * layout.num_queries) {
      return std::unique_ptr<BoxDecoder>(new DetrDecoder(layout, form, request.network));
    }
  }
  return Error{request.function +
               " reads outputs for logits [N x classes] and boxes [N x 4] of a DETR model, found "
               "by these words in their names, but the model's outputs are " +
               describe(request.outputs) + "; set the function that fits its outputs"};
}

}  // namespace pipewright::standin::inference
