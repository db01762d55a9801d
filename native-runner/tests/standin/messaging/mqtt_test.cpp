// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker with a real Mosquitto; mosquitto_sub reads what arrives.
#include "tests/standin/messaging/mosquitto.hpp"
#include "tests/standin/messaging/sink_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::output_of;

constexpr const char* kLibrary = "libnvds_mqtt_proto.so";

class MqttTest : public testing::BrokerSinkTest {
 protected:
  [[nodiscard]] std::string broker_address() const { return address(broker_.port()); }

  testing::Mosquitto broker_{folder_.path("")};
};

TEST_F(MqttTest, PublishesToATopic) {
  broker_.start();
  broker_.subscribe();
  ASSERT_TRUE(start(kLibrary, broker_address() + "topic=site/cars"));
  for (int i = 0; i < 50; ++i) push("number " + std::to_string(i));
  ASSERT_TRUE(finish());
  for (int i = 0; i < 50; ++i)
    EXPECT_TRUE(broker_.arrives("site/cars number " + std::to_string(i)));
}

TEST_F(MqttTest, SaysThatAPasswordIsWrongAndKeepsIt) {
  output_of({"mosquitto_passwd", "-c", "-b", folder_.path("passwords"), "me", "right"});
  broker_.start("allow_anonymous false\npassword_file " + folder_.path("passwords") +
                "\nuser root\n");
  const std::string wrong =
      folder_.write("wrong.txt", "[message-broker]\nusername=me\npassword=hunter2\n");
  EXPECT_FALSE(start(kLibrary, broker_address() + "topic=cars config=" + wrong));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "Check username and password");
  EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
  stop();
  const std::string right = folder_.write(
      "right.txt", "[message-broker]\nusername=me\npassword=right\nclient-id=pipewright-test\n");
  EXPECT_TRUE(start(kLibrary, broker_address() + "topic=cars config=" + right));
}

TEST_F(MqttTest, SaysThatATopicIsForbidden) {
  broker_.start("allow_anonymous true\nacl_file " +
                folder_.write("acl", "topic readwrite allowed/#\n") + "\nuser root\n");
  ASSERT_TRUE(start(kLibrary, broker_address() + "topic=cars"));
  push("a");
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "refuses topic 'cars'");
}

TEST_F(MqttTest, SaysThatAMessageIsTooLarge) {
  broker_.start("allow_anonymous true\nmax_packet_size 2000\n");
  ASSERT_TRUE(start(kLibrary, broker_address() + "topic=cars"));
  push(std::string(5000, 'x'));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "refuses a message of 5000 bytes to topic 'cars'");
}

TEST_F(MqttTest, GoesOnWhenTheBrokerComesBack) {
  broker_.start();
  broker_.subscribe();
  ASSERT_TRUE(start(kLibrary, broker_address() + "topic=cars"));
  push("before");
  EXPECT_TRUE(broker_.arrives("cars before"));
  broker_.kill();
  push("during");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "127.0.0.1:" + std::to_string(broker_.port()));
  // The broker forgot its subscriber, which is a new one then; only the sender has to hold on.
  broker_.unsubscribe();
  broker_.start();
  broker_.subscribe();
  push("after");
  EXPECT_TRUE(broker_.arrives("cars after"));
}

}  // namespace
}  // namespace pipewright::standin
