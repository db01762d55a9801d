// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/kafka_client.hpp"

#include <librdkafka/rdkafka.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "standin/messaging/broker/endpoint.hpp"

namespace pipewright::standin::messaging {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPollMillis = 100;
constexpr int kTopicTries = 10;
constexpr const char* kDefaultKeyField = "sensor.id";

struct KafkaRelease {
  void operator()(rd_kafka_t* producer) const { rd_kafka_destroy(producer); }
  void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  void operator()(rd_kafka_conf_t* settings) const { rd_kafka_conf_destroy(settings); }
  void operator()(const rd_kafka_metadata_t* metadata) const {
    rd_kafka_metadata_destroy(metadata);
  }
};
using ProducerPtr = std::unique_ptr<rd_kafka_t, KafkaRelease>;
using TopicPtr = std::unique_ptr<rd_kafka_topic_t, KafkaRelease>;
using SettingsPtr = std::unique_ptr<rd_kafka_conf_t, KafkaRelease>;
using MetadataPtr = std::unique_ptr<const rd_kafka_metadata_t, KafkaRelease>;
using Option = std::pair<std::string, std::string>;

/// What trying again does not mend.
bool is_final(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
      return true;
    default:
      return false;
  }
}

/// The value of `a.b` in a JSON text: Kafka's key, which says what belongs together.
std::string key_of(const std::string& text, const std::string& field) {
  auto json = nlohmann::json::parse(text, nullptr, false);
  for (std::size_t from = 0;;) {
    const auto dot = field.find('.', from);
    const std::string name = field.substr(from, dot - from);
    if (!json.is_object() || !json.contains(name)) return {};
    auto member = json[name];
    json = std::move(member);
    if (dot == std::string::npos) break;
    from = dot + 1;
  }
  return json.is_string() ? json.get<std::string>() : std::string();
}

class KafkaClient final : public BrokerClient {
 public:
  KafkaClient(const BrokerSettings& settings, std::vector<Option> options)
      : settings_(settings),
        options_(std::move(options)),
        key_field_(settings.entry("partition-key", kDefaultKeyField)) {}
  ~KafkaClient() override { close(); }

  Result<void, BrokerError> connect() override {
    close();
    if (auto checked = check_endpoint(settings_); !checked) return checked;
    if (auto made = make_producer(); !made) return made;
    return check_topic();
  }

  Result<void, BrokerError> send(std::span<Message> messages) override {
    if (!producer_) return lost("not connected");
    failure_.reset();
    waiting_ = 0;
    for (Message& message : messages) {
      if (auto done = produce(message); !done) return done;
    }
    const auto deadline = Clock::now() + kAnswerTimeout;
    while (waiting_ > 0) {
      // Unlike a poll it does not wait for linger.ms, which the messages that come later are for.
      rd_kafka_flush(producer_.get(), kPollMillis);
      if (is_interrupted() || Clock::now() > deadline) {
        return lost(last_error_.empty() ? "it does not confirm" : last_error_);
      }
    }
    if (!failure_) return {};
    if (is_final(*failure_)) {
      return BrokerError{"Kafka at " + settings_.address() + " refuses topic '" + settings_.topic +
                             "': " + rd_kafka_err2str(*failure_) +
                             ". Check the topic and the user's rights",
                         true};
    }
    return lost(rd_kafka_err2str(*failure_));
  }

  Result<void, BrokerError> keep_alive() override {
    if (!producer_) return lost("not connected");
    // The library keeps its connections by itself; this runs its callbacks.
    rd_kafka_poll(producer_.get(), 0);
    return {};
  }

 private:
  static void on_delivery(rd_kafka_t*, const rd_kafka_message_t* report, void* opaque) {
    auto& self = *static_cast<KafkaClient*>(opaque);
    --self.waiting_;
    if (report->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      static_cast<Message*>(report->_private)->is_sent = true;
    } else {
      self.failure_ = report->err;
    }
  }

  static void on_error(rd_kafka_t*, int, const char* reason, void* opaque) {
    static_cast<KafkaClient*>(opaque)->last_error_ = reason;
  }

  /// The library would write to stderr. What matters comes as errors.
  static void on_log(const rd_kafka_t*, int, const char*, const char*) {}

