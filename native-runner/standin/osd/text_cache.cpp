// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/text_cache.hpp"

#include "standin/osd/fonts.hpp"

namespace pipewright::standin::osd {
namespace {

constexpr const char* kDefaultFont = "Serif";

}  // namespace

const Mask& TextCache::render(const char* text, const char* font_name, unsigned font_size) {
  const char* family = font_name != nullptr && *font_name != '\0' ? font_name : kDefaultFont;
  key_.assign(family).append(1, '\0').append(std::to_string(font_size)).append(1, '\0');
  key_.append(text);
  return masks_.get(key_, [&] { return Fonts::shared().draw(text, family, font_size); });
}

}  // namespace pipewright::standin::osd
