// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvmsgconv {

inline constexpr const char* kSrcCaps =
    "ANY";

inline constexpr const char* kSinkCaps =
    "ANY";

inline constexpr PadSpec kPads[] = {
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
};

enum Property : unsigned {
  kConfig = 1,
  kMsg2pLib,
  kPayloadType,
  kCompId,
  kDebugPayloadDir,
  kMultiplePayloads,
  kMsg2pNewapi,
  kFrameInterval,
  kDummyPayload,
  kEmbeddingFilter,
};

inline constexpr GEnumValue kPayloadTypeValues[] = {
    {0, "full schema", "PAYLOAD_DEEPSTREAM"},
    {1, "minimal schema, several objects in one message", "PAYLOAD_DEEPSTREAM_MINIMAL"},
    {2, "protobuf", "PAYLOAD_DEEPSTREAM_PROTOBUF"},
    {256, "reserved", "PAYLOAD_RESERVED"},
    {257, "made by a custom library", "PAYLOAD_CUSTOM"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kPayloadTypeEnum = {"GstNvMsgConvPayloadType", kPayloadTypeValues};

inline constexpr PropertySpec kProperties[] = {
    string_property("config", "Sensor, place and analytics descriptions.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("msg2p-lib", "Custom payload library.", kReadable | kWritable | kMutableReady, nullptr),
    enum_property("payload-type", "Payload schema.", kReadable | kWritable | kMutableReady, kPayloadTypeEnum, 0),
    uint_property("comp-id", "Only events with this component id (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    string_property("debug-payload-dir", "Existing writable folder for payload dumps.", kReadable | kWritable | kMutableReady, nullptr),
    boolean_property("multiple-payloads", "Library may return several payloads. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("msg2p-newapi", "Build payloads straight from frame meta.", kReadable | kWritable | kMutableReady, false),
    uint_property("frame-interval", "Frames between payloads with the new call.", kReadable | kWritable | kMutableReady, 30U, 1U, 4294967295U),
    boolean_property("dummy-payload", "Make payloads even without event meta.", kReadable | kWritable | kMutableReady, false),
    string_property("embedding-filter", "Labels whose embeddings are sent, comma separated. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, nullptr),
};

inline constexpr ElementSpec kElement = {"Message Converter", "Filter/Metadata", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvmsgconv
