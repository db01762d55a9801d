// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "standin/osd/mask_cache.hpp"

namespace pipewright::standin::osd {

/// Renders texts and keeps the most recently used ones, so that a label that stays on the picture
/// is laid out once. For one thread.
class TextCache {
 public:
  /// The text's coverage; `font_name` is a family (null for Serif), `font_size` is in points. The
  /// mask is valid until the next call.
  const Mask& render(const char* text, const char* font_name, unsigned font_size);

 private:
  MaskCache masks_;
  std::string key_;
};

}  // namespace pipewright::standin::osd
