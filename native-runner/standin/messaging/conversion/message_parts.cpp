// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_parts.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "common/gst_ptr.hpp"
#include "nvdsmeta_schema.h"

namespace pipewright::standin::messaging {
namespace {

constexpr std::uint64_t kNanosPerSecond = 1'000'000'000;
constexpr std::uint64_t kNanosPerMilli = 1'000'000;
constexpr int kIndent = 2;

template <typename Info>
const Info* find(const std::map<int, Info>& infos, int number) {
  const auto found = infos.find(number);
  return found == infos.end() ? nullptr : &found->second;
}

}  // namespace

std::string new_uuid() {
  return take_text(g_uuid_string_random());
}

std::string rfc3339(std::uint64_t unix_nanoseconds) {
  const auto seconds = static_cast<std::time_t>(unix_nanoseconds / kNanosPerSecond);
  const auto millis = static_cast<unsigned>(unix_nanoseconds % kNanosPerSecond / kNanosPerMilli);
  std::tm utc = {};
  gmtime_r(&seconds, &utc);
  char date[32];
  const std::size_t size = std::strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &utc);
  char fraction[8];
  std::snprintf(fraction, sizeof(fraction), ".%03uZ", millis);
  return std::string(date, size) + fraction;
}

std::string rfc3339_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return rfc3339(static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
}

Json text_or_null(const char* text) {
  return text != nullptr ? Json(text) : Json(nullptr);
}

Json location_json(double lat, double lon, double alt) {
  return {{"lat", lat}, {"lon", lon}, {"alt", alt}};
}

Json coordinate_json(double x, double y, double z) {
  return {{"x", x}, {"y", y}, {"z", z}};
}

std::int64_t whole(double value) {
  constexpr double kLimit = 9e18;
  return std::abs(value) < kLimit ? static_cast<std::int64_t>(value) : 0;
}

Json box_json(double left, double top, double width, double height) {
  return {{"topleftx", whole(left)},
          {"toplefty", whole(top)},
          {"bottomrightx", whole(left + width)},
          {"bottomrighty", whole(top + height)}};
}

Json sensor_json(const MessageConfig& config, int number) {
  const SensorInfo* info = find(config.sensors, number);
  if (info == nullptr) return nullptr;
  const auto& [lat, lon, alt] = info->location;
  const auto& [x, y, z] = info->coordinate;
  return {{"id", info->id},
          {"type", info->type},
          {"description", info->description},
          {"location", location_json(lat, lon, alt)},
          {"coordinate", coordinate_json(x, y, z)}};
}

Json analytics_json(const MessageConfig& config, int number) {
  const AnalyticsInfo* info = find(config.analytics, number);
  if (info == nullptr) return nullptr;
  return {{"id", info->id},
          {"description", info->description},
          {"source", info->source},
          {"version", info->version}};
}

Json place_json(const MessageConfig& config, int number) {
  const PlaceInfo* info = find(config.places, number);
  if (info == nullptr) return nullptr;
  const auto& [lat, lon, alt] = info->location;
  return {{"id", info->id},
          {"name", info->name},
          {"type", info->type},
          {"location", location_json(lat, lon, alt)}};
}

void add_custom_messages(const NvDsFrameMeta& frame, Json& message) {
  Json texts = Json::array();
  for (const GList* item = frame.frame_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<const NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_CUSTOM_MSG_BLOB || meta->user_meta_data == nullptr) {
      continue;
    }
    const auto& info = *static_cast<const NvDsCustomMsgInfo*>(meta->user_meta_data);
    if (info.message == nullptr) continue;
    // A text ends at its first 0, wherever its size says.
    const auto* bytes = static_cast<const char*>(info.message);
    texts.push_back(std::string(bytes, strnlen(bytes, info.size)));
  }
  if (!texts.empty()) message["customMessage"] = std::move(texts);
}

std::string text_of(const Json& message) {
  return message.dump(kIndent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pipewright::standin::messaging
