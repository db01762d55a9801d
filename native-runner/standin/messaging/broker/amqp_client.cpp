// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/amqp_client.hpp"

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

#include <climits>
#include <utility>

#include "standin/config/config_file.hpp"
#include "standin/messaging/broker/endpoint.hpp"

namespace pipewright::standin::messaging {
namespace {

using Clock = std::chrono::steady_clock;

constexpr amqp_channel_t kChannel = 1;
constexpr int kPersistent = 2;
constexpr suseconds_t kPollMicros = 100'000;
constexpr int kAccessRefused = 403;

struct AmqpRelease {
  void operator()(amqp_connection_state_t connection) const { amqp_destroy_connection(connection); }
};
using ConnectionPtr = std::unique_ptr<amqp_connection_state_t_, AmqpRelease>;

struct AmqpOptions {
  int frame_bytes = 131072;
  int heartbeat_seconds = 0;
};

amqp_bytes_t bytes_of(const std::string& text) {
  return {text.size(), const_cast<char*>(text.data())};
}

std::string text_of(const amqp_bytes_t& bytes) {
  return {static_cast<const char*>(bytes.bytes), bytes.len};
}

/// Publishes to an exchange with the topic as routing key, and waits for the broker's confirms.
class AmqpClient final : public BrokerClient {
 public:
  AmqpClient(const BrokerSettings& settings, AmqpOptions options)
      : settings_(settings),
        options_(options),
        exchange_(settings.entry("exchange", "amq.topic")),
        username_(settings.secret("username", "USER_AMQP")),
        password_(settings.secret("password", "PASSWORD_AMQP")) {}
  ~AmqpClient() override {
    if (connection_) amqp_connection_close(connection_.get(), AMQP_REPLY_SUCCESS);
  }

  Result<void, BrokerError> connect() override {
    connection_.reset();
    published_ = 0;
    if (auto checked = check_endpoint(settings_); !checked) return checked;
    connection_.reset(amqp_new_connection());
    amqp_socket_t* socket = connection_ ? amqp_tcp_socket_new(connection_.get()) : nullptr;
    if (socket == nullptr) return lost("out of memory");
    timeval timeout = {kConnectTimeout.count() / 1000, 0};
    amqp_set_handshake_timeout(connection_.get(), &timeout);
    amqp_set_rpc_timeout(connection_.get(), &timeout);
    const int status =
        amqp_socket_open_noblock(socket, settings_.host.c_str(), settings_.port, &timeout);
    if (status != AMQP_STATUS_OK) return lost(amqp_error_string2(status));
    const amqp_rpc_reply_t login =
        amqp_login(connection_.get(), "/", 0, options_.frame_bytes, options_.heartbeat_seconds,
                   AMQP_SASL_METHOD_PLAIN, username_.c_str(), password_.c_str());
    if (login.reply_type != AMQP_RESPONSE_NORMAL) return refused_login(login);
    amqp_channel_open(connection_.get(), kChannel);
    if (auto done = check_reply(); !done) return done;
    // Passive: only asks whether there is one.
    amqp_exchange_declare(connection_.get(), kChannel, bytes_of(exchange_),
                          amqp_cstring_bytes("topic"), 1, 0, 0, 0, amqp_empty_table);
    if (auto done = check_reply(); !done) return done;
    amqp_confirm_select(connection_.get(), kChannel);
    return check_reply();
  }

  Result<void, BrokerError> send(std::span<Message> messages) override {
    if (!connection_) return lost("not connected");
    amqp_basic_properties_t properties = {};
    properties._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.content_type = amqp_cstring_bytes("text/plain");
    properties.delivery_mode = kPersistent;
    const std::uint64_t first = published_ + 1;
    for (const Message& message : messages) {
      const int status =
          amqp_basic_publish(connection_.get(), kChannel, bytes_of(exchange_),
                             bytes_of(settings_.topic), 0, 0, &properties, bytes_of(message.text));
      if (status != AMQP_STATUS_OK) return lost(amqp_error_string2(status));
      ++published_;
    }
    return wait_for_confirms(messages, first);
  }

  Result<void, BrokerError> keep_alive() override {
    if (!connection_) return lost("not connected");
    // Reads what came meanwhile: heartbeats, or the broker's farewell.
    amqp_frame_t frame;
    timeval none = {};
    const int status = amqp_simple_wait_frame_noblock(connection_.get(), &frame, &none);
    if (status == AMQP_STATUS_TIMEOUT) return {};
    if (status != AMQP_STATUS_OK) return lost(amqp_error_string2(status));
    return take_farewell(frame);
  }

 private:
  Result<void, BrokerError> wait_for_confirms(std::span<Message> messages, std::uint64_t first) {
    std::size_t waiting = messages.size();
    const auto deadline = Clock::now() + kAnswerTimeout;
    while (waiting > 0) {
      amqp_frame_t frame;
      timeval timeout = {0, kPollMicros};
      amqp_maybe_release_buffers_on_channel(connection_.get(), kChannel);
      const int status = amqp_simple_wait_frame_noblock(connection_.get(), &frame, &timeout);
      if (status == AMQP_STATUS_TIMEOUT) {
        if (is_interrupted() || Clock::now() > deadline) return lost("it does not confirm");
        continue;
      }
      if (status != AMQP_STATUS_OK) return lost(amqp_error_string2(status));
      if (frame.frame_type != AMQP_FRAME_METHOD) continue;
      if (frame.payload.method.id == AMQP_BASIC_ACK_METHOD) {
        const auto& ack = *static_cast<const amqp_basic_ack_t*>(frame.payload.method.decoded);
        waiting -= mark(messages, first, ack.delivery_tag, ack.multiple != 0);
      } else if (frame.payload.method.id == AMQP_BASIC_NACK_METHOD) {
        return BrokerError{"AMQP broker at " + settings_.address() +
                           " did not take a message. Is a queue full that refuses more?"};
      } else if (auto done = take_farewell(frame); !done) {
        return done;
      }
    }
    return {};
  }

  /// Marks what a confirm names; returns how many there are.
  static std::size_t mark(std::span<Message> messages, std::uint64_t first, std::uint64_t tag,
                          bool and_all_before) {
    std::size_t marked = 0;
    for (std::size_t i = 0; i < messages.size(); ++i) {
      const bool is_named = and_all_before ? first + i <= tag : first + i == tag;
      if (!is_named || messages[i].is_sent) continue;
      messages[i].is_sent = true;
      ++marked;
    }
    return marked;
  }

  Result<void, BrokerError> take_farewell(const amqp_frame_t& frame) {
    if (frame.frame_type != AMQP_FRAME_METHOD) return {};
    const amqp_method_t& method = frame.payload.method;
    if (method.id == AMQP_CHANNEL_CLOSE_METHOD) {
      const auto& close = *static_cast<const amqp_channel_close_t*>(method.decoded);
      return refused(close.reply_code, text_of(close.reply_text));
    }
    if (method.id == AMQP_CONNECTION_CLOSE_METHOD) {
      const auto& close = *static_cast<const amqp_connection_close_t*>(method.decoded);
      return lost(text_of(close.reply_text));
    }
    return {};
  }

  /// The outcome of the last call.
  Result<void, BrokerError> check_reply() {
    const amqp_rpc_reply_t reply = amqp_get_rpc_reply(connection_.get());
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) return {};
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION) {
      amqp_frame_t frame = {};
      frame.frame_type = AMQP_FRAME_METHOD;
      frame.payload.method = reply.reply;
      if (auto done = take_farewell(frame); !done) return done;
    }
    return lost(amqp_error_string2(reply.library_error));
  }

  BrokerError refused(int code, const std::string& text) {
    connection_.reset();
    return {"AMQP broker at " + settings_.address() + " refuses (exchange '" + exchange_ +
                "', topic '" + settings_.topic + "'): " + text +
                ". Check the key exchange of the section [message-broker] and the user's rights",
            code >= kAccessRefused};
  }

  BrokerError refused_login(const amqp_rpc_reply_t& reply) {
    const bool is_refusal = reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION ||
                            // RabbitMQ's older way to refuse is to hang up.
                            reply.library_error == AMQP_STATUS_CONNECTION_CLOSED ||
                            reply.library_error == AMQP_STATUS_SOCKET_ERROR;
    if (!is_refusal) return lost(amqp_error_string2(reply.library_error));
    connection_.reset();
    // A broker that is just starting hangs up as well, hence not final.
    return {"AMQP broker at " + settings_.address() +
                " refuses the login. Check username and password (keys of the section "
                "[message-broker], or USER_AMQP and PASSWORD_AMQP) and the user's right to the "
                "virtual host /",
            reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION};
  }

  /// Forgets the connection.
  BrokerError lost(const std::string& reason) {
    connection_.reset();
    return {"No connection to the AMQP broker at " + settings_.address() + ": " + reason};
  }

  BrokerSettings settings_;
  AmqpOptions options_;
  std::string exchange_;
  std::string username_;
  std::string password_;
  ConnectionPtr connection_;
  /// Since the connection was made; the broker counts the same.
  std::uint64_t published_ = 0;
};

Error wrong(const char* key, const std::string& reason) {
  return {std::string("property config, [message-broker], ") + key + ": " + reason};
}

}  // namespace

Result<std::unique_ptr<BrokerClient>> make_amqp_client(const BrokerSettings& settings) {
  AmqpOptions options;
  constexpr int kSmallestFrame = 4096;
  const auto frame =
      parse_integer(settings.entry("amqp-framesize", "131072"), kSmallestFrame, INT_MAX);
  if (!frame) return wrong("amqp-framesize", frame.error().message);
  options.frame_bytes = static_cast<int>(frame.value());
  const auto heartbeat = parse_integer(settings.entry("amqp-heartbeat", "0"), 0, USHRT_MAX);
  if (!heartbeat) return wrong("amqp-heartbeat", heartbeat.error().message);
  options.heartbeat_seconds = static_cast<int>(heartbeat.value());
  if (settings.secret("username", "USER_AMQP").empty() ||
      settings.secret("password", "PASSWORD_AMQP").empty()) {
    return Error{
        "AMQP needs a user: set the keys username and password in the section [message-broker] of "
        "the file in property config, or the environment's USER_AMQP and PASSWORD_AMQP"};
  }
  return std::unique_ptr<BrokerClient>(std::make_unique<AmqpClient>(settings, options));
}

}  // namespace pipewright::standin::messaging
