// SPDX-License-Identifier: Apache-2.0
// nvmsgconv as an element, fed with batches as nvinfer or nvtracker hand them on.
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "common/gst_ptr.hpp"
#include "nvdsmeta_schema.h"
#include "standin/elements.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/messaging/message_schema.hpp"
#include "tests/standin/start_error.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin {
namespace {

using nlohmann::json;
using testing::black_picture;
using testing::frames_of;
using testing::kFullFrameSchema;
using testing::kMinimalSchema;
using testing::make_batch;
using testing::schema_violations;

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

constexpr const char* kConfig =
    "[sensor0]\nenable=1\nid=CAM-0\ntype=Camera\ndescription=Gate\nlocation=1;2;3\n"
    "[place0]\nenable=1\nid=P\nname=north\ntype=garage\nplace-sub-field1=one\n"
    "place-sub-field2=two\nplace-sub-field3=three\n"
    "[analytics0]\nenable=1\nid=A\nsource=Pipewright\n";

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};

std::vector<const NvDsPayload*> payloads_of(const NvDsFrameMeta& frame) {
  std::vector<const NvDsPayload*> payloads;
  for (const GList* item = frame.frame_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<const NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_PAYLOAD_META) continue;
    payloads.push_back(static_cast<const NvDsPayload*>(meta->user_meta_data));
  }
  return payloads;
}

std::string text_of(const NvDsPayload& payload) {
  return {static_cast<const char*>(payload.payload), payload.payloadSize};
}

void add_user_meta(NvDsFrameMeta& frame, NvDsMetaType type, gpointer data) {
  NvDsUserMeta* meta = nvds_acquire_user_meta_from_pool(frame.base_meta.batch_meta);
  meta->base_meta.meta_type = type;
  meta->user_meta_data = data;
  nvds_add_user_meta_to_frame(&frame, meta);
}

class NvmsgconvTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvmsgconv, nullptr); }

  void start(const std::string& properties) {
    const ElementPtr element =
        share_object(gst_parse_launch(("nvmsgconv " + properties).c_str(), nullptr));
    harness_.reset(gst_harness_new_with_element(element.get(), "sink", "src"));
    gst_harness_set_src_caps_str(
        harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=64,height=36,framerate=25/1");
  }

  /// A batch of one frame with a classified object; goes with push().
  NvDsFrameMeta& make_frame(int number) {
    in_ = make_batch({black_picture(64, 36)}, number);
    NvDsFrameMeta& frame = *frames_of(in_)[0];
    frame.ntp_timestamp = 1'700'000'000'123'456'789U;
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->object_id = 957;
    object->confidence = 0.5F;
    object->rect_params.left = 10.5F;
    object->rect_params.top = 4;
    object->rect_params.width = 20;
    object->rect_params.height = 16;
    g_strlcpy(object->obj_label, "car", sizeof(object->obj_label));
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
    NvDsClassifierMeta* classifier =
        nvds_acquire_classifier_meta_from_pool(frame.base_meta.batch_meta);
    classifier->classifier_type = "color";
    NvDsLabelInfo* label = nvds_acquire_label_info_meta_from_pool(frame.base_meta.batch_meta);
    g_strlcpy(label->result_label, "blue", sizeof(label->result_label));
    nvds_add_label_info_meta_to_classifier(classifier, label);
    nvds_add_classifier_meta_to_object(object, classifier);
    return frame;
  }

  const NvDsFrameMeta& push() {
    EXPECT_EQ(gst_harness_push(harness_.get(), in_), GST_FLOW_OK);
    out_.reset(gst_harness_pull(harness_.get()));
    return *frames_of(out_.get())[0];
  }

  /// The message of the error with which the element refuses to start.
  static std::string start_error(const std::string& properties) {
    return testing::start_error_of("nvmsgconv " + properties);
  }

  std::string config() const { return "config=" + folder_.write("config.txt", kConfig); }

  testing::TempFolder folder_;
  std::unique_ptr<GstHarness, HarnessDeleter> harness_;
  GstBuffer* in_ = nullptr;
  BufferPtr out_;
};

TEST_F(NvmsgconvTest, MakesAFullMessageOfEachObject) {
  start(config() + " msg2p-newapi=1 frame-interval=1 comp-id=3");
  NvDsFrameMeta& frame = make_frame(0);
  char words[] = "night shift";
  NvDsCustomMsgInfo custom = {words, 5};
  add_user_meta(frame, NVDS_CUSTOM_MSG_BLOB, &custom);
  const auto payloads = payloads_of(push());
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0]->componentId, 3u);
  const std::string text = text_of(*payloads[0]);
  EXPECT_EQ(schema_violations(text, kFullFrameSchema), "") << text;
  const json message = json::parse(text);
  EXPECT_EQ(message["mdsversion"], "1.0");
  EXPECT_EQ(message["sensor"]["id"], "CAM-0");
  EXPECT_EQ(message["sensor"]["location"], (json{{"lat", 1}, {"lon", 2}, {"alt", 3}}));
  EXPECT_EQ(message["place"]["place-sub-field"]["level"], "three");
  EXPECT_EQ(message["analyticsModule"]["source"], "Pipewright");
  EXPECT_EQ(message["object"]["id"], "957");
  EXPECT_EQ(message["object"]["car"], (json{{"confidence", 0.5}, {"color", "blue"}}));
  EXPECT_EQ(message["object"]["bbox"],
            json::parse(R"({"topleftx": 10, "toplefty": 4, "bottomrightx": 30,
                            "bottomrighty": 20})"));
  EXPECT_EQ(message["event"]["type"], "");
  EXPECT_EQ(message["customMessage"], (json{"night"}));
  EXPECT_NE(message["messageid"], message["event"]["id"]);
}

