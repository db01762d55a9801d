// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker with a real Mosquitto; mosquitto_sub reads what arrives.
#include <fstream>
#include <optional>
#include <sstream>

#include "tests/standin/messaging/sink_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::free_port;
using testing::is_listening;
using testing::output_of;
using testing::Process;
using testing::wait_until;

constexpr const char* kLibrary = "libnvds_mqtt_proto.so";

class MqttTest : public testing::BrokerSinkTest {
 protected:
  /// More lines for the broker's file go first.
  void start_broker(const std::string& options = "allow_anonymous true\n") {
    const std::string config =
        folder_.write("mosquitto.conf", "per_listener_settings false\n" + options + "listener " +
                                            std::to_string(port_) + " 127.0.0.1\n");
    // Debian has it where only root looks.
    setenv("PATH", (std::string(getenv("PATH")) + ":/usr/sbin").c_str(), 1);
    broker_.emplace(std::vector<std::string>{"mosquitto", "-c", config});
    ASSERT_TRUE(wait_until([&] { return is_listening(port_); }));
  }

  /// A subscriber that stays over restarts of the broker; returns when it listens.
  void subscribe() {
    output_ = folder_.path("received.txt");
    subscriber_.emplace(std::vector<std::string>{"mosquitto_sub", "-p", std::to_string(port_), "-t",
                                                 "#", "-q", "1", "-i", "reader", "-F", "%t %p"},
                        output_);
    ASSERT_TRUE(wait_until([&] {
      output_of({"mosquitto_pub", "-p", std::to_string(port_), "-t", "ready", "-m", "now"});
      return received().find("ready now") != std::string::npos;
    }));
  }
  std::string received() const {
    std::stringstream content;
    content << std::ifstream(output_).rdbuf();
    return content.str();
  }
  bool arrives(const std::string& line) const {
    return wait_until([&] { return received().find(line + "\n") != std::string::npos; });
  }

  int port_ = free_port();
  std::optional<Process> broker_;
  std::optional<Process> subscriber_;
  std::string output_;
};

TEST_F(MqttTest, PublishesToATopic) {
  start_broker();
  subscribe();
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=site/cars"));
  for (int i = 0; i < 50; ++i) push("number " + std::to_string(i));
  ASSERT_TRUE(finish());
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(arrives("site/cars number " + std::to_string(i)));
}

TEST_F(MqttTest, SaysThatAPasswordIsWrongAndKeepsIt) {
  output_of({"mosquitto_passwd", "-c", "-b", folder_.path("passwords"), "me", "right"});
  start_broker("allow_anonymous false\npassword_file " + folder_.path("passwords") +
               "\nuser root\n");
  const std::string wrong =
      folder_.write("wrong.txt", "[message-broker]\nusername=me\npassword=hunter2\n");
  EXPECT_FALSE(start(kLibrary, address(port_) + "topic=cars config=" + wrong));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "Check username and password");
  EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
  stop();
  const std::string right = folder_.write(
      "right.txt", "[message-broker]\nusername=me\npassword=right\nclient-id=pipewright-test\n");
  EXPECT_TRUE(start(kLibrary, address(port_) + "topic=cars config=" + right));
}

TEST_F(MqttTest, SaysThatATopicIsForbidden) {
  start_broker("allow_anonymous true\nacl_file " +
               folder_.write("acl", "topic readwrite allowed/#\n") + "\nuser root\n");
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("a");
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "refuses topic 'cars'");
}

TEST_F(MqttTest, GoesOnWhenTheBrokerComesBack) {
  start_broker();
  subscribe();
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("before");
  EXPECT_TRUE(arrives("cars before"));
  broker_->kill();
  push("during");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "127.0.0.1:" + std::to_string(port_));
  // The broker forgot its subscriber, which is a new one then; only the sender has to hold on.
  subscriber_.reset();
  start_broker();
  subscribe();
  push("after");
  EXPECT_TRUE(arrives("cars after"));
}

}  // namespace
}  // namespace pipewright::standin
