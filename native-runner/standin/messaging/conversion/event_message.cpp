// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/event_message.hpp"

#include <locale>
#include <sstream>
#include <utility>

#include "standin/messaging/conversion/event_attributes.hpp"
#include "standin/messaging/conversion/message_parts.hpp"
#include "standin/messaging/conversion/pose.hpp"

namespace pipewright::standin::messaging {
namespace {

/// Name of the place's part, and what its three sub-fields are called there.
struct PlacePart {
  const char* name;
  const char* fields[3];
};

constexpr PlacePart kAisle = {"aisle", {"id", "name", "level"}};
constexpr PlacePart kParkingSpot = {"parkingSpot", {"id", "type", "level"}};
constexpr PlacePart kEntrance = {"entrance", {"name", "lane", "level"}};

const PlacePart* part_of(const NvDsEventMsgMeta& event) {
  switch (event.type) {
    case NVDS_EVENT_MOVING:
    case NVDS_EVENT_STOPPED:
      return &kAisle;
    case NVDS_EVENT_EMPTY:
    case NVDS_EVENT_PARKED:
      return &kParkingSpot;
    case NVDS_EVENT_ENTRY:
    case NVDS_EVENT_EXIT:
      return event.objType == NVDS_OBJECT_TYPE_VEHICLE ? &kAisle : &kEntrance;
    default:
      return nullptr;
  }
}

Json place_of_event(const MessageConfig& config, const NvDsEventMsgMeta& event) {
  Json place = place_json(config, event.placeId);
  const PlacePart* part = part_of(event);
  if (place.is_null() || part == nullptr) return place;
  const PlaceInfo& info = config.places.at(event.placeId);
  Json& json = place[part->name];
  for (std::size_t i = 0; i < info.sub_fields.size(); ++i) {
    json[part->fields[i]] = info.sub_fields[i];
  }
  const auto& [x, y, z] = info.coordinate;
  json["coordinate"] = coordinate_json(x, y, z);
  return place;
}

Json event_json(const NvDsEventMsgMeta& event) {
  static constexpr const char* kNames[] = {"entry", "exit",   "moving", "stopped",
                                           "empty", "parked", "reset"};
  Json json = {{"id", new_uuid()}};
  if (event.type >= NVDS_EVENT_ENTRY && event.type <= NVDS_EVENT_RESET) {
    json["type"] = kNames[event.type];
  }
  return json;
}

template <typename Number>
Json numbers_json(const Number* numbers, std::size_t size) {
  Json json = Json::array();
  for (std::size_t i = 0; numbers != nullptr && i < size; ++i) {
    json.push_back(static_cast<double>(numbers[i]));
  }
  return json;
}

Json mask_json(const GList* mask) {
  Json outline = Json::array();
  for (const GList* item = mask; item != nullptr; item = item->next) {
    const auto* polygon = static_cast<const GArray*>(item->data);
    outline.push_back(numbers_json(reinterpret_cast<const gdouble*>(polygon->data), polygon->len));
  }
  return outline;
}

Json tracking_in_space_json(const NvDsEventMsgMeta& event) {
  const NvDs3DTracking& tracking = event.singleView3DTracking;
  // DeepStream puts both places of the feet into the first list and leaves the second empty;
  // whoever reads its messages knows them so.
  Json feet = numbers_json(tracking.ptImgFeet, 2);
  for (const float number : tracking.ptWorldFeet) feet.push_back(static_cast<double>(number));
  return {{"visibility", event.visibility},
          {"footLocation2D", std::move(feet)},
          {"footLocation3D", Json::array()},
          {"convexHull", numbers_json(tracking.convexHull.points,
                                      std::size_t{tracking.convexHull.numFilled} * 2)}};
}

Json object_json(const NvDsEventMsgMeta& event) {
  Json object = {{"id", std::to_string(event.trackingId)},
                 {"speed", 0.0},
                 {"direction", 0.0},
                 {"orientation", 0.0}};
  add_attributes(event, object);
  object["bbox"] = box_json(event.bbox.left, event.bbox.top, event.bbox.width, event.bbox.height);
  const GList* mask = event.objType == NVDS_OBJECT_TYPE_PRODUCT_EXT ? nullptr : mask_of(event);
  if (mask != nullptr) object["maskoutline"] = mask_json(mask);
  if (event.objSignature.size != 0) {
    object["signature"] = numbers_json(event.objSignature.signature, event.objSignature.size);
  }
  object["location"] = location_json(event.location.lat, event.location.lon, event.location.alt);
  object["coordinate"] =
      coordinate_json(event.coordinate.x, event.coordinate.y, event.coordinate.z);
  object["pose"] = pose_json(event.pose);
  const NvDsEmbedding& embedding = event.embedding;
  if (embedding.embedding_vector != nullptr && embedding.embedding_length != 0) {
    object["embedding"] = {
        {"embedding_length", embedding.embedding_length},
        {"embedding_vector", numbers_json(embedding.embedding_vector, embedding.embedding_length)}};
  }
  if (event.has3DTracking) object["SV3DT"] = tracking_in_space_json(event);
  return object;
}

const char* kind_of(const NvDsEventMsgMeta& event) {
  switch (event.objType) {
    case NVDS_OBJECT_TYPE_VEHICLE:
      return "Vehicle";
    case NVDS_OBJECT_TYPE_PERSON:
      return "Person";
    case NVDS_OBJECT_TYPE_FACE:
      return "Face";
    case NVDS_OBJECT_TYPE_BAG:
      return "Bag";
    case NVDS_OBJECT_TYPE_BICYCLE:
      return "Bicycle";
    case NVDS_OBJECT_TYPE_ROADSIGN:
      return "RoadSign";
    case NVDS_OBJECT_TYPE_CUSTOM:
      return "Custom";
    case NVDS_OBJECT_TYPE_PRODUCT:
      return "Product";
    case NVDS_OBJECT_TYPE_UNKNOWN:
      return event.objectId != nullptr ? event.objectId : "Unknown";
    default:
      return "Unknown";
  }
}

/// Numbers with commas between them.
template <typename Number, typename Print>
void append_list(std::ostringstream& text, const Number* numbers, std::size_t size, Print print) {
  for (std::size_t i = 0; numbers != nullptr && i < size; ++i) {
    text << (i == 0 ? "" : ",") << print(numbers[i]);
  }
}

std::string object_text(const NvDsEventMsgMeta& event) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  if (event.objType != NVDS_OBJECT_TYPE_DUMMY) {
    const NvDsRect& box = event.bbox;
    text << event.trackingId << '|' << box.left << '|' << box.top << '|' << box.left + box.width
         << '|' << box.top + box.height << '|' << kind_of(event) << attributes_text(event) << '|'
         << event.confidence;
  }
  const NvDsEmbedding& embedding = event.embedding;
  if (embedding.embedding_vector != nullptr && embedding.embedding_length != 0) {
    text << "|#|embedding|";
    append_list(text, embedding.embedding_vector, embedding.embedding_length,
                [](float number) { return number; });
    text << '|';
  }
  if (event.has3DTracking) {
    const NvDs3DTracking& tracking = event.singleView3DTracking;
    const auto with_zeros = [](auto number) { return std::to_string(number); };
    text << "#|SV3DT|" << std::to_string(event.visibility) << '|';
    append_list(text, tracking.ptImgFeet, 2, with_zeros);
    text << '|';
    append_list(text, tracking.ptWorldFeet, 2, with_zeros);
    text << '|';
    append_list(text, tracking.convexHull.points, std::size_t{tracking.convexHull.numFilled} * 2,
                with_zeros);
    text << '|';
  }
  return text.str();
}

/// `id|polygons|x|y|…|#|x|y|…`
std::string mask_text(const NvDsEventMsgMeta& event, const GList* mask) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << event.trackingId << '|' << g_list_length(const_cast<GList*>(mask));
  for (const GList* item = mask; item != nullptr; item = item->next) {
    if (item != mask) text << "|#";
    const auto* polygon = static_cast<const GArray*>(item->data);
    for (guint i = 0; i < polygon->len; ++i) text << '|' << g_array_index(polygon, gdouble, i);
  }
  return text.str();
}

