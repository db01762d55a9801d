// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "standin/osd/canvas.hpp"

namespace pipewright::standin::osd {

/// Renders texts and keeps the most recently used ones, so that a label that stays on the picture
/// is laid out once. For one thread.
class TextCache {
 public:
  /// The text's coverage; `font_name` is a family (null for Serif), `font_size` is in points. The
  /// mask is valid until the next call.
  const Mask& render(const char* text, const char* font_name, unsigned font_size);

 private:
  struct Entry {
    std::string key;
    Mask mask;
  };

  std::string key_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace pipewright::standin::osd
