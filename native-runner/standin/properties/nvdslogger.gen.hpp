// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdslogger {

inline constexpr const char* kSinkCaps =
    "ANY";

inline constexpr const char* kSrcCaps =
    "ANY";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kFpsMeasurementIntervalSec = 1,
  kShowFps,
  kShowLatency,
  kSleepTime,
  kErrorAfter,
  kDropProbability,
  kDropBufferFlags,
  kDatarate,
  kSilent,
  kSingleSegment,
  kLastMessage,
  kDump,
  kSync,
  kTsOffset,
  kCheckImperfectTimestamp,
  kCheckImperfectOffset,
  kSignalHandoffs,
  kDropAllocation,
  kLatency,
  kQos,
};

inline constexpr GEnumValue kDropBufferFlagsValues[] = {
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kDropBufferFlagsEnum = {"GstStandinNvdsloggerDropBufferFlags", kDropBufferFlagsValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("fps-measurement-interval-sec", "Seconds between rate prints.", kReadable | kWritable | kMutableReady, 5U, 0U, 4294967295U),
    boolean_property("show-fps", "Print rate overlay. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("show-latency", "Print latency. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("sleep-time", "Pause per buffer, microseconds.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    int_property("error-after", "Fail after n buffers (-1 = never).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    float_property("drop-probability", "Chance that a buffer is dropped.", kReadable | kWritable | kMutableReady, 0, 0, 1),
    flags_property("drop-buffer-flags", "Drop buffers carrying these flags.", kReadable | kWritable | kMutableReady, kDropBufferFlagsEnum, 0U),
    int_property("datarate", "Re-stamp at this many bytes/s.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
    boolean_property("silent", "Suppress verbose text.", kReadable | kWritable | kMutableReady, true),
    boolean_property("single-segment", "Merge segments into one.", kReadable | kWritable | kMutableReady, false),
    string_property("last-message", "Text of the latest status message.", kReadable, nullptr),
    boolean_property("dump", "Hex dump the data.", kReadable | kWritable | kMutableReady, false),
    boolean_property("sync", "Wait for each buffer's time on the clock.", kReadable | kWritable | kMutableReady, false),
    int64_property("ts-offset", "Shift of presentation time, ns.", kReadable | kWritable | kMutableReady, INT64_C(0), INT64_MIN, INT64_C(9223372036854775807)),
    boolean_property("check-imperfect-timestamp", "Report gaps in timestamps.", kReadable | kWritable | kMutableReady, false),
    boolean_property("check-imperfect-offset", "Report gaps in offsets.", kReadable | kWritable | kMutableReady, false),
    boolean_property("signal-handoffs", "Emit a signal per buffer.", kReadable | kWritable | kMutableReady, true),
    boolean_property("drop-allocation", "Stop allocation queries here.", kReadable | kWritable | kMutableReady, false),
    uint_property("latency", "Latency added. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("qos", "React to or send quality-of-service events.", kReadable | kWritable | kMutableReady, false),
};

inline constexpr ElementSpec kElement = {"NVIDIA DeepStream logger", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdslogger
