// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/bus_watch.hpp"

#include <utility>

#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr guint kFoldMillis = 1000;

/// With more different messages than this in a second, texts (which may hold counters) do not tell
/// messages apart any more.
constexpr std::size_t kMaxDistinctMessages = 50;

std::string fold_key(const runner::BusMessage& message, bool with_text) {
  return concat(static_cast<int>(message.severity()), "\n", message.source_path(), "\n",
                message.domain(), "\n", message.code(), "\n",
                with_text ? message.message() : std::string());
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

BusWatch::BusWatch(GstElement* pipeline, BusListener& listener)
    : pipeline_(pipeline),
      listener_(listener),
      bus_(gst_element_get_bus(pipeline)),
      watch_(gst_bus_add_watch(bus_.get(), on_message, this)) {}

BusWatch::~BusWatch() {
  g_source_remove(watch_);
  if (fold_timer_ != 0) g_source_remove(fold_timer_);
}

void BusWatch::drain() {
  while (const MessagePtr message{gst_bus_pop(bus_.get())}) handle(message.get());
}

gboolean BusWatch::on_message(GstBus*, GstMessage* message, gpointer user_data) {
  static_cast<BusWatch*>(user_data)->handle(message);
  return G_SOURCE_CONTINUE;
}

void BusWatch::handle(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
      handle_report(message, runner::ERROR);
      listener_.on_error();
      break;
    case GST_MESSAGE_WARNING:
      handle_report(message, runner::WARNING);
      break;
    case GST_MESSAGE_INFO:
      handle_report(message, runner::INFO);
      break;
    case GST_MESSAGE_STATE_CHANGED:
      if (GST_MESSAGE_SRC(message) == GST_OBJECT(pipeline_)) {
        GstState state;
        GstState pending;
        gst_message_parse_state_changed(message, nullptr, &state, &pending);
        listener_.on_state_changed(state, pending);
      }
      break;
    case GST_MESSAGE_EOS:
      listener_.on_end_of_stream();
      break;
    case GST_MESSAGE_LATENCY:
      listener_.on_latency_changed();
      break;
    case GST_MESSAGE_CLOCK_LOST:
      listener_.on_clock_lost();
      break;
    case GST_MESSAGE_STEP_DONE:
      listener_.on_step_done();
      break;
    case GST_MESSAGE_QOS:
      listener_.on_qos(nearest_plan_element(GST_MESSAGE_SRC(message), pipeline_), message);
      break;
    default:
      break;
  }
}

void BusWatch::handle_report(GstMessage* message, runner::Severity severity) {
  GError* raw_error = nullptr;
  gchar* raw_debug = nullptr;
  switch (severity) {
    case runner::ERROR:
      gst_message_parse_error(message, &raw_error, &raw_debug);
      break;
    case runner::WARNING:
      gst_message_parse_warning(message, &raw_error, &raw_debug);
      break;
    default:
      gst_message_parse_info(message, &raw_error, &raw_debug);
  }
  const GErrorPtr error(raw_error);
  runner::BusMessage report;
  report.set_severity(severity);
  report.set_debug(take_text(raw_debug));
  if (error) {
    report.set_domain(g_quark_to_string(error->domain));
    report.set_code(error->code);
    report.set_message(error->message);
  }
  if (GstObject* source = GST_MESSAGE_SRC(message)) {
    report.set_element(nearest_plan_element(source, pipeline_));
    report.set_source_path(take_text(gst_object_get_path_string(source)));
  }

  const std::string key = fold_key(report, folded_.size() < kMaxDistinctMessages);
  if (const auto found = folded_.find(key); found != folded_.end()) {
    const std::uint32_t repeated = found->second.message.repeated() + 1;
    found->second.message = std::move(report);
    found->second.message.set_repeated(repeated);
    return;
  }
  listener_.on_bus_message(report);
  folded_[key] = {std::move(report), std::chrono::steady_clock::now()};
  if (fold_timer_ == 0) fold_timer_ = g_timeout_add(kFoldMillis / 4, on_fold_timer, this);
}

gboolean BusWatch::on_fold_timer(gpointer user_data) {
  auto* watch = static_cast<BusWatch*>(user_data);
  watch->send_folded();
  if (!watch->folded_.empty()) return G_SOURCE_CONTINUE;
  watch->fold_timer_ = 0;
  return G_SOURCE_REMOVE;
}

void BusWatch::send_folded() {
  const auto now = std::chrono::steady_clock::now();
  for (auto entry = folded_.begin(); entry != folded_.end();) {
    Folded& folded = entry->second;
    if (now - folded.last_sent < std::chrono::milliseconds(kFoldMillis)) {
      ++entry;
    } else if (folded.message.repeated() == 0) {
      entry = folded_.erase(entry);
    } else {
      // It stands for itself and those folded into it.
      folded.message.set_repeated(folded.message.repeated() - 1);
      listener_.on_bus_message(folded.message);
      folded.message.set_repeated(0);
      folded.last_sent = now;
      ++entry;
    }
  }
}

}  // namespace pipewright
