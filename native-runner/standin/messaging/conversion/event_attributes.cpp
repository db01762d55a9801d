// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/event_attributes.hpp"

#include <utility>

#include "standin/messaging/conversion/pose.hpp"

namespace pipewright::standin::messaging {
namespace {

std::string text_of_pointer(const char* text) {
  return text != nullptr ? text : "";
}

/// The event's extMsg as what objType says, an empty one without extMsg. Kinds with a mask begin
/// like those without.
template <typename Object>
Object attributes_of(const NvDsEventMsgMeta& event) {
  if (event.extMsg == nullptr || event.extMsgSize == 0) return {};
  return *static_cast<const Object*>(event.extMsg);
}

bool has_attributes(const NvDsEventMsgMeta& event) {
  return event.extMsg != nullptr && event.extMsgSize != 0;
}

/// Without extMsg, texts are empty, not null.
class Texts {
 public:
  explicit Texts(const NvDsEventMsgMeta& event)
      : otherwise_(has_attributes(event) ? nullptr : "") {}
  Json operator()(const char* text) const { return text_or_null(text ? text : otherwise_); }

 private:
  const char* otherwise_;
};

double confidence_of(const NvDsEventMsgMeta& event) {
  return has_attributes(event) ? event.confidence : 1.0;
}

Json vehicle_json(const NvDsEventMsgMeta& event) {
  const auto vehicle = attributes_of<NvDsVehicleObject>(event);
  const Texts text(event);
  return {{"type", text(vehicle.type)},           {"make", text(vehicle.make)},
          {"model", text(vehicle.model)},         {"color", text(vehicle.color)},
          {"licenseState", text(vehicle.region)}, {"license", text(vehicle.license)},
          {"confidence", confidence_of(event)}};
}

Json person_json(const NvDsEventMsgMeta& event) {
  const auto person = attributes_of<NvDsPersonObject>(event);
  const Texts text(event);
  return {{"age", person.age},
          {"gender", text(person.gender)},
          {"hair", text(person.hair)},
          {"cap", text(person.cap)},
          {"apparel", text(person.apparel)},
          {"confidence", confidence_of(event)}};
}

Json face_json(const NvDsEventMsgMeta& event) {
  const auto face = attributes_of<NvDsFaceObject>(event);
  const Texts text(event);
  return {{"age", face.age},
          {"gender", text(face.gender)},
          {"hair", text(face.hair)},
          {"cap", text(face.cap)},
          {"glasses", text(face.glasses)},
          {"facialhair", text(face.facialhair)},
          {"name", text(face.name)},
          {"eyecolor", text(face.eyecolor)},
          {"confidence", confidence_of(event)}};
}

Json product_json(const NvDsEventMsgMeta& event) {
  const auto product = attributes_of<NvDsProductObject>(event);
  const Texts text(event);
  return {
      {"brand", text(product.brand)}, {"type", text(product.type)}, {"shape", text(product.shape)}};
}

std::string vehicle_text(const NvDsEventMsgMeta& event) {
  const auto vehicle = attributes_of<NvDsVehicleObject>(event);
  return "|#|" + text_of_pointer(vehicle.type) + "|" + text_of_pointer(vehicle.make) + "|" +
         text_of_pointer(vehicle.model) + "|" + text_of_pointer(vehicle.color) + "|" +
         text_of_pointer(vehicle.license) + "|" + text_of_pointer(vehicle.region);
}

std::string person_text(const NvDsEventMsgMeta& event) {
  const auto person = attributes_of<NvDsPersonObject>(event);
  return "|#|" + text_of_pointer(person.gender) + "|" + std::to_string(person.age) + "|" +
         text_of_pointer(person.hair) + "|" + text_of_pointer(person.cap) + "|" +
         text_of_pointer(person.apparel);
}

std::string face_text(const NvDsEventMsgMeta& event) {
  const auto face = attributes_of<NvDsFaceObject>(event);
  // The empty column before the eyes' colour is DeepStream's.
  return "|#|" + text_of_pointer(face.gender) + "|" + std::to_string(face.age) + "|" +
         text_of_pointer(face.hair) + "|" + text_of_pointer(face.cap) + "|" +
         text_of_pointer(face.glasses) + "|" + text_of_pointer(face.facialhair) + "|" +
         text_of_pointer(face.name) + "||" + text_of_pointer(face.eyecolor);
}

std::string product_text(const NvDsEventMsgMeta& event) {
  const auto product = attributes_of<NvDsProductObject>(event);
  return "|#|" + text_of_pointer(product.brand) + "|" + text_of_pointer(product.type) + "|" +
         text_of_pointer(product.shape);
}

}  // namespace

void add_attributes(const NvDsEventMsgMeta& event, Json& object) {
  switch (event.objType) {
    case NVDS_OBJECT_TYPE_VEHICLE:
    case NVDS_OBJECT_TYPE_VEHICLE_EXT:
      object["vehicle"] = vehicle_json(event);
      break;
    case NVDS_OBJECT_TYPE_PERSON:
    case NVDS_OBJECT_TYPE_PERSON_EXT:
      object["person"] = person_json(event);
      break;
    case NVDS_OBJECT_TYPE_FACE:
    case NVDS_OBJECT_TYPE_FACE_EXT:
      object["face"] = face_json(event);
      break;
    case NVDS_OBJECT_TYPE_PRODUCT:
    case NVDS_OBJECT_TYPE_PRODUCT_EXT:
      object["product"] = product_json(event);
      break;
    case NVDS_OBJECT_TYPE_UNKNOWN:
      if (event.objectId != nullptr) object[event.objectId] = Json::object();
      break;
    default:
      break;
  }
}

std::string attributes_text(const NvDsEventMsgMeta& event) {
  if (!has_attributes(event)) return "|#||||||";
  switch (event.objType) {
    case NVDS_OBJECT_TYPE_VEHICLE:
    case NVDS_OBJECT_TYPE_VEHICLE_EXT:
      return vehicle_text(event);
    case NVDS_OBJECT_TYPE_PERSON:
      return person_text(event) + pose_text(event.pose);
    case NVDS_OBJECT_TYPE_PERSON_EXT:
      return person_text(event);
    case NVDS_OBJECT_TYPE_FACE:
    case NVDS_OBJECT_TYPE_FACE_EXT:
      return face_text(event);
    case NVDS_OBJECT_TYPE_PRODUCT:
    case NVDS_OBJECT_TYPE_PRODUCT_EXT:
      return product_text(event);
    default:
      return {};
  }
}

const GList* mask_of(const NvDsEventMsgMeta& event) {
  if (!has_attributes(event)) return nullptr;
  switch (event.objType) {
    case NVDS_OBJECT_TYPE_VEHICLE_EXT:
      return static_cast<const NvDsVehicleObjectExt*>(event.extMsg)->mask;
    case NVDS_OBJECT_TYPE_PERSON_EXT:
      return static_cast<const NvDsPersonObjectExt*>(event.extMsg)->mask;
    case NVDS_OBJECT_TYPE_FACE_EXT:
      return static_cast<const NvDsFaceObjectExt*>(event.extMsg)->mask;
    case NVDS_OBJECT_TYPE_PRODUCT_EXT:
      return static_cast<const NvDsProductObjectExt*>(event.extMsg)->mask;
    default:
      return nullptr;
  }
}

}  // namespace pipewright::standin::messaging
