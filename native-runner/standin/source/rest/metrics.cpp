// SPDX-License-Identifier: Apache-2.0
#include "metrics.hpp"

#include <vector>

#include "prometheus_text.hpp"

namespace pipewright::standin::rest {
namespace {

json or_null(const std::optional<double>& value) {
  return value ? json(*value) : json(nullptr);
}

/// Where a value of `metrics-info` is, and what Prometheus is told.
struct Measure {
  const char* gauge;
  const char* help;
  const char* metric_name;
  const char* field;
};

// By gauge, in the order of DeepStream's server.
constexpr Measure kStreamMeasures[] = {
    {"fps_metrics", "FPS metrics from ds", "stream_fps", "fps"},
    {"latency_metrics", "Latency metrics from ds", "stream_latency_ms", "latency_ms"},
    {"frame_number_metrics", "Frame number metrics from ds", "stream_frame_number", "frame_number"},
};
constexpr Measure kSystemMeasures[] = {
    {"memory_metrics", "Memory metrics from ds", "system_gpu_memory_gb", "GPU_gb"},
    {"memory_metrics", "Memory metrics from ds", "system_ram_memory_gb", "RAM_gb"},
    {"utilization_metrics", "Utilization metrics from ds", "system_cpu_utilization", "cpu_util"},
    {"utilization_metrics", "Utilization metrics from ds", "system_gpu_utilization", "gpu_util"},
};

void add_streams(const json& streams, PrometheusText& text) {
  if (streams.empty()) return;
  for (const Measure& measure : kStreamMeasures) {
    text.begin_gauge(measure.gauge, measure.help);
    for (const json& stream : streams) {
      const std::vector<PrometheusText::Label> labels{
          {"sensor_id", stream["sensor_id"]},
          {"sensor_name", stream["sensor_name"]},
          {"source_id", stream["source_id"].dump()},
      };
      text.add(measure.metric_name, stream[measure.field], labels);
    }
  }
}

void add_system(const json& system, PrometheusText& text) {
  std::string_view gauge;
  for (const Measure& measure : kSystemMeasures) {
    const json& value = system[measure.field];
    if (value.is_null()) continue;
    if (gauge != measure.gauge) text.begin_gauge(measure.gauge, measure.help);
    gauge = measure.gauge;
    text.add(measure.metric_name, value);
  }
}

}  // namespace

json metrics_info(const MultiUriSource& source, const SystemReading& system) {
  json streams = json::array();
  for (const Camera& camera : source.cameras()) {
    const auto reading = source.reading(camera.source_id);
    if (!reading) continue;
    streams.push_back({{"source_id", camera.source_id},
                       {"sensor_id", camera.sensor_id},
                       {"sensor_name", camera.sensor_name},
                       {"fps", reading->frames_per_second},
                       {"latency_ms", reading->latency_millis},
                       {"frame_number", reading->frame_number}});
  }
  const std::size_t count = streams.size();
  return {{"stream-count", count},
          {"stream-stats", std::move(streams)},
          {"system-stats",
           {{"cpu_util", or_null(system.cpu_percent)},
            {"RAM_gb", or_null(system.ram_gb)},
            {"gpu_util", or_null(system.gpu_percent)},
            {"GPU_gb", or_null(system.gpu_gb)}}}};
}

std::string metrics_text(const json& metrics_info) {
  PrometheusText text;
  add_streams(metrics_info["stream-stats"], text);
  add_system(metrics_info["system-stats"], text);
  text.begin_gauge("stream_count", "Stream count from ds");
  text.add("stream_count", metrics_info["stream-count"]);
  return text.text();
}

}  // namespace pipewright::standin::rest
