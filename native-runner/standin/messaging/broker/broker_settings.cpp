// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/broker_settings.hpp"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "standin/config/config_file.hpp"

namespace pipewright::standin::messaging {
namespace {

constexpr const char* kSection = "message-broker";
constexpr const char* kRetrySection = "nvmsgbroker";
constexpr long kMaxPort = 65535;
constexpr int kAmqpPort = 5672;
constexpr const char* kAmqpTopic = "deepstream_topic";
constexpr const char* kLibraries =
    "libnvds_kafka_proto.so, libnvds_mqtt_proto.so, libnvds_redis_proto.so and "
    "libnvds_amqp_proto.so";

/// Keys of DeepStream's adapters, those for receiving included.
const std::set<std::string>& known_keys(Protocol protocol) {
  static const std::set<std::string> kafka = {"proto-cfg",         "producer-proto-cfg",
                                              "partition-key",     "consumer-proto-cfg",
                                              "consumer-group-id", "share-connection"};
  static const std::set<std::string> mqtt = {"username",     "password",     "client-id",
                                             "enable-tls",   "tls-cafile",   "tls-capath",
                                             "tls-certfile", "tls-keyfile",  "loop-timeout",
                                             "keep-alive",   "set-threaded", "share-connection"};
  static const std::set<std::string> redis = {
      "hostname",      "port",         "password",      "streamsize",       "payloadkey",
      "consumergroup", "consumername", "flush-timeout", "share-connection", "sensorid"};
  static const std::set<std::string> amqp = {
      "hostname", "port",           "username",       "password",        "exchange",
      "topic",    "amqp-framesize", "amqp-heartbeat", "share-connection"};
  switch (protocol) {
    case Protocol::kKafka:
      return kafka;
    case Protocol::kMqtt:
      return mqtt;
    case Protocol::kRedis:
      return redis;
    default:
      return amqp;
  }
}

bool takes_address_from_file(Protocol protocol) {
  return protocol == Protocol::kRedis || protocol == Protocol::kAmqp;
}

class SettingsReader {
 public:
  explicit SettingsReader(const BrokerProperties& properties) : properties_(properties) {}

  Result<BrokerSettings> read() {
    const auto protocol = protocol_of_library(properties_.library);
    if (!protocol) return protocol.error();
    settings_.protocol = protocol.value();
    for (const auto step :
         {&SettingsReader::read_file, &SettingsReader::read_address, &SettingsReader::read_topic}) {
      if (const Result<void> done = (this->*step)(); !done) return done.error();
    }
    return std::move(settings_);
  }

 private:
  Result<void> read_file() {
    const std::string& path = properties_.config_path;
    if (path.empty()) return {};
    auto read = ConfigFile::read(path);
    if (!read) return Error{"property config: " + read.error().message};
    const ConfigFile& file = file_.emplace(std::move(read).value());
    const auto section = file.required_section(kSection);
    if (!section) return Error{"property config: " + section.error().message};
    for (const auto& entry : section.value()->entries) {
      settings_.entries[entry.key] = entry.value;
      if (!known_keys(settings_.protocol).contains(entry.key)) {
        settings_.warnings.push_back("'" + path + "', " + file.section_label(kSection) +
                                     ": the key '" + entry.key + "' is not known to the " +
                                     name_of(settings_.protocol) + " adapter");
      }
    }
    if (const Result<void> done = read_flush_timeout(); !done) return done;
    const ConfigSection* retries = file.section(kRetrySection);
    if (!properties_.uses_new_api || retries == nullptr) return {};
    return read_retries(*retries);
  }

  Result<void> read_flush_timeout() {
    const auto found = settings_.entries.find("flush-timeout");
    if (settings_.protocol != Protocol::kRedis || found == settings_.entries.end()) return {};
    const auto millis = parse_integer(found->second, 1, INT_MAX);
    if (!millis) return wrong(kSection, "flush-timeout", millis.error().message);
    settings_.flush_timeout = std::chrono::milliseconds(millis.value());
    return {};
  }

  Result<void> read_retries(const ConfigSection& section) {
    for (const ConfigEntry& entry : section.entries) {
      const std::string& key = entry.key;
      const std::string& value = entry.value;
      if (key == "auto-reconnect") {
        const auto on = parse_boolean(value);
        if (!on) return wrong(kRetrySection, key, on.error().message);
        settings_.reconnects = on.value();
      } else if (key == "retry-interval" || key == "max-retry-limit") {
        const auto seconds = parse_integer(value, 1, INT_MAX);
        if (!seconds) return wrong(kRetrySection, key, seconds.error().message);
        (key == "retry-interval" ? settings_.retry_interval : settings_.retry_limit) =
            std::chrono::seconds(seconds.value());
      }
    }
    return {};
  }

  /// Of a value of the file, which has been read.
  Error wrong(const char* section, const std::string& key, const std::string& reason) const {
    return {"property config: " + file_->where(section, key) + ": " + reason};
  }

