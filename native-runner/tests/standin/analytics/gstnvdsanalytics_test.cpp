// SPDX-License-Identifier: Apache-2.0
// nvdsanalytics as an element, fed with batches as nvtracker hands them on.
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gst-nvdscustomevent.h"
#include "nvds_analytics_meta.h"
#include "standin/elements.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/start_error.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::objects_of;

constexpr const char* kRules =
    "[property]\nenable=1\nconfig-width=1280\nconfig-height=720\n"
    "[roi-filtering-stream-0]\nenable=1\nroi-left=0;0;640;0;640;720;0;720\n"
    "[line-crossing-stream-0]\nenable=1\nline-crossing-middle=0;360;1280;360;640;0;640;720\n";

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};

template <typename Data>
const Data* data_of(const GList* metas, NvDsMetaType type) {
  for (const GList* item = metas; item != nullptr; item = item->next) {
    const auto* meta = static_cast<const NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type == type) return static_cast<const Data*>(meta->user_meta_data);
  }
  return nullptr;
}

class NvdsanalyticsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvdsanalytics, nullptr); }

  void start(const std::string& rules, const std::string& properties = "") {
    const std::string config = folder_.write("rules.txt", rules);
    const ElementPtr element = share_object(gst_parse_launch(
        ("nvdsanalytics name=analytics config-file=" + config + " " + properties).c_str(),
        nullptr));
    harness_.reset(gst_harness_new_with_element(element.get(), "sink", "src"));
    gst_harness_set_src_caps_str(
        harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=640,height=360,framerate=25/1");
  }

  /// Pushes a frame with one tracked object whose foot is at x, y; keeps what comes out.
  NvDsFrameMeta& push(float x, float y, int number) {
    GstBuffer* batch = make_batch({black_picture(640, 360)});
    NvDsFrameMeta& frame = *frames_of(batch)[0];
    frame.buf_pts = static_cast<guint64>(number) * 40 * GST_MSECOND;
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->object_id = 7;
    object->rect_params.left = x - 20;
    object->rect_params.top = y - 60;
    object->rect_params.width = 40;
    object->rect_params.height = 60;
    object->rect_params.border_color = {1, 0, 0, 1};
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
    EXPECT_EQ(gst_harness_push(harness_.get(), batch), GST_FLOW_OK);
    out_.reset(gst_harness_pull(harness_.get()));
    return *frames_of(out_.get())[0];
  }

  static const NvDsAnalyticsFrameMeta* frame_info(const NvDsFrameMeta& frame) {
    return data_of<NvDsAnalyticsFrameMeta>(frame.frame_user_meta_list,
                                           NVDS_USER_FRAME_META_NVDSANALYTICS);
  }
  static const NvDsAnalyticsObjInfo* object_info(const NvDsFrameMeta& frame) {
    return data_of<NvDsAnalyticsObjInfo>(objects_of(frame)[0]->obj_user_meta_list,
                                         NVDS_USER_OBJ_META_NVDSANALYTICS);
  }

  testing::TempFolder folder_;
  std::unique_ptr<GstHarness, HarnessDeleter> harness_;
  BufferPtr out_;
};

TEST_F(NvdsanalyticsTest, ScalesRulesToTheFrameAndTellsOfThem) {
  start(kRules, "unique-id=5");
  const NvDsFrameMeta& inside = push(100, 200, 0);
  ASSERT_NE(frame_info(inside), nullptr);
  EXPECT_EQ(frame_info(inside)->unique_id, 5u);
  EXPECT_EQ(frame_info(inside)->objInROIcnt.at("left"), 1u);
  EXPECT_EQ(frame_info(inside)->objCnt.at(0), 1u);
  EXPECT_EQ(frame_info(inside)->objLCCumCnt.at("middle"), 0u);
  ASSERT_NE(object_info(inside), nullptr);
  EXPECT_EQ(object_info(inside)->roiStatus, std::vector<std::string>{"left"});
  const NvDsFrameMeta& outside = push(400, 200, 1);
  EXPECT_EQ(frame_info(outside)->objInROIcnt.at("left"), 0u);
  EXPECT_EQ(object_info(outside), nullptr);
}

