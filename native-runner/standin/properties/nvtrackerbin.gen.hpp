// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvtrackerbin {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM)" ";"
    "video/x-raw";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM)";

inline constexpr PadSpec kPads[] = {
    {"sink", GST_PAD_SINK, GST_PAD_ALWAYS, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kTrackerWidth = 1,
  kTrackerHeight,
  kGpuId,
  kLlConfigFile,
  kLlLibFile,
  kTrackingSurfaceType,
  kDisplayTrackingId,
  kTrackingIdResetMode,
  kInputTensorMeta,
  kTensorMetaGieId,
  kUserMetaPoolSize,
  kSubBatches,
  kSubBatchErrRecoveryTrialCnt,
  kOperateOnClassIds,
  kComputeHw,
};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstComputeHWStub", kComputeHwValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("tracker-width", "Working width; multiple of 32 wanted by DCF and ReID trackers.", kReadable | kWritable | kMutableReady, 960U, 0U, 4294967295U),
    uint_property("tracker-height", "Working height; multiple of 32 wanted by DCF and ReID trackers.", kReadable | kWritable | kMutableReady, 544U, 0U, 4294967295U),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    string_property("ll-config-file", "Low-level tracker YAML; several joined by ; for sub-batches.", kReadable | kWritable | kMutableReady, nullptr),
    string_property("ll-lib-file", "Low-level tracker library.", kReadable | kWritable | kMutableReady, nullptr),
    uint_property("tracking-surface-type", "Which dewarped surface to track (0 = all).", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("display-tracking-id", "Put the id in the label text.", kReadable | kWritable | kMutableReady, true),
    uint_property("tracking-id-reset-mode", "0 never, 1 on stream reset, 2 on EOS, 3 both.", kReadable | kWritable | kMutableReady, 1U, 0U, 3U),
    boolean_property("input-tensor-meta", "Reuse preprocess tensors for ReID. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("tensor-meta-gie-id", "Id of those tensors; only with input-tensor-meta. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("user-meta-pool-size", "Pool of tracker user meta batches.", kReadable | kWritable | kMutableReady, 32U, 1U, 4294967295U),
    string_property("sub-batches", "Split of sources over tracker instances.", kReadable | kWritable | kMutableReady, nullptr),
    int_property("sub-batch-err-recovery-trial-cnt", "Restarts of a failed sub-batch (-1 = endless). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0, -1, 2147483647),
    string_property("operate-on-class-ids", "Classes tracked, semicolon separated (empty = all).", kReadable | kWritable | kMutableReady, ""),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady | kControllable, kComputeHwEnum, 0),
};

inline constexpr ElementSpec kElement = {"NvDs tracker bin", "Generic/Bin", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvtrackerbin
