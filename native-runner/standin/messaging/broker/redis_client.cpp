// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/redis_client.hpp"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "standin/messaging/broker/endpoint.hpp"

namespace pipewright::standin::messaging {
namespace {

struct RedisRelease {
  void operator()(redisContext* context) const { redisFree(context); }
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using ContextPtr = std::unique_ptr<redisContext, RedisRelease>;
using ReplyPtr = std::unique_ptr<redisReply, RedisRelease>;
using Command = std::vector<std::string_view>;

timeval timeval_of(std::chrono::milliseconds time) {
  return {static_cast<time_t>(time.count() / 1000),
          static_cast<suseconds_t>(time.count() % 1000 * 1000)};
}

/// States of a server that pass.
bool passes(std::string_view answer) {
  static constexpr std::array<std::string_view, 9> kStates = {
      "LOADING", "BUSY",        "MASTERDOWN", "READONLY",  "OOM",
      "MISCONF", "CLUSTERDOWN", "TRYAGAIN",   "NOREPLICAS"};
  return std::any_of(kStates.begin(), kStates.end(),
                     [&](std::string_view state) { return answer.starts_with(state); });
}

/// Adds messages to a stream: one entry each, with the payload in one field.
class RedisClient final : public BrokerClient {
 public:
  explicit RedisClient(const BrokerSettings& settings)
      : settings_(settings),
        stream_size_(settings.entry("streamsize")),
        field_(settings.entry("payloadkey", "metadata")),
        password_(settings.secret("password", "PASSWORD_REDIS")) {}

  Result<void, BrokerError> connect() override {
    context_.reset();
    if (auto checked = check_endpoint(settings_); !checked) return checked;
    context_.reset(redisConnectWithTimeout(settings_.host.c_str(), settings_.port,
                                           timeval_of(kConnectTimeout)));
    if (!context_ || context_->err != 0) return lost();
    redisSetTimeout(context_.get(), timeval_of(kAnswerTimeout));
    if (!password_.empty()) {
      if (auto done = ask({"AUTH", password_}); !done) return done;
    }
    return ask({"PING"});
  }

  Result<void, BrokerError> send(std::span<Message> messages) override {
    if (!context_) return lost();
    for (const Message& message : messages) append(command_for(message));
    Result<void, BrokerError> result;
    // All answers have to be read, also behind one that is an error.
    for (Message& message : messages) {
      auto done = read_answer();
      if (done) {
        message.is_sent = true;
      } else if (result) {
        result = std::move(done);
      }
      if (!context_) break;
    }
    return result;
  }

  Result<void, BrokerError> keep_alive() override { return ask({"PING"}); }

 private:
  Command command_for(const Message& message) const {
    Command command = {"XADD", settings_.topic};
    if (!stream_size_.empty()) command.insert(command.end(), {"MAXLEN", "~", stream_size_});
    command.insert(command.end(), {"*", field_, message.text});
    return command;
  }

  void append(const Command& command) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string_view part : command) {
      texts.push_back(part.data());
      sizes.push_back(part.size());
    }
    redisAppendCommandArgv(context_.get(), static_cast<int>(texts.size()), texts.data(),
                           sizes.data());
  }

  Result<void, BrokerError> ask(const Command& command) {
    if (!context_) return lost();
    append(command);
    return read_answer();
  }

  Result<void, BrokerError> read_answer() {
    void* raw = nullptr;
    const int status = redisGetReply(context_.get(), &raw);
    const ReplyPtr reply(static_cast<redisReply*>(raw));
    if (status != REDIS_OK || !reply) return lost();
    if (reply->type != REDIS_REPLY_ERROR) return {};
    const std::string answer(reply->str, reply->len);
    const std::string refusal = "Redis at " + settings_.address() + " refuses (stream '" +
                                settings_.topic + "'): " + answer;
    if (passes(answer)) return BrokerError{refusal};
    return BrokerError{refusal + ". Check the password, the user's rights and the topic", true};
  }

  /// Forgets the connection.
  BrokerError lost() {
    const std::string reason = context_ ? context_->errstr : "not connected";
    context_.reset();
    return {"No connection to Redis at " + settings_.address() + ": " + reason};
  }

  BrokerSettings settings_;
  std::string stream_size_;
  std::string field_;
  std::string password_;
  ContextPtr context_;
};

}  // namespace

Result<std::unique_ptr<BrokerClient>> make_redis_client(const BrokerSettings& settings) {
  return std::unique_ptr<BrokerClient>(std::make_unique<RedisClient>(settings));
}

}  // namespace pipewright::standin::messaging
