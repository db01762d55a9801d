// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/broker/endpoint.hpp"

#include <gio/gio.h>

#include "common/gst_ptr.hpp"

namespace pipewright::standin::messaging {

Result<void, BrokerError> check_endpoint(const BrokerSettings& settings) {
  const GstPtr<GSocketClient> client(g_socket_client_new());
  g_socket_client_set_timeout(
      client.get(), static_cast<guint>(
                        std::chrono::duration_cast<std::chrono::seconds>(kConnectTimeout).count()));
  g_socket_client_set_enable_proxy(client.get(), FALSE);
  GError* error = nullptr;
  const GstPtr<GSocketConnection> connection(g_socket_client_connect_to_host(
      client.get(), settings.host.c_str(), static_cast<guint16>(settings.port), nullptr, &error));
  const GErrorPtr owner(error);
  if (connection) return {};
  return BrokerError{"No " + std::string(name_of(settings.protocol)) + " broker answers at " +
                     settings.address() + ": " +
                     (error != nullptr ? error->message : "not connected") +
                     ". Check that it runs, host and port, and the network between"};
}

}  // namespace pipewright::standin::messaging
