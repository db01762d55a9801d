// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvmsgbroker {

inline constexpr const char* kSinkCaps =
    "ANY";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kProtoLib = 1,
  kConnStr,
  kConfig,
  kTopic,
  kCompId,
  kNewApi,
  kSleepTime,
};

inline constexpr PropertySpec kProperties[] = {
    string_property("proto-lib", "Path of the protocol adapter library.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("conn-str", "Broker address, host;port or host;port;topic.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("config", "Adapter settings file.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("topic", "Topic name.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("comp-id", "Only payloads with this component id (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("new-api", "Use the shared nvmsgbroker library.", kReadable | kWritable | kMutableReady, false),
    uint_property("sleep-time", "Pause between send polls, ms; Azure needs 10 or more.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
};

inline constexpr ElementSpec kElement = {"Message Broker", "Sink/Metadata", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvmsgbroker
