// SPDX-License-Identifier: Apache-2.0
// Which encoder this machine has for previews, and how it is set for low latency.
#pragma once

#include <gst/gst.h>

#include <optional>
#include <string>

#include "pipewright/runner.pb.h"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

struct PreviewEncoder {
  const char* factory;
  const char* codec;         ///< name in SDP: "H264" or "VP8"
  const char* encoded_caps;  ///< what the encoder is asked for
  const char* payloader;     ///< with its properties, in gst-launch's form
  bool takes_nvmm;           ///< pictures stay in memory:NVMM
  bool is_hardware;          ///< may be in the registry without a device
};

/// The best encoder that works here; none without one, or without what WebRTC needs.
/// `missing` then says what to install.
std::optional<PreviewEncoder> choose_preview_encoder(runner::Runtime runtime, std::string& missing);

/// Sets an encoder element of this kind for pictures of a size: low latency, key frames on demand.
void configure_preview_encoder(GstElement* element, PictureSize size);

}  // namespace pipewright
