// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvinferserver {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kUniqueId = 1,
  kProcessMode,
  kConfigFilePath,
  kBatchSize,
  kInferOnGieId,
  kInputTensorMeta,
  kInferOnClassIds,
  kInterval,
  kRawOutputGeneratedCallback,
  kRawOutputGeneratedUserdata,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id of this inference element.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("process-mode", "0 from file, 1 whole frames, 2 objects.", kReadable | kWritable | kMutableReady, 0U, 0U, 2U),
    string_property("config-file-path", "Protobuf text settings file.", kReadable | kWritable | kMutablePlaying, ""),
    uint_property("batch-size", "Largest batch (0 = from file).", kReadable | kWritable | kMutableReady, 0U, 0U, 1024U),
    int_property("infer-on-gie-id", "Detector whose objects are used (-1 = any).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    boolean_property("input-tensor-meta", "Take tensors prepared by nvdspreprocess.", kReadable | kWritable | kMutableReady, false),
    string_property("infer-on-class-ids", "Classes used, colon separated.", kReadable | kWritable | kMutableReady, ""),
    uint_property("interval", "Batches skipped between inferences.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    pointer_property("raw-output-generated-callback", "Function called with raw outputs. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    pointer_property("raw-output-generated-userdata", "Pointer handed to that function. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
};

inline constexpr ElementSpec kElement = {"NvInferServer plugin", "NvInferServer Plugin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvinferserver
