// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/debug_thresholds.hpp"

#include <gst/gst.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr std::array<std::string_view, 10> kLevels = {
    "NONE", "ERROR", "WARNING", "FIXME", "INFO", "DEBUG", "LOG", "TRACE", "", "MEMDUMP"};

/// Short forms that GST_DEBUG takes too.
constexpr std::array<std::pair<std::string_view, GstDebugLevel>, 2> kShortLevels = {
    {{"ERR", GST_LEVEL_ERROR}, {"WARN", GST_LEVEL_WARNING}}};

struct Threshold {
  std::string name;  // empty: the default's
  GstDebugLevel level;
};

std::string level_name(GstDebugLevel level) {
  return std::string(kLevels[std::min<std::size_t>(level, kLevels.size() - 1)]);
}

std::optional<GstDebugLevel> parse_level(std::string_view text) {
  if (text.size() == 1 && g_ascii_isdigit(text.front())) {
    return static_cast<GstDebugLevel>(text.front() - '0');
  }
  const GCharPtr upper(g_ascii_strup(text.data(), static_cast<gssize>(text.size())));
  const std::string_view name(upper.get());
  if (name.empty()) return std::nullopt;
  for (const auto& [known, level] : kShortLevels) {
    if (name == known) return level;
  }
  const auto found = std::find(kLevels.begin(), kLevels.end(), name);
  if (found == kLevels.end()) return std::nullopt;
  return static_cast<GstDebugLevel>(found - kLevels.begin());
}

Outcome<Threshold> parse_threshold(std::string_view entry) {
  const auto colon = entry.rfind(':');
  const std::string_view name = colon == std::string_view::npos ? "" : trim(entry.substr(0, colon));
  const std::string_view level_text =
      colon == std::string_view::npos ? entry : trim(entry.substr(colon + 1));
  const auto level = parse_level(level_text);
  if (!level || (name.empty() && colon != std::string_view::npos)) {
    return make_error(
        runner::INVALID_PROPERTY_VALUE,
        concat("'", entry,
               "' is no log threshold. Write category:level, or a level alone for all others, "
               "separated by commas, e.g. 2,nvinfer:5,nvv4l2*:LOG. Levels: 0 or NONE, 1 ERROR, 2 "
               "WARNING, 3 FIXME, 4 INFO, 5 DEBUG, 6 LOG, 7 TRACE, 9 MEMDUMP."));
  }
  return Threshold{std::string(name), *level};
}

Outcome<std::vector<Threshold>> parse_thresholds(std::string_view text) {
  std::vector<Threshold> thresholds;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view entry = trim(text.substr(0, comma));
    text = comma == std::string_view::npos ? "" : text.substr(comma + 1);
    if (entry.empty()) continue;
    auto threshold = parse_threshold(entry);
    if (!threshold) return std::move(threshold).error();
    thresholds.push_back(std::move(threshold).value());
  }
  return thresholds;
}

std::vector<GstDebugCategory*> all_categories() {
  std::vector<GstDebugCategory*> categories;
  GSList* list = gst_debug_get_all_categories();
  for (GSList* item = list; item != nullptr; item = item->next) {
    categories.push_back(static_cast<GstDebugCategory*>(item->data));
  }
  g_slist_free(list);
  std::sort(categories.begin(), categories.end(), [](auto* a, auto* b) {
    return std::string_view(gst_debug_category_get_name(a)) < gst_debug_category_get_name(b);
  });
  return categories;
}

}  // namespace

void DebugThresholds::clear() {
  for (const std::string& name : names_) gst_debug_unset_threshold_for_name(name.c_str());
  names_.clear();
  text_.clear();
  // Takes all categories back to the default's level and the names that are still set.
  const gchar* from_start = g_getenv("GST_DEBUG");
  gst_debug_set_threshold_from_string(from_start != nullptr ? from_start : "", TRUE);
}

Outcome<void> DebugThresholds::set(const std::string& text) {
  auto thresholds = parse_thresholds(text);
  if (!thresholds) return std::move(thresholds).error();
  clear();
  text_ = text;
  for (const Threshold& threshold : thresholds.value()) {
    if (threshold.name.empty()) {
      gst_debug_set_default_threshold(threshold.level);
      continue;
    }
    gst_debug_set_threshold_for_name(threshold.name.c_str(), threshold.level);
    names_.push_back(threshold.name);
  }
  return {};
}

runner::DebugThresholdsResult DebugThresholds::describe() const {
  runner::DebugThresholdsResult result;
  result.set_thresholds(text_);
  result.set_default_level(level_name(gst_debug_get_default_threshold()));
  const std::vector<GstDebugCategory*> categories = all_categories();
  for (GstDebugCategory* category : categories) {
    runner::DebugCategory& described = *result.add_categories();
    described.set_name(gst_debug_category_get_name(category));
    if (const gchar* text = gst_debug_category_get_description(category); text != nullptr) {
      described.set_description(text);
    }
    described.set_level(level_name(gst_debug_category_get_threshold(category)));
  }
  for (const std::string& name : names_) {
    const bool is_matched =
        std::any_of(categories.begin(), categories.end(), [&](GstDebugCategory* category) {
          return g_pattern_match_simple(name.c_str(), gst_debug_category_get_name(category)) !=
                 FALSE;
        });
    if (!is_matched) result.add_unmatched(name);
  }
  return result;
}

}  // namespace pipewright
