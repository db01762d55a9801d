// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/findings_meta.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "common/batch_lock.hpp"
#include "nvds_analytics_meta.h"

namespace pipewright::standin::analytics {
namespace {

// Metas only borrow the name of a font.
char kFontName[] = "Serif";

constexpr NvOSD_ColorParams kBlack = {0, 0, 0, 1};
constexpr NvOSD_ColorParams kWhite = {1, 1, 1, 1};
constexpr NvOSD_ColorParams kRegionColor = {1, 1, 0, 1};
constexpr NvOSD_ColorParams kCrowdColor = {1, 0.5, 0, 1};
constexpr NvOSD_ColorParams kDirectionColor = {1, 0, 0, 1};
constexpr NvOSD_ColorParams kLineColor = {0, 1, 0, 1};
constexpr unsigned kLineWidth = 2;
constexpr unsigned kCountsOffset = 5;
constexpr unsigned kTextAboveBox = 10;
constexpr double kHeadLength = 0.15;
constexpr double kHeadAngle = std::numbers::pi / 12;

unsigned pixel(double value) {
  return static_cast<unsigned>(std::max(0.0, value));
}

/// Text params over a black background; the text belongs to the meta.
NvOSD_TextParams text_params(const std::string& text, unsigned x, unsigned y, unsigned font_size,
                             const NvOSD_ColorParams& color) {
  NvOSD_TextParams params = {};
  params.display_text = g_strdup(text.c_str());
  params.x_offset = x;
  params.y_offset = y;
  params.font_params = {kFontName, font_size, color};
  params.set_bg_clr = 1;
  params.text_bg_clr = kBlack;
  return params;
}

/// Fills display metas, which take 16 of each kind.
class Drawing {
 public:
  Drawing(NvDsFrameMeta& frame, unsigned font_size) : frame_(frame), font_size_(font_size) {}

  void text(const std::string& text, const Point& at, const NvOSD_ColorParams& color) {
    NvDsDisplayMeta& meta = with_room([](const NvDsDisplayMeta& each) { return each.num_labels; });
    meta.text_params[meta.num_labels++] =
        text_params(text, pixel(at.x), pixel(at.y), font_size_, color);
  }

  void line(const Point& from, const Point& to, const NvOSD_ColorParams& color) {
    NvDsDisplayMeta& meta = with_room([](const NvDsDisplayMeta& each) { return each.num_lines; });
    meta.line_params[meta.num_lines++] = {pixel(from.x), pixel(from.y), pixel(to.x),
                                          pixel(to.y),   kLineWidth,    color};
  }

  void polygon(const std::vector<Point>& corners, const NvOSD_ColorParams& color) {
    for (std::size_t i = 0; i < corners.size(); ++i) {
      line(corners[i], corners[(i + 1) % corners.size()], color);
    }
  }

  void arrow(const Arrow& arrow, const NvOSD_ColorParams& color) {
    line(arrow.from, arrow.to, color);
    const Point back{(arrow.from.x - arrow.to.x) * kHeadLength,
                     (arrow.from.y - arrow.to.y) * kHeadLength};
    for (const double angle : {kHeadAngle, -kHeadAngle}) {
      line({arrow.to.x + back.x * std::cos(angle) + back.y * std::sin(angle),
            arrow.to.y + back.y * std::cos(angle) - back.x * std::sin(angle)},
           arrow.to, color);
    }
  }

 private:
  template <typename NumUsed>
  NvDsDisplayMeta& with_room(NumUsed num_used) {
    if (meta_ == nullptr || num_used(*meta_) >= MAX_ELEMENTS_IN_DISPLAY_META) {
      meta_ = nvds_acquire_display_meta_from_pool(frame_.base_meta.batch_meta);
      nvds_add_display_meta_to_frame(&frame_, meta_);
    }
    return *meta_;
  }

