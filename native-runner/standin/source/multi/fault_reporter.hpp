// SPDX-License-Identifier: Apache-2.0
// Tells a broker what goes wrong with the sources of nvmultiurisrcbin (enable-error-propagation).
#pragma once

#include <memory>
#include <string>

#include <gst/gst.h>

#include "common/result.hpp"
#include "messaging/broker/broker_settings.hpp"

namespace pipewright::standin {

namespace messaging {
class MessageSender;
}

/// Thread-safe.
class FaultReporter {
 public:
  /// Connects, which takes seconds at most. Trouble later on is warned of by `bin`, which has to
  /// outlive this. Errors name the property that is wrong, or the broker.
  static Result<std::unique_ptr<FaultReporter>> connect(
      GstElement* bin, const messaging::BrokerProperties& properties);
  /// Waits a second for what is on its way.
  ~FaultReporter();
  FaultReporter(const FaultReporter&) = delete;
  FaultReporter& operator=(const FaultReporter&) = delete;

  /// Sends DeepStream's message of a fault; a stream without a sensor id is `N/A`.
  void report(const std::string& sensor_id, const std::string& event);

 private:
  explicit FaultReporter(std::unique_ptr<messaging::MessageSender> sender);

  std::unique_ptr<messaging::MessageSender> sender_;
};

}  // namespace pipewright::standin