  Result<void, BrokerError> make_producer() {
    SettingsPtr settings(rd_kafka_conf_new());
    if (auto done = set_option(settings.get(), "bootstrap.servers", settings_.address()); !done) {
      return done;
    }
    // After it: as in the SDK they may name more brokers.
    for (const auto& [key, value] : options_) {
      if (auto done = set_option(settings.get(), key, value); !done) return done;
    }
    rd_kafka_conf_set_opaque(settings.get(), this);
    rd_kafka_conf_set_dr_msg_cb(settings.get(), on_delivery);
    rd_kafka_conf_set_error_cb(settings.get(), on_error);
    rd_kafka_conf_set_log_cb(settings.get(), on_log);
    char reason[256] = {};
    producer_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, settings.get(), reason, sizeof(reason)));
    if (!producer_) {
      return BrokerError{std::string("Kafka's settings (proto-cfg, producer-proto-cfg) do not go "
                                     "together: ") +
                             reason,
                         true};
    }
    static_cast<void>(settings.release());  // The producer owns them now.
    return {};
  }

  static Result<void, BrokerError> set_option(rd_kafka_conf_t* settings, const std::string& key,
                                              const std::string& value) {
    char reason[256] = {};
    const auto outcome =
        rd_kafka_conf_set(settings, key.c_str(), value.c_str(), reason, sizeof(reason));
    if (outcome == RD_KAFKA_CONF_OK) return {};
    // The library's reason repeats the value, which may be a secret, unless the key is unknown.
    return BrokerError{"property config, [message-broker]: Kafka's setting '" + key + "': " +
                           (outcome == RD_KAFKA_CONF_UNKNOWN ? "there is none of this name"
                                                             : "its value is not valid"),
                       true};
  }

  /// Whether there is a broker and it has the topic; one that makes topics needs a moment.
  Result<void, BrokerError> check_topic() {
    const TopicPtr topic(rd_kafka_topic_new(producer_.get(), settings_.topic.c_str(), nullptr));
    if (!topic) {
      return BrokerError{"property topic: '" + settings_.topic + "' is no name of a Kafka topic",
                         true};
    }
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    for (int i = 0; i < kTopicTries && !is_interrupted(); ++i) {
      const rd_kafka_metadata_t* raw = nullptr;
      error = rd_kafka_metadata(producer_.get(), 0, topic.get(), &raw,
                                static_cast<int>(kConnectTimeout.count()));
      const MetadataPtr metadata(raw);
      rd_kafka_poll(producer_.get(), 0);
      if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return lost(last_error_.empty() ? rd_kafka_err2str(error) : last_error_);
      }
      error = metadata->topic_cnt > 0 ? metadata->topics[0].err : RD_KAFKA_RESP_ERR_NO_ERROR;
      if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
      if (error != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART &&
          error != RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE) {
        break;
      }
      rd_kafka_poll(producer_.get(), kPollMillis);
    }
    return BrokerError{"Kafka at " + settings_.address() + " has no usable topic '" +
                           settings_.topic + "': " + rd_kafka_err2str(error) +
                           ". Check the property topic, or make the topic",
                       is_final(error)};
  }

  Result<void, BrokerError> produce(Message& message) {
    const std::string key = key_of(message.text, key_field_);
    const auto deadline = Clock::now() + kAnswerTimeout;
    for (;;) {
      const rd_kafka_resp_err_t error =
          rd_kafka_producev(producer_.get(), RD_KAFKA_V_TOPIC(settings_.topic.c_str()),
                            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                            RD_KAFKA_V_VALUE(message.text.data(), message.text.size()),
                            RD_KAFKA_V_KEY(key.empty() ? nullptr : key.data(), key.size()),
                            RD_KAFKA_V_OPAQUE(&message), RD_KAFKA_V_END);
      if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
        ++waiting_;
        return {};
      }
      if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL || is_interrupted() || Clock::now() > deadline) {
        BrokerError result = lost(rd_kafka_err2str(error));
        result.is_final = is_final(error);
        return result;
      }
      rd_kafka_poll(producer_.get(), kPollMillis);
    }
  }

  /// Drops what is on its way, so that no report comes for messages that are gone.
  void close() {
    if (!producer_) return;
    rd_kafka_purge(producer_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    while (rd_kafka_outq_len(producer_.get()) > 0) rd_kafka_poll(producer_.get(), kPollMillis);
    producer_.reset();
    waiting_ = 0;
    last_error_.clear();
  }

  /// Forgets the connection.
  BrokerError lost(const std::string& reason) {
    // The reason may be last_error_, which close() clears.
    BrokerError error = {"No connection to Kafka at " + settings_.address() + ": " + reason +
                         ". Check that the broker's advertised listeners can be reached from here"};
    close();
    return error;
  }

  BrokerSettings settings_;
  std::vector<Option> options_;
  std::string key_field_;
  ProducerPtr producer_;
  std::size_t waiting_ = 0;
  std::optional<rd_kafka_resp_err_t> failure_;
  std::string last_error_;
};

/// `"key=value;key=value"`, in quotes as DeepStream wants it.
Result<std::vector<Option>> read_options(const BrokerSettings& settings, const char* key) {
  std::string text = settings.entry(key);
  if (text.empty()) return std::vector<Option>{};
  const auto wrong = [&] {
    return Error{std::string("property config, [message-broker], ") + key +
                 ": expected \"key=value;key=value\" with the quotes, with settings of librdkafka"};
  };
  const bool is_yaml_text = text.front() != '"';
  if (!is_yaml_text) {
    if (text.size() < 2 || text.back() != '"') return wrong();
    text = text.substr(1, text.size() - 2);
  }
  std::vector<Option> options;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(';', from), text.size());
    const std::string part = text.substr(from, end - from);
    from = end + 1;
    if (part.empty()) continue;
    const auto equals = part.find('=');
    if (equals == std::string::npos || equals == 0) return wrong();
    options.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  return options;
}

}  // namespace

Result<std::unique_ptr<BrokerClient>> make_kafka_client(const BrokerSettings& settings) {
  std::vector<Option> options;
  for (const char* key : {"proto-cfg", "producer-proto-cfg"}) {
    auto read = read_options(settings, key);
    if (!read) return read.error();
    for (Option& option : read.value()) options.push_back(std::move(option));
  }
  return std::unique_ptr<BrokerClient>(std::make_unique<KafkaClient>(settings, std::move(options)));
}

}  // namespace pipewright::standin::messaging
