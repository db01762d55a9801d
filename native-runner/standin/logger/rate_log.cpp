// SPDX-License-Identifier: Apache-2.0
#include "rate_log.hpp"

#include <cstdio>
#include <string>

#include "rate_counter.hpp"

namespace pipewright::standin {
namespace {

struct RateLog {
  RateCounter counter;
  std::string element_name;
};

/// As DeepStream's applications print them, `**PERF : FPS_0 (29.97)\tFPS_1 (30.02)`.
std::string line_of(const FrameRates& rates) {
  std::string line = "**PERF :";
  const char* separator = " ";
  for (const auto& [source, rate] : rates) {
    char text[48];
    std::snprintf(text, sizeof text, "%sFPS_%u (%.2f)", separator, source, rate);
    line += text;
    separator = "\t";
  }
  return line;
}

GstPadProbeReturn count(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& log = *static_cast<RateLog*>(data);
  if (const auto rates = log.counter.close_interval(RateCounter::Clock::now())) {
    g_print("%s: %s\n", log.element_name.c_str(), line_of(*rates).c_str());
    std::fflush(stdout);
  }
  log.counter.count(GST_PAD_PROBE_INFO_BUFFER(info));
  return GST_PAD_PROBE_OK;
}

}  // namespace

void watch_rate(GstPad* pad, const char* element_name, unsigned interval_seconds) {
  if (interval_seconds == 0) return;
  gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, &count,
                    new RateLog{RateCounter(std::chrono::seconds(interval_seconds)), element_name},
                    [](gpointer data) { delete static_cast<RateLog*>(data); });
}

}  // namespace pipewright::standin
