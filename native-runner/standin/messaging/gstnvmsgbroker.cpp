// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasesink.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "nvdsmeta_schema.h"
#include "standin/elements.hpp"
#include "standin/messaging/broker/broker_client.hpp"
#include "standin/messaging/broker/broker_settings.hpp"
#include "standin/messaging/broker/message_sender.hpp"
#include "standin/properties/nvmsgbroker.gen.hpp"
#include "standin/properties/property_store.hpp"

GST_DEBUG_CATEGORY_STATIC(nvmsgbroker_debug);
#define GST_CAT_DEFAULT nvmsgbroker_debug

// nvmsgbroker: sends the messages that nvmsgconv hung on frames. Pad, properties and files as
// DeepStream's element of this name; clients for the brokers are built in, instead of libraries
// that are loaded.
namespace {

namespace property = pipewright::standin::properties::nvmsgbroker;
using pipewright::BatchLock;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using namespace pipewright::standin::messaging;

/// How long stopping waits for messages that are on their way.
constexpr std::chrono::milliseconds kStopTimeout{1000};

/// Lives while the element is started.
struct Broker {
  BrokerSettings settings;
  unsigned component_id = 0;
  std::unique_ptr<MessageSender> sender;
  /// Of the buffer that is rendered; kept for its capacity.
  std::vector<std::string> messages;
};

struct GstNvMsgBroker {
  GstBaseSink parent;
  PropertyStore* properties;
  Broker* broker;
};

struct GstNvMsgBrokerClass {
  GstBaseSinkClass parent;
};

G_DEFINE_TYPE(GstNvMsgBroker, gst_nv_msg_broker, GST_TYPE_BASE_SINK)

GstNvMsgBroker* cast(gpointer object) {
  return static_cast<GstNvMsgBroker*>(object);
}

std::string trimmed(const std::string& text) {
  constexpr const char* kBlanks = " \t\r\n";
  const auto from = text.find_first_not_of(kBlanks);
  return from == std::string::npos ? std::string()
                                   : text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

BrokerProperties read_properties(const PropertyStore& properties) {
  return {properties.text_value(property::kProtoLib), properties.text_value(property::kConnStr),
          properties.text_value(property::kConfig),
          trimmed(properties.text_value(property::kTopic)),
          properties.boolean_value(property::kNewApi)};
}

std::unique_ptr<MessageSender> make_sender(GstNvMsgBroker* self, const BrokerSettings& settings,
                                           std::unique_ptr<BrokerClient> client) {
  SenderSettings sender;
  sender.reconnects = settings.reconnects;
  sender.retry_interval = settings.retry_interval;
  sender.retry_limit = settings.retry_limit;
  sender.pause = std::chrono::milliseconds(self->properties->uint_value(property::kSleepTime));
  return std::make_unique<MessageSender>(
      std::move(client), sender,
      MessageSender::Listener{
          [self](const std::string& text) {
            GST_ELEMENT_ERROR(self, RESOURCE, WRITE, ("%s", text.c_str()), (nullptr));
          },
          [self](const std::string& text) {
            GST_ELEMENT_WARNING(self, RESOURCE, WRITE, ("%s", text.c_str()), (nullptr));
          }});
}

gboolean start(GstBaseSink* sink) {
  GstNvMsgBroker* self = cast(sink);
  auto settings = read_broker_settings(read_properties(*self->properties));
  if (!settings) {
    GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", settings.error().message.c_str()), (nullptr));
    return FALSE;
  }
  auto client = make_broker_client(settings.value());
  if (!client) {
    GST_ELEMENT_ERROR(self, LIBRARY, INIT, ("%s", client.error().message.c_str()), (nullptr));
    return FALSE;
  }
  for (const std::string& warning : settings.value().warnings) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  auto sender = make_sender(self, settings.value(), std::move(client).value());
  if (const auto started = sender->start(); !started) {
    GST_ELEMENT_ERROR(self, RESOURCE, OPEN_WRITE, ("%s", started.error().message.c_str()),
                      (nullptr));
    return FALSE;
  }
  GST_INFO_OBJECT(self, "sends to %s at %s, topic '%s'", name_of(settings.value().protocol),
                  settings.value().address().c_str(), settings.value().topic.c_str());
  self->broker = new Broker{std::move(settings).value(),
                            self->properties->uint_value(property::kCompId),
                            std::move(sender),
                            {}};
  return TRUE;
}

gboolean stop(GstBaseSink* sink) {
  GstNvMsgBroker* self = cast(sink);
  if (self->broker->sender->is_connected()) {
    self->broker->sender->set_flushing(false);
    self->broker->sender->flush(kStopTimeout);
  }
  delete self->broker;
  self->broker = nullptr;
  return TRUE;
}

/// Adds a frame's messages to those of the buffer.
void collect_messages(Broker& broker, const NvDsFrameMeta& frame) {
  for (const GList* item = frame.frame_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<const NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_PAYLOAD_META || meta->user_meta_data == nullptr) continue;
    const auto& payload = *static_cast<const NvDsPayload*>(meta->user_meta_data);
    if (broker.component_id != 0 && payload.componentId != broker.component_id) continue;
    if (payload.payload == nullptr || payload.payloadSize == 0) continue;
    broker.messages.emplace_back(static_cast<const char*>(payload.payload), payload.payloadSize);
  }
}

/// Takes a batch's messages in place of those of the buffer before.
void collect_messages(Broker& broker, NvDsBatchMeta* batch) {
  const BatchLock lock(batch);
  broker.messages.clear();
  for (const GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    collect_messages(broker, *static_cast<const NvDsFrameMeta*>(item->data));
  }
}

GstFlowReturn render(GstBaseSink* sink, GstBuffer* buffer) {
  GstNvMsgBroker* self = cast(sink);
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  // As with DeepStream, what is no batch has no messages.
  if (batch == nullptr) return GST_FLOW_OK;
  Broker& broker = *self->broker;
  collect_messages(broker, batch);
  // A full queue makes this wait, while others may need the batch's lock.
  for (std::string& message : broker.messages) {
    // The error was posted where it happened.
    if (!broker.sender->push(std::move(message))) return GST_FLOW_ERROR;
  }
  return GST_FLOW_OK;
}

gboolean event(GstBaseSink* sink, GstEvent* event) {
  GstNvMsgBroker* self = cast(sink);
  if (GST_EVENT_TYPE(event) == GST_EVENT_EOS && self->broker != nullptr) {
    const std::size_t left = self->broker->sender->flush(self->broker->settings.flush_timeout);
    if (left > 0) {
      GST_ELEMENT_WARNING(self, RESOURCE, WRITE,
                          ("%zu messages were not sent to %s before the end of the stream", left,
                           self->broker->settings.address().c_str()),
                          (nullptr));
    }
  }
  return GST_BASE_SINK_CLASS(gst_nv_msg_broker_parent_class)->event(sink, event);
}

gboolean unlock(GstBaseSink* sink) {
  if (Broker* broker = cast(sink)->broker; broker != nullptr) broker->sender->set_flushing(true);
  return TRUE;
}

gboolean unlock_stop(GstBaseSink* sink) {
  if (Broker* broker = cast(sink)->broker; broker != nullptr) broker->sender->set_flushing(false);
  return TRUE;
}

void gst_nv_msg_broker_class_init(GstNvMsgBrokerClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvmsgbroker_debug, "nvmsgbroker", 0, "CPU stand-in for nvmsgbroker");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement, "Sends messages to a broker");
  GstBaseSinkClass* sink_class = GST_BASE_SINK_CLASS(klass);
  sink_class->start = start;
  sink_class->stop = stop;
  sink_class->render = render;
  sink_class->event = event;
  sink_class->unlock = unlock;
  sink_class->unlock_stop = unlock_stop;
}

void gst_nv_msg_broker_init(GstNvMsgBroker* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvmsgbroker, "nvmsgbroker", pipewright::standin::kStandinRank,
                            gst_nv_msg_broker_get_type());
