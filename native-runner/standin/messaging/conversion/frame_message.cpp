// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/frame_message.hpp"

#include <locale>
#include <sstream>

#include "standin/messaging/conversion/message_parts.hpp"

namespace pipewright::standin::messaging {
namespace {

template <typename Visit>
void for_each_label(const NvDsObjectMeta& object, Visit visit) {
  for (const GList* item = object.classifier_meta_list; item != nullptr; item = item->next) {
    const auto& classifier = *static_cast<const NvDsClassifierMeta*>(item->data);
    for (const GList* at = classifier.label_info_list; at != nullptr; at = at->next) {
      visit(classifier, *static_cast<const NvDsLabelInfo*>(at->data));
    }
  }
}

Json place_of_frame(const MessageConfig& config, int stream) {
  Json place = place_json(config, stream);
  if (place.is_null()) return place;
  const PlaceInfo& info = config.places.at(stream);
  const auto& [x, y, z] = info.coordinate;
  place["place-sub-field"] = {{"id", info.sub_fields[0]},
                              {"name", info.sub_fields[1]},
                              {"level", info.sub_fields[2]},
                              {"coordinate", coordinate_json(x, y, z)}};
  return place;
}

Json object_json(const NvDsObjectMeta& object) {
  Json result = {{"id", std::to_string(object.object_id)},
                 {"speed", 0.0},
                 {"direction", 0.0},
                 {"orientation", 0.0}};
  Json kind = {{"confidence", object.confidence}};
  for_each_label(object, [&](const NvDsClassifierMeta& classifier, const NvDsLabelInfo& label) {
    if (classifier.classifier_type != nullptr && classifier.classifier_type[0] != '\0') {
      kind[classifier.classifier_type] = label.result_label;
    }
  });
  result[object.obj_label] = std::move(kind);
  const NvOSD_RectParams& box = object.rect_params;
  result["bbox"] = box_json(box.left, box.top, box.width, box.height);
  result["location"] = Json::object();
  result["coordinate"] = Json::object();
  return result;
}

std::string object_text(const NvDsObjectMeta& object) {
  const NvOSD_RectParams& box = object.rect_params;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << object.object_id << '|' << box.left << '|' << box.top << '|' << box.left + box.width
       << '|' << box.top + box.height << '|' << object.obj_label;
  if (object.classifier_meta_list != nullptr) {
    text << "|#";
    for_each_label(object, [&](const NvDsClassifierMeta&, const NvDsLabelInfo& label) {
      text << '|' << label.result_label;
    });
    text << '|' << object.confidence;
  }
  return text.str();
}

}  // namespace

std::string full_frame_message(const MessageConfig& config, const NvDsFrameMeta& frame,
                               const NvDsObjectMeta& object) {
  const int stream = static_cast<int>(frame.source_id);
  Json message = {{"messageid", new_uuid()},
                  {"mdsversion", "1.0"},
                  {"@timestamp", rfc3339_now()},
                  {"place", place_of_frame(config, stream)},
                  {"sensor", sensor_json(config, stream)},
                  {"analyticsModule", analytics_json(config, stream)},
                  {"object", object_json(object)},
                  {"event", {{"id", new_uuid()}, {"type", ""}}},
                  {"videoPath", ""}};
  add_custom_messages(frame, message);
  return text_of(message);
}

std::string minimal_frame_message(const MessageConfig& config, const NvDsFrameMeta& frame) {
  Json objects = Json::array();
  for (const GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    objects.push_back(object_text(*static_cast<const NvDsObjectMeta*>(item->data)));
  }
  const auto sensor = config.sensors.find(static_cast<int>(frame.source_id));
  Json message = {{"version", "4.0"},
                  {"id", std::to_string(frame.frame_num)},
                  {"@timestamp", rfc3339_now()},
                  {"sensorId", sensor == config.sensors.end() ? "0" : sensor->second.id},
                  {"objects", std::move(objects)}};
  add_custom_messages(frame, message);
  return text_of(message);
}

}  // namespace pipewright::standin::messaging
