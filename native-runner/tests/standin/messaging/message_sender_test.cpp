// SPDX-License-Identifier: Apache-2.0
// The sender with a broker that does what a test says.
#include "standin/messaging/broker/message_sender.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <utility>

namespace pipewright::standin::messaging {
namespace {

/// What broker and test share.
struct World {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> arrived;
  std::vector<std::string> warnings;
  std::vector<std::string> errors;
  int connects = 0;
  int failing_sends = 0;
  int failing_connects = 0;
  bool takes_none = false;  ///< what fails to be sent fails whole
  bool is_final = false;
  bool is_held = false;
  bool is_waiting = false;

  template <typename Predicate>
  bool wait_for(Predicate predicate) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), predicate);
  }
};

class ScriptedClient final : public BrokerClient {
 public:
  explicit ScriptedClient(World& world) : world_(world) {}

  Result<void, BrokerError> connect() override {
    const std::lock_guard lock(world_.mutex);
    ++world_.connects;
    world_.changed.notify_all();
    if (world_.failing_connects > 0) {
      --world_.failing_connects;
      return BrokerError{"no connection", world_.is_final};
    }
    return {};
  }

  Result<void, BrokerError> send(std::span<Message> messages) override {
    std::unique_lock lock(world_.mutex);
    world_.is_waiting = true;
    world_.changed.notify_all();
    while (world_.is_held && !is_interrupted()) {
      world_.changed.wait_for(lock, std::chrono::milliseconds(10));
    }
    world_.is_waiting = false;
    if (world_.failing_sends > 0) {
      --world_.failing_sends;
      if (!world_.takes_none) {
        // The first of a batch arrives, as it may when a broker goes.
        messages[0].is_sent = true;
        world_.arrived.push_back(messages[0].text);
      }
      world_.changed.notify_all();
      return BrokerError{"lost", world_.is_final};
    }
    for (Message& message : messages) {
      message.is_sent = true;
      world_.arrived.push_back(message.text);
    }
    world_.changed.notify_all();
    return {};
  }

 private:
  World& world_;
};

class MessageSenderTest : public ::testing::Test {
 protected:
  MessageSenderTest() {
    settings_.retry_interval = std::chrono::milliseconds(5);
    settings_.longest_wait = std::chrono::milliseconds(20);
  }

  MessageSender& sender() {
    if (!sender_) {
      const auto keep = [this](std::vector<std::string>& where) {
        return [this, &where](const std::string& text) {
          const std::lock_guard lock(world_.mutex);
          where.push_back(text);
          world_.changed.notify_all();
        };
      };
      sender_ = std::make_unique<MessageSender>(
          std::make_unique<ScriptedClient>(world_), settings_,
          MessageSender::Listener{keep(world_.errors), keep(world_.warnings)});
    }
    return *sender_;
  }

  World world_;
  SenderSettings settings_;
  std::unique_ptr<MessageSender> sender_;
};

constexpr std::chrono::seconds kLong{20};

TEST_F(MessageSenderTest, SendsInOrder) {
  ASSERT_TRUE(sender().start());
  std::vector<std::string> sent;
  for (int i = 0; i < 1000; ++i) {
    sent.push_back(std::to_string(i));
    ASSERT_TRUE(sender().push(sent.back()));
  }
  EXPECT_EQ(sender().flush(kLong), 0u);
  EXPECT_EQ(world_.arrived, sent);
}

