// SPDX-License-Identifier: Apache-2.0
#include "convert_caps.hpp"

#include <gst/video/video.h>

#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

/// Fields that conversion makes free.
void drop_converted_fields(GstStructure* structure) {
  gst_structure_remove_fields(structure, "format", "width", "height", "colorimetry", "chroma-site",
                              "pixel-aspect-ratio", nullptr);
}

/// How much is lost when a picture of one format is kept in another: the lower the better.
int format_distance(const GstVideoFormatInfo* from, const GstVideoFormatInfo* to) {
  if (from == to) return 0;
  int distance = 1;
  if (GST_VIDEO_FORMAT_INFO_IS_YUV(from) != GST_VIDEO_FORMAT_INFO_IS_YUV(to)) distance += 8;
  if (GST_VIDEO_FORMAT_INFO_IS_GRAY(to) && !GST_VIDEO_FORMAT_INFO_IS_GRAY(from)) distance += 64;
  if (GST_VIDEO_FORMAT_INFO_HAS_ALPHA(from) && !GST_VIDEO_FORMAT_INFO_HAS_ALPHA(to)) distance += 4;
  if (GST_VIDEO_FORMAT_INFO_DEPTH(to, 0) < GST_VIDEO_FORMAT_INFO_DEPTH(from, 0)) distance += 16;
  if (GST_VIDEO_FORMAT_INFO_DEPTH(to, 0) > GST_VIDEO_FORMAT_INFO_DEPTH(from, 0)) distance += 3;
  if (GST_VIDEO_FORMAT_INFO_N_COMPONENTS(from) > 1 && GST_VIDEO_FORMAT_INFO_N_COMPONENTS(to) > 1) {
    const int lost = static_cast<int>(GST_VIDEO_FORMAT_INFO_W_SUB(to, 1)) -
                     static_cast<int>(GST_VIDEO_FORMAT_INFO_W_SUB(from, 1));
    distance += lost > 0 ? 5 * lost : -lost;
  }
  return distance;
}

void fixate_format(GstStructure* structure, GstVideoFormat input) {
  const GValue* formats = gst_structure_get_value(structure, "format");
  if (formats == nullptr || !GST_VALUE_HOLDS_LIST(formats)) return;
  const GstVideoFormatInfo* from = gst_video_format_get_info(input);
  const char* best = nullptr;
  int best_distance = 0;
  for (guint i = 0; i < gst_value_list_get_size(formats); ++i) {
    const char* name = g_value_get_string(gst_value_list_get_value(formats, i));
    const GstVideoFormat format = gst_video_format_from_string(name);
    if (format == GST_VIDEO_FORMAT_UNKNOWN) continue;
    const int distance = format_distance(from, gst_video_format_get_info(format));
    if (best == nullptr || distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  if (best != nullptr) gst_structure_fixate_field_string(structure, "format", best);
}

}  // namespace

GstCaps* convertible_caps(GstCaps* caps, GstCaps* template_caps) {
  GstCaps* result = gst_caps_copy(caps);
  for (guint i = 0; i < gst_caps_get_size(caps); ++i) {
    const bool is_nvmm = gst_caps_features_contains(gst_caps_get_features(caps, i), kNvmmFeature);
    for (const bool to_nvmm : {is_nvmm, !is_nvmm}) {
      GstStructure* other = gst_structure_copy(gst_caps_get_structure(caps, i));
      drop_converted_fields(other);
      // The mux's description of a batch means nothing for a picture in system memory.
      if (!to_nvmm)
        gst_structure_remove_fields(other, "batch-size", "num-surfaces-per-frame", nullptr);
      GstCapsFeatures* features =
          to_nvmm ? gst_caps_features_new(kNvmmFeature, nullptr) : gst_caps_features_new_empty();
      gst_caps_append_structure_full(result, other, features);
    }
  }
  GstCaps* allowed = gst_caps_intersect_full(result, template_caps, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref(result);
  return allowed;
}

GstCaps* nearest_caps(GstCaps* input, GstCaps* candidates, Flip flip) {
  GstCaps* result = gst_caps_make_writable(gst_caps_truncate(candidates));
  GstStructure* structure = gst_caps_get_structure(result, 0);
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, input) == FALSE) return gst_caps_fixate(result);
  const bool swaps = swaps_sides(flip);
  fixate_format(structure, GST_VIDEO_INFO_FORMAT(&info));
  gst_structure_fixate_field_nearest_int(
      structure, "width", swaps ? GST_VIDEO_INFO_HEIGHT(&info) : GST_VIDEO_INFO_WIDTH(&info));
  gst_structure_fixate_field_nearest_int(
      structure, "height", swaps ? GST_VIDEO_INFO_WIDTH(&info) : GST_VIDEO_INFO_HEIGHT(&info));
  result = gst_caps_fixate(result);
  structure = gst_caps_get_structure(result, 0);
  // The meaning of the colours stays where both sides are YUV.
  GstVideoInfo fixed;
  if (!gst_structure_has_field(structure, "colorimetry") &&
      gst_video_info_from_caps(&fixed, result) != FALSE && GST_VIDEO_INFO_IS_YUV(&info) &&
      GST_VIDEO_INFO_IS_YUV(&fixed)) {
    gchar* colorimetry = gst_video_colorimetry_to_string(&info.colorimetry);
    if (colorimetry != nullptr) {
      gst_structure_set(structure, "colorimetry", G_TYPE_STRING, colorimetry, nullptr);
    }
    g_free(colorimetry);
  }
  return result;
}

}  // namespace pipewright::standin