TEST_F(NvdsanalyticsTest, CountsCrossings) {
  start(kRules);
  std::uint64_t crossed = 0;
  for (int i = 0; i < 30; ++i) {
    const NvDsFrameMeta& frame = push(200.0F + 8.0F * static_cast<float>(i), 200, i);
    crossed += frame_info(frame)->objLCCurrCnt.at("middle");
    if (i == 29) {
      EXPECT_EQ(frame_info(frame)->objLCCumCnt.at("middle"), 1u);
    }
  }
  EXPECT_EQ(crossed, 1u);
}

TEST_F(NvdsanalyticsTest, AFlushEndsTracks) {
  start(kRules);
  for (int i = 0; i < 12; ++i) push(200.0F + 8.0F * static_cast<float>(i), 200, i);
  gst_harness_push_event(harness_.get(), gst_event_new_flush_start());
  gst_harness_push_event(harness_.get(), gst_event_new_flush_stop(TRUE));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_harness_push_event(harness_.get(), gst_event_new_segment(&segment));
  EXPECT_EQ(frame_info(push(400, 200, 12))->objLCCurrCnt.at("middle"), 0u);
}

TEST_F(NvdsanalyticsTest, DrawsRulesWithCountsAndMarksObjects) {
  start(kRules);
  const NvDsFrameMeta& frame = push(100, 200, 0);
  const auto* drawing = static_cast<NvDsDisplayMeta*>(frame.display_meta_list->data);
  ASSERT_EQ(drawing->num_labels, 2u);
  EXPECT_STREQ(drawing->text_params[0].display_text, "left=1");
  EXPECT_STREQ(drawing->text_params[1].display_text, "middle=0");
  // Four edges; the line, its direction and the two strokes of the direction's head.
  EXPECT_EQ(drawing->num_lines, 8u);
  const NvDsObjectMeta& object = *objects_of(frame)[0];
  EXPECT_STREQ(object.text_params.display_text, " ROI:left");
  EXPECT_EQ(object.rect_params.border_color.red, 0);
  EXPECT_EQ(object.rect_params.border_color.green, 1);
}

TEST_F(NvdsanalyticsTest, DrawsNothingInMode0) {
  start(std::string(kRules).insert(std::string(kRules).find("config-width"), "osd-mode=0\n"));
  const NvDsFrameMeta& frame = push(100, 200, 0);
  EXPECT_EQ(frame.display_meta_list, nullptr);
  EXPECT_EQ(objects_of(frame)[0]->text_params.display_text, nullptr);
  EXPECT_NE(object_info(frame), nullptr);
}

TEST_F(NvdsanalyticsTest, ManyRulesGoOnInFurtherDisplayMetas) {
  std::string rules =
      "[property]\nenable=1\nconfig-width=640\nconfig-height=360\n"
      "[roi-filtering-stream-0]\nenable=1\n";
  for (int i = 0; i < 10; ++i) {
    rules += "roi-" + std::to_string(i) + "=0;0;10;0;10;10;0;10\n";
  }
  start(rules);
  const NvDsFrameMeta& frame = push(300, 300, 0);
  guint num_lines = 0;
  for (GList* item = frame.display_meta_list; item != nullptr; item = item->next) {
    num_lines += static_cast<NvDsDisplayMeta*>(item->data)->num_lines;
  }
  EXPECT_EQ(num_lines, 40u);
}

