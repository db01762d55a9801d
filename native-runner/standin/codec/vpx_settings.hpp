// SPDX-License-Identifier: Apache-2.0
// What nvv4l2vp8enc and nvv4l2vp9enc share: libvpx takes both codecs' settings alike.
#pragma once

#include <gst/gst.h>

#include <string>

#include "encoder_settings.hpp"

namespace pipewright::standin {

struct VpxSettings {
  RateControl control;
  std::string constqp;
  unsigned key_interval;
  int speed;  ///< as preset_speed
  bool qos;
  guint64 min_key_unit_interval;  ///< ns
};

/// Hands the settings to vp8enc or vp9enc, for real time; a sentence on a bad one, else empty.
std::string configure_vpx(GstElement* encoder, const VpxSettings& settings);

/// Sets a bit rate in bit/s.
void set_vpx_bitrate(GstElement* encoder, unsigned bitrate);

}  // namespace pipewright::standin
