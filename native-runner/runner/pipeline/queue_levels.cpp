// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/queue_levels.hpp"

#include <algorithm>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

GParamSpec* find_property(GObject* object, const char* name) {
  return g_object_class_find_property(G_OBJECT_GET_CLASS(object), name);
}

/// A property of any whole-number type; 0 where there is none of this name.
std::uint64_t read_number(GObject* object, const char* name) {
  const GParamSpec* spec = find_property(object, name);
  if (spec == nullptr) return 0;
  GValue value = G_VALUE_INIT;
  GValue wide = G_VALUE_INIT;
  g_value_init(&value, spec->value_type);
  g_value_init(&wide, G_TYPE_UINT64);
  g_object_get_property(object, name, &value);
  g_value_transform(&value, &wide);
  const std::uint64_t number = g_value_get_uint64(&wide);
  g_value_unset(&value);
  g_value_unset(&wide);
  return number;
}

void read_current(GObject* object, QueueLevels& levels) {
  levels.buffers = read_number(object, "current-level-buffers");
  levels.bytes = read_number(object, "current-level-bytes");
  levels.time_nanos = read_number(object, "current-level-time");
}

double share(std::uint64_t level, std::uint64_t limit) {
  return limit == 0 ? 0 : static_cast<double>(level) / static_cast<double>(limit);
}

/// A multiqueue's levels are on its pads.
void read_fullest_pad(GstElement* element, QueueLevels& levels) {
  struct Search {
    QueueLevels limits;
    QueueLevels fullest;
  } search{levels, levels};
  gst_element_foreach_sink_pad(
      element,
      [](GstElement*, GstPad* pad, gpointer user_data) -> gboolean {
        auto& found = *static_cast<Search*>(user_data);
        QueueLevels levels = found.limits;
        read_current(G_OBJECT(pad), levels);
        if (levels.fill() >= found.fullest.fill()) found.fullest = levels;
        return TRUE;
      },
      &search);
  levels = search.fullest;
}

bool is_multiqueue(GstElement* element) {
  const GType type = g_type_from_name("GstMultiQueue");
  return type != 0 && g_type_is_a(G_OBJECT_TYPE(element), type) != FALSE;
}

}  // namespace

double QueueLevels::fill() const {
  const double fullest = std::max(
      {share(buffers, max_buffers), share(bytes, max_bytes), share(time_nanos, max_time_nanos)});
  return std::min(fullest, 1.0);
}

bool has_queue_levels(GstElement* element) {
  GObject* object = G_OBJECT(element);
  return find_property(object, "max-size-buffers") != nullptr &&
         (find_property(object, "current-level-buffers") != nullptr || is_multiqueue(element));
}

std::optional<QueueLevels> read_queue_levels(GstElement* element) {
  if (!has_queue_levels(element)) return std::nullopt;
  GObject* object = G_OBJECT(element);
  QueueLevels levels;
  levels.max_buffers = read_number(object, "max-size-buffers");
  levels.max_bytes = read_number(object, "max-size-bytes");
  levels.max_time_nanos = read_number(object, "max-size-time");
  if (is_multiqueue(element)) {
    read_fullest_pad(element, levels);
  } else {
    if (find_property(object, "leaky") != nullptr) {
      gint leaky = 0;
      g_object_get(object, "leaky", &leaky, nullptr);
      levels.is_leaky = leaky != 0;
    }
    read_current(object, levels);
  }
  return levels;
}

}  // namespace pipewright
