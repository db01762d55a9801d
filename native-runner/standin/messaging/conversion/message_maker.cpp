// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_maker.hpp"

#include <vector>

#include "standin/messaging/conversion/event_message.hpp"
#include "standin/messaging/conversion/frame_message.hpp"
#include "standin/messaging/conversion/message_parts.hpp"

namespace pipewright::standin::messaging {
namespace {

std::vector<const NvDsEventMsgMeta*> events_of(const NvDsFrameMeta& frame, unsigned component_id) {
  std::vector<const NvDsEventMsgMeta*> events;
  for (const GList* item = frame.frame_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<const NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_EVENT_MSG_META || meta->user_meta_data == nullptr) {
      continue;
    }
    const auto* event = static_cast<const NvDsEventMsgMeta*>(meta->user_meta_data);
    if (component_id != 0 && static_cast<unsigned>(event->componentId) != component_id) continue;
    events.push_back(event);
  }
  return events;
}

}  // namespace

void MessageMaker::make(const NvDsFrameMeta& frame, const Output& output) {
  if (settings_.uses_frames) {
    if (static_cast<unsigned>(frame.frame_num) % settings_.frame_interval != 0) return;
    make_from_frame(frame, output);
  } else {
    make_from_events(frame, output);
  }
}

template <typename Info>
void MessageMaker::check(const std::map<int, Info>& infos, const char* kind, int number,
                         const Output& output) {
  if (infos.contains(number) || !missing_.emplace(kind, number).second) return;
  const std::string section = kind + std::to_string(number);
  output.warning("The file of property config has no enabled section " + section +
                 ": messages go without it");
}

void MessageMaker::make_from_frame(const NvDsFrameMeta& frame, const Output& output) {
  if (settings_.schema == Schema::kMinimal) {
    output.message(minimal_frame_message(config_, frame));
    return;
  }
  if (frame.obj_meta_list == nullptr) return;
  const int stream = static_cast<int>(frame.source_id);
  check(config_.places, "place", stream, output);
  check(config_.sensors, "sensor", stream, output);
  check(config_.analytics, "analytics", stream, output);
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    output.message(
        full_frame_message(config_, frame, *static_cast<const NvDsObjectMeta*>(item->data)));
  }
}

void MessageMaker::make_from_events(const NvDsFrameMeta& frame, const Output& output) {
  const std::vector<const NvDsEventMsgMeta*> events = events_of(frame, settings_.component_id);
  if (settings_.schema == Schema::kFull) {
    for (const NvDsEventMsgMeta* event : events) {
      check(config_.places, "place", event->placeId, output);
      check(config_.sensors, "sensor", event->sensorId, output);
      check(config_.analytics, "analytics", event->moduleId, output);
      output.message(full_event_message(config_, *event));
    }
    return;
  }
  if (events.empty() && !settings_.makes_dummies) return;
  std::string timestamp;
  MessageHead head;
  if (events.empty()) {
    timestamp = rfc3339(frame.ntp_timestamp);
    head = {frame.frame_num, static_cast<int>(frame.source_id), timestamp.c_str(), nullptr};
  } else {
    head = head_of(*events.front());
  }
  if (settings_.has_config && head.sensor_id == nullptr) {
    check(config_.sensors, "sensor", head.sensor_number, output);
  }
  output.message(minimal_event_message(config_, settings_.has_config, head, events));
}

}  // namespace pipewright::standin::messaging
