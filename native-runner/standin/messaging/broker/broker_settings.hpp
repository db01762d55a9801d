// SPDX-License-Identifier: Apache-2.0
// Where and how to send messages, out of nvmsgbroker's properties and its file.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "common/result.hpp"

namespace pipewright::standin::messaging {

enum class Protocol { kKafka, kMqtt, kRedis, kAmqp };

/// For people.
const char* name_of(Protocol protocol);

/// The protocol of one of DeepStream's adapter libraries, told by the name of its file. Errors say
/// which ones there are.
Result<Protocol> protocol_of_library(const std::string& path);

struct BrokerSettings {
  Protocol protocol = Protocol::kKafka;
  std::string host;
  int port = 0;
  std::string topic;
  /// Keys of the file's section message-broker; may hold secrets.
  std::map<std::string, std::string> entries;
  /// Of the section nvmsgbroker, which is read with new-api.
  bool reconnects = true;
  std::chrono::seconds retry_interval{1};
  std::chrono::seconds retry_limit{3600};
  /// How long the end of a stream waits for messages that are still on their way.
  std::chrono::milliseconds flush_timeout{10000};
  std::vector<std::string> warnings;

  /// `host:port`
  std::string address() const;
  /// A key of the file, else the text given.
  std::string entry(const std::string& key, const std::string& otherwise = {}) const;
  /// The same, but an environment variable goes first, as in DeepStream.
  std::string secret(const std::string& key, const char* variable) const;
};

struct BrokerProperties {
  std::string library;
  std::string connection;
  std::string config_path;
  std::string topic;
  bool uses_new_api = false;
};

/// Errors name the property, or file, section and key, and say what is expected; never the value of
/// a secret.
Result<BrokerSettings> read_broker_settings(const BrokerProperties& properties);

}  // namespace pipewright::standin::messaging
