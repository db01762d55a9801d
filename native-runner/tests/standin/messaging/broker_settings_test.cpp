// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/broker_settings.hpp"

#include <gtest/gtest.h>

#include "standin/messaging/broker/broker_client.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::messaging {
namespace {

constexpr const char* kKafka = "/opt/lib/libnvds_kafka_proto.so";
constexpr const char* kRedis = "libnvds_redis_proto.so";
constexpr const char* kMqtt = "libnvds_mqtt_proto.so";
constexpr const char* kAmqp = "libnvds_amqp_proto.so";

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

std::string error_of(const BrokerProperties& properties) {
  const auto settings = read_broker_settings(properties);
  return settings ? std::string() : settings.error().message;
}

class BrokerSettingsTest : public ::testing::Test {
 protected:
  testing::TempFolder folder_;
};

TEST_F(BrokerSettingsTest, TakesAddressAndTopicOfTheConnectionString) {
  const auto settings = read_broker_settings({kKafka, "broker.example;9092;cars", "", "", false});
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings.value().protocol, Protocol::kKafka);
  EXPECT_EQ(settings.value().address(), "broker.example:9092");
  EXPECT_EQ(settings.value().topic, "cars");
}

TEST_F(BrokerSettingsTest, PropertyTopicGoesFirst) {
  const auto settings = read_broker_settings({kMqtt, "h;1883;cars", "", "people", false});
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings.value().topic, "people");
}

TEST_F(BrokerSettingsTest, RedisAndAmqpTakeTheAddressOfTheFile) {
  const std::string file =
      folder_.write("c.txt", "[message-broker]\nhostname=h\nport=6380\nflush-timeout=250\n");
  const auto redis = read_broker_settings({kRedis, "", file, "t", false});
  ASSERT_TRUE(redis) << redis.error().message;
  EXPECT_EQ(redis.value().address(), "h:6380");
  EXPECT_EQ(redis.value().flush_timeout.count(), 250);
  const auto amqp = read_broker_settings(
      {kAmqp, "", folder_.write("a.txt", "[message-broker]\nhostname=h\n"), "", false});
  ASSERT_TRUE(amqp) << amqp.error().message;
  EXPECT_EQ(amqp.value().address(), "h:5672");
  EXPECT_EQ(amqp.value().topic, "deepstream_topic");
}

TEST_F(BrokerSettingsTest, ReadsRetriesWithTheNewApiOnly) {
  const std::string file = folder_.write("c.txt",
                                         "[message-broker]\nkeep-alive=60\n[nvmsgbroker]\n"
                                         "auto-reconnect=0\nretry-interval=4\nmax-retry-limit=9\n");
  const auto with = read_broker_settings({kMqtt, "h;1", file, "t", true});
  ASSERT_TRUE(with) << with.error().message;
  EXPECT_FALSE(with.value().reconnects);
  EXPECT_EQ(with.value().retry_interval.count(), 4);
  EXPECT_EQ(with.value().retry_limit.count(), 9);
  const auto without = read_broker_settings({kMqtt, "h;1", file, "t", false});
  ASSERT_TRUE(without);
  EXPECT_TRUE(without.value().reconnects);
}

TEST_F(BrokerSettingsTest, SaysWhatIsWrong) {
  EXPECT_HAS(error_of({"", "h;1", "", "t", false}), "property proto-lib is not set");
  EXPECT_HAS(error_of({"/opt/lib/libnvds_azure_proto.so", "h;1", "", "t", false}), "Azure");
  EXPECT_HAS(error_of({"libmine.so", "h;1", "", "t", false}), "libnvds_kafka_proto.so");
  EXPECT_HAS(error_of({kKafka, "", "", "t", false}), "property conn-str is not set");
  EXPECT_HAS(error_of({kKafka, "h", "", "t", false}), "expected host;port");
  EXPECT_HAS(error_of({kKafka, "h;99999", "", "t", false}), "a port from 1 to 65535");
  EXPECT_HAS(error_of({kKafka, "h;1", "", "", false}), "property topic is not set");
  EXPECT_HAS(error_of({kMqtt, "h;1", "", "a/+", false}), "'a/+'");
  EXPECT_HAS(error_of({kRedis, "", "", "t", false}), "hostname");
  EXPECT_HAS(error_of({kMqtt, "h;1", "/no/such.txt", "t", false}), "/no/such.txt");
  EXPECT_HAS(error_of({kMqtt, "h;1", folder_.write("c.txt", "[other]\na=1\n"), "t", false}),
             "has no section [message-broker]");
  EXPECT_HAS(
      error_of({kRedis, "h;1", folder_.write("c.yml", "message-broker:\n  flush-timeout: soon\n"),
                "t", false}),
      "c.yml', message-broker: flush-timeout: expected a whole number");
}

TEST_F(BrokerSettingsTest, NeverRepeatsAPassword) {
  const std::string error = error_of({kAmqp, "h;0;me;hunter2", "", "t", false});
  EXPECT_HAS(error, "property conn-str");
  EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
}

TEST_F(BrokerSettingsTest, WarnsOfKeysThatTheAdapterDoesNotHave) {
  const auto settings = read_broker_settings(
      {kRedis, "h;1", folder_.write("c.txt", "[message-broker]\nstreamsise=1\n"), "t", false});
  ASSERT_TRUE(settings);
  ASSERT_EQ(settings.value().warnings.size(), 1u);
  EXPECT_HAS(settings.value().warnings[0], "the key 'streamsise' is not known");
}

TEST_F(BrokerSettingsTest, EnvironmentGoesBeforeTheFileForSecrets) {
  BrokerSettings settings;
  settings.entries["password"] = "file";
  unsetenv("PASSWORD_REDIS");
  EXPECT_EQ(settings.secret("password", "PASSWORD_REDIS"), "file");
  setenv("PASSWORD_REDIS", "environment", 1);
  EXPECT_EQ(settings.secret("password", "PASSWORD_REDIS"), "environment");
  unsetenv("PASSWORD_REDIS");
}

}  // namespace
}  // namespace pipewright::standin::messaging
