// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/onnx_runtime.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <utility>

#ifndef PIPEWRIGHT_ONNXRUNTIME_PATH
#define PIPEWRIGHT_ONNXRUNTIME_PATH ""
#endif

namespace pipewright::standin::inference {
namespace {

constexpr const char* kPathVariable = "PIPEWRIGHT_ONNXRUNTIME";
constexpr const char* kLibraryName = "libonnxruntime.so.1";

/// Threads that spun between batches would take the CPU from decoders and encoders, while waking
/// them for each operator of a small model takes longer than what they do there. Libraries that do
/// not know of the duration stop at the end of a run all the same.
constexpr std::pair<const char*, const char*> kBriefSpinning[] = {
    {"session.intra_op.allow_spinning", "1"},
    {"session.intra_op.spin_duration_us", "50"},
    {"session.force_spinning_stop", "1"},
};

/// Calls a release function of the API when it goes.
template <typename T>
using Owner = std::unique_ptr<T, void (*)(T*)>;

template <typename T>
std::vector<float> converted_from(const void* data, std::size_t count) {
  const T* values = static_cast<const T*>(data);
  return std::vector<float>(values, values + count);
}

/// The values as floats; empty when they are floats already or no numbers that decoders use.
std::vector<float> as_floats(const void* data, ort::ElementType type, std::size_t count) {
  switch (type) {
    case ort::kElementUint8:
    case ort::kElementBool:
      return converted_from<std::uint8_t>(data, count);
    case ort::kElementInt8:
      return converted_from<std::int8_t>(data, count);
    case ort::kElementInt32:
      return converted_from<std::int32_t>(data, count);
    case ort::kElementInt64:
      return converted_from<std::int64_t>(data, count);
    case ort::kElementUndefined:
    case ort::kElementFloat:
    case ort::kElementFloat16:
      break;
  }
  return {};
}

}  // namespace

void refuse_telemetry() {
  // The library reads it once, when its first environment is created.
  constexpr const char* kVariable = "ORT_DISABLE_TELEMETRY";
  if (std::getenv(kVariable) == nullptr) ::setenv(kVariable, "1", /*overwrite=*/0);
}

Result<const OnnxRuntime*> OnnxRuntime::load_from(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return Error{dlerror()};
  using GetApiBase = const ort::ApiBase* (*)();
  const auto get_base = reinterpret_cast<GetApiBase>(dlsym(library, "OrtGetApiBase"));
  if (get_base == nullptr) {
    dlclose(library);
    return Error{path + ": is no ONNX Runtime library (it has no OrtGetApiBase)"};
  }
  const ort::ApiBase* base = get_base();
  std::unique_ptr<OnnxRuntime> runtime(new OnnxRuntime);
  runtime->api_ = base->GetApi(ort::kApiVersion);
  if (runtime->api_ == nullptr) {
    std::string error = path + ": ONNX Runtime " + base->GetVersionString() + " is too old";
    dlclose(library);
    return Error{std::move(error)};
  }
  const Result<void> created =
      runtime->check(runtime->api_->CreateEnv(ort::kLogError, "pipewright", &runtime->env_));
  if (!created) return created.error();
  return runtime.release();
}

Result<const OnnxRuntime*> OnnxRuntime::load() {
  static std::mutex mutex;
  static const OnnxRuntime* loaded = nullptr;
  const std::lock_guard lock(mutex);
  if (loaded != nullptr) return loaded;
  refuse_telemetry();

  std::vector<std::string> paths;
  const char* chosen = std::getenv(kPathVariable);
  if (chosen != nullptr && *chosen != '\0') {
    paths.emplace_back(chosen);
  } else {
    const std::string built_in = PIPEWRIGHT_ONNXRUNTIME_PATH;
    if (!built_in.empty()) paths.push_back(built_in);
    paths.emplace_back(kLibraryName);
  }
  std::string tried;
  for (const std::string& path : paths) {
    const auto runtime = load_from(path);
    if (runtime) {
      loaded = runtime.value();
      return loaded;
    }
    tried += (tried.empty() ? "" : "; ") + runtime.error().message;
  }
  return Error{std::string("ONNX Runtime cannot be loaded, which runs models on the CPU; set the "
                           "environment variable ") +
               kPathVariable + " to a " + kLibraryName + " (tried: " + tried + ")"};
}

Result<void> OnnxRuntime::check(ort::Status* status) const {
  if (status == nullptr) return {};
  Error error{api_->GetErrorMessage(status)};
  api_->ReleaseStatus(status);
  return error;
}

void ModelOutputs::clear() {
  for (ort::Value* value : values_) {
    if (value != nullptr) runtime_->api().ReleaseValue(value);
  }
  values_.clear();
  data_.clear();
  dims_.clear();
  raw_.clear();
  types_.clear();
  converted_.clear();
}

Result<void> ModelOutputs::describe() {
  const ort::Api& api = runtime_->api();
  for (ort::Value* value : values_) {
    ort::TensorInfo* raw_info = nullptr;
    if (auto got = runtime_->check(api.GetTensorTypeAndShape(value, &raw_info)); !got) return got;
    const Owner<ort::TensorInfo> info(raw_info, api.ReleaseTensorInfo);
    std::size_t num_dims = 0;
    if (auto got = runtime_->check(api.GetDimensionsCount(info.get(), &num_dims)); !got) return got;
    std::vector<std::int64_t>& dims = dims_.emplace_back(num_dims);
    if (auto got = runtime_->check(api.GetDimensions(info.get(), dims.data(), num_dims)); !got) {
      return got;
    }
    ort::ElementType type = ort::kElementUndefined;
    if (auto got = runtime_->check(api.GetTensorElementType(info.get(), &type)); !got) return got;
    void* data = nullptr;
    if (auto got = runtime_->check(api.GetTensorMutableData(value, &data)); !got) return got;
    std::size_t count = 1;
    for (const std::int64_t dim : dims) count *= static_cast<std::size_t>(dim);
    raw_.push_back(data);
    types_.push_back(type);
    std::vector<float>& converted = converted_.emplace_back(as_floats(data, type, count));
    if (type == ort::kElementFloat) {
      data_.emplace_back(static_cast<const float*>(data), count);
    } else {
      data_.emplace_back(converted);
    }
  }
  return {};
}

Result<std::unique_ptr<OnnxModel>> OnnxModel::open(const std::string& path, int num_threads,
                                                   Spinning spinning) {
  const auto runtime = OnnxRuntime::load();
  if (!runtime) return runtime.error();
  std::unique_ptr<OnnxModel> model(new OnnxModel(*runtime.value()));
  if (auto created = model->create_session(path, num_threads, spinning); !created)
    return created.error();
  if (auto described = model->describe(); !described) return described.error();
  return model;
}

OnnxModel::~OnnxModel() {
  if (session_ != nullptr) runtime_->api().ReleaseSession(session_);
  if (memory_info_ != nullptr) runtime_->api().ReleaseMemoryInfo(memory_info_);
}

Result<void> OnnxModel::create_session(const std::string& path, int num_threads,
                                       Spinning spinning) {
  const ort::Api& api = runtime_->api();
  ort::SessionOptions* raw_options = nullptr;
  if (auto made = runtime_->check(api.CreateSessionOptions(&raw_options)); !made) return made;
  const Owner<ort::SessionOptions> options(raw_options, api.ReleaseSessionOptions);
  const auto set_up = [this](ort::Status* status) { return runtime_->check(status); };
  if (auto set = set_up(api.SetSessionGraphOptimizationLevel(options.get(), ort::kOptimizeAll));
      !set) {
    return set;
  }
  if (auto set = set_up(api.SetIntraOpNumThreads(options.get(), num_threads)); !set) return set;
  if (spinning == Spinning::kBriefly) {
    for (const auto& [key, value] : kBriefSpinning) {
      if (auto set = set_up(api.AddSessionConfigEntry(options.get(), key, value)); !set) return set;
    }
  }
  if (auto made =
          set_up(api.CreateSession(runtime_->env(), path.c_str(), options.get(), &session_));
      !made) {
    return made;
  }
  return set_up(api.CreateCpuMemoryInfo(ort::kArenaAllocator, ort::kMemoryDefault, &memory_info_));
}

Result<void> OnnxModel::describe() {
  const ort::Api& api = runtime_->api();
  std::size_t num_inputs = 0;
  std::size_t num_outputs = 0;
  if (auto got = runtime_->check(api.SessionGetInputCount(session_, &num_inputs)); !got) return got;
  if (auto got = runtime_->check(api.SessionGetOutputCount(session_, &num_outputs)); !got) {
    return got;
  }
  for (const bool is_input : {true, false}) {
    for (std::size_t i = 0; i < (is_input ? num_inputs : num_outputs); ++i) {
      auto tensor = describe_tensor(is_input, i);
      if (!tensor) return tensor.error();
      (is_input ? inputs_ : outputs_).push_back(std::move(tensor).value());
    }
  }
  for (const TensorDescription& output : outputs_) output_names_.push_back(output.name.c_str());
  return {};
}

Result<TensorDescription> OnnxModel::describe_tensor(bool is_input, std::size_t index) const {
  const ort::Api& api = runtime_->api();
  TensorDescription tensor;

  ort::Allocator* allocator = nullptr;
  if (auto got = runtime_->check(api.GetAllocatorWithDefaultOptions(&allocator)); !got) {
    return got.error();
  }
  char* name = nullptr;
  const auto get_name = is_input ? api.SessionGetInputName : api.SessionGetOutputName;
  if (auto got = runtime_->check(get_name(session_, index, allocator, &name)); !got) {
    return got.error();
  }
  tensor.name = name;
  if (auto freed = runtime_->check(api.AllocatorFree(allocator, name)); !freed) {
    return freed.error();
  }

  ort::TypeInfo* raw_info = nullptr;
  const auto get_info = is_input ? api.SessionGetInputTypeInfo : api.SessionGetOutputTypeInfo;
  if (auto got = runtime_->check(get_info(session_, index, &raw_info)); !got) return got.error();
  const Owner<ort::TypeInfo> type_info(raw_info, api.ReleaseTypeInfo);
  const ort::TensorInfo* info = nullptr;
  if (auto got = runtime_->check(api.CastTypeInfoToTensorInfo(type_info.get(), &info)); !got) {
    return got.error();
  }
  if (info == nullptr) return tensor;
  std::size_t num_dims = 0;
  ort::ElementType type = ort::kElementUndefined;
  if (auto got = runtime_->check(api.GetDimensionsCount(info, &num_dims)); !got) return got.error();
  tensor.dims.resize(num_dims);
  if (auto got = runtime_->check(api.GetDimensions(info, tensor.dims.data(), num_dims)); !got) {
    return got.error();
  }
  if (auto got = runtime_->check(api.GetTensorElementType(info, &type)); !got) return got.error();
  tensor.is_float = type == ort::kElementFloat;
  return tensor;
}

Result<void> OnnxModel::select_outputs(std::span<const std::string> names) {
  std::vector<TensorDescription> selected;
  for (const std::string& name : names) {
    const auto found =
        std::find_if(outputs_.begin(), outputs_.end(),
                     [&name](const TensorDescription& output) { return output.name == name; });
    if (found == outputs_.end()) {
      std::string known;
      for (const TensorDescription& output : outputs_) {
        known += (known.empty() ? "'" : ", '") + output.name + "'";
      }
      return Error{"the model has no output '" + name + "', but " + known};
    }
    selected.push_back(*found);
  }
  outputs_ = std::move(selected);
  output_names_.clear();
  for (const TensorDescription& output : outputs_) output_names_.push_back(output.name.c_str());
  return {};
}

Result<void> OnnxModel::run(std::span<const float> input, std::span<const std::int64_t> dims,
                            ModelOutputs& outputs) {
  const ort::Api& api = runtime_->api();
  outputs.clear();
  ort::Value* raw_input = nullptr;
  // The runtime's function knows no const; it reads inputs only.
  if (auto made = runtime_->check(api.CreateTensorWithDataAsOrtValue(
          memory_info_, const_cast<float*>(input.data()), input.size_bytes(), dims.data(),
          dims.size(), ort::kElementFloat, &raw_input));
      !made) {
    return made;
  }
  const Owner<ort::Value> input_value(raw_input, api.ReleaseValue);
  const char* input_name = inputs_.front().name.c_str();
  const ort::Value* const input_values[] = {input_value.get()};
  outputs.values_.assign(outputs_.size(), nullptr);
  if (auto ran = runtime_->check(api.Run(session_, nullptr, &input_name, input_values, 1,
                                         output_names_.data(), output_names_.size(),
                                         outputs.values_.data()));
      !ran) {
    return ran;
  }
  return outputs.describe();
}

}  // namespace pipewright::standin::inference
