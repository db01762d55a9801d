// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/fonts.hpp"

#include <pango/pangocairo.h>

#include <algorithm>

#include "standin/osd/cairo_mask.hpp"

namespace pipewright::standin::osd {
namespace {

constexpr unsigned kMaxFontSize = 200;
/// Longer texts would not fit a picture; this also bounds a mask's memory.
constexpr int kMaxExtent = 4096;

}  // namespace

Fonts& Fonts::shared() {
  // Leaked on purpose: elements may outlive static destructors at exit.
  static auto* fonts = new Fonts;
  return *fonts;
}

Fonts::Fonts() {
  PangoFontMap* map = pango_cairo_font_map_new();
  context_ = pango_font_map_create_context(map);
  PangoFontFamily** families = nullptr;
  int num_families = 0;
  pango_font_map_list_families(map, &families, &num_families);
  g_free(families);
  any_ = num_families > 0;
  g_object_unref(map);
}

Mask Fonts::draw(const char* text, const char* family, unsigned size) {
  if (!any_ || !g_utf8_validate(text, -1, nullptr)) return {};
  const std::lock_guard lock(mutex_);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, family);
  pango_font_description_set_size(
      font, static_cast<int>(std::clamp(size, 1u, kMaxFontSize)) * PANGO_SCALE);
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
