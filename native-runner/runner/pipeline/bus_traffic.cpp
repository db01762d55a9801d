// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/bus_traffic.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

void note_qos(GstMessage* message, QosReport& qos) {
  GstFormat format = GST_FORMAT_UNDEFINED;
  guint64 processed = 0;
  guint64 dropped = 0;
  gint64 jitter = 0;
  gdouble proportion = 0;
  gint quality = 0;
  gst_message_parse_qos_stats(message, &format, &processed, &dropped);
  gst_message_parse_qos_values(message, &jitter, &proportion, &quality);
  ++qos.messages;
  qos.jitter_nanos = jitter;
  qos.proportion = proportion;
  // Only these count whole pictures or buffers; "unknown" is the largest number.
  const bool counts = format == GST_FORMAT_BUFFERS || format == GST_FORMAT_DEFAULT;
  if (counts && processed != G_MAXUINT64) qos.processed = processed;
  if (counts && dropped != G_MAXUINT64) qos.dropped = dropped;
}

}  // namespace

std::string nearest_plan_element(GstObject* object, GstElement* pipeline) {
  GstPtr<GstObject> current = share_object(object);
  while (current) {
    GstPtr<GstObject> parent(gst_object_get_parent(current.get()));
    if (parent.get() == GST_OBJECT(pipeline)) return object_name(current.get());
    current = std::move(parent);
  }
  return {};
}

std::string MessageCount::frequent_type() const {
  const auto most = std::max_element(by_type.begin(), by_type.end());
  const auto bit = static_cast<unsigned>(most - by_type.begin());
  return bit + 1 < by_type.size()
             ? gst_message_type_get_name(static_cast<GstMessageType>(1U << bit))
             : "extended";
}

void BusTraffic::count(GstMessage* message) {
  GstObject* source = GST_MESSAGE_SRC(message);
  if (source == nullptr || source == GST_OBJECT(pipeline_)) return;
  const std::string element = nearest_plan_element(source, pipeline_);
  if (element.empty()) return;
  const std::lock_guard lock(mutex_);
  MessageCount& count = messages_[element];
  ++count.total;
  const auto type = static_cast<std::uint32_t>(GST_MESSAGE_TYPE(message));
  const auto bit = static_cast<std::size_t>(std::countr_zero(type));
  ++count.by_type[(type >> 31U) != 0 ? 31 : std::min<std::size_t>(bit, 31)];
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_STREAM_STATUS) count_thread(message);
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_QOS) note_qos(message, count.qos);
}

void BusTraffic::count_thread(GstMessage* message) {
  GstStreamStatusType status;
  GstElement* owner = nullptr;
  gst_message_parse_stream_status(message, &status, &owner);
  if (status != GST_STREAM_STATUS_TYPE_ENTER && status != GST_STREAM_STATUS_TYPE_LEAVE) return;
  std::uint32_t& threads = threads_[nearest_plan_element(GST_OBJECT(owner), pipeline_)];
  if (status == GST_STREAM_STATUS_TYPE_ENTER) {
    ++threads;
  } else if (threads > 0) {
    --threads;
  }
}

QosReport BusTraffic::qos(const std::string& element) const {
  const std::lock_guard lock(mutex_);
  const auto found = messages_.find(element);
  return found == messages_.end() ? QosReport() : found->second.qos;
}

void BusTraffic::forget(const std::string& element) {
  const std::lock_guard lock(mutex_);
  messages_.erase(element);
  threads_.erase(element);
}

std::map<std::string, MessageCount> BusTraffic::messages() const {
  const std::lock_guard lock(mutex_);
  return messages_;
}

std::map<std::string, std::uint32_t> BusTraffic::threads() const {
  const std::lock_guard lock(mutex_);
  return threads_;
}

}  // namespace pipewright
