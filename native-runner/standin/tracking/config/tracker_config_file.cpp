// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/config/tracker_config_file.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include "standin/config/config_file.hpp"
#include "standin/tracking/config/key_bindings.hpp"
#include "standin/tracking/config/key_schema.hpp"

namespace pipewright::standin::tracking {
namespace {

/// `'file.yml', line 3, ` or, without a line, `'file.yml', `.
std::string place(const std::string& path, unsigned line) {
  return "'" + path + "', " + (line > 0 ? "line " + std::to_string(line) + ", " : std::string());
}

/// Reads the sections into a configuration.
class Reader {
 public:
  explicit Reader(const ConfigFile& file) : file_(file) {}

  Result<TrackerConfigFile> read() {
    // A file without the section has no filter; the default is for a tracker without a file.
    result_.config.estimator_type = StateEstimatorType::kNone;
    for (const ConfigSection& section : file_.sections()) {
      if (!is_known_section(section.name)) {
        result_.warnings.push_back(place(file_.path(), section.line) + section.name +
                                   ": the tracker has no such section");
        continue;
      }
      for (const ConfigEntry& entry : section.entries) {
        if (auto taken = take(section, entry); !taken) return taken.error();
      }
    }
    if (auto checked = check_parts(); !checked) return checked.error();
    if (auto checked = check_reid(); !checked) return checked.error();
    return std::move(result_);
  }

 private:
  Error refuse(const std::string& section, const std::string& key,
               const std::string& reason) const {
    const auto line = lines_.find(section + "." + key);
    return Error{place(file_.path(), line == lines_.end() ? 0 : line->second) + section + ": " +
                 key + ": " + reason};
  }

  Result<void> take(const ConfigSection& section, const ConfigEntry& entry) {
    const std::string name = section.name + "." + entry.key;
    if (const auto earlier = lines_.find(name); earlier != lines_.end()) {
      return Error{place(file_.path(), entry.line) + section.name + ": " + entry.key +
                   ": is there already, in line " + std::to_string(earlier->second) +
                   "; remove one of them"};
    }
    lines_[name] = entry.line;
    const KeySchema* schema = find_key(section.name, entry.key);
    if (schema == nullptr) {
      result_.warnings.push_back(place(file_.path(), entry.line) + section.name + ": " + entry.key +
                                 ": the tracker has no such key; it is ignored");
      return {};
    }
    auto value = read_value(*schema, entry);
    if (!value) {
      return refuse(section.name, entry.key,
                    "value '" + entry.value + "' is wrong: " + value.error().message);
    }
    const KeySetter* setter = setter_of(section.name, entry.key);
    if (setter == nullptr) {
      result_.keys_without_effect.push_back(name);
      if (schema->type == KeyType::kInteger) numbers_[name] = value.value().integer;
      return {};
    }
    (*setter)(result_.config, value.value());
    return {};
  }

  /// The number of a key without an effect, to tell what it would ask for.
  long number(const std::string& name) const {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? 0 : found->second;
  }

  Result<void> check_parts() {
    if (number("Segmenter.segmenterType") != 0) {
      return refuse("Segmenter", "segmenterType",
                    "masks of MaskTracker need DeepStream on a GPU; set it to 0 to track boxes");
    }
    const auto warn = [this](const std::string& section, const std::string& key,
                             const std::string& what) {
      result_.warnings.push_back(refuse(section, key, what).message);
    };
    if (result_.config.estimator_type == StateEstimatorType::kSimpleLocation) {
      warn("StateEstimator", "stateEstimatorType",
           "on the CPU stand-in the place where an object stands is filtered in the picture, "
           "without the camera's model");
    }
    if (number("PoseEstimator.poseEstimatorType") != 0) {
      warn("PoseEstimator", "poseEstimatorType", "poses are not estimated on the CPU stand-in");
    }
    if (number("MultiViewAssociator.multiViewAssociatorType") != 0) {
      warn("MultiViewAssociator", "multiViewAssociatorType",
           "on the CPU stand-in every camera tracks for itself");
    }
    return {};
  }

  Result<void> check_reid() {
    ReidSettings& reid = result_.config.reid;
    if (reid.type == 0) return {};
    if (reid.onnx_file.empty()) {
      const std::string what =
          "needs a network in ONNX form on the CPU stand-in: set ReID.onnxFile";
      if (reid.serves_association()) return refuse("ReID", "reidType", what);
      result_.warnings.push_back(
          refuse("ReID", "reidType", what + "; until then tracks are joined by their motion alone")
              .message);
      reid.type = 0;
      return {};
    }
    reid.onnx_file = file_.resolve_path(reid.onnx_file);
    std::error_code error;
    if (!std::filesystem::exists(reid.onnx_file, error)) {
      return refuse("ReID", "onnxFile", "'" + reid.onnx_file + "' does not exist");
    }
    if (!reid.infer_dims.empty() && reid.infer_dims.size() != 3) {
      return refuse("ReID", "inferDims", "expected channels, height and width, e.g. [3, 256, 128]");
    }
    return {};
  }

  const ConfigFile& file_;
  TrackerConfigFile result_;
  std::map<std::string, unsigned> lines_;
  std::map<std::string, long> numbers_;
};

}  // namespace

Result<TrackerConfigFile> read_tracker_config(const std::string& path) {
  const Result<ConfigFile> file = ConfigFile::read(path);
  if (!file) return file.error();
  if (!file.value().is_yaml()) {
    return Error{"tracker configuration '" + path +
                 "' must be a YAML file; give it the suffix .yml or .yaml"};
  }
  return Reader(file.value()).read();
}

}  // namespace pipewright::standin::tracking
