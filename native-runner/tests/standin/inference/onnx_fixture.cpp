// SPDX-License-Identifier: Apache-2.0
#include "tests/standin/inference/onnx_fixture.hpp"

#include <cstring>

namespace pipewright::standin::testing {
namespace {

// Field numbers of onnx.proto3.
enum Model { kIrVersion = 1, kGraph = 7, kOpsetImport = 8 };
enum Opset { kOpsetVersion = 2 };
enum Graph { kNode = 1, kGraphName = 2, kInitializer = 5, kInput = 11, kOutput = 12 };
enum Node { kNodeInput = 1, kNodeOutput = 2, kOpType = 4, kAttribute = 5 };
enum Attribute { kAttributeName = 1, kInts = 8, kAttributeType = 20 };
enum Tensor { kDims = 1, kDataType = 2, kTensorName = 8, kRawData = 9 };
enum ValueInfo { kValueName = 1, kValueType = 2 };
enum Type { kTensorType = 1 };
enum TensorType { kElemType = 1, kShape = 2 };
enum Shape { kDim = 1 };
enum Dim { kDimValue = 1, kDimParam = 2 };

constexpr std::uint64_t kFloat = 1;
constexpr std::uint64_t kIntsAttribute = 7;
constexpr float kBoxNorm = 35;
/// Steepness of the coverage's sigmoid.
constexpr float kGain = 40;

/// A protobuf message being written.
class Message {
 public:
  Message& number(int field, std::uint64_t value) {
    varint(static_cast<std::uint64_t>(field) << 3);
    varint(value);
    return *this;
  }
  Message& bytes(int field, const std::string& value) {
    varint(static_cast<std::uint64_t>(field) << 3 | 2);
    varint(value.size());
    data_ += value;
    return *this;
  }
  Message& message(int field, const Message& value) { return bytes(field, value.data_); }
  const std::string& data() const { return data_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) data_ += static_cast<char>(value | 0x80);
    data_ += static_cast<char>(value);
  }
  std::string data_;
};

Message tensor(const std::string& name, const std::vector<std::uint64_t>& dims,
               const std::vector<float>& values) {
  Message message;
  for (const std::uint64_t dim : dims) message.number(kDims, dim);
  std::string raw(values.size() * sizeof(float), '\0');
  std::memcpy(raw.data(), values.data(), raw.size());
  return message.number(kDataType, kFloat).bytes(kTensorName, name).bytes(kRawData, raw);
}

/// Dims below 1 get a name, as axes of any length.
Message value_info(const std::string& name, const std::vector<int>& dims) {
  Message shape;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    Message dim;
    if (dims[i] > 0) {
      dim.number(kDimValue, static_cast<std::uint64_t>(dims[i]));
    } else {
      dim.bytes(kDimParam, "axis" + std::to_string(i));
    }
    shape.message(kDim, dim);
  }
  Message type;
  type.message(kTensorType, Message().number(kElemType, kFloat).message(kShape, shape));
  return Message().bytes(kValueName, name).message(kValueType, type);
}

Message node(const std::string& op, const std::vector<std::string>& inputs,
             const std::string& output) {
  Message message;
  for (const std::string& input : inputs) message.bytes(kNodeInput, input);
  return message.bytes(kNodeOutput, output).bytes(kOpType, op);
}

Message ints(const std::string& name, const std::vector<int>& values) {
  Message message;
  message.bytes(kAttributeName, name);
  for (const int value : values) message.number(kInts, static_cast<std::uint64_t>(value));
  return message.number(kAttributeType, kIntsAttribute);
}

constexpr std::uint64_t kInt64 = 7;

/// The target of a Reshape that keeps the batch axis.
Message shape_tensor(const std::string& name, const std::vector<int>& dims) {
  std::vector<std::int64_t> shape = {0};
  shape.insert(shape.end(), dims.begin(), dims.end());
  std::string raw(shape.size() * sizeof(std::int64_t), '\0');
  std::memcpy(raw.data(), shape.data(), raw.size());
  return Message()
      .number(kDims, shape.size())
      .number(kDataType, kInt64)
      .bytes(kTensorName, name)
      .bytes(kRawData, raw);
}

std::string model_of(const Message& graph) {
  Message model;
  model.number(kIrVersion, 7)
      .message(kGraph, graph)
      .message(kOpsetImport, Message().number(kOpsetVersion, 13));
  return model.data();
}

constexpr int kColours = 3;

void add_colour_output(Message& graph, const ColourOutput& output) {
  const std::uint64_t size = output.bias.size();
  std::vector<float> weights(kColours * size, 0.0f);
  for (std::size_t i = 0; i < output.weights.size(); ++i) {
    for (std::size_t c = 0; c < output.weights[i].size(); ++c) {
      weights[c * size + i] = output.weights[i][c];
    }
  }
  const std::string& name = output.name;
  std::vector<int> dims = {0};
  dims.insert(dims.end(), output.dims.begin(), output.dims.end());
  graph.message(kNode, node("Gemm", {"mean_colour", name + "_w", name + "_b"}, name + "_flat"))
      .message(kNode, node("Reshape", {name + "_flat", name + "_shape"}, name))
      .message(kInitializer, tensor(name + "_w", {kColours, size}, weights))
      .message(kInitializer, tensor(name + "_b", {size}, output.bias))
      .message(kInitializer, shape_tensor(name + "_shape", output.dims))
      .message(kOutput, value_info(name, dims));
}

}  // namespace

