// SPDX-License-Identifier: Apache-2.0
// What nvmultiurisrcbin tells a broker of faults.
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline.hpp"
#include "rest_client.hpp"
#include "tests/standin/messaging/mosquitto.hpp"

namespace pipewright::standin {
namespace {

using namespace testing;
using Outcome = testing::Outcome;
using nlohmann::json;

/// A bin that plays a file and tells a broker of faults.
std::string reporting_line(const TempFolder& folder, int broker_port) {
  return "nvmultiurisrcbin name=multi ip-address=" + own_address() +
         " width=64 height=64 max-batch-size=2 file-loop=true sensor-id-list=cam-1 uri-list=" +
         folder.uri("a.mp4") +
         " enable-error-propagation=true proto-lib=/opt/lib/libnvds_mqtt_proto.so topic=faults "
         "conn-str=\"127.0.0.1;" +
         std::to_string(broker_port) + "\" ! fakesink name=out sync=true async=false";
}

/// The messages of a topic.
std::vector<json> messages_of(const std::string& received, const std::string& topic) {
  std::vector<json> messages;
  std::istringstream lines(received);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(topic + " ")) messages.push_back(json::parse(line.substr(topic.size())));
  }
  return messages;
}

TEST(FaultReports, TellABrokerWhatTheRestApiRefuses) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  Mosquitto broker(folder.path(""));
  broker.start();
  broker.subscribe();
  Pipeline pipeline(reporting_line(folder, broker.port()));
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    EXPECT_EQ(add_stream("cam-1", folder.uri("a.mp4")).verdict(), 500);
    EXPECT_EQ(add_stream("cam-2", folder.uri("none.mp4")).verdict(), 500);
    EXPECT_EQ(
        post("/api/v1/dec/skip-frames", {{"stream", {{"stream_id", "7"}, {"skip_frames", 1}}}})
            .verdict(),
        500);
    return true;
  });
  EXPECT_EQ(outcome.error, "");
  ASSERT_TRUE(wait_until([&] { return messages_of(broker.received(), "faults").size() >= 4; }))
      << broker.received();
  const std::vector<json> messages = messages_of(broker.received(), "faults");
  const auto has = [&](const std::string& stream, const std::string& event) {
    return std::any_of(messages.begin(), messages.end(), [&](const json& each) {
      return each["stream_id"] == stream &&
             each["event"].get<std::string>().find(event) != std::string::npos;
    });
  };
  EXPECT_TRUE(has("cam-1", "STREAM_ADD_FAIL, Duplicate Camera id")) << json(messages);
  EXPECT_TRUE(has("cam-2", "STREAM_ADD_FAIL")) << json(messages);
  EXPECT_TRUE(has("cam-2", "there is no file")) << "what the source said: " << json(messages);
  EXPECT_TRUE(has("N/A", "SKIP_FRAMES_UPDATE_FAIL")) << json(messages);
  for (const json& each : messages) {
    EXPECT_EQ(each["type"], "CRITICAL");
    EXPECT_EQ(each["source"], g_get_host_name());
    EXPECT_EQ(each["timestamp"].get<std::string>().size(),
              std::string("2026-01-31 23:59:59").size());
  }
}

TEST(FaultReports, DoNotKeepABinFromPlayingWithoutABroker) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  Pipeline pipeline(reporting_line(folder, free_port()));
  const Outcome outcome = pipeline.run([&] { return pipeline.num_buffers() >= 5; });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(std::any_of(outcome.warnings.begin(), outcome.warnings.end(), [](const auto& text) {
    return text.find("tells no broker of faults") != text.npos;
  }));
}

}  // namespace
}  // namespace pipewright::standin
