// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/model_repository.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "common/text.hpp"
#include "standin/inference/server/text_message.hpp"

namespace pipewright::standin::inference {
namespace {

namespace fs = std::filesystem;
using pipewright::inferserver::ModelConfig;

constexpr const char* kConfigName = "config.pbtxt";
constexpr const char* kModelName = "model.onnx";
constexpr const char* kExport =
    "; the CPU stand-in runs ONNX models only: put the model there as ONNX "
    "(platform: \"onnxruntime_onnx\")";

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

/// The names of a folder's subfolders that are version numbers.
std::vector<long> versions_in(const fs::path& folder) {
  std::vector<long> versions;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    long version = 0;
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), version);
    if (code == std::errc() && end == name.data() + name.size() && version > 0 &&
        is_folder(entry.path())) {
      versions.push_back(version);
    }
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

Result<fs::path> find_version(const fs::path& folder, long wanted) {
  const std::vector<long> versions = versions_in(folder);
  if (versions.empty()) {
    return Error{
        concat("'", folder.string(), "' has no folder of a version, e.g. 1, with the model")};
  }
  // 0, i.e. none, is taken for the newest too.
  if (wanted <= 0) return folder / std::to_string(versions.back());
  if (std::find(versions.begin(), versions.end(), wanted) != versions.end()) {
    return folder / std::to_string(wanted);
  }
  std::vector<std::string> names;
  for (const long version : versions) names.push_back(std::to_string(version));
  return Error{concat("'", folder.string(), "' has no version ", wanted, ", but ",
                      join(names, ", "), "; set one of them, or -1 for the newest")};
}

/// Why a model with this config.pbtxt cannot run here, if it cannot.
std::optional<Error> check_platform(const std::string& path, const ModelConfig& config) {
  const auto refuse = [&path](const std::string& what) {
    return Error{"'" + path + "': " + what + kExport};
  };
  if (config.platform() == "ensemble" || config.has_ensemble_scheduling()) {
    return refuse("the model is an ensemble, which needs a Triton server");
  }
  if (!config.platform().empty() && config.platform() != "onnxruntime_onnx") {
    return refuse("platform \"" + config.platform() + "\" needs a Triton server");
  }
  if (config.platform().empty() && !config.backend().empty() && config.backend() != "onnxruntime") {
    return refuse("backend \"" + config.backend() + "\" needs a Triton server");
  }
  return std::nullopt;
}

std::optional<InferDims> dims_of(const ModelConfig::Input& input, TensorOrder order) {
  if (input.dims_size() != 3 ||
      std::any_of(input.dims().begin(), input.dims().end(), [](auto dim) { return dim < 1; })) {
    return std::nullopt;
  }
  const auto dim = [&input](int i) { return static_cast<unsigned>(input.dims(i)); };
  if (order == TensorOrder::kNhwc) return InferDims{dim(2), dim(0), dim(1)};
  return InferDims{dim(0), dim(1), dim(2)};
}

void take_input(const ModelConfig& config, RepositoryModel& model) {
  if (config.input_size() != 1) return;
  const ModelConfig::Input& input = config.input(0);
  if (input.format() == ModelConfig::FORMAT_NONE) return;
  model.tensor_order =
      input.format() == ModelConfig::FORMAT_NHWC ? TensorOrder::kNhwc : TensorOrder::kNchw;
  model.dims = dims_of(input, *model.tensor_order);
}

}  // namespace

Result<RepositoryModel> find_repository_model(const pipewright::inferserver::TritonParams& triton) {
  const auto& repository = triton.model_repo();
  const auto root = std::find_if(repository.root().begin(), repository.root().end(),
                                 [&triton](const std::string& folder) {
                                   return is_folder(fs::path(folder) / triton.model_name());
                                 });
  if (root == repository.root().end()) {
    return Error{
        "there is no model '" + triton.model_name() + "' in the repository " +
        join(std::vector<std::string>(repository.root().begin(), repository.root().end()), ", ") +
        "; a model is a folder of that name with a version folder in it: " + triton.model_name() +
        "/1/" + kModelName};
  }
  const fs::path folder = fs::path(*root) / triton.model_name();
  RepositoryModel model;
  ModelConfig config;
  const fs::path config_path = folder / kConfigName;
  if (is_file(config_path)) {
    std::vector<std::string> skipped;
    if (auto read = read_text_message(config_path.string(), config, &skipped); !read) {
      return read.error();
    }
    if (auto error = check_platform(config_path.string(), config)) return *std::move(error);
    take_input(config, model);
    model.max_batch_size = static_cast<unsigned>(std::max(1, config.max_batch_size()));
  } else if (repository.strict_model_config()) {
    return Error{concat("'", folder.string(), "' has no ", kConfigName,
                        ", which strict_model_config asks for")};
  }
  const auto version = find_version(folder, static_cast<long>(triton.version()));
  if (!version) return version.error();
  const fs::path file =
      version.value() /
      (config.default_model_filename().empty() ? kModelName : config.default_model_filename());
  if (!is_file(file)) return Error{concat("'", file.string(), "' does not exist", kExport)};
  model.file = file.string();
  return model;
}

}  // namespace pipewright::standin::inference
