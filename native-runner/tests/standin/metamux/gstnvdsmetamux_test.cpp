// SPDX-License-Identifier: Apache-2.0
// nvdsmetamux as an element: two branches of batches in, one out.
#include "gst-nvevent.h"
#include "gstnvdsinfer.h"
#include "standin/metamux/branch.hpp"
#include "tests/standin/inference/nvinfer_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::make_batch;
using testing::objects_of;

constexpr const char* kCaps =
    "video/x-raw(memory:NVMM),format=RGBA,width=64,height=64,framerate=25/1";
constexpr GstClockTime kFrame = 40 * GST_MSECOND;

class MetaMuxTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvdsmetamux, nullptr); }

  void start(const std::string& properties = {}, const char* active = "sink_0",
             const char* other = "sink_1") {
    element_ = share_object(gst_parse_launch(("nvdsmetamux " + properties).c_str(), nullptr));
    gst_element_set_bus(element_.get(), bus_.get());
    active_.reset(gst_harness_new_with_element(element_.get(), active, "src"));
    other_.reset(gst_harness_new_with_element(element_.get(), other, nullptr));
    gst_harness_set_src_caps_str(active_.get(), kCaps);
    gst_harness_set_src_caps_str(other_.get(), kCaps);
  }

  ~MetaMuxTest() override {
    if (element_) gst_element_set_bus(element_.get(), nullptr);
  }

  /// A batch with one object of a component in every frame; frame i is of source i.
  static GstBuffer* batch(int number, int component, unsigned num_sources = 1,
                          GstClockTime late = 0) {
    GstBuffer* buffer =
        make_batch(std::vector<PictureRef>(num_sources, black_picture(64, 64)), number);
    for (NvDsFrameMeta* frame : frames_of(buffer)) {
      frame->buf_pts = static_cast<guint64>(number) * kFrame + late;
      testing::add_object(frame, {component, 0, 10, 10})->unique_component_id = component;
    }
    GST_BUFFER_PTS(buffer) = static_cast<guint64>(number) * kFrame;
    return buffer;
  }

  void push_active(GstBuffer* buffer) {
    EXPECT_EQ(gst_harness_push(active_.get(), buffer), GST_FLOW_OK);
  }
  void push_other(GstBuffer* buffer) {
    EXPECT_EQ(gst_harness_push(other_.get(), buffer), GST_FLOW_OK);
  }
  BufferPtr pull() { return BufferPtr(gst_harness_pull(active_.get())); }

  static std::vector<int> components_of(const NvDsFrameMeta& frame) {
    std::vector<int> components;
    for (const NvDsObjectMeta* object : objects_of(frame)) {
      components.push_back(object->unique_component_id);
    }
    return components;
  }
  static std::vector<int> components_of(const BufferPtr& buffer, unsigned source = 0) {
    return components_of(*frames_of(buffer.get())[source]);
  }

  testing::TempFolder folder_;
  BusPtr bus_{gst_bus_new()};
  ElementPtr element_;
  HarnessPtr active_;
  HarnessPtr other_;
};

TEST_F(MetaMuxTest, BringsTheResultsOfBranchesTogether) {
  start();
  for (int i = 0; i < 3; ++i) {
    push_other(batch(i, 2, 2));
    push_active(batch(i, 1, 2));
    const BufferPtr buffer = pull();
    ASSERT_TRUE(buffer);
    EXPECT_EQ(GST_BUFFER_PTS(buffer.get()), static_cast<guint64>(i) * kFrame);
    EXPECT_EQ(components_of(buffer, 0), (std::vector<int>{1, 2}));
    EXPECT_EQ(components_of(buffer, 1), (std::vector<int>{1, 2}));
    EXPECT_EQ(frames_of(buffer.get())[1]->num_obj_meta, 2u);
  }
}

TEST_F(MetaMuxTest, FindsTheNearestFrameWithinTheTolerance) {
  start("pts-tolerance=10000");
  push_other(batch(0, 2, 1, 8 * GST_MSECOND));
  push_active(batch(0, 1));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 2}));
  push_other(batch(1, 3, 1, 12 * GST_MSECOND));
  push_active(batch(1, 1));
  EXPECT_EQ(components_of(pull()), std::vector<int>{1}) << "12 ms are too far off";
}

TEST_F(MetaMuxTest, WaitsForABranchThatIsBehind) {
  start();
  push_other(batch(0, 2));
  push_active(batch(1, 1));
  // The branch's first frame is no reason to give up: a nearer one may come.
  push_other(batch(1, 3));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 3}));
}

