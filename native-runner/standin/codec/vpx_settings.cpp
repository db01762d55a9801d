// SPDX-License-Identifier: Apache-2.0
#include "vpx_settings.hpp"

#include <algorithm>
#include <thread>

namespace pipewright::standin {

std::string configure_vpx(GstElement* encoder, const VpxSettings& settings) {
  const int num_threads =
      std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 4);
  g_object_set(encoder, "deadline", gint64{1}, "cpu-used", settings.speed + 1, "lag-in-frames", 0,
               "keyframe-max-dist",
               static_cast<int>(std::min<unsigned>(settings.key_interval, G_MAXINT)), "threads",
               num_threads, "qos", settings.qos, "min-force-key-unit-interval",
               settings.min_key_unit_interval, nullptr);
  if (settings.control == RateControl::kConstantQuantizer) {
    constexpr unsigned kLargest = 63;
    const auto quantizer = p_quantizer(settings.constqp, kLargest);
    if (!quantizer) return bad_constqp(settings.constqp, kLargest);
    const int value = static_cast<int>(*quantizer);
    g_object_set(encoder, "min-quantizer", value, "max-quantizer", value, nullptr);
    return {};
  }
  const bool is_variable = settings.control == RateControl::kVariable;
  gst_util_set_object_arg(G_OBJECT(encoder), "end-usage", is_variable ? "vbr" : "cbr");
  return {};
}

void set_vpx_bitrate(GstElement* encoder, unsigned bitrate) {
  g_object_set(encoder, "target-bitrate",
               static_cast<int>(std::clamp<unsigned>(bitrate, 1000, G_MAXINT)), nullptr);
}

}  // namespace pipewright::standin
