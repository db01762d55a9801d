// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pango/pango.h>

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "standin/osd/canvas.hpp"

namespace pipewright::standin::osd {

/// Renders texts and keeps the most recently used ones, so that a label that stays on the picture
/// is laid out once. For one thread.
class TextCache {
 public:
  TextCache();
  ~TextCache();
  TextCache(const TextCache&) = delete;
  TextCache& operator=(const TextCache&) = delete;

  /// False on a system without any font: every text is then empty.
  bool has_fonts() const { return has_fonts_; }

  /// The text's coverage; `font_name` is a family (null for Serif), `font_size` is in points. The
  /// mask is valid until the next call.
  const Mask& render(const char* text, const char* font_name, unsigned font_size);

 private:
  struct Entry {
    std::string key;
    Mask mask;
  };

  Mask draw(const char* text, const char* font_name, unsigned font_size) const;

  PangoFontMap* fonts_;
  PangoContext* context_;
  bool has_fonts_;
  std::string key_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace pipewright::standin::osd
