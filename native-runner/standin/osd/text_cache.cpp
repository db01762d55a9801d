// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/text_cache.hpp"

#include <pango/pangocairo.h>

#include <algorithm>

#include "standin/osd/cairo_mask.hpp"

namespace pipewright::standin::osd {
namespace {

constexpr std::size_t kCapacity = 1024;
constexpr const char* kDefaultFont = "Serif";
constexpr unsigned kMaxFontSize = 200;
/// Longer texts would not fit a picture; this also bounds the memory of an entry.
constexpr int kMaxExtent = 4096;

}  // namespace

TextCache::TextCache()
    : fonts_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(fonts_)) {
  PangoFontFamily** families = nullptr;
  int num_families = 0;
  pango_font_map_list_families(fonts_, &families, &num_families);
  g_free(families);
  has_fonts_ = num_families > 0;
}

TextCache::~TextCache() {
  g_object_unref(context_);
  g_object_unref(fonts_);
}

const Mask& TextCache::render(const char* text, const char* font_name, unsigned font_size) {
  const char* family = font_name != nullptr && *font_name != '\0' ? font_name : kDefaultFont;
  key_.assign(family).append(1, '\0').append(std::to_string(font_size)).append(1, '\0');
  key_.append(text);
  const auto found = by_key_.find(key_);
  if (found != by_key_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front().mask;
  }
  if (entries_.size() >= kCapacity) {
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front({key_, draw(text, family, font_size)});
  by_key_.emplace(entries_.front().key, entries_.begin());
  return entries_.front().mask;
}

Mask TextCache::draw(const char* text, const char* font_name, unsigned font_size) const {
  if (!has_fonts_ || !g_utf8_validate(text, -1, nullptr)) return {};
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, font_name);
  pango_font_description_set_size(
      font, static_cast<int>(std::clamp(font_size, 1u, kMaxFontSize)) * PANGO_SCALE);
  PangoLayout* layout = pango_layout_new(context_);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, text, -1);
  int width = 0;
  int height = 0;
  pango_layout_get_pixel_size(layout, &width, &height);
  Mask mask = draw_mask(std::min(width, kMaxExtent), std::min(height, kMaxExtent),
                        [layout](cairo_t* context) { pango_cairo_show_layout(context, layout); });
  g_object_unref(layout);
  pango_font_description_free(font);
  return mask;
}

}  // namespace pipewright::standin::osd
