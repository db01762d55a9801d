// SPDX-License-Identifier: Apache-2.0
// JSON schemas of DeepStream's messages, and a check against them.
#pragma once

#include <string>

namespace pipewright::standin::testing {

/// Of one object in the full schema, made of frames (msg2p-newapi).
extern const std::string kFullFrameSchema;
/// Of one event in the full schema.
extern const std::string kFullEventSchema;
/// Of one frame in the minimal schema.
extern const std::string kMinimalSchema;

/// What of a message does not follow a schema; empty when all does.
std::string schema_violations(const std::string& message, const std::string& schema);

}  // namespace pipewright::standin::testing