TEST_F(MessageSenderTest, SendsAgainWhatWasLost) {
  world_.is_held = true;
  ASSERT_TRUE(sender().start());
  sender().push("a");
  ASSERT_TRUE(world_.wait_for([&] { return world_.is_waiting; }));
  {
    const std::lock_guard lock(world_.mutex);
    world_.failing_sends = 2;
    world_.failing_connects = 3;
  }
  for (const char* text : {"b", "c", "d"}) sender().push(text);
  {
    const std::lock_guard lock(world_.mutex);
    world_.is_held = false;
    world_.changed.notify_all();
  }
  EXPECT_EQ(sender().flush(kLong), 0u);
  EXPECT_EQ(world_.arrived, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(world_.connects, 1 + 3 + 2);
  // One for each time the connection went.
  EXPECT_EQ(world_.warnings.size(), 2u);
  EXPECT_TRUE(world_.errors.empty());
}

TEST_F(MessageSenderTest, DropsWhatHasNoRoomAndSaysSo) {
  settings_.max_messages = 3;
  world_.is_held = true;
  ASSERT_TRUE(sender().start());
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(sender().push(std::to_string(i)));
  {
    const std::lock_guard lock(world_.mutex);
    EXPECT_EQ(world_.warnings.size(), 1u);
    world_.is_held = false;
    world_.changed.notify_all();
  }
  EXPECT_EQ(sender().flush(kLong), 0u);
  ASSERT_TRUE(world_.wait_for([&] { return world_.warnings.size() == 2; }));
  EXPECT_EQ(world_.warnings[1], "3 messages were dropped for want of room");
  EXPECT_EQ(world_.arrived, (std::vector<std::string>{"0", "1", "2"}));
}

TEST_F(MessageSenderTest, GivesUpOnFinalErrors) {
  ASSERT_TRUE(sender().start());
  world_.is_final = true;
  world_.failing_sends = 1;
  sender().push("a");
  ASSERT_TRUE(world_.wait_for([&] { return !world_.errors.empty(); }));
  EXPECT_EQ(world_.errors, std::vector<std::string>{"lost"});
  EXPECT_FALSE(sender().push("b"));
}

TEST_F(MessageSenderTest, GivesUpAfterTheLimit) {
  settings_.retry_limit = std::chrono::milliseconds(0);
  ASSERT_TRUE(sender().start());
  world_.failing_connects = 1000;
  world_.failing_sends = 1;
  sender().push("a");
  ASSERT_TRUE(world_.wait_for([&] { return !world_.errors.empty(); }));
  EXPECT_EQ(world_.errors[0], "no connection");
}

TEST_F(MessageSenderTest, WarnsOnceOfABrokerThatRefusesAndTriesAgainInItsTime) {
  world_.takes_none = true;
  world_.failing_sends = 4;
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(sender().start());
  EXPECT_TRUE(sender().push("a"));
  EXPECT_EQ(sender().flush(kLong), 0U);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 3 * settings_.retry_interval);
  EXPECT_EQ(world_.arrived, std::vector<std::string>{"a"});
  ASSERT_EQ(world_.warnings.size(), 1U);
  // What goes wrong later is other trouble.
  world_.failing_sends = 1;
  EXPECT_TRUE(sender().push("b"));
  EXPECT_EQ(sender().flush(kLong), 0U);
  EXPECT_EQ(world_.warnings.size(), 2U);
}

TEST_F(MessageSenderTest, GivesUpOnABrokerThatGoesOnRefusing) {
  world_.takes_none = true;
  world_.failing_sends = 1'000'000;
  settings_.retry_limit = std::chrono::milliseconds(30);
  ASSERT_TRUE(sender().start());
  EXPECT_TRUE(sender().push("a"));
  EXPECT_TRUE(world_.wait_for([&] { return !world_.errors.empty(); }));
  EXPECT_EQ(world_.errors.front(), "lost");
}

TEST_F(MessageSenderTest, FlushEndsWithItsTimeAndWhenInterrupted) {
  world_.is_held = true;
  ASSERT_TRUE(sender().start());
  sender().push("a");
  EXPECT_EQ(sender().flush(std::chrono::milliseconds(1)), 1u);
  sender().set_flushing(true);
  EXPECT_EQ(sender().flush(kLong), 1u);
}

TEST_F(MessageSenderTest, DoesNotStartWithoutAConnection) {
  world_.failing_connects = 1;
  const auto started = sender().start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().message, "no connection");
}

}  // namespace
}  // namespace pipewright::standin::messaging
