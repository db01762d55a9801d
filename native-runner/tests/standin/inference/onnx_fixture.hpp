// SPDX-License-Identifier: Apache-2.0
// Tiny ONNX models for tests, written byte by byte: a DetectNet_v2 detector that finds red (class
// 0) and blue (class 1) cells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pipewright::standin::testing {

/// What the model looks like from outside.
struct OnnxFixture {
  /// Network input; grid cells are `cell` pixels wide and high.
  int channels = 3;
  int height = 96;
  int width = 128;
  int cell = 32;
  int num_classes = 2;
  /// 0 for any batch size.
  int batch = 0;
  /// Input size left open as well.
  bool any_size = false;
  std::string coverage_name = "output_cov/Sigmoid";
  std::string boxes_name = "output_bbox/BiasAdd";
};

/// The model's file content. The input is scaled to 0..1 by the caller. A cell's coverage is near 1
/// when its mean colour is pure red (class 0) or pure blue (class 1), near 0 otherwise; its box is
/// the cell itself.
std::string make_detector_onnx(const OnnxFixture& fixture = {});

/// An output that depends on the picture's mean colour only: values = bias + weights * colour.
struct ColourOutput {
  std::string name;
  /// Without the batch axis.
  std::vector<int> dims;
  std::vector<float> bias;
  /// Red, green and blue share of each value; empty for none.
  std::vector<std::vector<float>> weights = {};
};

/// A model [N x 3 x height x width] with such outputs, for any batch size.
std::string make_colour_onnx(int height, int width, const std::vector<ColourOutput>& outputs);

/// A model whose only output "classes" [N x C x height x width] has each pixel's colour times the
/// weights (red, green, blue) of class C. With `is_nhwc` the channels and classes are the last axis
/// of its input and output.
std::string make_segmentation_onnx(int height, int width,
                                   const std::vector<std::vector<float>>& weights,
                                   bool is_nhwc = false);

}  // namespace pipewright::standin::testing
