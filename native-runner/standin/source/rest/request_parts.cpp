// SPDX-License-Identifier: Apache-2.0
#include "request_parts.hpp"

#include <charconv>
#include <stdexcept>

#include "common/text.hpp"

namespace pipewright::standin::rest {
namespace {

std::optional<unsigned> number_in(const std::string& stream_id) {
  unsigned number = 0;
  const char* end = stream_id.data() + stream_id.size();
  const auto [parsed, problem] = std::from_chars(stream_id.data(), end, number);
  if (problem != std::errc() || parsed != end) return std::nullopt;
  return number;
}

}  // namespace

json inner_object(const std::string& body, const char* field) {
  const json root = json::parse(body);
  if (!root.is_object() || root.empty() || !root.front().is_object()) {
    throw std::invalid_argument(concat(
        "expected an object with an object in it, e.g. {\"stream\": {\"", field, "\": ...}}"));
  }
  return root.front();
}

ElementPtr source_named(const std::string& stream_id, const MultiUriSource& source) {
  const auto number = number_in(stream_id);
  return number ? source.source(*number) : nullptr;
}

std::string sensor_named(const std::string& stream_id, const MultiUriSource& source) {
  const auto number = number_in(stream_id);
  return number ? source.sensor_id(*number) : std::string();
}

std::string unknown_stream(const std::string& stream_id) {
  return concat("Unable to find stream id '", stream_id, "'");
}

std::optional<std::string> send_downstream(GstElement* bin, GstEvent* event) {
  const PadPtr output(gst_element_get_static_pad(bin, "src"));
  if (gst_pad_push_event(output.get(), event) != FALSE) return std::nullopt;
  return "event not pushed: an element behind the bin has refused it, with a warning that says "
         "why, or nothing is there";
}

}  // namespace pipewright::standin::rest