TEST_F(NvmsgconvTest, MakesAMinimalMessageOfEachFrame) {
  start(config() + " payload-type=1 msg2p-newapi=1 frame-interval=1");
  make_frame(7);
  const auto payloads = payloads_of(push());
  ASSERT_EQ(payloads.size(), 1u);
  const std::string text = text_of(*payloads[0]);
  EXPECT_EQ(schema_violations(text, kMinimalSchema), "") << text;
  const json message = json::parse(text);
  EXPECT_EQ(message["id"], "7");
  EXPECT_EQ(message["sensorId"], "CAM-0");
  EXPECT_EQ(message["objects"], (json{"957|10.5|4|30.5|20|car|#|blue|0.5"}));
}

TEST_F(NvmsgconvTest, MinimalMessagesNeedNoFile) {
  start("payload-type=1 msg2p-newapi=1 frame-interval=1");
  make_frame(0);
  EXPECT_EQ(json::parse(text_of(*payloads_of(push()).at(0)))["sensorId"], "0");
}

TEST_F(NvmsgconvTest, TakesFramesAtTheInterval) {
  start("payload-type=1 msg2p-newapi=1 frame-interval=3");
  for (int number = 0; number < 7; ++number) {
    make_frame(number);
    EXPECT_EQ(payloads_of(push()).size(), number % 3 == 0 ? 1u : 0u) << number;
  }
}

TEST_F(NvmsgconvTest, MakesMessagesOfEventsOfItsComponent) {
  start(config() + " comp-id=2");
  NvDsFrameMeta& frame = make_frame(0);
  auto mine = std::make_unique<NvDsEventMsgMeta>();
  mine->componentId = 2;
  mine->trackingId = 5;
  auto other = std::make_unique<NvDsEventMsgMeta>();
  other->componentId = 4;
  add_user_meta(frame, NVDS_EVENT_MSG_META, mine.get());
  add_user_meta(frame, NVDS_EVENT_MSG_META, other.get());
  const auto payloads = payloads_of(push());
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(json::parse(text_of(*payloads[0]))["object"]["id"], "5");
}

TEST_F(NvmsgconvTest, MakesNothingOfFramesWithoutEvents) {
  start(config());
  make_frame(0);
  EXPECT_TRUE(payloads_of(push()).empty());
}

TEST_F(NvmsgconvTest, MakesDummiesOnRequest) {
  start("payload-type=1 dummy-payload=1");
  make_frame(9);
  const auto payloads = payloads_of(push());
  ASSERT_EQ(payloads.size(), 1u);
  const json message = json::parse(text_of(*payloads[0]));
  EXPECT_EQ(message["@timestamp"], "2023-11-14T22:13:20.123Z");
  EXPECT_EQ(message["id"], "9");
  EXPECT_EQ(message["objects"], json::array());
}

TEST_F(NvmsgconvTest, PayloadsAreCopiedWithTheBatch) {
  start("payload-type=1 msg2p-newapi=1 frame-interval=1");
  make_frame(0);
  push();
  const BufferPtr copy(gst_buffer_copy(out_.get()));
  const std::string text = text_of(*payloads_of(*frames_of(out_.get())[0]).at(0));
  out_.reset();
  EXPECT_EQ(text_of(*payloads_of(*frames_of(copy.get())[0]).at(0)), text);
}

TEST_F(NvmsgconvTest, WritesCopiesForTheCurious) {
  testing::TempFolder dumps;
  start("payload-type=1 msg2p-newapi=1 frame-interval=1 debug-payload-dir=" + dumps.path(""));
  make_frame(0);
  const std::string text = text_of(*payloads_of(push()).at(0));
  const auto file = std::filesystem::directory_iterator(dumps.path(""));
  ASSERT_NE(file, std::filesystem::directory_iterator());
  EXPECT_EQ(file->path().extension(), ".txt");
  std::stringstream content;
  content << std::ifstream(file->path()).rdbuf();
  EXPECT_EQ(content.str(), text + " \n");
}

TEST_F(NvmsgconvTest, TextsThatAreNotUtf8DoNoHarm) {
  start("payload-type=1 msg2p-newapi=1 frame-interval=1");
  NvDsFrameMeta& frame = make_frame(0);
  auto* object = static_cast<NvDsObjectMeta*>(frame.obj_meta_list->data);
  g_strlcpy(object->obj_label, "caf\xE9", sizeof(object->obj_label));
  EXPECT_EQ(schema_violations(text_of(*payloads_of(push()).at(0)), kMinimalSchema), "");
}

TEST_F(NvmsgconvTest, SaysWhatToSetInstead) {
  EXPECT_HAS(start_error(""), "property config is not set");
  EXPECT_HAS(start_error("payload-type=2"), "set 1");
  EXPECT_HAS(start_error("payload-type=257"), "set 0 (full) or 1 (minimal)");
  EXPECT_HAS(start_error("payload-type=1 msg2p-lib=/opt/libmine.so"), "'/opt/libmine.so'");
  EXPECT_HAS(start_error("payload-type=1 debug-payload-dir=/no/such"), "/no/such' is not a folder");
  EXPECT_HAS(start_error("config=/no/such.txt"), "/no/such.txt");
}

TEST_F(NvmsgconvTest, TakesDeepStreamsOwnLibraryByName) {
  start(
      "payload-type=1 msg2p-newapi=1 frame-interval=1 "
      "msg2p-lib=/opt/nvidia/deepstream/deepstream/lib/libnvds_msgconv.so");
  make_frame(0);
  EXPECT_EQ(payloads_of(push()).size(), 1u);
}

}  // namespace
}  // namespace pipewright::standin