TEST_F(NvdsanalyticsTest, EnableAndANewFileWorkWhilePlaying) {
  start(kRules);
  EXPECT_NE(frame_info(push(100, 200, 0)), nullptr);
  g_object_set(harness_->element, "config-file",
               folder_
                   .write("other.txt",
                          "[property]\nenable=1\nconfig-width=640\nconfig-height=360\n"
                          "[roi-filtering-stream-0]\nenable=1\nroi-other=0;0;9;0;9;9\n")
                   .c_str(),
               nullptr);
  EXPECT_EQ(frame_info(push(100, 200, 1))->objInROIcnt.count("other"), 1u);
  g_object_set(harness_->element, "enable", FALSE, nullptr);
  EXPECT_EQ(frame_info(push(100, 200, 2)), nullptr);
}

TEST_F(NvdsanalyticsTest, AnEventBringsANewFile) {
  start(kRules);
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness_->element, bus.get());
  EXPECT_EQ(frame_info(push(100, 200, 0))->objInROIcnt.count("left"), 1u);
  const auto reload = [&](std::string path) {
    EXPECT_TRUE(gst_harness_push_event(harness_.get(),
                                       gst_nvevent_analytics_reload_config_update(path.data())));
  };
  const std::string other =
      folder_.write("other.txt",
                    "[property]\nenable=1\nconfig-width=640\nconfig-height=360\n"
                    "[roi-filtering-stream-0]\nenable=1\nroi-other=0;0;640;0;640;360;0;360\n");
  reload(other);
  EXPECT_EQ(frame_info(push(100, 200, 1))->objInROIcnt,
            (std::unordered_map<std::string, uint32_t>{{"other", 1}}));
  gchar* config_file = nullptr;
  g_object_get(harness_->element, "config-file", &config_file, nullptr);
  EXPECT_EQ(take_text(config_file), other);
  EXPECT_FALSE(MessagePtr(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING)));

  // One that can't be used changes nothing, and a warning says so.
  reload(folder_.path("nowhere.txt"));
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING));
  ASSERT_TRUE(message);
  GError* warning = nullptr;
  gst_message_parse_warning(message.get(), &warning, nullptr);
  EXPECT_NE(std::string(GErrorPtr(warning)->message).find("nowhere.txt"), std::string::npos);
  EXPECT_EQ(frame_info(push(100, 200, 2))->objInROIcnt.count("other"), 1u);
  gst_element_set_bus(harness_->element, nullptr);
}

TEST_F(NvdsanalyticsTest, MetadataSurvivesCopying) {
  start(kRules);
  push(100, 200, 0);
  const BufferPtr copy(gst_buffer_copy(out_.get()));
  out_.reset();
  const NvDsFrameMeta& frame = *frames_of(copy.get())[0];
  EXPECT_EQ(frame_info(frame)->objInROIcnt.at("left"), 1u);
  EXPECT_EQ(object_info(frame)->objStatus, " ROI:left");
}

TEST_F(NvdsanalyticsTest, OfFileAndPropertyTheOneThatWasSetLastCounts) {
  const std::string off =
      "[property]\nenable=0\nconfig-width=640\nconfig-height=360\n"
      "[roi-filtering-stream-0]\nenable=1\nroi-left=0;0;320;0;320;360;0;360\n";
  start(off);
  EXPECT_EQ(frame_info(push(100, 300, 0)), nullptr);
  start(off, "enable=true");
  EXPECT_NE(frame_info(push(100, 300, 0)), nullptr);
  start(kRules, "enable=false");
  EXPECT_EQ(frame_info(push(100, 300, 0)), nullptr);
}

TEST_F(NvdsanalyticsTest, AFileThatCanNotBeUsedIsToldAtStart) {
  const std::string config = folder_.write("bad.txt", "[property]\nosd-mode=9\n");
  for (const auto& [properties, part] : {std::pair{std::string(), "config-file is not set"},
                                         std::pair{" config-file=" + config, "osd-mode"}}) {
    const std::string error = testing::start_error_of("nvdsanalytics" + properties);
    EXPECT_NE(error.find(part), std::string::npos) << error;
  }
}

}  // namespace
}  // namespace pipewright::standin
