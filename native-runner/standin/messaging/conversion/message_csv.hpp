// SPDX-License-Identifier: Apache-2.0
// nvmsgconv's file as CSV: a heading, then a line per stream.
#pragma once

#include <string>

#include "common/result.hpp"
#include "standin/messaging/conversion/message_config.hpp"

namespace pipewright::standin::messaging {

/// Columns as in DeepStream: camera (ignored), sensor id, description, camera's name (ignored), the
/// place's three sub-fields. The first line after the heading is stream 0. Errors name the line.
Result<MessageConfig> read_message_csv(const std::string& path);

}  // namespace pipewright::standin::messaging
