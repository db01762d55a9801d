// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker with a real Redis; redis-cli reads what arrives.
#include "tests/standin/messaging/sink_fixture.hpp"

#include <chrono>
#include <future>
#include <string_view>
#include <thread>

namespace pipewright::standin {
namespace {

using testing::free_port;
using testing::is_listening;
using testing::output_of;
using testing::Process;
using testing::wait_until;

constexpr const char* kLibrary = "libnvds_redis_proto.so";

class RedisTest : public testing::BrokerSinkTest {
 protected:
  RedisTest()
      : server_({"redis-server", "--port", std::to_string(port_), "--bind", "127.0.0.1", "--save",
                 "", "--appendonly", "yes", "--appendfsync", "always", "--dir", folder_.path("")}) {
    wait_for_server();
  }
  void wait_for_server() {
    ASSERT_TRUE(wait_until([&] { return is_listening(port_); }));
  }
  std::string ask(std::vector<std::string> command) const {
    command.insert(command.begin(), {"redis-cli", "-p", std::to_string(port_)});
    return output_of(command);
  }

  int port_ = free_port();
  Process server_;
};

TEST_F(RedisTest, AddsMessagesToAStream) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push(R"({"n": 1})");
  push("two\nlines");
  ASSERT_TRUE(finish());
  EXPECT_EQ(ask({"XLEN", "cars"}), "2\n");
  const std::string entries = ask({"XRANGE", "cars", "-", "+"});
  EXPECT_HAS(entries, "metadata\n{\"n\": 1}\n");
  EXPECT_HAS(entries, "metadata\ntwo\nlines\n");
}

TEST_F(RedisTest, TakesKeysOfTheFile) {
  const std::string config =
      folder_.write("c.txt", "[message-broker]\nhostname=127.0.0.1\nport=" + std::to_string(port_) +
                                 "\npayloadkey=body\nstreamsize=1\n");
  ASSERT_TRUE(start(kLibrary, "topic=cars comp-id=2 config=" + config));
  push("mine", 2);
  push("other", 3);
  ASSERT_TRUE(finish());
  EXPECT_EQ(ask({"XLEN", "cars"}), "1\n");
  EXPECT_HAS(ask({"XRANGE", "cars", "-", "+"}), "body\nmine\n");
}

TEST_F(RedisTest, SaysThatATopicIsSomethingElse) {
  ask({"SET", "cars", "text"});
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("a");
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "stream 'cars'");
  EXPECT_HAS(error, "WRONGTYPE");
}

TEST_F(RedisTest, SaysThatAPasswordIsWrongAndKeepsIt) {
  ask({"CONFIG", "SET", "requirepass", "right"});
  const std::string config = folder_.write("c.txt", "[message-broker]\npassword=hunter2\n");
  EXPECT_FALSE(start(kLibrary, address(port_) + "topic=cars config=" + config));
  const std::string error = next(GST_MESSAGE_ERROR);
  EXPECT_HAS(error, "Check the password");
  EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
}

TEST_F(RedisTest, GoesOnWhenTheServerComesBack) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("before");
  ASSERT_TRUE(wait_until([&] { return ask({"XLEN", "cars"}) == "1\n"; }));
  server_.kill();
  push("during");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "127.0.0.1:" + std::to_string(port_));
  server_.start();
  wait_for_server();
  push("after");
  ASSERT_TRUE(finish());
  const std::string entries = ask({"XRANGE", "cars", "-", "+"});
  for (const char* text : {"before", "during", "after"}) EXPECT_HAS(entries, text);
}

TEST_F(RedisTest, GoesOnWhenTheServerHasRoomAgain) {
  ask({"CONFIG", "SET", "maxmemory", "1"});
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  push("a");
  EXPECT_HAS(next(GST_MESSAGE_WARNING), "OOM");
  ask({"CONFIG", "SET", "maxmemory", "0"});
  ASSERT_TRUE(finish());
  EXPECT_EQ(ask({"XLEN", "cars"}), "1\n");
}

TEST_F(RedisTest, StoppingDoesNotWaitForAnAbsentServer) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  server_.kill();
  push("lost");
  EXPECT_FALSE(next(GST_MESSAGE_WARNING).empty());
  stop();
}

TEST_F(RedisTest, AFullQueueDoesNotHoldTheBatchesLock) {
  ASSERT_TRUE(start(kLibrary, address(port_) + "topic=cars"));
  server_.freeze();
  GstBuffer* buffer = testing::make_batch({testing::black_picture(16, 16)});
  constexpr int kMoreThanFit = 10'001;
  for (int i = 0; i < kMoreThanFit; ++i) {
    messaging::attach_payload(*testing::frames_of(buffer)[0], "text", 0);
  }
  struct Seen {
    NvDsBatchMeta* batch;
    std::promise<bool> was_free;
  } seen{gst_buffer_get_nvds_batch_meta(buffer), {}};
  // The warning comes from the thread that renders the buffer, where the queue is full.
  gst_bus_set_sync_handler(
      bus_.get(),
      [](GstBus*, GstMessage* message, gpointer data) {
        auto& self = *static_cast<Seen*>(data);
        if (GST_MESSAGE_TYPE(message) != GST_MESSAGE_WARNING) return GST_BUS_PASS;
        GError* error = nullptr;
        gst_message_parse_warning(message, &error, nullptr);
        const GErrorPtr owner(error);
        if (std::string_view(error->message).find("no room") != std::string_view::npos) {
          // The lock is recursive: only another thread sees whether it is taken.
          std::thread([&self] {
            const bool is_free = g_rec_mutex_trylock(&self.batch->meta_mutex) != FALSE;
            if (is_free) g_rec_mutex_unlock(&self.batch->meta_mutex);
            self.was_free.set_value(is_free);
          }).join();
        }
        return GST_BUS_PASS;
      },
      &seen, nullptr);
  gst_app_src_push_buffer(GST_APP_SRC(source_.get()), buffer);
  std::future<bool> was_free = seen.was_free.get_future();
  ASSERT_EQ(was_free.wait_for(std::chrono::seconds(60)), std::future_status::ready);
  EXPECT_TRUE(was_free.get());
  server_.kill();
  stop();
}

class AbsentBrokerTest : public testing::BrokerSinkTest {};

TEST_F(AbsentBrokerTest, SaysThatNobodyListens) {
  const int port = free_port();
  for (const char* library :
       {"libnvds_redis_proto.so", "libnvds_mqtt_proto.so", "libnvds_kafka_proto.so"}) {
    EXPECT_FALSE(start(library, address(port) + "topic=cars"));
    const std::string error = next(GST_MESSAGE_ERROR);
    EXPECT_HAS(error, "127.0.0.1:" + std::to_string(port));
    EXPECT_HAS(error, "Check that it runs");
    stop();
  }
}

}  // namespace
}  // namespace pipewright::standin
