// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker with librdkafka's mock cluster, which listens on a real port; a consumer of its own
// reads what arrives.
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "tests/standin/messaging/sink_fixture.hpp"

namespace pipewright::standin {
namespace {

constexpr const char* kLibrary = "libnvds_kafka_proto.so";
constexpr int kOneBroker = 1;

struct KafkaDeleter {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  void operator()(rd_kafka_mock_cluster_t* cluster) const {
    rd_kafka_mock_cluster_destroy(cluster);
  }
};
using ClientPtr = std::unique_ptr<rd_kafka_t, KafkaDeleter>;

class KafkaTest : public testing::BrokerSinkTest {
 protected:
  KafkaTest()
      : owner_(rd_kafka_new(RD_KAFKA_PRODUCER, nullptr, nullptr, 0)),
        cluster_(rd_kafka_mock_cluster_new(owner_.get(), kOneBroker)) {
    bootstrap_ = rd_kafka_mock_cluster_bootstraps(cluster_.get());
    port_ = std::stoi(bootstrap_.substr(bootstrap_.rfind(':') + 1));
  }

  struct Received {
    std::string text;
    std::string key;
    bool operator==(const Received&) const = default;
  };
  /// As many messages of a topic, from its start; fewer when no more come.
  std::vector<Received> receive(const char* topic, std::size_t count) const {
    rd_kafka_conf_t* settings = rd_kafka_conf_new();
    rd_kafka_conf_set(settings, "bootstrap.servers", bootstrap_.c_str(), nullptr, 0);
    rd_kafka_conf_set(settings, "group.id", "reader", nullptr, 0);
    rd_kafka_conf_set(settings, "auto.offset.reset", "earliest", nullptr, 0);
    const ClientPtr consumer(rd_kafka_new(RD_KAFKA_CONSUMER, settings, nullptr, 0));
    rd_kafka_poll_set_consumer(consumer.get());
    rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(4);
    for (int partition = 0; partition < 4; ++partition) {
      rd_kafka_topic_partition_list_add(topics, topic, partition)->offset =
          RD_KAFKA_OFFSET_BEGINNING;
    }
    rd_kafka_assign(consumer.get(), topics);
    rd_kafka_topic_partition_list_destroy(topics);
    std::vector<Received> received;
    testing::wait_until([&] {
      rd_kafka_message_t* message = rd_kafka_consumer_poll(consumer.get(), 100);
      if (message != nullptr && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        received.push_back({{static_cast<const char*>(message->payload), message->len},
                            {static_cast<const char*>(message->key), message->key_len}});
      }
      if (message != nullptr) rd_kafka_message_destroy(message);
      return received.size() >= count;
    });
    rd_kafka_consumer_close(consumer.get());
    return received;
  }

  ClientPtr owner_;
  std::unique_ptr<rd_kafka_mock_cluster_t, KafkaDeleter> cluster_;
  std::string bootstrap_;
  int port_ = 0;
};

TEST_F(KafkaTest, ProducesToATopicWithTheSensorAsKey) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push(R"({"sensor": {"id": "CAM-1"}})");
  ASSERT_TRUE(finish());
  EXPECT_EQ(receive("cars", 1),
            (std::vector<Received>{{R"({"sensor": {"id": "CAM-1"}})", "CAM-1"}}));
}

TEST_F(KafkaTest, TakesKeysOfTheFile) {
  const std::string config = folder_.write(
      "c.txt", "[message-broker]\npartition-key=sensorId\nproto-cfg=\"linger.ms=1;acks=1\"\n");
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars config=" + config));
  push(R"({"sensorId": "7"})");
  push("no JSON");
  ASSERT_TRUE(finish());
  const auto received = receive("cars", 2);
  ASSERT_EQ(received.size(), 2u);
  EXPECT_TRUE((received[0] == Received{R"({"sensorId": "7"})", "7"}) ||
              (received[1] == Received{R"({"sensorId": "7"})", "7"}));
}

TEST_F(KafkaTest, SaysWhichSettingIsWrongAndKeepsItsValue) {
  const auto error_with = [&](const std::string& options) {
    const std::string config =
        folder_.write("c.txt", "[message-broker]\nproto-cfg=" + options + "\n");
    EXPECT_FALSE(start(kLibrary, address(port_) + "topic=cars config=" + config));
    const std::string error = next(GST_MESSAGE_ERROR);
    stop();
    return error;
  };
  EXPECT_HAS(error_with("\"no.such=1\""), "'no.such': there is none");
  EXPECT_HAS(error_with("\"linger.ms=hunter2\""), "'linger.ms': its value");
  EXPECT_EQ(error_with("\"linger.ms=hunter2\"").find("hunter2"), std::string::npos);
  EXPECT_HAS(error_with("\"linger.ms\""), "expected \"key=value;key=value\"");
}

TEST_F(KafkaTest, SaysThatATopicIsForbidden) {
  rd_kafka_mock_topic_set_error(cluster_.get(), "cars",
                                RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  EXPECT_FALSE(start(kLibrary, address(port_) + "topic=cars"));
  EXPECT_HAS(next(GST_MESSAGE_ERROR), "no usable topic 'cars'");
}

TEST_F(KafkaTest, GoesOnWhenTheBrokerComesBack) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("before");
  ASSERT_EQ(receive("cars", 1).size(), 1u);
  rd_kafka_mock_broker_set_down(cluster_.get(), kOneBroker);
  push("during");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "127.0.0.1:" + std::to_string(port_));
  rd_kafka_mock_broker_set_up(cluster_.get(), kOneBroker);
  push("after");
  ASSERT_TRUE(finish());
  std::string all;
  for (const Received& each : receive("cars", 3)) all += each.text + "\n";
  for (const char* text : {"before", "during", "after"}) EXPECT_HAS(all, text);
}

}  // namespace
}  // namespace pipewright::standin
