// SPDX-License-Identifier: Apache-2.0
#include "fault_reporter.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "messaging/broker/broker_client.hpp"
#include "messaging/broker/message_sender.hpp"

namespace pipewright::standin {
namespace {

constexpr std::chrono::seconds kStopTimeout(1);

/// Local time, in seconds.
std::string timestamp() {
  GDateTime* now = g_date_time_new_now_local();
  const std::string text = take_text(g_date_time_format(now, "%Y-%m-%d %H:%M:%S"));
  g_date_time_unref(now);
  return text;
}

}  // namespace

Result<std::unique_ptr<FaultReporter>> FaultReporter::connect(
    GstElement* bin, const messaging::BrokerProperties& properties) {
  const auto settings = messaging::read_broker_settings(properties);
  if (!settings) return settings.error();
  auto client = messaging::make_broker_client(settings.value());
  if (!client) return client.error();
  const auto warn = [bin](const std::string& text) {
    GST_ELEMENT_WARNING(bin, RESOURCE, WRITE, ("%s", text.c_str()), (nullptr));
  };
  auto sender = std::make_unique<messaging::MessageSender>(
      std::move(client).value(),
      messaging::SenderSettings{.reconnects = settings.value().reconnects,
                                .retry_interval = settings.value().retry_interval,
                                .retry_limit = settings.value().retry_limit},
      messaging::MessageSender::Listener{warn, warn});
  if (const auto started = sender->start(); !started) return Error{started.error().message};
  return std::unique_ptr<FaultReporter>(new FaultReporter(std::move(sender)));
}

FaultReporter::FaultReporter(std::unique_ptr<messaging::MessageSender> sender)
    : sender_(std::move(sender)) {}

FaultReporter::~FaultReporter() {
  if (sender_->is_connected()) sender_->flush(kStopTimeout);
}

void FaultReporter::report(const std::string& sensor_id, const std::string& event) {
  const nlohmann::ordered_json message = {{"stream_id", sensor_id.empty() ? "N/A" : sensor_id},
                                          {"timestamp", timestamp()},
                                          {"type", "CRITICAL"},
                                          {"source", g_get_host_name()},
                                          {"event", event}};
  // Foreign texts may be no UTF-8.
  sender_->push(message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace pipewright::standin
