// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvdspreprocess {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kUniqueId = 1,
  kEnable,
  kGpuId,
  kProcessOnFrame,
  kOperateOnGieId,
  kTargetUniqueIds,
  kConfigFile,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id stamped on what this element produces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 15U, 0U, 4294967295U),
    boolean_property("enable", "Off passes buffers through.", kReadable | kWritable | kMutableReady, true),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("process-on-frame", "True uses ROIs on frames, false uses objects.", kReadable | kWritable | kMutableReady, true),
    int_property("operate-on-gie-id", "Only objects from this detector (-1 = any).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    string_property("target-unique-ids", "Ids of the infer elements that take the tensors.", kReadable | kWritable | kMutableReady, ""),
    string_property("config-file", "Preprocess settings file.", kReadable | kWritable | kMutableReady, ""),
};

inline constexpr ElementSpec kElement = {"gst-nvdspreprocess plugin", "gst-nvdspreprocess plugin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvdspreprocess
