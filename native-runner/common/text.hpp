// SPDX-License-Identifier: Apache-2.0
// Putting texts together, and guessing what a misspelt name meant.
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pipewright {

namespace text_detail {
inline void append(std::string& out, std::string_view part) {
  out += part;
}
inline void append(std::string& out, char part) {
  out += part;
}
inline void append(std::string& out, std::integral auto part) {
  out += std::to_string(part);
}
}  // namespace text_detail

/// The parts (texts, characters, whole numbers) one after the other.
template <class... Parts>
std::string concat(const Parts&... parts) {
  std::string out;
  (text_detail::append(out, parts), ...);
  return out;
}

/// The items with a separator between them.
std::string join(std::span<const std::string> items, std::string_view separator);

/// A text without the white space around it.
std::string_view trim(std::string_view text);

/// At most `max_bytes` of a text; what is cut off is marked by dots. Cuts between UTF-8 characters.
std::string shorten(std::string_view text, std::size_t max_bytes);

/// The candidate that a misspelt name most likely meant: few edits away (insert, remove, replace,
/// swap of neighbours; `_`, `-` and capitals do not count), else empty.
std::string closest_name(std::string_view name, std::span<const std::string> candidates);

/// ` Did you mean 'x'?`, or empty when no candidate is near.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace pipewright
