// SPDX-License-Identifier: Apache-2.0
// Messages made of events (NvDsEventMsgMeta) that the user's code hung on frames.
#pragma once

#include <span>
#include <string>

#include "nvdsmeta_schema.h"
#include "standin/messaging/conversion/message_config.hpp"

namespace pipewright::standin::messaging {

/// One event in the full schema.
std::string full_event_message(const MessageConfig& config, const NvDsEventMsgMeta& event);

/// What a minimal message says of the frame.
struct MessageHead {
  int frame_number = 0;
  int sensor_number = 0;
  /// RFC 3339; null where it is not known.
  const char* timestamp = nullptr;
  /// Instead of the id that the file has for the sensor.
  const char* sensor_id = nullptr;
};

/// The head of a frame with these events is that of the first.
MessageHead head_of(const NvDsEventMsgMeta& event);

/// All events of a frame in the minimal schema, each a text
/// `id|left|top|right|bottom|kind|#|attributes…|confidence`. `has_config` is whether there is a
/// file: without it sensors are called "0".
std::string minimal_event_message(const MessageConfig& config, bool has_config,
                                  const MessageHead& head,
                                  std::span<const NvDsEventMsgMeta* const> events);

}  // namespace pipewright::standin::messaging
