// SPDX-License-Identifier: Apache-2.0
// Parts that messages of all kinds share.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "nvdsmeta.h"
#include "standin/messaging/conversion/message_config.hpp"

namespace pipewright::standin::messaging {

/// Keeps members in the order in which they were added, which is DeepStream's.
using Json = nlohmann::ordered_json;

/// A random UUID in small letters.
std::string new_uuid();
/// UTC with milliseconds, e.g. 2026-01-31T12:00:00.250Z.
std::string rfc3339(std::uint64_t unix_nanoseconds);
/// The time of day now.
std::string rfc3339_now();

/// A text, or null where there is none.
Json text_or_null(const char* text);
/// `{"lat": …, "lon": …, "alt": …}`
Json location_json(double lat, double lon, double alt);
/// `{"x": …, "y": …, "z": …}`
Json coordinate_json(double x, double y, double z);
/// A number that the schema has without a fraction; what JSON can't say (infinite, not a number) is
/// 0.
std::int64_t whole(double value);
/// `{"topleftx": …, "toplefty": …, "bottomrightx": …, "bottomrighty": …}`, whole pixels.
Json box_json(double left, double top, double width, double height);

/// Sections of the file as members of a message; null where the file has none of this number.
Json sensor_json(const MessageConfig& config, int number);
Json analytics_json(const MessageConfig& config, int number);
/// All of a place but the part whose name depends on the event.
Json place_json(const MessageConfig& config, int number);

/// The texts that users hung on a frame (NVDS_CUSTOM_MSG_BLOB) as `customMessage`, where there are
/// any.
void add_custom_messages(const NvDsFrameMeta& frame, Json& message);

/// The message as text. Texts that are not UTF-8 get replacement characters.
std::string text_of(const Json& message);

}  // namespace pipewright::standin::messaging
