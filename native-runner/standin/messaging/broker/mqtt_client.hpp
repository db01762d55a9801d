// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "standin/messaging/broker/broker_client.hpp"

namespace pipewright::standin::messaging {

/// Defined where its library was there at build.
Result<std::unique_ptr<BrokerClient>> make_mqtt_client(const BrokerSettings& settings);

}  // namespace pipewright::standin::messaging
