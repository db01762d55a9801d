// SPDX-License-Identifier: Apache-2.0
// The rules of nvdsanalytics, out of its configuration file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/analytics/geometry.hpp"

namespace pipewright::standin::analytics {

/// Class ids a rule looks at; without any, or with -1 among them, it looks at all.
using ClassIds = std::vector<int>;

/// Whether a rule for these classes looks at objects of `class_id`.
bool looks_at(const ClassIds& classes, int class_id);

struct RegionRule {
  std::string label;
  std::vector<Point> polygon;
  ClassIds classes;
  bool counts_outside = false;
};

struct CrowdRule {
  std::string label;
  std::vector<Point> polygon;
  ClassIds classes;
  unsigned object_threshold = 1;
};

enum class Strictness { kLoose, kBalanced, kStrict };

struct LineRule {
  std::string label;
  Arrow direction;
  Arrow line;
  ClassIds classes;
  bool is_endless = true;
  Strictness strictness = Strictness::kLoose;
};

struct DirectionRule {
  std::string label;
  Arrow direction;
  ClassIds classes;
};

/// The rules for one stream; groups with `enable=0` are not among them.
struct StreamRules {
  std::vector<RegionRule> regions;
  std::vector<CrowdRule> crowds;
  std::vector<LineRule> lines;
  std::vector<DirectionRule> directions;
};

enum class DrawMode { kNothing = 0, kLabels = 1, kCounts = 2 };

struct AnalyticsConfig {
  bool is_enabled = true;
  /// What the rules' coordinates refer to.
  int width = 1920;
  int height = 1080;
  DrawMode draw_mode = DrawMode::kCounts;
  unsigned font_size = 12;
  bool draws_object_counts = false;
  /// Objects of a class are counted as most often seen in this time; frames of an object's past
  /// that are remembered. DeepStream's default for both is this number.
  unsigned window = 50;
  /// Stream number (pad of the mux) -> its rules.
  std::map<unsigned, StreamRules> streams;
  /// Things that are not as they should be but that a run can go on with.
  std::vector<std::string> warnings;
};

/// Reads an INI or YAML file. Errors name file, group, key and what is expected.
Result<AnalyticsConfig> read_analytics_config(const std::string& path);

/// The rules for frames of another size than the file's coordinates refer to. Pixels are whole
/// numbers, as DeepStream has them.
StreamRules scaled(const StreamRules& rules, double scale_x, double scale_y);

}  // namespace pipewright::standin::analytics
