// SPDX-License-Identifier: Apache-2.0
// Decoders of outputs that hold a candidate per row or column: rows that a non-maximum suppression
// made, and raw heads with a score per class.
#pragma once

#include <memory>
#include <optional>

#include "standin/inference/box_decoder.hpp"
#include "standin/inference/corner_boxes.hpp"

namespace pipewright::standin::inference {

/// Reads boxes whose `candidate` tells where in the outputs they come from.
class CandidateDecoder : public BoxDecoder {
 public:
  /// The candidate's box in pixels of the network's input, not cut at it.
  virtual Corners corners(const SampleOutputs& outputs, std::size_t candidate) const = 0;
};

/// Where a row of an output keeps what. Corners come first.
struct RowLayout {
  std::size_t output = 0;
  /// Values of one row.
  std::size_t length = 6;
  std::size_t score = 4;
  std::size_t class_id = 5;
  /// y before x.
  bool is_y_first = false;
};

/// Rows of x1, y1, x2, y2, score, class (or in the layout's order) and what else a row has.
std::unique_ptr<CandidateDecoder> make_row_decoder(const RowLayout& layout,
                                                   const InferDims& network);

/// How the candidates of a YOLO head lie in its output: centre, size, perhaps an objectness, one
/// score per class, and what else a candidate has.
struct HeadLayout {
  std::size_t output = 0;
  std::size_t num_candidates = 0;
  unsigned num_classes = 0;
  bool has_objectness = false;
  /// Values of one candidate lie this far apart, candidates that far.
  std::size_t value_stride = 1;
  std::size_t candidate_stride = 1;

  /// Values before those of the classes.
  std::size_t first_score() const { return has_objectness ? 5 : 4; }
};

/// The layout of an output of two axes, or nothing when it is no head for `num_classes` classes
/// with `num_more` values per candidate behind the scores.
std::optional<HeadLayout> find_head_layout(const OutputShape& shape, std::size_t output,
                                           unsigned num_classes, std::size_t num_more = 0);

std::unique_ptr<CandidateDecoder> make_head_decoder(const HeadLayout& layout,
                                                    const InferDims& network);

}  // namespace pipewright::standin::inference
