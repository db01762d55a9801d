// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::inference {

/// Reads a file in protobuf's text format into `message`. Errors name the file, the line and what
/// is wrong, unknown fields included; with `skipped` unknown fields are listed there instead
/// ("line 3: ...").
Result<void> read_text_message(const std::string& path, google::protobuf::Message& message,
                               std::vector<std::string>* skipped = nullptr);

/// The fields that are set anywhere in a message and whose full name ("Message.field") is listed,
/// as they stand in the text (field.field).
std::vector<std::string> find_set_fields(const google::protobuf::Message& message,
                                         const std::vector<std::string>& names);

}  // namespace pipewright::standin::inference
