// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::dsexample {

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
  kProcessingWidth,
  kProcessingHeight,
  kFullFrame,
  kBlurObjects,
  kGpuId,
  kBatchSize,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id stamped on what this element produces.", kReadable | kWritable | kMutableReady, 15U, 0U, 4294967295U),
    int_property("processing-width", "Width the sample algorithm works at.", kReadable | kWritable | kMutableReady, 640, 1, 2147483647),
    int_property("processing-height", "Height the sample algorithm works at.", kReadable | kWritable | kMutableReady, 480, 1, 2147483647),
    boolean_property("full-frame", "True works on whole frames, false on detected objects.", kReadable | kWritable | kMutableReady, true),
    boolean_property("blur-objects", "Blur detected objects; needs full-frame off and OpenCV build.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number for the sample. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("batch-size", "Frames handled together. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 1U, 1024U),
};

inline constexpr ElementSpec kElement = {"DsExample plugin", "DsExample Plugin", kPads, kProperties};

}  // namespace pipewright::standin::properties::dsexample
