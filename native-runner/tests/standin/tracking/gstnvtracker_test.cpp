// SPDX-License-Identifier: Apache-2.0
// nvtracker as an element, fed with batches as nvinfer hands them on.
#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "gst-nvdscustomevent.h"
#include "gst-nvevent.h"
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

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};

class NvtrackerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvtracker, nullptr); }

  NvtrackerTest() {
    config_ = folder_.write("tracker.yml",
                            "%YAML:1.0\nTargetManagement:\n  probationAge: 0\n"
                            "StateEstimator:\n  stateEstimatorType: 1\n");
  }

  void start(const std::string& properties) {
    const ElementPtr element =
        share_object(gst_parse_launch(("nvtracker " + properties).c_str(), nullptr));
    harness_.reset(gst_harness_new_with_element(element.get(), "sink", "src"));
    gst_harness_set_src_caps_str(
        harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=640,height=360,framerate=30/1");
  }

  /// Tracks one object at `left` in an inferred frame and returns its id.
  guint64 id_of_object_at(float left) {
    GstBuffer* batch = make_batch({black_picture(640, 360)});
    NvDsFrameMeta& frame = *frames_of(batch)[0];
    frame.bInferDone = TRUE;
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
    object->object_id = UNTRACKED_OBJECT_ID;
    object->confidence = 0.9f;
    object->rect_params.left = left;
    object->rect_params.top = 100;
    object->rect_params.width = 80;
    object->rect_params.height = 60;
    nvds_add_obj_meta_to_frame(&frame, object, nullptr);
    EXPECT_EQ(gst_harness_push(harness_.get(), batch), GST_FLOW_OK);
    const BufferPtr out(gst_harness_pull(harness_.get()));
    const auto objects = objects_of(*frames_of(out.get())[0]);
    return objects.empty() ? UNTRACKED_OBJECT_ID : objects[0]->object_id;
  }

  /// Has the tracker take a file over; whether it did.
  bool reconfigure_by(std::string path) {
    gchar stream_id[] = "0";
    return gst_harness_push_event(harness_.get(), gst_nvevent_nvtracker_config_update(
                                                      stream_id, path.data())) != FALSE;
  }
  bool reconfigure(const std::string& yaml) {
    return reconfigure_by(folder_.write("other.yml", "%YAML:1.0\n" + yaml));
  }

  /// The error that starting an element with these properties posts.
  static std::string error_of(const std::string& properties) {
    return testing::start_error_of("nvtracker " + properties);
  }

  testing::TempFolder folder_;
  std::string config_;
  std::unique_ptr<GstHarness, HarnessDeleter> harness_;
};

TEST_F(NvtrackerTest, KeepsAnIdOverFrames) {
  start("ll-lib-file=libnvds_nvmultiobjecttracker.so ll-config-file=" + config_);
  const guint64 id = id_of_object_at(100);
  EXPECT_NE(id, UNTRACKED_OBJECT_ID);
  EXPECT_EQ(id_of_object_at(104), id);
  EXPECT_EQ(id_of_object_at(108), id);
  EXPECT_NE(id_of_object_at(400), id);
}

TEST_F(NvtrackerTest, EndsTheTargetsOfASourceThatEnds) {
  start("ll-lib-file=x.so tracking-id-reset-mode=2 ll-config-file=" + config_);
  EXPECT_EQ(id_of_object_at(100), 0u);
  EXPECT_EQ(id_of_object_at(400), 1u);
  EXPECT_TRUE(gst_harness_push_event(harness_.get(), gst_nvevent_new_stream_eos(0)));
  EXPECT_EQ(id_of_object_at(100), 0u);
}

TEST_F(NvtrackerTest, ForgetsASourceThatIsRemoved) {
  start("ll-lib-file=x.so ll-config-file=" + config_);
  const guint64 id = id_of_object_at(100);
  EXPECT_TRUE(gst_harness_push_event(harness_.get(), gst_nvevent_new_pad_deleted(0)));
  EXPECT_NE(id_of_object_at(100), id);
}

TEST_F(NvtrackerTest, TakesOtherNumbersAndKeepsItsTargets) {
  start("ll-lib-file=x.so ll-config-file=" + config_);
  const guint64 id = id_of_object_at(100);
  ASSERT_NE(id, UNTRACKED_OBJECT_ID);
  EXPECT_TRUE(
      reconfigure("TargetManagement:\n  probationAge: 2\n"
                  "StateEstimator:\n  stateEstimatorType: 1\n"));
  EXPECT_EQ(id_of_object_at(104), id);
  // A new one has its probation before it.
  EXPECT_EQ(id_of_object_at(400), UNTRACKED_OBJECT_ID);
  EXPECT_EQ(id_of_object_at(400), UNTRACKED_OBJECT_ID);
  EXPECT_NE(id_of_object_at(400), UNTRACKED_OBJECT_ID);
}

TEST_F(NvtrackerTest, BeginsAnewWithAnotherStateEstimator) {
  start("ll-lib-file=x.so ll-config-file=" + config_);
  const guint64 id = id_of_object_at(100);
  EXPECT_TRUE(
      reconfigure("TargetManagement:\n  probationAge: 0\n"
                  "StateEstimator:\n  stateEstimatorType: 2\n"));
  const guint64 next_id = id_of_object_at(100);
  EXPECT_NE(next_id, UNTRACKED_OBJECT_ID);
  EXPECT_NE(next_id, id);
  EXPECT_EQ(id_of_object_at(104), next_id);
}

TEST_F(NvtrackerTest, KeepsItsConfigurationWhereTheOtherOneIsWrong) {
  start("ll-lib-file=x.so ll-config-file=" + config_);
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness_->element, bus.get());
  const guint64 id = id_of_object_at(100);
  const auto warning = [&] {
    const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING));
    if (!message) return std::string();
    GError* error = nullptr;
    gst_message_parse_warning(message.get(), &error, nullptr);
    return std::string(GErrorPtr(error)->message);
  };
  EXPECT_FALSE(reconfigure("TargetManagement:\n  probationAge: often\n"));
  const std::string about_key = warning();
  EXPECT_NE(about_key.find("keeps the configuration"), std::string::npos) << about_key;
  EXPECT_NE(about_key.find("probationAge"), std::string::npos) << about_key;
  EXPECT_FALSE(reconfigure_by("/nowhere/other.yml"));
  EXPECT_NE(warning().find("/nowhere/other.yml"), std::string::npos);
  EXPECT_EQ(id_of_object_at(104), id);
  EXPECT_NE(id_of_object_at(400), UNTRACKED_OBJECT_ID);
}

TEST_F(NvtrackerTest, ErrorsAtStartNameThePropertyAndTheKey) {
  EXPECT_NE(error_of("ll-config-file=/nowhere/tracker.yml").find("ll-config-file"),
            std::string::npos);
  EXPECT_NE(error_of("tracker-width=0").find("tracker-width"), std::string::npos);
  EXPECT_NE(error_of("operate-on-class-ids=car").find("operate-on-class-ids"), std::string::npos);
  const std::string wrong =
      folder_.write("wrong.yml", "TargetManagement:\n  probationAge: often\n");
  EXPECT_NE(error_of("ll-config-file=" + wrong).find("probationAge"), std::string::npos);
  EXPECT_EQ(error_of("ll-config-file=" + config_), "no error");
}

}  // namespace
}  // namespace pipewright::standin