std::string make_colour_onnx(int height, int width, const std::vector<ColourOutput>& outputs) {
  Message graph;
  graph.message(kNode, node("GlobalAveragePool", {"input"}, "pooled"))
      .message(kNode, node("Flatten", {"pooled"}, "mean_colour"))
      .bytes(kGraphName, "colours")
      .message(kInput, value_info("input", {0, kColours, height, width}));
  for (const ColourOutput& output : outputs) add_colour_output(graph, output);
  return model_of(graph);
}

std::string make_segmentation_onnx(int height, int width,
                                   const std::vector<std::vector<float>>& weights, bool is_nhwc) {
  const auto num_classes = static_cast<int>(weights.size());
  std::vector<float> flat;
  for (const auto& row : weights) flat.insert(flat.end(), row.begin(), row.end());
  Message graph;
  if (is_nhwc) {
    graph
        .message(
            kNode,
            node("Transpose", {"input"}, "planes").message(kAttribute, ints("perm", {0, 3, 1, 2})))
        .message(kNode, node("Conv", {"planes", "weights"}, "class_planes"))
        .message(kNode, node("Transpose", {"class_planes"}, "classes")
                            .message(kAttribute, ints("perm", {0, 2, 3, 1})))
        .message(kInput, value_info("input", {0, height, width, kColours}))
        .message(kOutput, value_info("classes", {0, height, width, num_classes}));
  } else {
    graph.message(kNode, node("Conv", {"input", "weights"}, "classes"))
        .message(kInput, value_info("input", {0, kColours, height, width}))
        .message(kOutput, value_info("classes", {0, num_classes, height, width}));
  }
  graph.bytes(kGraphName, "pixels")
      .message(kInitializer, tensor("weights", {weights.size(), kColours, 1, 1}, flat));
  return model_of(graph);
}

std::string make_detector_onnx(const OnnxFixture& fixture) {
  const auto num_classes = static_cast<std::uint64_t>(fixture.num_classes);
  const auto num_channels = static_cast<std::uint64_t>(fixture.channels);
  // Class 0 wants the first channel alone, class 1 the last one; further classes nothing.
  std::vector<float> coverage_weights(num_classes * num_channels, 0.0f);
  std::vector<float> coverage_bias(num_classes, -kGain);
  for (std::uint64_t c = 0; c < num_classes && c < 2; ++c) {
    const std::uint64_t wanted = c == 0 ? 0 : num_channels - 1;
    for (std::uint64_t channel = 0; channel < num_channels; ++channel) {
      coverage_weights[c * num_channels + channel] = channel == wanted ? kGain : -kGain;
    }
    coverage_bias[c] = -kGain / 2;
  }
  // A cell's centre counts from its left edge plus half a pixel.
  const float to_start = 0.5f / kBoxNorm;
  const float to_end = (static_cast<float>(fixture.cell) - 0.5f) / kBoxNorm;
  std::vector<float> box_bias;
  for (std::uint64_t c = 0; c < num_classes; ++c) {
    box_bias.insert(box_bias.end(), {to_start, to_start, to_end, to_end});
  }
  const std::vector<float> box_weights(num_classes * 4 * num_channels, 0.0f);

  const int height = fixture.any_size ? 0 : fixture.height;
  const int width = fixture.any_size ? 0 : fixture.width;
  const int grid_height = fixture.any_size ? 0 : fixture.height / fixture.cell;
  const int grid_width = fixture.any_size ? 0 : fixture.width / fixture.cell;
  Message graph;
  graph
      .message(kNode, node("AveragePool", {"input_1"}, "cells")
                          .message(kAttribute, ints("kernel_shape", {fixture.cell, fixture.cell}))
                          .message(kAttribute, ints("strides", {fixture.cell, fixture.cell})))
      .message(kNode, node("Conv", {"cells", "cov_w", "cov_b"}, "cov_logits"))
      .message(kNode, node("Sigmoid", {"cov_logits"}, fixture.coverage_name))
      .message(kNode, node("Conv", {"cells", "box_w", "box_b"}, fixture.boxes_name))
      .bytes(kGraphName, "rectangles")
      .message(kInitializer, tensor("cov_w", {num_classes, num_channels, 1, 1}, coverage_weights))
      .message(kInitializer, tensor("cov_b", {num_classes}, coverage_bias))
      .message(kInitializer, tensor("box_w", {num_classes * 4, num_channels, 1, 1}, box_weights))
      .message(kInitializer, tensor("box_b", {num_classes * 4}, box_bias))
      .message(kInput, value_info("input_1", {fixture.batch, fixture.channels, height, width}))
      .message(kOutput, value_info(fixture.coverage_name,
                                   {fixture.batch, fixture.num_classes, grid_height, grid_width}))
      .message(kOutput, value_info(fixture.boxes_name, {fixture.batch, fixture.num_classes * 4,
                                                        grid_height, grid_width}));
  return model_of(graph);
}

}  // namespace pipewright::standin::testing
