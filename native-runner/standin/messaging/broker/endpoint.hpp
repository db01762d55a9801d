// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "standin/messaging/broker/broker_client.hpp"

namespace pipewright::standin::messaging {

/// Whether somebody listens at the broker's address: tells, before a client library does, why not
/// and what to check.
Result<void, BrokerError> check_endpoint(const BrokerSettings& settings);

}  // namespace pipewright::standin::messaging
