// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/event_message.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/standin/messaging/message_schema.hpp"

namespace pipewright::standin::messaging {
namespace {

using nlohmann::json;
using testing::kFullEventSchema;
using testing::kMinimalSchema;
using testing::schema_violations;

MessageConfig garage() {
  MessageConfig config;
  config.sensors[1] = {"CAM-1", "Camera", "Gate", {1, 2, 3}, {4, 5, 6}};
  config.places[1] = {"P", "north", "garage", {7, 8, 9}, {10, 11, 12}, {"one", "two", "three"}};
  config.analytics[1] = {"A", "counts", "Pipewright", "1.2"};
  return config;
}

class EventMessageTest : public ::testing::Test {
 protected:
  EventMessageTest() {
    event_->sensorId = event_->placeId = event_->moduleId = 1;
    event_->trackingId = 18446744073709551615U;
    event_->frameId = 30;
    event_->confidence = 0.75;
    event_->bbox = {20, 10.9F, 30, 40};
    event_->ts = const_cast<char*>("2026-01-31T12:00:00.250Z");
    event_->location = {45.5, -10, 3};
    event_->coordinate = {1, 2, 3};
  }

  json full() {
    const std::string text = full_event_message(garage(), *event_);
    EXPECT_EQ(schema_violations(text, kFullEventSchema), "") << text;
    return json::parse(text);
  }
  json minimal(bool has_config = true) {
    const NvDsEventMsgMeta* events[] = {event_.get()};
    const std::string text = minimal_event_message(has_config ? garage() : MessageConfig{},
                                                   has_config, head_of(*event_), events);
    EXPECT_EQ(schema_violations(text, kMinimalSchema), "") << text;
    return json::parse(text);
  }
  template <typename Object>
  void attach(NvDsObjectType type, Object& object) {
    event_->objType = type;
    event_->extMsg = &object;
    event_->extMsgSize = sizeof(object);
  }

  std::unique_ptr<NvDsEventMsgMeta> event_ = std::make_unique<NvDsEventMsgMeta>();
};

char* text(const char* value) {
  return const_cast<char*>(value);
}

TEST_F(EventMessageTest, TellsOfAVehicle) {
  NvDsVehicleObject vehicle = {text("sedan"), text("Maker"), text("M"),
                               text("blue"),  text("ZH"),    text("CA 44")};
  attach(NVDS_OBJECT_TYPE_VEHICLE, vehicle);
  event_->type = NVDS_EVENT_MOVING;
  event_->videoPath = text("/videos/a.mp4");
  const json message = full();
  EXPECT_EQ(message["@timestamp"], "2026-01-31T12:00:00.250Z");
  EXPECT_EQ(message["videoPath"], "/videos/a.mp4");
  EXPECT_EQ(message["event"]["type"], "moving");
  EXPECT_EQ(message["sensor"]["id"], "CAM-1");
  EXPECT_EQ(message["sensor"]["coordinate"], (json{{"x", 4}, {"y", 5}, {"z", 6}}));
  EXPECT_EQ(message["analyticsModule"]["source"], "Pipewright");
  EXPECT_EQ(message["place"]["location"], (json{{"lat", 7}, {"lon", 8}, {"alt", 9}}));
  EXPECT_EQ(message["place"]["aisle"], json::parse(R"({"id": "one", "name": "two", "level": "three",
                            "coordinate": {"x": 10, "y": 11, "z": 12}})"));
  const json& object = message["object"];
  EXPECT_EQ(object["id"], "18446744073709551615");
  EXPECT_EQ(object["bbox"], json::parse(R"({"topleftx": 10, "toplefty": 20, "bottomrightx": 40,
                                            "bottomrighty": 60})"));
  EXPECT_EQ(object["vehicle"],
            json::parse(R"({"type": "sedan", "make": "Maker", "model": "M", "color": "blue",
                            "licenseState": "ZH", "license": "CA 44", "confidence": 0.75})"));
  EXPECT_EQ(object["location"]["lat"], 45.5);
  EXPECT_EQ(object["pose"], json::object());
  EXPECT_EQ(minimal()["objects"][0],
            "18446744073709551615|10.9|20|40.9|60|Vehicle|#|sedan|Maker|M|blue|CA 44|ZH|0.75");
}

TEST_F(EventMessageTest, NamesThePlacesPartByTheEvent) {
  event_->objType = NVDS_OBJECT_TYPE_PERSON;
  const auto part = [&](NvDsEventType type) {
    event_->type = type;
    return full()["place"];
  };
  EXPECT_EQ(part(NVDS_EVENT_ENTRY)["entrance"]["lane"], "two");
  EXPECT_EQ(part(NVDS_EVENT_PARKED)["parkingSpot"]["type"], "two");
  EXPECT_EQ(part(NVDS_EVENT_STOPPED)["aisle"]["name"], "two");
  EXPECT_EQ(part(NVDS_EVENT_RESET).size(), 4u);
  event_->objType = NVDS_OBJECT_TYPE_VEHICLE;
  EXPECT_EQ(part(NVDS_EVENT_EXIT)["aisle"]["id"], "one");
}

TEST_F(EventMessageTest, HasEmptyAttributesWithoutExtMsg) {
  event_->objType = NVDS_OBJECT_TYPE_FACE;
  const json face = full()["object"]["face"];
  EXPECT_EQ(face["eyecolor"], "");
  EXPECT_EQ(face["age"], 0);
  EXPECT_EQ(face["confidence"], 1.0);
  EXPECT_EQ(minimal()["objects"][0], "18446744073709551615|10.9|20|40.9|60|Face|#|||||||0.75");
}

TEST_F(EventMessageTest, HasNullForTextsThatAnEventLacks) {
  NvDsPersonObject person = {nullptr, text("grey"), text("none"), text("coat"), 41};
  attach(NVDS_OBJECT_TYPE_PERSON, person);
  const json json_person = full()["object"]["person"];
  EXPECT_TRUE(json_person["gender"].is_null());
  EXPECT_EQ(json_person["hair"], "grey");
  EXPECT_EQ(json_person["age"], 41);
}

TEST_F(EventMessageTest, TellsOfPosesEmbeddingsAndSignatures) {
  NvDsPersonObject person = {text("f"), text("h"), text("c"), text("a"), 20};
  attach(NVDS_OBJECT_TYPE_PERSON, person);
  NvDsJoint joints[] = {{1.5, 2.5, 0, 0.5}, {3, 4, 0, 0}};
  event_->pose = {joints, 2, 0};
  float embedding[] = {0.5F, -1};
  event_->embedding = {embedding, 2};
  gdouble signature[] = {0.25, 4};
  event_->objSignature = {signature, 2};
  const json object = full()["object"];
  EXPECT_EQ(object["pose"], json::parse(R"({"nose": {"x": 1, "y": 2, "confidence": 0.5}})"));
  EXPECT_EQ(object["embedding"]["embedding_length"], 2);
  EXPECT_EQ(object["embedding"]["embedding_vector"], (json{0.5, -1.0}));
  EXPECT_EQ(object["signature"], (json{0.25, 4.0}));
  EXPECT_EQ(minimal()["objects"][0],
            "18446744073709551615|10.9|20|40.9|60|Person|#|f|20|h|c|a|#|pose2D|"
            "nose,1.500000,2.500000,0.500000|neck,3.000000,4.000000,0.000000||0.75|#|embedding|"
            "0.5,-1|");
}

TEST_F(EventMessageTest, MoreJointsThanHaveNamesAreLeftOut) {
  std::vector<NvDsJoint> joints(100, {1, 1, 1, 1});
  event_->pose = {joints.data(), 100, 1};
  EXPECT_EQ(full()["object"]["pose"].size(), 34u);
  event_->pose.pose_type = 9;
  EXPECT_EQ(full()["object"]["pose"].size(), 0u);
}

TEST_F(EventMessageTest, TellsOfMasks) {
  GArray* polygon = g_array_new(FALSE, FALSE, sizeof(gdouble));
  for (gdouble value : {1.0, 2.0, 3.5, 4.0}) g_array_append_val(polygon, value);
  NvDsVehicleObjectExt vehicle = {};
  vehicle.mask = g_list_append(nullptr, polygon);
  attach(NVDS_OBJECT_TYPE_VEHICLE_EXT, vehicle);
  EXPECT_EQ(full()["object"]["maskoutline"], json::parse("[[1, 2, 3.5, 4]]"));
  EXPECT_EQ(minimal()["masks"], (json{"18446744073709551615|1|1|2|3.5|4"}));
  g_list_free(vehicle.mask);
  g_array_unref(polygon);
}

TEST_F(EventMessageTest, MinimalMessagesNameTheirFrameAndSensor) {
  const json known = minimal();
  EXPECT_EQ(known["id"], "30");
  EXPECT_EQ(known["sensorId"], "CAM-1");
  EXPECT_EQ(minimal(false)["sensorId"], "0");
  event_->sensorStr = text("own");
  EXPECT_EQ(minimal()["sensorId"], "own");
}

TEST_F(EventMessageTest, HasNullForSectionsThatTheFileLacks) {
  event_->placeId = event_->sensorId = event_->moduleId = 5;
  const json message = full();
  EXPECT_TRUE(message["place"].is_null());
  EXPECT_TRUE(message["sensor"].is_null());
  EXPECT_TRUE(message["analyticsModule"].is_null());
}

}  // namespace
}  // namespace pipewright::standin::messaging
