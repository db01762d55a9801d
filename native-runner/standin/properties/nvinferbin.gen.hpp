// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvinferbin {

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
  kInterval,
  kInferOnGieId,
  kInferOnClassIds,
  kFilterOutClassIds,
  kModelEngineFile,
  kGpuId,
  kRawOutputFileWrite,
  kRawOutputGeneratedCallback,
  kRawOutputGeneratedUserdata,
  kOutputTensorMeta,
  kOutputInstanceMask,
  kInputTensorMeta,
  kClipObjectOutsideRoi,
  kCropObjectsToRoiBoundary,
  kStronglyTyped,
  kDynamicProperties,
};

inline constexpr GEnumValue kProcessModeValues[] = {
    {1, "primary, whole frames", "primary"},
    {2, "secondary, objects", "secondary"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kProcessModeEnum = {"GstNvInferProcessModeType", kProcessModeValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("unique-id", "Id of this inference element; use the gie-unique-id key.", kReadable | kWritable | kMutableReady, 15U, 0U, 4294967295U),
    enum_property("process-mode", "Whole frames (primary) or objects (secondary).", kReadable | kWritable | kMutableReady, kProcessModeEnum, 1),
    string_property("config-file-path", "Model settings file; may be swapped while playing.", kReadable | kWritable | kMutablePlaying, ""),
    uint_property("batch-size", "Frames or objects per inference call.", kReadable | kWritable | kMutableReady, 1U, 1U, 1024U),
    uint_property("interval", "Batches skipped between inferences.", kReadable | kWritable | kMutableReady, 0U, 0U, 2147483647U),
    int_property("infer-on-gie-id", "Secondary: detector whose objects are used (-1 = any).", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    string_property("infer-on-class-ids", "Secondary: classes used, colon separated.", kReadable | kWritable | kMutableReady, ""),
    string_property("filter-out-class-ids", "Classes thrown away, semicolon separated.", kReadable | kWritable | kMutableReady, ""),
    string_property("model-engine-file", "Serialized TensorRT engine; may be swapped while playing.", kReadable | kWritable | kMutablePlaying, ""),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("raw-output-file-write", "Dump raw outputs to files. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    pointer_property("raw-output-generated-callback", "Function called with raw outputs. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    pointer_property("raw-output-generated-userdata", "Pointer handed to that function. It has no effect on a CPU.", kReadable | kWritable | kMutableReady),
    boolean_property("output-tensor-meta", "Attach raw tensors as user meta.", kReadable | kWritable | kMutableReady, false),
    boolean_property("output-instance-mask", "Attach instance masks.", kReadable | kWritable | kMutableReady, false),
    boolean_property("input-tensor-meta", "Take tensors prepared by nvdspreprocess.", kReadable | kWritable | kMutableReady, false),
    boolean_property("clip-object-outside-roi", "Cut boxes at the preprocess ROI.", kReadable | kWritable | kMutableReady, true),
    boolean_property("crop-objects-to-roi-boundary", "Cut boxes at the ROI edge.", kReadable | kWritable | kMutableReady, false),
    boolean_property("strongly-typed", "Build the engine as a strongly typed network. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    string_property("dynamic-properties", "Key=value build options, semicolon separated. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, ""),
};

inline constexpr ElementSpec kElement = {"NvDs infer bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvinferbin
