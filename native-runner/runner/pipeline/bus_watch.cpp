// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/bus_watch.hpp"

#include <string>

namespace pipewright {
namespace {

constexpr guint kFoldTimerMillis = 250;

/// The name of pbutils' message (gst_missing_plugin_message_get_installer_detail has its fields).
constexpr const char* kMissingPlugin = "missing-plugin";
/// The name of DeepStream's message by which nvmultiurisrcbin passes on a request to quit.
constexpr const char* kForceEos = "force-pipeline-eos";

runner::Severity severity_of(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
      return runner::ERROR;
    case GST_MESSAGE_WARNING:
      return runner::WARNING;
    default:
      return runner::INFO;
  }
}

runner::BusMessage read_report(GstMessage* message, GstElement* pipeline) {
  GError* raw_error = nullptr;
  gchar* raw_debug = nullptr;
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
      gst_message_parse_error(message, &raw_error, &raw_debug);
      break;
    case GST_MESSAGE_WARNING:
      gst_message_parse_warning(message, &raw_error, &raw_debug);
      break;
    default:
      gst_message_parse_info(message, &raw_error, &raw_debug);
  }
  const GErrorPtr error(raw_error);
  runner::BusMessage report;
  report.set_severity(severity_of(message));
  report.set_debug(take_text(raw_debug));
  if (error) {
    report.set_domain(g_quark_to_string(error->domain));
    report.set_code(error->code);
    report.set_message(error->message);
  }
  if (GstObject* source = GST_MESSAGE_SRC(message)) {
    report.set_element(nearest_plan_element(source, pipeline));
    report.set_source_path(take_text(gst_object_get_path_string(source)));
  }
  return report;
}

}  // namespace

BusWatch::BusWatch(GstElement* pipeline, BusListener& listener)
    : pipeline_(pipeline),
      listener_(listener),
      sorter_(std::make_shared<Sorter>(pipeline)),
      bus_(gst_element_get_bus(pipeline)),
      watch_(gst_bus_add_watch(bus_.get(), on_message, this)) {
  gst_bus_set_sync_handler(
      bus_.get(), on_posted, new std::shared_ptr<Sorter>(sorter_),
      [](gpointer user_data) { delete static_cast<std::shared_ptr<Sorter>*>(user_data); });
}

BusWatch::~BusWatch() {
  gst_bus_set_sync_handler(bus_.get(), nullptr, nullptr, nullptr);
  g_source_remove(watch_);
  if (fold_timer_ != 0) g_source_remove(fold_timer_);
}

void BusWatch::drain() {
  while (const MessagePtr message{gst_bus_pop(bus_.get())}) handle(message.get());
}

GstBusSyncReply BusWatch::on_posted(GstBus*, GstMessage* message, gpointer user_data) {
  Sorter& sorter = **static_cast<std::shared_ptr<Sorter>*>(user_data);
  sorter.traffic.count(message);
  if (sorter.is_wanted(message)) return GST_BUS_PASS;
  gst_message_unref(message);
  return GST_BUS_DROP;
}

bool BusWatch::Sorter::is_wanted(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
    case GST_MESSAGE_WARNING:
    case GST_MESSAGE_INFO:
      return !folder.fold(message);
    case GST_MESSAGE_STATE_CHANGED:
      return GST_MESSAGE_SRC(message) == GST_OBJECT(pipeline);
    case GST_MESSAGE_LATENCY:
      // One that waits stands for all.
      return !is_latency_queued.exchange(true);
    case GST_MESSAGE_ELEMENT:
      return gst_message_has_name(message, kMissingPlugin) != FALSE ||
             gst_message_has_name(message, kForceEos) != FALSE;
    case GST_MESSAGE_EOS:
    case GST_MESSAGE_CLOCK_LOST:
    case GST_MESSAGE_STEP_DONE:
      return true;
    default:
      return false;
  }
}

gboolean BusWatch::on_message(GstBus*, GstMessage* message, gpointer user_data) {
  static_cast<BusWatch*>(user_data)->handle(message);
  return G_SOURCE_CONTINUE;
}

void BusWatch::handle(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
    case GST_MESSAGE_WARNING:
    case GST_MESSAGE_INFO:
      tell_report(message, 0);
      if (fold_timer_ == 0) fold_timer_ = g_timeout_add(kFoldTimerMillis, on_fold_timer, this);
      break;
    case GST_MESSAGE_STATE_CHANGED: {
      GstState state;
      GstState pending;
      gst_message_parse_state_changed(message, nullptr, &state, &pending);
      listener_.on_state_changed(state, pending);
      break;
    }
    case GST_MESSAGE_EOS:
      listener_.on_end_of_stream();
      break;
    case GST_MESSAGE_LATENCY:
      sorter_->is_latency_queued = false;
      listener_.on_latency_changed();
      break;
    case GST_MESSAGE_CLOCK_LOST:
      listener_.on_clock_lost();
      break;
    case GST_MESSAGE_STEP_DONE:
      listener_.on_step_done();
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_message_has_name(message, kForceEos) != FALSE) {
        listener_.on_end_requested();
      } else {
        listener_.on_missing_plugin(message);
      }
      break;
    default:
      break;
  }
}

void BusWatch::tell_report(GstMessage* message, std::uint32_t repeated) {
  runner::BusMessage report = read_report(message, pipeline_);
  report.set_repeated(repeated);
  listener_.on_bus_message(report);
}

gboolean BusWatch::on_fold_timer(gpointer user_data) {
  auto* watch = static_cast<BusWatch*>(user_data);
  for (const FoldedReport& folded : watch->sorter_->folder.take_due()) {
    watch->tell_report(folded.newest.get(), folded.repeated);
  }
  if (!watch->sorter_->folder.empty()) return G_SOURCE_CONTINUE;
  watch->fold_timer_ = 0;
  return G_SOURCE_REMOVE;
}

}  // namespace pipewright
