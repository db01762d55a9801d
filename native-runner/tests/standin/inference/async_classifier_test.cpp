// SPDX-License-Identifier: Apache-2.0
// nvinfer with classifier-async-mode: the pipeline goes on, labels come later.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::add_object;
using testing::frames_of;
using testing::HarnessPtr;
using testing::labels_of;
using testing::make_batch;
using testing::objects_of;
using testing::plain_picture;
using testing::push_and_pull;
using testing::Rgb;
using testing::start_harness;

constexpr Rgb kRed = {255, 0, 0};
constexpr Rgb kGreen = {0, 255, 0};

class AsyncClassifierTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinfer, nullptr); }

  AsyncClassifierTest() {
    folder_.write("model.onnx",
                  testing::make_colour_onnx(
                      32, 32, {{"colour", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}));
    folder_.write("labels.txt", "red;green;blue\n");
  }

  std::string element(const std::string& more) {
    return "nvinfer config-file-path=" +
           folder_.write("config.txt",
                         "[property]\ngie-unique-id=7\nonnx-file=model.onnx\nnetwork-type=1\n"
                         "net-scale-factor=0.0039215697906911373\nlabelfile-path=labels.txt\n"
                         "classifier-threshold=0.6\nclassifier-async-mode=1\n" +
                             more);
  }
  void start(const std::string& more = "process-mode=2\n") {
    harness_ = start_harness(element(more));
  }

  /// Pushes a frame of one colour with one object per id and gives the label of the last one.
  std::string label_in_next_frame(const Rgb& color, guint64 last_id = 1, int size = 50) {
    GstBuffer* batch = make_batch({plain_picture(color)}, frame_num_++);
    for (guint64 id = 1; id <= last_id; ++id) {
      add_object(frames_of(batch)[0], {0, 0, size, size}, id);
    }
    const BufferPtr buffer = push_and_pull(harness_.get(), batch);
    const auto labels = labels_of(*objects_of(*frames_of(buffer.get())[0]).back());
    return labels.empty() ? "" : labels[0]->result_label;
  }

  /// The first label other than `known` in frames of this colour.
  std::string next_label(const Rgb& color, const std::string& known = "", guint64 last_id = 1,
                         int size = 50) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < deadline) {
      const std::string label = label_in_next_frame(color, last_id, size);
      if (label != known) return label;
      std::this_thread::yield();
    }
    return "no other label";
  }

  testing::TempFolder folder_;
  HarnessPtr harness_;
  int frame_num_ = 0;
};

TEST_F(AsyncClassifierTest, LabelsComeInALaterFrameAndAreOfTheFrameThatWasLookedAt) {
  start();
  EXPECT_EQ(label_in_next_frame(kRed), "") << "this frame does not wait for the model";
  EXPECT_EQ(next_label(kGreen), "red");
  EXPECT_EQ(label_in_next_frame(kGreen), "red") << "it is looked at once";
}

TEST_F(AsyncClassifierTest, GrownObjectsKeepTheirLabelUntilThereIsANewOne) {
  start();
  EXPECT_EQ(next_label(kRed), "red");
  EXPECT_EQ(label_in_next_frame(kGreen, 1, 80), "red");
  EXPECT_EQ(next_label(kGreen, "red", 1, 80), "green");
}

TEST_F(AsyncClassifierTest, ObjectsAreDueAgainAfterTheInterval) {
  start("process-mode=2\nsecondary-reinfer-interval=2\n");
  EXPECT_EQ(next_label(kRed), "red");
  EXPECT_EQ(next_label(kGreen, "red"), "green");
}

TEST_F(AsyncClassifierTest, ManyObjectsAreClassifiedInBatches) {
  start("process-mode=2\nbatch-size=2\n");
  constexpr guint64 kManyObjects = 25;
  EXPECT_EQ(next_label(kRed, "", kManyObjects), "red");
}

TEST_F(AsyncClassifierTest, NothingIsKnownAfterAFlush) {
  start();
  EXPECT_EQ(next_label(kRed), "red");
  gst_harness_push_event(harness_.get(), gst_event_new_flush_start());
  gst_harness_push_event(harness_.get(), gst_event_new_flush_stop(TRUE));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_harness_push_event(harness_.get(), gst_event_new_segment(&segment));
  EXPECT_EQ(label_in_next_frame(kGreen), "");
  EXPECT_EQ(next_label(kGreen), "green");
}

TEST_F(AsyncClassifierTest, StopsWhileObjectsAreUnderWay) {
  start();
  label_in_next_frame(kRed, 3);
  gst_element_set_state(harness_->element, GST_STATE_READY);
  gst_element_set_state(harness_->element, GST_STATE_PLAYING);
  gst_harness_set_src_caps_str(
      harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=256,height=192,framerate=30/1");
  EXPECT_EQ(next_label(kGreen), "green") << "nothing is left of before";
}

TEST_F(AsyncClassifierTest, NeedsTrackedObjects) {
  start();
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness_->element, bus.get());
  GstBuffer* batch = make_batch({plain_picture(kRed)});
  add_object(frames_of(batch)[0], {0, 0, 50, 50});
  push_and_pull(harness_.get(), batch);
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING));
  ASSERT_NE(message, nullptr);
  gst_element_set_bus(harness_->element, nullptr);
}

TEST_F(AsyncClassifierTest, IsForSecondaryClassifiersOnly) {
  const ElementPtr element = share_object(gst_parse_launch(this->element("").c_str(), nullptr));
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(element.get(), bus.get());
  gst_element_set_state(element.get(), GST_STATE_PAUSED);
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_WARNING));
  gst_element_set_state(element.get(), GST_STATE_NULL);
  ASSERT_NE(message, nullptr);
  GError* warning = nullptr;
  gst_message_parse_warning(message.get(), &warning, nullptr);
  const std::string text = warning->message;
  g_error_free(warning);
  EXPECT_NE(text.find("classifier-async-mode: has no effect"), std::string::npos) << text;
}

}  // namespace
}  // namespace pipewright::standin