TEST_F(MetaMuxTest, DoesNotWaitForSourcesThatABranchDoesNotHaveOrThatEnded) {
  start();
  gst_harness_push_event(other_.get(), gst_nvevent_new_pad_added(0));
  push_other(batch(0, 2));
  push_active(batch(0, 1, 2));
  const BufferPtr first = pull();
  EXPECT_EQ(components_of(first, 0), (std::vector<int>{1, 2}));
  EXPECT_EQ(components_of(first, 1), std::vector<int>{1});
  gst_harness_push_event(other_.get(), gst_nvevent_new_stream_eos(0));
  gst_harness_push_event(other_.get(), gst_event_new_eos());
  push_active(batch(5, 1));
  EXPECT_EQ(components_of(pull()), std::vector<int>{1});
}

TEST_F(MetaMuxTest, MergesAgainWhenASourceStartsAnewAtAnEarlierTime) {
  start();
  push_other(batch(9, 2));
  push_active(batch(9, 1, 1, 8 * GST_MSECOND));
  push_other(batch(10, 2));
  ASSERT_TRUE(pull());
  // The branch has later frames than were looked for before the source starts anew.
  push_other(batch(11, 2));
  gst_harness_push_event(other_.get(), gst_nvevent_new_stream_reset(0));
  gst_harness_push_event(active_.get(), gst_nvevent_new_stream_reset(0));
  for (int i = 0; i < 12; ++i) {
    push_active(batch(i, 1));
    push_other(batch(i, 3));
    EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 3})) << i;
  }
}

TEST_F(MetaMuxTest, KeepsTheFramesOfABranchThatStartsAnewFirst) {
  start();
  push_other(batch(8, 2));
  push_active(batch(8, 1));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 2}));
  // No frame of the branch's last run fits, and none of the next is used up for it.
  push_other(batch(0, 3));
  push_active(batch(10, 1));
  EXPECT_EQ(components_of(pull()), std::vector<int>{1});
  push_other(batch(1, 3));
  for (int i = 0; i < 2; ++i) {
    push_active(batch(i, 1));
    EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 3})) << i;
  }
}

TEST_F(MetaMuxTest, ASourceIsWaitedForAgainWhenItStartsAfterItsEnd) {
  for (const auto& announce : {gst_nvevent_new_pad_added, gst_nvevent_new_stream_reset}) {
    start();
    gst_harness_push_event(other_.get(), gst_nvevent_new_stream_eos(0));
    gst_harness_push_event(other_.get(), announce(0));
    push_other(batch(0, 2));
    push_active(batch(1, 1));
    push_other(batch(1, 3));
    EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 3}));
  }
}

TEST_F(MetaMuxTest, DoesNotWaitForSourcesThatWentAndForgetsTheirFrames) {
  start();
  push_other(batch(3, 2));
  push_active(batch(2, 1));
  ASSERT_TRUE(pull());
  gst_harness_push_event(other_.get(), gst_nvevent_new_pad_deleted(0));
  push_other(batch(3, 2));
  push_active(batch(4, 1));
  EXPECT_EQ(components_of(pull()), std::vector<int>{1});
}

TEST(Branch, ForgetsEndsButNotSourcesWhenCleared) {
  metamux::Branch branch;
  branch.add_source(0);
  branch.end_source(0);
  EXPECT_TRUE(branch.has_reached(0, kFrame));
  branch.clear();
  EXPECT_FALSE(branch.has_reached(0, kFrame));
  EXPECT_TRUE(branch.has_reached(1, kFrame)) << "the branch has no such source";
}

TEST(Branch, ForgetsTimesWhenCleared) {
  metamux::Branch branch;
  const auto buffer_at = [](GstClockTime pts) {
    BufferPtr buffer(make_batch({black_picture(64, 64)}, 0));
    frames_of(buffer.get())[0]->buf_pts = pts;
    return buffer;
  };
  const BufferPtr late = buffer_at(10 * kFrame);
  branch.expect(*gst_buffer_get_nvds_batch_meta(late.get()));
  branch.clear();
  const BufferPtr early = buffer_at(0);
  branch.expect(*gst_buffer_get_nvds_batch_meta(early.get()));
  branch.push(buffer_at(kFrame));
  EXPECT_TRUE(branch.has_reached(0, 0)) << "no new run is waited for";
}

TEST_F(MetaMuxTest, TheActivePadsBuffersGoOn) {
  start("active-pad=sink_1", "sink_1", "sink_0");
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 2}));
}

TEST_F(MetaMuxTest, CopiesNoBufferThatItHoldsAlone) {
  start();
  push_other(batch(0, 2));
  GstBuffer* buffer = batch(0, 1);
  push_active(buffer);
  EXPECT_EQ(pull().get(), buffer);
}