  Result<void> read_address() {
    if (properties_.connection.empty()) return read_address_of_file();
    // A list may end in a separator; empty parts within it are wrong, though.
    const std::vector<std::string> parts = split_list(properties_.connection);
    const std::size_t most = settings_.protocol == Protocol::kAmqp ? 4 : 3;
    if (parts.size() < 2 || parts.size() > most || parts[0].empty()) return bad_connection();
    const auto port = parse_integer(parts[1], 1, kMaxPort);
    if (!port) return bad_connection();
    settings_.host = parts[0];
    settings_.port = static_cast<int>(port.value());
    if (settings_.protocol == Protocol::kAmqp) {
      // The old forms of this adapter: host;port;username and host;port;username;password.
      if (parts.size() > 2) settings_.entries["username"] = parts[2];
      if (parts.size() > 3) settings_.entries["password"] = parts[3];
    } else if (parts.size() > 2) {
      settings_.topic = parts[2];
    }
    return {};
  }

  /// Does not repeat the value, which may hold a password.
  Error bad_connection() const {
    return {std::string("property conn-str: expected ") +
            (settings_.protocol == Protocol::kAmqp ? "host;port" : "host;port or host;port;topic") +
            " with a port from 1 to " + std::to_string(kMaxPort) + ", e.g. localhost;9092"};
  }

  Result<void> read_address_of_file() {
    if (!takes_address_from_file(settings_.protocol)) {
      return Error{std::string("property conn-str is not set: expected host;port of the ") +
                   name_of(settings_.protocol) + " broker"};
    }
    settings_.host = settings_.entry("hostname");
    if (settings_.host.empty()) {
      return Error{
          "Neither property conn-str (host;port) nor the key hostname in section "
          "[message-broker] of the file in property config is set"};
    }
    const bool is_amqp = settings_.protocol == Protocol::kAmqp;
    const std::string text = settings_.entry("port", is_amqp ? std::to_string(kAmqpPort) : "");
    const auto port = parse_integer(text, 1, kMaxPort);
    if (!port) return wrong(kSection, "port", port.error().message);
    settings_.port = static_cast<int>(port.value());
    return {};
  }

  Result<void> read_topic() {
    if (!properties_.topic.empty()) settings_.topic = properties_.topic;
    if (settings_.topic.empty() && settings_.protocol == Protocol::kAmqp) {
      settings_.topic = settings_.entry("topic", kAmqpTopic);
    }
    if (settings_.topic.empty()) {
      return Error{"property topic is not set: messages have to go somewhere"};
    }
    if (settings_.protocol == Protocol::kMqtt &&
        settings_.topic.find_first_of("+#") != std::string::npos) {
      return Error{"property topic: '" + settings_.topic +
                   "' has + or #, with which one can subscribe but not send"};
    }
    return {};
  }

  const BrokerProperties& properties_;
  BrokerSettings settings_;
  /// None without the property config.
  std::optional<ConfigFile> file_;
};

}  // namespace

const char* name_of(Protocol protocol) {
  static constexpr const char* kNames[] = {"Kafka", "MQTT", "Redis", "AMQP"};
  return kNames[static_cast<int>(protocol)];
}

Result<Protocol> protocol_of_library(const std::string& path) {
  if (path.empty()) {
    return Error{std::string("property proto-lib is not set: there are ") + kLibraries};
  }
  const std::string name = path.substr(path.rfind('/') + 1);
  static const std::map<std::string_view, Protocol> protocols = {
      {"libnvds_kafka_proto.so", Protocol::kKafka},
      {"libnvds_mqtt_proto.so", Protocol::kMqtt},
      {"libnvds_redis_proto.so", Protocol::kRedis},
      {"libnvds_amqp_proto.so", Protocol::kAmqp},
  };
  const auto found = protocols.find(name);
  if (found != protocols.end()) return found->second;
  if (name.rfind("libnvds_azure", 0) == 0) {
    return Error{"property proto-lib: '" + path +
                 "': Azure IoT is not possible on a CPU; use another broker: there are " +
                 kLibraries};
  }
  return Error{"property proto-lib: '" + path + "' can't be used on a CPU: there are " +
               kLibraries};
}

std::string BrokerSettings::address() const {
  return host + ":" + std::to_string(port);
}

std::string BrokerSettings::entry(const std::string& key, const std::string& otherwise) const {
  const auto found = entries.find(key);
  return found == entries.end() || found->second.empty() ? otherwise : found->second;
}

std::string BrokerSettings::secret(const std::string& key, const char* variable) const {
  const char* value = std::getenv(variable);
  return value != nullptr ? value : entry(key);
}

Result<BrokerSettings> read_broker_settings(const BrokerProperties& properties) {
  return SettingsReader(properties).read();
}

}  // namespace pipewright::standin::messaging