  NvDsFrameMeta& frame_;
  unsigned font_size_;
  NvDsDisplayMeta* meta_ = nullptr;
};

/// A user meta that owns a copyable value.
template <typename Data>
NvDsUserMeta* user_meta_of(NvDsBatchMeta* batch, NvDsMetaType type, Data* data) {
  NvDsUserMeta* meta = nvds_acquire_user_meta_from_pool(batch);
  meta->user_meta_data = data;
  meta->base_meta.meta_type = type;
  meta->base_meta.copy_func = [](gpointer from, gpointer) -> gpointer {
    return new Data(*static_cast<Data*>(static_cast<NvDsUserMeta*>(from)->user_meta_data));
  };
  meta->base_meta.release_func = [](gpointer released, gpointer) {
    auto* user_meta = static_cast<NvDsUserMeta*>(released);
    delete static_cast<Data*>(user_meta->user_meta_data);
    user_meta->user_meta_data = nullptr;
  };
  return meta;
}

void attach_frame_meta(NvDsFrameMeta& frame, const FrameFindings& findings, unsigned unique_id) {
  auto* data = new NvDsAnalyticsFrameMeta();
  data->ocStatus = findings.is_crowded;
  data->objInROIcnt = findings.objects_in_region;
  for (const auto& [label, count] : findings.objects_in_crowd) data->objInROIcnt[label] = count;
  data->objLCCurrCnt = findings.crossings_now;
  // Lines that nothing has crossed yet are told as well.
  for (const auto& [label, count] : findings.crossings_now) data->objLCCumCnt[label] = 0;
  for (const auto& [label, count] : findings.crossings_so_far) data->objLCCumCnt[label] = count;
  data->objCnt = findings.objects_of_class;
  data->unique_id = unique_id;
  nvds_add_user_meta_to_frame(
      &frame, user_meta_of(frame.base_meta.batch_meta, NVDS_USER_FRAME_META_NVDSANALYTICS, data));
}

void attach_object_meta(NvDsObjectMeta& object, const ObjectFindings& found, unsigned unique_id) {
  auto* data = new NvDsAnalyticsObjInfo();
  data->roiStatus = found.regions;
  data->ocStatus = found.crowds;
  data->lcStatus = found.lines;
  data->dirStatus = found.directions;
  data->objStatus = found.status;
  data->unique_id = unique_id;
  nvds_add_user_meta_to_obj(
      &object, user_meta_of(object.base_meta.batch_meta, NVDS_USER_OBJ_META_NVDSANALYTICS, data));
}

/// The status behind the object's label; boxes in regions and at lines change their colour.
void draw_object(NvDsObjectMeta& object, const ObjectFindings& found, unsigned font_size) {
  NvOSD_TextParams& text = object.text_params;
  if (text.display_text != nullptr) {
    char* joined = g_strconcat(text.display_text, " ", found.status.c_str(), nullptr);
    g_free(text.display_text);
    text.display_text = joined;
  } else {
    const double top = static_cast<double>(object.rect_params.top) - kTextAboveBox;
    text = text_params(found.status, pixel(object.rect_params.left), pixel(top), font_size, kWhite);
  }
  if (found.regions.empty() && found.lines.empty()) return;
  NvOSD_ColorParams& color = object.rect_params.border_color;
  color.red = 1 - color.red;
  color.green = 1 - color.green;
  color.blue = 1 - color.blue;
}

std::string counts_text(const FrameFindings& findings) {
  std::string text = "Count for";
  const std::map<int, std::uint32_t> ordered(findings.objects_of_class.begin(),
                                             findings.objects_of_class.end());
  for (const auto& [class_id, count] : ordered) {
    text += " ClassId" + std::to_string(class_id) + "=" + std::to_string(count);
  }
  return text;
}

/// What a map says of a label; 0 where it says nothing.
template <typename Map>
typename Map::mapped_type of_label(const Map& map, const std::string& label) {
  const auto found = map.find(label);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

void draw_rules(Drawing& drawing, const FrameFindings& findings, const StreamRules& rules,
                bool with_counts) {
  // Where DeepStream writes a region's label: beside its first and below its second corner.
  const auto label_place = [](const std::vector<Point>& polygon) {
    return Point{polygon[0].x, polygon[1].y};
  };
  for (const RegionRule& rule : rules.regions) {
    const auto count = of_label(findings.objects_in_region, rule.label);
    drawing.text(with_counts ? rule.label + "=" + std::to_string(count) : rule.label,
                 label_place(rule.polygon), kRegionColor);
    drawing.polygon(rule.polygon, kRegionColor);
  }
  for (const CrowdRule& rule : rules.crowds) {
    const bool is_crowded = of_label(findings.is_crowded, rule.label);
    const auto count = of_label(findings.objects_in_crowd, rule.label);
    drawing.text(with_counts ? rule.label + " OverCrowding=" + (is_crowded ? "True" : "False") +
                                   ", Count=" + std::to_string(count)
                             : rule.label,
                 label_place(rule.polygon), kCrowdColor);
    drawing.polygon(rule.polygon, kCrowdColor);
  }
  for (const DirectionRule& rule : rules.directions) {
    drawing.text(rule.label, rule.direction.from, kDirectionColor);
    drawing.arrow(rule.direction, kDirectionColor);
  }
  for (const LineRule& rule : rules.lines) {
    const auto count = of_label(findings.crossings_so_far, rule.label);
    drawing.text(with_counts ? rule.label + "=" + std::to_string(count) : rule.label, rule.line.to,
                 kLineColor);
    drawing.arrow(rule.direction, kLineColor);
    drawing.line(rule.line.from, rule.line.to, kLineColor);
  }
}

}  // namespace

void attach_findings(NvDsFrameMeta& frame, const FrameFindings& findings, const StreamRules& rules,
                     const MetaSettings& settings) {
  const BatchLock lock(frame.base_meta.batch_meta);
  attach_frame_meta(frame, findings, settings.unique_id);
  std::size_t i = 0;
  for (GList* item = frame.obj_meta_list; item != nullptr && i < findings.objects.size();
       item = item->next, ++i) {
    auto& object = *static_cast<NvDsObjectMeta*>(item->data);
    const ObjectFindings& found = findings.objects[i];
    if (found.is_empty()) continue;
    if (settings.draw_mode == DrawMode::kCounts) draw_object(object, found, settings.font_size);
    attach_object_meta(object, found, settings.unique_id);
  }
  Drawing drawing(frame, settings.font_size);
  if (settings.draws_object_counts) {
    drawing.text(counts_text(findings), {kCountsOffset, kCountsOffset}, kRegionColor);
  }
  if (settings.draw_mode != DrawMode::kNothing) {
    draw_rules(drawing, findings, rules, settings.draw_mode == DrawMode::kCounts);
  }
}

}  // namespace pipewright::standin::analytics
