// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/tracker_config_file.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "standin/inference/config_file.hpp"

namespace pipewright::standin::tracking {
namespace {

using inference::ConfigEntry;
using inference::ConfigFile;
using inference::ConfigSection;
using Reason = std::optional<std::string>;

constexpr long kMaxAge = 65535;
constexpr double kAnyNumber = 1e30;
constexpr long kMaxEstimatorType = 3;

struct Key {
  std::string_view section;
  std::string_view name;
  std::function<Reason(const std::string& value, TrackerConfigFile& file)> read;
};

auto integer(unsigned TrackerConfig::*member, long min) {
  return [=](const std::string& text, TrackerConfigFile& file) -> Reason {
    const auto value = inference::parse_integer(text, min, kMaxAge);
    if (!value) return value.error().message;
    file.config.*member = static_cast<unsigned>(value.value());
    return std::nullopt;
  };
}

auto number(float TrackerConfig::*member, double min, double max = kAnyNumber) {
  return [=](const std::string& text, TrackerConfigFile& file) -> Reason {
    const auto value = inference::parse_number(text, min, max);
    if (!value) return value.error().message;
    file.config.*member = static_cast<float>(value.value());
    return std::nullopt;
  };
}

auto share(float TrackerConfig::*member) {
  return number(member, 0, 1);
}

auto boolean(bool TrackerConfig::*member) {
  return [=](const std::string& text, TrackerConfigFile& file) -> Reason {
    const auto value = inference::parse_boolean(text);
    if (!value) return value.error().message;
    file.config.*member = value.value();
    return std::nullopt;
  };
}

Reason read_associator_type(const std::string& text, TrackerConfigFile&) {
  if (inference::parse_integer(text, 0, 0)) return std::nullopt;
  return "expected 0";
}

Reason read_matcher_type(const std::string& text, TrackerConfigFile& file) {
  const auto value = inference::parse_integer(text, 0, 1);
  if (!value) return "expected 0 (greedy) or 1 (cascaded)";
  file.config.matcher_type = static_cast<MatcherType>(value.value());
  return std::nullopt;
}

Reason read_estimator_type(const std::string& text, TrackerConfigFile& file) {
  const auto value = inference::parse_integer(text, 0, kMaxEstimatorType);
  if (!value) return "expected 0 (none), 1 (simple box), 2 (regular box) or 3 (location in 3D)";
  if (value.value() == kMaxEstimatorType) {
    file.config.estimator_type = StateEstimatorType::kSimpleBox;
    file.warnings.emplace_back(
        "StateEstimator.stateEstimatorType 3 (3D) is not on the CPU stand-in; boxes are filtered "
        "as with 1");
    return std::nullopt;
  }
  file.config.estimator_type = static_cast<StateEstimatorType>(value.value());
  return std::nullopt;
}

const std::vector<Key>& keys() {
  using Config = TrackerConfig;
  static const std::vector<Key> all = {
      {"BaseConfig", "minDetectorConfidence",
       number(&Config::min_detector_confidence, -kAnyNumber)},
      {"BaseConfig", "checkClassMatch", boolean(&Config::check_class_match)},

      {"TargetManagement", "maxTargetsPerStream", integer(&Config::max_targets_per_stream, 1)},
      {"TargetManagement", "minIouDiff4NewTarget", share(&Config::min_iou_diff_for_new_target)},
      {"TargetManagement", "probationAge", integer(&Config::probation_age, 0)},
      {"TargetManagement", "maxShadowTrackingAge", integer(&Config::max_shadow_tracking_age, 0)},
      {"TargetManagement", "earlyTerminationAge", integer(&Config::early_termination_age, 0)},

      {"TrajectoryManagement", "useUniqueID", boolean(&Config::use_unique_id)},

      {"DataAssociator", "dataAssociatorType", read_associator_type},
      {"DataAssociator", "associationMatcherType", read_matcher_type},
      {"DataAssociator", "checkClassMatch", boolean(&Config::check_class_match)},
      {"DataAssociator", "minMatchingScore4Overall", share(&Config::min_matching_score_overall)},
      {"DataAssociator", "minMatchingScore4SizeSimilarity",
       share(&Config::min_matching_score_size)},
      {"DataAssociator", "minMatchingScore4Iou", share(&Config::min_matching_score_iou)},
      {"DataAssociator", "matchingScoreWeight4Iou", share(&Config::weight_iou)},
      {"DataAssociator", "matchingScoreWeight4SizeSimilarity", share(&Config::weight_size)},
      {"DataAssociator", "tentativeDetectorConfidence",
       share(&Config::tentative_detector_confidence)},
      {"DataAssociator", "minMatchingScore4TentativeIou",
       share(&Config::min_matching_score_tentative_iou)},

      {"StateEstimator", "stateEstimatorType", read_estimator_type},
      {"StateEstimator", "processNoiseVar4Loc", number(&Config::process_noise_location, 0)},
      {"StateEstimator", "processNoiseVar4Size", number(&Config::process_noise_size, 0)},
      {"StateEstimator", "processNoiseVar4Vel", number(&Config::process_noise_velocity, 0)},
      {"StateEstimator", "measurementNoiseVar4Detector", number(&Config::measurement_noise, 0)},
      {"StateEstimator", "noiseWeightVar4Loc", number(&Config::noise_weight_location, -kAnyNumber)},
      {"StateEstimator", "noiseWeightVar4Vel", number(&Config::noise_weight_velocity, -kAnyNumber)},
  };
  return all;
}

const Key* find_key(std::string_view section, std::string_view name) {
  const auto found = std::find_if(keys().begin(), keys().end(), [&](const Key& key) {
    return key.section == section && key.name == name;
  });
  return found == keys().end() ? nullptr : &*found;
}

}  // namespace

Result<TrackerConfigFile> read_tracker_config(const std::string& path) {
  const Result<ConfigFile> read = ConfigFile::read(path);
  if (!read) return read.error();
  if (!read.value().is_yaml()) {
    return Error{"tracker configuration '" + path +
                 "' must be a YAML file; give it the suffix .yml or .yaml"};
  }
  TrackerConfigFile file;
  file.config.estimator_type = StateEstimatorType::kNone;
  for (const ConfigSection& section : read.value().sections()) {
    for (const ConfigEntry& entry : section.entries) {
      const Key* key = find_key(section.name, entry.key);
      if (key == nullptr) {
        file.keys_without_effect.push_back(section.name + "." + entry.key);
        continue;
      }
      if (auto reason = key->read(entry.value, file)) {
        return Error{"'" + path + "', " + section.name + ": " + entry.key + ": value '" +
                     entry.value + "' is wrong: " + *reason};
      }
    }
  }
  return file;
}

}  // namespace pipewright::standin::tracking
