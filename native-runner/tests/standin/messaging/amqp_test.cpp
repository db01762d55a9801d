// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker with a real RabbitMQ; a consumer on librabbitmq reads what arrives.
#include <amqp.h>
#include <amqp_tcp_socket.h>

#include <memory>

#include "tests/standin/messaging/sink_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::free_port;
using testing::is_listening;
using testing::Process;
using testing::wait_until;

constexpr const char* kLibrary = "libnvds_amqp_proto.so";
constexpr amqp_channel_t kChannel = 1;
// A broker on Erlang takes its time on a busy machine.
constexpr std::chrono::seconds kStartTimeout{90};

struct AmqpDeleter {
  void operator()(amqp_connection_state_t connection) const { amqp_destroy_connection(connection); }
};

/// Takes everything of an exchange with one topic.
class Reader {
 public:
  Reader(int port, const char* exchange, const char* topic) : connection_(amqp_new_connection()) {
    amqp_socket_t* socket = amqp_tcp_socket_new(connection_.get());
    amqp_socket_open(socket, "127.0.0.1", port);
    amqp_login(connection_.get(), "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest");
    amqp_channel_open(connection_.get(), kChannel);
    const auto* queue = amqp_queue_declare(connection_.get(), kChannel, amqp_empty_bytes, 0, 0, 0,
                                           1, amqp_empty_table);
    const std::string name(static_cast<const char*>(queue->queue.bytes), queue->queue.len);
    amqp_queue_bind(connection_.get(), kChannel, amqp_cstring_bytes(name.c_str()),
                    amqp_cstring_bytes(exchange), amqp_cstring_bytes(topic), amqp_empty_table);
    amqp_basic_consume(connection_.get(), kChannel, amqp_cstring_bytes(name.c_str()),
                       amqp_empty_bytes, 0, 1, 0, amqp_empty_table);
  }

  /// The next message; empty when none comes.
  std::string next() {
    amqp_envelope_t envelope;
    timeval timeout = {20, 0};
    amqp_maybe_release_buffers(connection_.get());
    const auto reply = amqp_consume_message(connection_.get(), &envelope, &timeout, 0);
    if (reply.reply_type != AMQP_RESPONSE_NORMAL) return {};
    const amqp_bytes_t& body = envelope.message.body;
    std::string text(static_cast<const char*>(body.bytes), body.len);
    amqp_destroy_envelope(&envelope);
    return text;
  }

 private:
  std::unique_ptr<amqp_connection_state_t_, AmqpDeleter> connection_;
};

/// One broker for all tests: it starts slowly.
class AmqpTest : public testing::BrokerSinkTest {
 protected:
  static void SetUpTestSuite() {
    BrokerSinkTest::SetUpTestSuite();
    server_ = new Server;
    const bool is_up = wait_until([] { return is_listening(server_->port); }, kStartTimeout);
    ASSERT_TRUE(is_up) << "rabbitmq-server did not start";
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  std::string login(const std::string& more = "") const {
    return "config=" +
           folder_.write("c.txt", "[message-broker]\nusername=guest\npassword=guest\n" + more);
  }

  struct Server {
    testing::TempFolder folder;
    int port = free_port();
    int mapper_port = free_port();
    /// Erlang's port mapper, which would outlive the test if the broker started it.
    Process mapper{{"epmd", "-port", std::to_string(mapper_port), "-address", "127.0.0.1"}};
    /// One environment for what Erlang wants: no service of the machine's, no other ports.
    Process process{
        {"env", "HOME=" + folder.path(""),
         "RABBITMQ_NODENAME=pipewright" + std::to_string(port) + "@localhost",
         "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1", "RABBITMQ_NODE_PORT=" + std::to_string(port),
         "RABBITMQ_DIST_PORT=" + std::to_string(free_port()),
         "ERL_EPMD_PORT=" + std::to_string(mapper_port),
         "RABBITMQ_MNESIA_BASE=" + folder.path("data"), "RABBITMQ_LOG_BASE=" + folder.path("log"),
         "RABBITMQ_ENABLED_PLUGINS_FILE=" + folder.write("plugins", "[].\n"),
         "RABBITMQ_PID_FILE=" + folder.path("pid"), "/usr/lib/rabbitmq/bin/rabbitmq-server"}};
  };
  static inline Server* server_ = nullptr;
};

TEST_F(AmqpTest, PublishesToTheDefaultExchange) {
  Reader reader(server_->port, "amq.topic", "site.#");
  ASSERT_TRUE(start(kLibrary, address(server_->port) + "topic=site.cars " + login()));
  push("one");
  push("two");
  ASSERT_TRUE(finish());
  EXPECT_EQ(reader.next(), "one");
  EXPECT_EQ(reader.next(), "two");
}

TEST_F(AmqpTest, TakesExchangeAndTopicOfTheFile) {
  Reader reader(server_->port, "amq.direct", "people");
  ASSERT_TRUE(
      start(kLibrary, address(server_->port) + login("exchange=amq.direct\ntopic=people\n")));
  push("one");
  ASSERT_TRUE(finish());
  EXPECT_EQ(reader.next(), "one");
}

TEST_F(AmqpTest, SaysThatAnExchangeIsNotThere) {
  EXPECT_FALSE(start(kLibrary, address(server_->port) + login("exchange=none\n")));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "exchange 'none'");
  EXPECT_HAS(error, "NOT_FOUND");
}

TEST_F(AmqpTest, SaysThatAPasswordIsWrongAndKeepsIt) {
  EXPECT_FALSE(start(kLibrary, "conn-str=\"127.0.0.1;" + std::to_string(server_->port) +
                                   ";guest;hunter2\" topic=cars"));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "Check username and password");
  EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
}

TEST_F(AmqpTest, SaysThatItNeedsAUser) {
  EXPECT_FALSE(start(kLibrary, address(server_->port) + "topic=cars"));
  EXPECT_HAS(next(GST_MESSAGE_ERROR), "USER_AMQP");
}

TEST_F(AmqpTest, GoesOnWhenTheBrokerComesBack) {
  ASSERT_TRUE(start(kLibrary, address(server_->port) + "topic=cars " + login()));
  push("before");
  server_->process.kill();
  push("during");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "127.0.0.1:" + std::to_string(server_->port));
  server_->process.start();
  ASSERT_TRUE(wait_until([] { return is_listening(server_->port); }, kStartTimeout));
  // What was sent before somebody read is gone; only the sender has to hold on.
  Reader reader(server_->port, "amq.topic", "cars");
  push("after");
  std::string text;
  do text = reader.next();
  while (text == "before" || text == "during");
  EXPECT_EQ(text, "after");
}

}  // namespace
}  // namespace pipewright::standin
