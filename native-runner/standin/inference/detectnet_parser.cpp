// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/detectnet_parser.hpp"

#include <algorithm>
#include <optional>

namespace pipewright::standin::inference {
namespace {

/// The model predicts distances divided by this constant of DetectNet_v2.
constexpr float kBoxNorm = 35.0f;
constexpr unsigned kBoxChannels = 4;

bool is_known_grid(const OutputShape& output) {
  return output.dims.size() == 3 &&
         std::all_of(output.dims.begin(), output.dims.end(), [](auto dim) { return dim > 0; });
}

unsigned divide_up(unsigned a, unsigned b) {
  return (a + b - 1) / b;
}

float clip(float value, unsigned size) {
  if (value >= static_cast<float>(size)) value = static_cast<float>(size - 1);
  return value < 0 ? 0 : value;
}

}  // namespace

Result<DetectnetLayout> find_detectnet_layout(std::span<const OutputShape> outputs,
                                              unsigned network_width, unsigned network_height) {
  std::optional<std::size_t> coverage;
  std::optional<std::size_t> boxes;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].name.find("bbox") != std::string::npos) boxes = i;
    if (outputs[i].name.find("cov") != std::string::npos) coverage = i;
  }
  if (!coverage || !boxes) {
    return Error{std::string("no output of the model has '") + (coverage ? "bbox" : "cov") +
                 "' in its name (outputs: " + describe(outputs) + ")"};
  }
  const OutputShape& coverage_shape = outputs[*coverage];
  const OutputShape& boxes_shape = outputs[*boxes];
  if (!is_known_grid(coverage_shape) || !is_known_grid(boxes_shape)) {
    return Error{"its coverage and box outputs are not grids of known size (outputs: " +
                 describe(outputs) + ")"};
  }
  if (boxes_shape.dims[0] != kBoxChannels * coverage_shape.dims[0] ||
      boxes_shape.dims[1] != coverage_shape.dims[1] ||
      boxes_shape.dims[2] != coverage_shape.dims[2]) {
    return Error{
        "its box output must have four channels per coverage channel on the same grid "
        "(outputs: " +
        describe(outputs) + ")"};
  }
  DetectnetLayout layout;
  layout.coverage_index = *coverage;
  layout.boxes_index = *boxes;
  layout.num_classes = static_cast<unsigned>(coverage_shape.dims[0]);
  layout.grid_height = static_cast<unsigned>(coverage_shape.dims[1]);
  layout.grid_width = static_cast<unsigned>(coverage_shape.dims[2]);
  layout.stride_x = divide_up(network_width, layout.grid_width);
  layout.stride_y = divide_up(network_height, layout.grid_height);
  layout.network_width = network_width;
  layout.network_height = network_height;
  return layout;
}

void parse_detectnet(const DetectnetLayout& layout, std::span<const float> coverage,
                     std::span<const float> boxes, std::span<const ClusteringParams> params,
                     std::vector<Detection>& out) {
  const std::size_t grid = static_cast<std::size_t>(layout.grid_width) * layout.grid_height;
  const std::size_t num_classes = std::min<std::size_t>(layout.num_classes, params.size());
  for (std::size_t class_id = 0; class_id < num_classes; ++class_id) {
    const float threshold = params[class_id].pre_cluster_threshold;
    const float* cover = coverage.data() + class_id * grid;
    const float* left = boxes.data() + class_id * kBoxChannels * grid;
    const float* top = left + grid;
    const float* right = top + grid;
    const float* bottom = right + grid;
    for (std::size_t cell = 0; cell < grid; ++cell) {
      if (!(cover[cell] >= threshold)) continue;
      const auto column = static_cast<float>(cell % layout.grid_width * layout.stride_x);
      const auto row = static_cast<float>(cell / layout.grid_width * layout.stride_y);
      const float x1 = clip(column + 0.5f - left[cell] * kBoxNorm, layout.network_width);
      const float y1 = clip(row + 0.5f - top[cell] * kBoxNorm, layout.network_height);
      const float x2 = clip(column + 0.5f + right[cell] * kBoxNorm, layout.network_width);
      const float y2 = clip(row + 0.5f + bottom[cell] * kBoxNorm, layout.network_height);
      if (x2 < x1 || y2 < y1) continue;
      out.push_back({static_cast<unsigned>(class_id), x1, y1, x2 - x1, y2 - y1, cover[cell]});
    }
  }
}

}  // namespace pipewright::standin::inference
