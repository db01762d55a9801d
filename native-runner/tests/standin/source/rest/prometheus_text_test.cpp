// SPDX-License-Identifier: Apache-2.0
#include "source/rest/prometheus_text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pipewright::standin::rest {
namespace {

TEST(PrometheusText, IsAsTheFormatWantsIt) {
  PrometheusText text;
  text.begin_gauge("fps_metrics", "FPS metrics from ds");
  text.add("stream_fps", 29.97, std::vector<PrometheusText::Label>{{"source_id", "0"}});
  text.add("stream_fps", 0, std::vector<PrometheusText::Label>{{"source_id", "1"}});
  EXPECT_EQ(text.text(),
            "# HELP fps_metrics FPS metrics from ds\n"
            "# TYPE fps_metrics gauge\n"
            "fps_metrics{app_name=\"ds\",metric_name=\"stream_fps\",source_id=\"0\"} 29.97\n"
            "fps_metrics{app_name=\"ds\",metric_name=\"stream_fps\",source_id=\"1\"} 0\n");
}

TEST(PrometheusText, EscapesWhatPeopleNameSensors) {
  PrometheusText text;
  text.begin_gauge("g", "h");
  text.add("m", 1, std::vector<PrometheusText::Label>{{"sensor_name", "a\"b\\c\nd"}});
  EXPECT_NE(text.text().find("sensor_name=\"a\\\"b\\\\c\\nd\"} 1\n"), std::string::npos)
      << text.text();
}

}  // namespace
}  // namespace pipewright::standin::rest
