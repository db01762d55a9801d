// SPDX-License-Identifier: Apache-2.0
// ONNX models on the CPU. ONNX Runtime is loaded when the first model is opened, so that the plugin
// itself needs nothing but GStreamer.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/onnx_runtime_api.hpp"

namespace pipewright::standin::inference {

/// An input or output of a model. An axis of any length has a dim below 1.
struct TensorDescription {
  std::string name;
  std::vector<std::int64_t> dims;
  bool is_float = false;
};

/// Keeps ONNX Runtime from reporting the use of models to its maker, which its builds from 1.29 on
/// do (with a device ID and a cache in the user's folder), unless the environment has
/// ORT_DISABLE_TELEMETRY already. Writes to the environment, so it belongs where a program starts.
void refuse_telemetry();

/// The loaded library; lives until the process ends.
class OnnxRuntime {
 public:
  /// Loads libonnxruntime once: from the environment variable PIPEWRIGHT_ONNXRUNTIME if it is set,
  /// else from the path given to the build, else by the dynamic linker. The error names what was
  /// tried.
  static Result<const OnnxRuntime*> load();

  const ort::Api& api() const { return *api_; }
  const ort::Env* env() const { return env_; }
  /// The error's text, or nothing for success; releases the status.
  Result<void> check(ort::Status* status) const;

 private:
  OnnxRuntime() = default;
  static Result<const OnnxRuntime*> load_from(const std::string& path);

  const ort::Api* api_ = nullptr;
  ort::Env* env_ = nullptr;
};

/// Values that a run of a model gave, one per output of the model.
class ModelOutputs {
 public:
  explicit ModelOutputs(const OnnxRuntime& runtime) : runtime_(&runtime) {}
  ~ModelOutputs() { clear(); }
  ModelOutputs(const ModelOutputs&) = delete;
  ModelOutputs& operator=(const ModelOutputs&) = delete;

  std::size_t size() const { return values_.size(); }
  /// Values as floats, those of whole numbers converted; empty for types that are neither.
  std::span<const float> data(std::size_t index) const { return data_[index]; }
  /// The values as the model gave them.
  const void* raw(std::size_t index) const { return raw_[index]; }
  ort::ElementType type(std::size_t index) const { return types_[index]; }
  const std::vector<std::int64_t>& dims(std::size_t index) const { return dims_[index]; }

 private:
  friend class OnnxModel;
  void clear();
  Result<void> describe();

  const OnnxRuntime* runtime_;
  std::vector<ort::Value*> values_;
  std::vector<std::span<const float>> data_;
  std::vector<std::vector<std::int64_t>> dims_;
  std::vector<const void*> raw_;
  std::vector<ort::ElementType> types_;
  /// What data_ refers to where whole numbers were converted.
  std::vector<std::vector<float>> converted_;
};

/// How long threads wait for work by spinning, which takes the CPU from everybody else.
enum class Spinning {
  /// Within a run, as long as the system would take to wake them.
  kBriefly,
  /// As ONNX Runtime does by itself, between runs too.
  kLong,
};

/// A model that is ready to run. One run at a time.
class OnnxModel {
 public:
  /// Errors carry ONNX Runtime's own text.
  static Result<std::unique_ptr<OnnxModel>> open(const std::string& path, int num_threads,
                                                 Spinning spinning = Spinning::kBriefly);
  ~OnnxModel();
  OnnxModel(const OnnxModel&) = delete;
  OnnxModel& operator=(const OnnxModel&) = delete;

  const OnnxRuntime& runtime() const { return *runtime_; }
  const std::vector<TensorDescription>& inputs() const { return inputs_; }
  const std::vector<TensorDescription>& outputs() const { return outputs_; }

  /// Asks for these outputs only, in this order, from now on. The error names one that the model
  /// does not have.
  Result<void> select_outputs(std::span<const std::string> names);

  /// Runs the model on its only input; `input` has as many values as `dims` says.
  Result<void> run(std::span<const float> input, std::span<const std::int64_t> dims,
                   ModelOutputs& outputs);

 private:
  explicit OnnxModel(const OnnxRuntime& runtime) : runtime_(&runtime) {}
  Result<void> create_session(const std::string& path, int num_threads, Spinning spinning);
  Result<void> describe();
  Result<TensorDescription> describe_tensor(bool is_input, std::size_t index) const;

  const OnnxRuntime* runtime_;
  ort::Session* session_ = nullptr;
  ort::MemoryInfo* memory_info_ = nullptr;
  std::vector<TensorDescription> inputs_;
  std::vector<TensorDescription> outputs_;
  std::vector<const char*> output_names_;
};

}  // namespace pipewright::standin::inference
