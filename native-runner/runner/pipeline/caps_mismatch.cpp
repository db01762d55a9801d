// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/caps_mismatch.hpp"

#include <string_view>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

constexpr const char* kMediaType = "media type";
constexpr const char* kMemory = "memory";

std::string value_text(const GValue* value) {
  if (G_VALUE_HOLDS_STRING(value)) return g_value_get_string(value);
  return take_text(gst_value_serialize(value));
}

std::string memory_text(const GstCapsFeatures* features) {
  return take_text(gst_caps_features_to_string(features));
}

/// All mismatches of two structures, the telling ones first.
std::vector<CapsMismatch> compare(const GstCaps* offered, guint from, const GstCaps* accepted,
                                  guint to) {
  const GstStructure* left = gst_caps_get_structure(offered, from);
  const GstStructure* right = gst_caps_get_structure(accepted, to);
  std::vector<CapsMismatch> found;
  if (g_strcmp0(gst_structure_get_name(left), gst_structure_get_name(right)) != 0) {
    found.push_back({kMediaType, gst_structure_get_name(left), gst_structure_get_name(right)});
    return found;
  }
  const GstCapsFeatures* left_memory = gst_caps_get_features(offered, from);
  const GstCapsFeatures* right_memory = gst_caps_get_features(accepted, to);
  if (!gst_caps_features_is_any(left_memory) && !gst_caps_features_is_any(right_memory) &&
      !gst_caps_features_is_equal(left_memory, right_memory)) {
    found.push_back({kMemory, memory_text(left_memory), memory_text(right_memory)});
  }
  const gint num_fields = gst_structure_n_fields(left);
  for (gint i = 0; i < num_fields; ++i) {
    const gchar* name = gst_structure_nth_field_name(left, static_cast<guint>(i));
    const GValue* left_value = gst_structure_get_value(left, name);
    const GValue* right_value = gst_structure_get_value(right, name);
    if (right_value == nullptr || gst_value_intersect(nullptr, left_value, right_value)) continue;
    found.push_back({name, value_text(left_value), value_text(right_value)});
  }
  return found;
}

bool has(const std::vector<CapsMismatch>& mismatches, std::string_view field) {
  for (const CapsMismatch& mismatch : mismatches) {
    if (mismatch.field == field) return true;
  }
  return false;
}

/// The mismatches of the two structures that have the fewest; a wrong media type counts most.
std::vector<CapsMismatch> closest_comparison(const GstCaps* offered, const GstCaps* accepted) {
  std::vector<CapsMismatch> closest;
  const auto distance = [](const std::vector<CapsMismatch>& mismatches) {
    return mismatches.size() + (has(mismatches, kMediaType) ? 100 : 0);
  };
  for (guint from = 0; from < gst_caps_get_size(offered); ++from) {
    for (guint to = 0; to < gst_caps_get_size(accepted); ++to) {
      auto mismatches = compare(offered, from, accepted, to);
      if (closest.empty() || distance(mismatches) < distance(closest)) {
        closest = std::move(mismatches);
      }
      if (closest.empty()) return {};
    }
  }
  return closest;
}

bool is_nvmm(const std::string& memory) {
  return memory.find("NVMM") != std::string::npos;
}

bool is_in_nvmm(const GstCaps* caps) {
  return gst_caps_get_size(caps) > 0 && is_nvmm(memory_text(gst_caps_get_features(caps, 0)));
}

std::string_view media_type(const GstCaps* caps) {
  return gst_caps_get_size(caps) > 0 ? gst_structure_get_name(gst_caps_get_structure(caps, 0)) : "";
}

/// What turns compressed video into pictures.
std::vector<std::string> decoders_of(std::string_view type) {
  if (type == "video/x-h264") return {"h264parse", "nvv4l2decoder"};
  if (type == "video/x-h265") return {"h265parse", "nvv4l2decoder"};
  if (type == "image/jpeg") return {"jpegdec"};
  return {};
}

}  // namespace

std::optional<CapsMismatch> find_caps_mismatch(const GstCaps* offered, const GstCaps* accepted) {
  if (gst_caps_is_any(offered) || gst_caps_is_any(accepted) ||
      gst_caps_can_intersect(offered, accepted)) {
    return std::nullopt;
  }
  const auto mismatches = closest_comparison(offered, accepted);
  if (!mismatches.empty()) return mismatches.front();
  return CapsMismatch{kMediaType, gst_caps_is_empty(offered) ? "nothing" : "",
                      gst_caps_is_empty(accepted) ? "nothing" : ""};
}

std::vector<std::string> converters_between(const GstCaps* offered, const GstCaps* accepted) {
  if (gst_caps_is_any(offered) || gst_caps_is_any(accepted)) return {};
  const auto mismatches = closest_comparison(offered, accepted);
  const std::string_view from = media_type(offered);
  const std::string_view to = media_type(accepted);
  if (mismatches.empty() || from.empty() || to.empty()) return {};
  if (from == to && from == "video/x-raw") {
    std::vector<std::string> converters;
    if (is_in_nvmm(offered) || is_in_nvmm(accepted)) {
      converters.emplace_back("nvvideoconvert");  // memory, format and size
    } else {
      const bool has_size = has(mismatches, "width") || has(mismatches, "height") ||
                            has(mismatches, "pixel-aspect-ratio");
      if (has(mismatches, "format") || (!has_size && !has(mismatches, "framerate"))) {
        converters.emplace_back("videoconvert");
      }
      if (has_size) converters.emplace_back("videoscale");
    }
    if (has(mismatches, "framerate") && !is_in_nvmm(offered)) converters.emplace_back("videorate");
    return converters;
  }
  if (from == to && from == "audio/x-raw") {
    std::vector<std::string> converters = {"audioconvert"};
    if (has(mismatches, "rate")) converters.emplace_back("audioresample");
    return converters;
  }
  if (from == to && from == "video/x-h264") return {"h264parse"};
  if (from == to && from == "video/x-h265") return {"h265parse"};
  if (to == "video/x-raw") {
    auto decoders = decoders_of(from);
    if (!decoders.empty() && decoders.back() == "nvv4l2decoder" && !is_in_nvmm(accepted)) {
      decoders.emplace_back("nvvideoconvert");
    }
    return decoders;
  }
  return {};
}

}  // namespace pipewright
