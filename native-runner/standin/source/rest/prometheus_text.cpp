// SPDX-License-Identifier: Apache-2.0
#include "prometheus_text.hpp"

#include <array>
#include <charconv>

#include "common/text.hpp"

namespace pipewright::standin::rest {
namespace {

/// Shortest text that reads as the same number.
std::string number_text(double value) {
  std::array<char, 32> text;
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() ? std::string(text.data(), end) : "NaN";
}

std::string quoted(std::string_view value) {
  std::string text = "\"";
  for (const char letter : value) {
    if (letter == '\n') {
      text += "\\n";
      continue;
    }
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  return text + '"';
}

}  // namespace

void PrometheusText::begin_gauge(std::string_view name, std::string_view help) {
  name_ = name;
  text_ += concat("# HELP ", name, ' ', help, "\n# TYPE ", name, " gauge\n");
}

void PrometheusText::add(std::string_view metric_name, double value,
                         std::span<const Label> labels) {
  text_ += concat(name_, "{app_name=\"ds\",metric_name=", quoted(metric_name));
  for (const auto& [name, text] : labels) text_ += concat(',', name, '=', quoted(text));
  text_ += concat("} ", number_text(value), '\n');
}

std::string gauge_text(std::string_view name, std::string_view help, std::string_view metric_name,
                       double value) {
  PrometheusText text;
  text.begin_gauge(name, help);
  text.add(metric_name, value);
  return text.text();
}

}  // namespace pipewright::standin::rest
