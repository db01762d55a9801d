// SPDX-License-Identifier: Apache-2.0
#include "swallowed_errors.hpp"

#include <memory>
#include <utility>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

constexpr GstClockTime kPatience = 500 * GST_MSECOND;

using Report = std::function<void(GstMessage*)>;

/// One error that waits for its second look.
struct LateError {
  MessagePtr message;
  ElementPtr owner;  // what `report` works on
  Report report;
};

void look_again_later(std::unique_ptr<LateError> error) {
  GstClock* clock = gst_system_clock_obtain();
  GstClockID id = gst_clock_new_single_shot_id(clock, gst_clock_get_time(clock) + kPatience);
  gst_clock_id_wait_async(
      id,
      [](GstClock*, GstClockTime, GstClockID, gpointer data) -> gboolean {
        const auto& late = *static_cast<LateError*>(data);
        const GstPtr<GstObject> parent(gst_object_get_parent(GST_MESSAGE_SRC(late.message.get())));
        if (parent) late.report(late.message.get());
        return TRUE;
      },
      error.release(), [](gpointer data) { delete static_cast<LateError*>(data); });
  gst_clock_id_unref(id);
  gst_object_unref(clock);
}

/// Stands between an element and its bus.
struct Listener {
  BusPtr bus;         // the element's own
  GstElement* owner;  // outlives the element
  Report report;
};

GstBusSyncReply listen(GstBus*, GstMessage* message, gpointer data) {
  const auto& listener = *static_cast<Listener*>(data);
  std::unique_ptr<LateError> error;
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR && GST_MESSAGE_SRC(message) != nullptr) {
    error = std::make_unique<LateError>();
    error->message.reset(gst_message_ref(message));
    error->owner = share_object(listener.owner);
    error->report = listener.report;
  }
  gst_bus_post(listener.bus.get(), message);
  if (error) look_again_later(std::move(error));
  return GST_BUS_DROP;
}

struct Watch {
  GstElement* owner;
  Report report;
};

void on_element_added(GstBin*, GstBin*, GstElement* element, gpointer data) {
  const auto& watch = *static_cast<Watch*>(data);
  BusPtr bus(gst_element_get_bus(element));
  if (!bus) return;
  // Nothing waits for it, so it needs no file descriptor to wait on.
  const BusPtr between =
      share_object(GST_BUS_CAST(g_object_new(GST_TYPE_BUS, "enable-async", FALSE, nullptr)));
  gst_bus_set_sync_handler(between.get(), &listen,
                           new Listener{std::move(bus), watch.owner, watch.report},
                           [](gpointer listener) { delete static_cast<Listener*>(listener); });
  gst_element_set_bus(element, between.get());
}

}  // namespace

void watch_swallowed_errors(GstElement* parse_bin, GstElement* owner, Report report) {
  g_signal_connect_data(
      parse_bin, "deep-element-added", G_CALLBACK(&on_element_added),
      new Watch{owner, std::move(report)},
      [](gpointer watch, GClosure*) { delete static_cast<Watch*>(watch); },
      static_cast<GConnectFlags>(0));
}

}  // namespace pipewright::standin