TEST_F(MetaMuxTest, KeepsResultsOfModelsForTheListedSourcesOnly) {
  const std::string file = folder_.write(
      "mux.txt",
      "[property]\nactive-pad=sink_0\n[group-0]\nsrc-ids-model-1=0\nsrc-ids-model-2=1\n");
  start("config-file=" + file);
  GstBuffer* buffer = batch(0, 1, 2);
  for (NvDsFrameMeta* frame : frames_of(buffer)) {
    NvDsClassifierMeta* classifier =
        nvds_acquire_classifier_meta_from_pool(frame->base_meta.batch_meta);
    classifier->unique_component_id = 2;
    nvds_add_classifier_meta_to_object(objects_of(*frame)[0], classifier);
    NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(frame->base_meta.batch_meta);
    auto* tensor = g_new0(NvDsInferTensorMeta, 1);
    tensor->unique_id = 1;
    user_meta->user_meta_data = tensor;
    user_meta->base_meta.meta_type = static_cast<NvDsMetaType>(NVDSINFER_TENSOR_OUTPUT_META);
    user_meta->base_meta.copy_func = [](gpointer data, gpointer) -> gpointer {
      return g_memdup2(static_cast<NvDsUserMeta*>(data)->user_meta_data,
                       sizeof(NvDsInferTensorMeta));
    };
    user_meta->base_meta.release_func = [](gpointer data, gpointer) {
      g_free(static_cast<NvDsUserMeta*>(data)->user_meta_data);
    };
    nvds_add_user_meta_to_frame(frame, user_meta);
  }
  push_other(batch(0, 2, 2));
  push_active(buffer);
  const BufferPtr result = pull();
  const auto frames = frames_of(result.get());
  EXPECT_EQ(components_of(*frames[0]), std::vector<int>{1});
  EXPECT_EQ(objects_of(*frames[0])[0]->classifier_meta_list, nullptr) << "model 2 is for source 1";
  EXPECT_NE(frames[0]->frame_user_meta_list, nullptr);
  EXPECT_EQ(components_of(*frames[1]), std::vector<int>{2});
  EXPECT_EQ(frames[1]->frame_user_meta_list, nullptr);
}

TEST_F(MetaMuxTest, PassesTheActivePadWhenSwitchedOff) {
  start("config-file=" + folder_.write("mux.txt", "[property]\nenable=0\n"));
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  EXPECT_EQ(components_of(pull()), std::vector<int>{1});
}

TEST_F(MetaMuxTest, OfFileAndPropertyTheOneThatWasSetLastCounts) {
  const std::string file = folder_.write("mux.txt", "[property]\nactive-pad=sink_0\n");
  start("config-file=" + file + " active-pad=sink_1", "sink_1", "sink_0");
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 2}));
  start("active-pad=sink_1 config-file=" + file, "sink_0", "sink_1");
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  EXPECT_EQ(components_of(pull()), (std::vector<int>{1, 2}));
}

TEST_F(MetaMuxTest, AnUnknownActivePadIsAnErrorThatNamesThePads) {
  start("active-pad=sink_7");
  gst_harness_push(other_.get(), batch(0, 2));
  gst_harness_push(active_.get(), batch(0, 1));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus_.get(), GST_CLOCK_TIME_NONE, GST_MESSAGE_ERROR));
  GError* error = nullptr;
  gst_message_parse_error(message.get(), &error, nullptr);
  const GErrorPtr owner(error);
  EXPECT_NE(std::string(error->message).find("sink_0, sink_1"), std::string::npos)
      << error->message;
}

TEST_F(MetaMuxTest, TellsWhatCameOverAllBranchesOnce) {
  start();
  constexpr const char* kName = "any-event";
  for (GstHarness* branch : {other_.get(), active_.get()}) {
    gst_harness_push_event(
        branch, gst_event_new_custom(GST_EVENT_CUSTOM_DOWNSTREAM, gst_structure_new_empty(kName)));
  }
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  ASSERT_TRUE(pull());
  gst_harness_push_event(other_.get(), gst_event_new_eos());
  gst_harness_push_event(active_.get(), gst_event_new_eos());
  int num_told = 0;
  for (;;) {
    const GstPtr<GstEvent> event(gst_harness_pull_event(active_.get()));
    ASSERT_TRUE(event);
    if (GST_EVENT_TYPE(event.get()) == GST_EVENT_EOS) break;
    if (gst_event_has_name(event.get(), kName) != FALSE) ++num_told;
  }
  EXPECT_EQ(num_told, 1);
}

TEST_F(MetaMuxTest, EndsWithTheActivePad) {
  start();
  push_other(batch(0, 2));
  push_active(batch(0, 1));
  ASSERT_TRUE(pull());
  gst_harness_push_event(other_.get(), gst_event_new_eos());
  gst_harness_push_event(active_.get(), gst_event_new_eos());
  for (;;) {
    const GstPtr<GstEvent> event(gst_harness_pull_event(active_.get()));
    ASSERT_TRUE(event);
    if (GST_EVENT_TYPE(event.get()) == GST_EVENT_EOS) break;
  }
}

}  // namespace
}  // namespace pipewright::standin
