// SPDX-License-Identifier: Apache-2.0
#include "standin/osd/text_cache.hpp"

#include "standin/osd/fonts.hpp"

namespace pipewright::standin::osd {
namespace {

constexpr std::size_t kCapacity = 1024;
constexpr const char* kDefaultFont = "Serif";

}  // namespace

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
  entries_.push_front({key_, Fonts::shared().draw(text, family, font_size)});
  by_key_.emplace(entries_.front().key, entries_.begin());
  return entries_.front().mask;
}

}  // namespace pipewright::standin::osd
