// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.
// clang-format off
#pragma once

#include "element_spec.hpp"

namespace pipewright::standin::properties::nvstreammux_new {

inline constexpr const char* kSinkCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "video/x-raw, format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "audio/x-raw, format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)[ 1, 2147483647 ], rate=(int)[ 1, 2147483647 ]" ";"
    "audio/x-raw(memory:NVMM), format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)[ 1, 2147483647 ], rate=(int)[ 1, 2147483647 ]";

inline constexpr const char* kSrcCaps =
    "video/x-raw(memory:NVMM), format=(string){ NV12, RGBA, I420 }, width=(int)[ 1, 2147483647 ], height=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]" ";"
    "audio/x-raw(memory:NVMM), format=(string){ S16LE, F32LE }, layout=(string)interleaved, channels=(int)[ 1, 2147483647 ], rate=(int)[ 1, 2147483647 ]";

inline constexpr PadSpec kPads[] = {
    {"sink_%u", GST_PAD_SINK, GST_PAD_REQUEST, kSinkCaps},
    {"src", GST_PAD_SRC, GST_PAD_ALWAYS, kSrcCaps},
};

enum Property : unsigned {
  kBatchSize = 1,
  kBatchedPushTimeout,
  kNumSurfacesPerFrame,
  kConfigFilePath,
  kAttachSysTs,
  kMaxLatency,
  kSyncInputs,
  kFrameNumResetOnEos,
  kFrameNumResetOnStreamReset,
  kFrameDuration,
  kDropPipelineEos,
};

inline constexpr PropertySpec kProperties[] = {
    uint_property("batch-size", "Frames per batch; set to the source count.", kReadable | kWritable | kMutableReady, 0U, 0U, 1024U),
    int_property("batched-push-timeout", "Longest wait for a full batch, microseconds.", kReadable | kWritable | kMutableReady, 33000, 1, 2147483647),
    uint_property("num-surfaces-per-frame", "Surfaces per frame, more than 1 only after a dewarper.", kReadable | kWritable | kMutableReady, 1U, 0U, 8U),
    string_property("config-file-path", "Settings file of the new mux.", kReadable | kWritable | kMutableReady, nullptr),
    boolean_property("attach-sys-ts", "True stamps system time as NTP, false uses RTSP sender time.", kReadable | kWritable | kMutableReady, true),
    uint64_property("max-latency", "Extra wait in live mode, ns.", kReadable | kWritable | kMutableReady, UINT64_C(0), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("sync-inputs", "Hold frames so inputs line up in time.", kReadable | kWritable | kMutableReady, false),
    boolean_property("frame-num-reset-on-eos", "Restart frame numbers at EOS (debugging).", kReadable | kWritable | kMutableReady, false),
    boolean_property("frame-num-reset-on-stream-reset", "Restart frame numbers on stream reset (debugging).", kReadable | kWritable | kMutableReady, false),
    uint64_property("frame-duration", "Frame length in ms for NTP correction (0 = from PTS, max = off).", kReadable | kWritable | kMutableReady, UINT64_C(18446744073709551615), UINT64_C(0), UINT64_C(18446744073709551615)),
    boolean_property("drop-pipeline-eos", "Keep EOS from going downstream.", kReadable | kWritable | kMutableReady, false),
};

inline constexpr ElementSpec kElement = {"Stream multiplexer 2", "Generic", kPads, kProperties};

}  // namespace pipewright::standin::properties::nvstreammux_new