std::string sensor_id(const MessageConfig& config, bool has_config, const MessageHead& head) {
  if (head.sensor_id != nullptr) return head.sensor_id;
  if (!has_config) return "0";
  const auto found = config.sensors.find(head.sensor_number);
  return found == config.sensors.end() ? std::string() : found->second.id;
}

}  // namespace

std::string full_event_message(const MessageConfig& config, const NvDsEventMsgMeta& event) {
  return text_of({{"messageid", new_uuid()},
                  {"mdsversion", "1.0"},
                  {"@timestamp", text_or_null(event.ts)},
                  {"place", place_of_event(config, event)},
                  {"sensor", sensor_json(config, event.sensorId)},
                  {"analyticsModule", analytics_json(config, event.moduleId)},
                  {"object", object_json(event)},
                  {"event", event_json(event)},
                  {"videoPath", event.videoPath != nullptr ? event.videoPath : ""}});
}

MessageHead head_of(const NvDsEventMsgMeta& event) {
  return {event.frameId, event.sensorId, event.ts, event.sensorStr};
}

std::string minimal_event_message(const MessageConfig& config, bool has_config,
                                  const MessageHead& head,
                                  std::span<const NvDsEventMsgMeta* const> events) {
  Json objects = Json::array();
  Json masks = Json::array();
  for (const NvDsEventMsgMeta* event : events) {
    objects.push_back(object_text(*event));
    const GList* mask = mask_of(*event);
    if (mask != nullptr) masks.push_back(mask_text(*event, mask));
  }
  Json message = {{"version", "4.0"},
                  {"id", std::to_string(head.frame_number)},
                  {"@timestamp", text_or_null(head.timestamp)},
                  {"sensorId", sensor_id(config, has_config, head)},
                  {"objects", std::move(objects)}};
  if (!masks.empty()) message["masks"] = std::move(masks);
  return text_of(message);
}

}  // namespace pipewright::standin::messaging
