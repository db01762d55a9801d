// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvsegvisual {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kUniqueId = 1,
  kGpuId,
  kBatchSize,
  kWidth,
  kHeight,
  kOperateOnSegMetaId,
  kOriginalBackground,
  kClassId,
  kAlpha,
  kGpuOn,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id stamped on what this element produces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("batch-size", "Frames per batch; match the mux. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 1U, 1U, 1024U),
    uint_property("width", "Output width.", kReadable | kWritable | kMutableReady, 1280U, 1U, 4294967295U),
    uint_property("height", "Output height.", kReadable | kWritable | kMutableReady, 720U, 1U, 4294967295U),
    int_property("operate-on-seg-meta-id", "Segmentation element id to draw (-1 = all).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    boolean_property("original-background", "Draw over the picture.", kReadable | kWritable | kMutableReady, false),
    uint_property("class-id", "Class left transparent.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    float_property("alpha", "Mask opacity.", kReadable | kWritable | kMutableReady, 1, 0, 1),
    boolean_property("gpu-on", "Draw on the GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
};

inline constexpr ElementSpec kElement = {"NVIDIA segmentation viewer", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvsegvisual
