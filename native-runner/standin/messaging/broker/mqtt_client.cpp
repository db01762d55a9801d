// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/mqtt_client.hpp"

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include <climits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "standin/config/config_file.hpp"
#include "standin/messaging/broker/endpoint.hpp"

namespace pipewright::standin::messaging {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kAtLeastOnce = 1;
constexpr int kPollMillis = 100;
constexpr int kFirstErrorCode = 128;

/// Is the message itself what can't be sent? The connection is well then, and trying again is of no
/// use.
bool is_about_message(int code) {
  return code == MOSQ_ERR_OVERSIZE_PACKET || code == MOSQ_ERR_PAYLOAD_SIZE ||
         code == MOSQ_ERR_INVAL || code == MOSQ_ERR_MALFORMED_UTF8 ||
         code == MOSQ_ERR_QOS_NOT_SUPPORTED;
}

struct MosquittoRelease {
  void operator()(mosquitto* client) const { mosquitto_destroy(client); }
};

struct MqttOptions {
  int keep_alive_seconds = 60;
  bool uses_tls = false;
};

/// MQTT 5. DeepStream sends with quality of service 0, which loses what is on its way when a broker
/// goes; 1 is used here, so that the sender knows what to send again.
class MqttClient final : public BrokerClient {
 public:
  MqttClient(const BrokerSettings& settings, MqttOptions options)
      : settings_(settings),
        options_(options),
        username_(settings.secret("username", "USER_MQTT")),
        password_(settings.secret("password", "PASSWORD_MQTT")) {
    mosquitto_lib_init();
  }
  ~MqttClient() override {
    if (client_) {
      mosquitto_disconnect(client_.get());
      mosquitto_loop(client_.get(), 0, 1);
    }
    client_.reset();
    mosquitto_lib_cleanup();
  }

  Result<void, BrokerError> connect() override {
    client_.reset();
    waiting_.clear();
    answer_.reset();
    refusal_.reset();
    if (auto checked = check_endpoint(settings_); !checked) return checked;
    const std::string id = settings_.entry("client-id");
    client_.reset(mosquitto_new(id.empty() ? nullptr : id.c_str(), true, this));
    if (!client_) return BrokerError{"The key client-id is no MQTT client id", true};
    mosquitto_int_option(client_.get(), MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_connect_v5_callback_set(client_.get(), on_connect);
    mosquitto_publish_v5_callback_set(client_.get(), on_publish);
    if (!username_.empty()) {
      mosquitto_username_pw_set(client_.get(), username_.c_str(), password_.c_str());
    }
    if (options_.uses_tls) {
      if (auto done = set_tls(); !done) return done;
    }
    const int code = mosquitto_connect(client_.get(), settings_.host.c_str(), settings_.port,
                                       options_.keep_alive_seconds);
    if (code != MOSQ_ERR_SUCCESS) return lost(code);
    return wait_for_answer();
  }

  Result<void, BrokerError> send(std::span<Message> messages) override {
    if (!client_) return lost(MOSQ_ERR_NO_CONN);
    for (Message& message : messages) {
      int id = 0;
      const int code = mosquitto_publish_v5(client_.get(), &id, settings_.topic.c_str(),
                                            static_cast<int>(message.text.size()),
                                            message.text.data(), kAtLeastOnce, false, nullptr);
      if (is_about_message(code)) {
        waiting_.clear();
        return BrokerError{"MQTT broker at " + settings_.address() + " refuses a message of " +
                               std::to_string(message.text.size()) + " bytes to topic '" +
                               settings_.topic + "': " + mosquitto_strerror(code) +
                               ". Check the topic, and how large a message the broker takes",
                           true};
      }
      if (code != MOSQ_ERR_SUCCESS) return lost(code);
      waiting_[id] = &message;
    }
    const auto deadline = Clock::now() + kAnswerTimeout;
    while (!waiting_.empty() && !refusal_) {
      const int code = mosquitto_loop(client_.get(), kPollMillis, 1);
      if (code != MOSQ_ERR_SUCCESS) return lost(code);
      if (is_interrupted() || Clock::now() > deadline) return lost(MOSQ_ERR_CONN_LOST);
    }
    if (refusal_) return *std::exchange(refusal_, std::nullopt);
    return {};
  }

  Result<void, BrokerError> keep_alive() override {
    if (!client_) return lost(MOSQ_ERR_NO_CONN);
    const int code = mosquitto_loop(client_.get(), 0, 1);
    if (code != MOSQ_ERR_SUCCESS) return lost(code);
    return {};
  }

 private:
  static void on_connect(mosquitto*, void* self, int reason, int, const mosquitto_property*) {
    static_cast<MqttClient*>(self)->answer_ = reason;
  }

  static void on_publish(mosquitto*, void* self, int id, int reason, const mosquitto_property*) {
    static_cast<MqttClient*>(self)->take_answer(id, reason);
  }

  void take_answer(int id, int reason) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    if (reason < kFirstErrorCode) {
      found->second->is_sent = true;
    } else {
      refusal_ = BrokerError{"MQTT broker at " + settings_.address() + " refuses topic '" +
                                 settings_.topic + "': " + mosquitto_reason_string(reason) +
                                 ". Check the topic and the user's rights",
                             reason != MQTT_RC_QUOTA_EXCEEDED};
    }
    waiting_.erase(found);
  }

  Result<void, BrokerError> wait_for_answer() {
    const auto deadline = Clock::now() + kConnectTimeout;
    while (!answer_) {
      const int code = mosquitto_loop(client_.get(), kPollMillis, 1);
      if (code != MOSQ_ERR_SUCCESS && !answer_) return lost(code);
      if (is_interrupted() || Clock::now() > deadline) return lost(MOSQ_ERR_CONN_LOST);
    }
    if (*answer_ == 0) return {};
    const int reason = *answer_;
    client_.reset();
    return BrokerError{
        "MQTT broker at " + settings_.address() + " refuses: " + mosquitto_reason_string(reason) +
            ". Check username and password (keys of the section [message-broker], or USER_MQTT "
            "and PASSWORD_MQTT), client-id, and that the broker takes MQTT 5",
        reason != MQTT_RC_SERVER_UNAVAILABLE && reason != MQTT_RC_SERVER_BUSY};
  }

  Result<void, BrokerError> set_tls() {
    const auto file = [&](const char* key) { return settings_.entry(key); };
    const std::string ca = file("tls-cafile");
    const std::string folder = file("tls-capath");
    const std::string certificate = file("tls-certfile");
    const std::string key = file("tls-keyfile");
    const auto given = [](const std::string& text) {
      return text.empty() ? nullptr : text.c_str();
    };
    const int code = mosquitto_tls_set(client_.get(), given(ca), given(folder), given(certificate),
                                       given(key), nullptr);
    if (code == MOSQ_ERR_SUCCESS) return {};
    return BrokerError{std::string("TLS can't be set up: ") + mosquitto_strerror(code) +
                           ". Check the files of the keys tls-cafile, tls-capath, tls-certfile and "
                           "tls-keyfile",
                       true};
  }

  /// Forgets the connection.
  BrokerError lost(int code) {
    client_.reset();
    waiting_.clear();
    return {"No connection to the MQTT broker at " + settings_.address() + ": " +
            mosquitto_strerror(code)};
  }

  BrokerSettings settings_;
  MqttOptions options_;
  std::string username_;
  std::string password_;
  std::unique_ptr<mosquitto, MosquittoRelease> client_;
  /// By message id of the library.
  std::unordered_map<int, Message*> waiting_;
  std::optional<int> answer_;
  std::optional<BrokerError> refusal_;
};

Error wrong(const char* key, const std::string& reason) {
  return {std::string("property config, [message-broker], ") + key + ": " + reason};
}

}  // namespace

Result<std::unique_ptr<BrokerClient>> make_mqtt_client(const BrokerSettings& settings) {
  MqttOptions options;
  constexpr int kShortestKeepAlive = 5;
  const auto seconds =
      parse_integer(settings.entry("keep-alive", "60"), kShortestKeepAlive, USHRT_MAX);
  if (!seconds) return wrong("keep-alive", seconds.error().message);
  options.keep_alive_seconds = static_cast<int>(seconds.value());
  const auto tls = parse_boolean(settings.entry("enable-tls", "0"));
  if (!tls) return wrong("enable-tls", tls.error().message);
  options.uses_tls = tls.value();
  if (options.uses_tls && settings.entry("tls-cafile").empty() &&
      settings.entry("tls-capath").empty()) {
    return wrong("enable-tls", "needs tls-cafile or tls-capath");
  }
  return std::unique_ptr<BrokerClient>(std::make_unique<MqttClient>(settings, options));
}

}  // namespace pipewright::standin::messaging
