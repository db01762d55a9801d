// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvstreammux {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]";

inline constexpr PadSpec kPads[] = {
    {"sink_%u", GST_PAD_SINK, GST_PAD_REQUEST, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kBatchSize = 1,
  kBatchedPushTimeout,
  kWidth,
  kHeight,
  kNumSurfacesPerFrame,
  kEnablePadding,
  kLiveSource,
  kSyncInputs,
  kAlignInputs,
  kGpuId,
  kBufferPoolSize,
  kFailsafeFlushCount,
  kDropBackwardSei,
  kMaxLatency,
  kAttachSysTs,
  kNvbufMemoryType,
  kComputeHw,
  kInterpolationMethod,
  kFrameNumResetOnEos,
  kFrameNumResetOnStreamReset,
  kFrameDuration,
  kAsyncProcess,
  kDropPipelineEos,
  kExtractSeiType5Data,
  kExtractSeiSimTime,
  kSortBatch,
  kCacheBuffer,
  kCacheBufferTimeout,
  kAlignFirstBuffer,
  kSyncInputsNtp,
};

inline constexpr GEnumValue kNvbufMemoryTypeValues[] = {
    {0, "platform default (device memory on dGPU, surface array on Jetson)", "nvbuf-mem-default"},
    {1, "pinned host memory, dGPU and SBSA", "nvbuf-mem-cuda-pinned"},
    {2, "device memory, dGPU; not readable by the CPU", "nvbuf-mem-cuda-device"},
    {3, "unified memory, dGPU and SBSA; CPU readable", "nvbuf-mem-cuda-unified"},
    {4, "NVMM surface array, Jetson only", "nvbuf-mem-surface-array"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kNvbufMemoryTypeEnum = {"GstStandinNvstreammuxNvbufMemoryType", kNvbufMemoryTypeValues};

inline constexpr GEnumValue kComputeHwValues[] = {
    {0, "VIC on Jetson, GPU elsewhere", "Default"},
    {1, "GPU", "GPU"},
    {2, "VIC, Jetson only", "VIC"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kComputeHwEnum = {"GstStandinNvstreammuxComputeHw", kComputeHwValues};

inline constexpr GEnumValue kInterpolationMethodValues[] = {
    {0, "nearest neighbour", "Nearest"},
    {1, "bilinear", "Bilinear"},
    {2, "GPU cubic, VIC 5-tap", "Algo-1"},
    {3, "GPU super, VIC 10-tap", "Algo-2"},
    {4, "GPU Lanczos, VIC smart", "Algo-3"},
    {5, "GPU ignored, VIC nicest", "Algo-4"},
    {6, "GPU nearest, VIC nearest", "Default"},
    {0, nullptr, nullptr},
};
inline constexpr EnumSpec kInterpolationMethodEnum = {"GstStandinNvstreammuxInterpolationMethod", kInterpolationMethodValues};

inline constexpr PropertySpec kProperties[] = {
    uint_property("batch-size", "Frames per batch; set to the source count.", kReadable | kWritable | kMutableReady, 0U, 0U, 1024U),
    int_property("batched-push-timeout", "Longest wait for a full batch, microseconds.", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    uint_property("width", "Output frame width; required.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("height", "Output frame height; required.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("num-surfaces-per-frame", "Surfaces per frame, more than 1 only after a dewarper.", kReadable | kWritable | kMutableReady, 1U, 1U, 4U),
    boolean_property("enable-padding", "Keep the shape with black borders.", kReadable | kWritable | kMutableReady, false),
    boolean_property("live-source", "Sources are live.", kReadable | kWritable | kMutableReady, false),
    boolean_property("sync-inputs", "Hold frames so inputs line up in time.", kReadable | kWritable | kMutableReady, false),
    boolean_property("align-inputs", "Align inputs in time. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("gpu-id", "GPU number that does the work; must match the buffers' GPU. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    uint_property("buffer-pool-size", "Batches in the output pool.", kReadable | kWritable | kMutableReady, 4U, 4U, 1024U),
    uint_property("failsafe-flush-count", "Held batches that trigger a forced flush. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 4U, 1U, 1024U),
    boolean_property("drop-backward-sei", "Drop SEI older than the current frame. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    uint_property("max-latency", "Extra wait in live mode, ns.", kReadable | kWritable | kMutableReady, 0U, 0U, 4294967295U),
    boolean_property("attach-sys-ts", "True stamps system time as NTP, false uses RTSP sender time.", kReadable | kWritable | kMutableReady, true),
    enum_property("nvbuf-memory-type", "Kind of memory for output surfaces. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kNvbufMemoryTypeEnum, 0),
    enum_property("compute-hw", "Engine used for scaling and conversion. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, kComputeHwEnum, 0),
    enum_property("interpolation-method", "Scaling filter.", kReadable | kWritable | kMutableReady, kInterpolationMethodEnum, 1),
    boolean_property("frame-num-reset-on-eos", "Restart frame numbers at EOS (debugging).", kReadable | kWritable | kMutableReady, false),
    boolean_property("frame-num-reset-on-stream-reset", "Restart frame numbers on stream reset (debugging).", kReadable | kWritable | kMutableReady, false),
    uint64_property("frame-duration", "Frame length in ms for NTP correction (0 = from PTS, max = off).", kReadable | kWritable | kMutableReady, UINT64_C(18446744073709551615), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("async-process", "Convert inputs asynchronously. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, true),
    boolean_property("drop-pipeline-eos", "Keep EOS from going downstream.", kReadable | kWritable | kMutableReady, false),
    boolean_property("extract-sei-type5-data", "Attach user SEI bytes as meta. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("extract-sei-sim-time", "Attach simulation time from SEI. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    boolean_property("sort-batch", "Order frames in the batch by source.", kReadable | kWritable | kMutableReady, false),
    boolean_property("cache-buffer", "Repeat the last frame of a late source. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    int_property("cache-buffer-timeout", "Longest reuse of that frame, us, then grey (-1 = endless). It has no effect on a CPU.", kReadable | kWritable | kMutableReady, -1, -1, 2147483647),
    boolean_property("align-first-buffer", "Align only the first frames. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, false),
    int_property("sync-inputs-ntp", "NTP window for lining up inputs. It has no effect on a CPU.", kReadable | kWritable | kMutableReady, 0, 0, 2147483647),
};

inline constexpr ElementSpec kElement = {"Stream multiplexer", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvstreammux
