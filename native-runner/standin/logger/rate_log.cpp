// SPDX-License-Identifier: Apache-2.0
#include "rate_log.hpp"

#include <cstdio>

#include "gstnvdsmeta.h"

namespace pipewright::standin {
namespace {

struct RateLog {
  RateCounter counter;
  std::string element_name;
};

GstPadProbeReturn count(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& log = *static_cast<RateLog*>(data);
  const auto line = log.counter.count(GST_PAD_PROBE_INFO_BUFFER(info), RateCounter::Clock::now());
  if (line) {
    g_print("%s: %s\n", log.element_name.c_str(), line->c_str());
    std::fflush(stdout);
  }
  return GST_PAD_PROBE_OK;
}

}  // namespace

std::optional<std::string> RateCounter::count(GstBuffer* buffer, Clock::time_point now) {
  if (!start_) start_ = now;
  const auto passed = now - *start_;
  std::optional<std::string> line;
  if (passed >= interval_) {
    const double seconds = std::chrono::duration<double>(passed).count();
    line = "**PERF :";
    const char* separator = " ";
    for (auto& [source, number] : num_frames_) {
      char text[48];
      std::snprintf(text, sizeof text, "%sFPS_%u (%.2f)", separator, source,
                    static_cast<double>(number) / seconds);
      *line += text;
      separator = "\t";
      number = 0;
    }
    start_ = now;
  }
  if (NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer)) {
    for (NvDsMetaList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
      ++num_frames_[static_cast<NvDsFrameMeta*>(item->data)->source_id];
    }
  } else {
    ++num_frames_[0];
  }
  return line;
}

void watch_rate(GstPad* pad, const char* element_name, unsigned interval_seconds) {
  if (interval_seconds == 0) return;
  gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, &count,
                    new RateLog{RateCounter(std::chrono::seconds(interval_seconds)), element_name},
                    [](gpointer data) { delete static_cast<RateLog*>(data); });
}

}  // namespace pipewright::standin
