// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/broker_client.hpp"

#include "standin/messaging/broker/amqp_client.hpp"
#include "standin/messaging/broker/kafka_client.hpp"
#include "standin/messaging/broker/mqtt_client.hpp"
#include "standin/messaging/broker/redis_client.hpp"

namespace pipewright::standin::messaging {
namespace {

[[maybe_unused]] Error missing_library(Protocol protocol, const char* package) {
  return {std::string(name_of(protocol)) + " is not built in: install the package " + package +
          " (Debian, Ubuntu) and build the native runner anew"};
}

}  // namespace

Result<std::unique_ptr<BrokerClient>> make_broker_client(const BrokerSettings& settings) {
  switch (settings.protocol) {
    case Protocol::kKafka:
#ifdef HAVE_RDKAFKA
      return make_kafka_client(settings);
#else
      return missing_library(settings.protocol, "librdkafka-dev");
#endif
    case Protocol::kMqtt:
#ifdef HAVE_MOSQUITTO
      return make_mqtt_client(settings);
#else
      return missing_library(settings.protocol, "libmosquitto-dev");
#endif
    case Protocol::kRedis:
#ifdef HAVE_HIREDIS
      return make_redis_client(settings);
#else
      return missing_library(settings.protocol, "libhiredis-dev");
#endif
    default:
#ifdef HAVE_RABBITMQ
      return make_amqp_client(settings);
#else
      return missing_library(settings.protocol, "librabbitmq-dev");
#endif
  }
}

}  // namespace pipewright::standin::messaging
