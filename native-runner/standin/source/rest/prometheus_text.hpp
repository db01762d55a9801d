// SPDX-License-Identifier: Apache-2.0
// Measured values in Prometheus' text format, version 0.0.4.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace pipewright::standin::rest {

/// The media type of the format.
inline constexpr const char* kPrometheusType = "text/plain; version=0.0.4; charset=utf-8";

/// Gauges as DeepStream's server names them: each with the label app_name="ds".
class PrometheusText {
 public:
  using Label = std::pair<std::string_view, std::string>;

  /// Begins a gauge; its values follow.
  void begin_gauge(std::string_view name, std::string_view help);
  /// A value of the gauge; `metric_name` becomes a label before the others.
  void add(std::string_view metric_name, double value, std::span<const Label> labels = {});

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string name_;
};

/// A gauge of one value.
std::string gauge_text(std::string_view name, std::string_view help, std::string_view metric_name,
                       double value);

}  // namespace pipewright::standin::rest
