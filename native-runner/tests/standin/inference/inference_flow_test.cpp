// SPDX-License-Identifier: Apache-2.0
// How buffers and events get through nvinfer, which infers on a buffer while it takes the next.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <string>
#include <vector>

#include "gst-nvdscustomevent.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::HarnessPtr;
using testing::make_batch;
using testing::start_harness;

/// What left the element: numbers of frames, names of events.
class Trace {
 public:
  explicit Trace(GstPad* pad) {
    gst_pad_add_probe(
        pad,
        static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER |
                                     GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
        [](GstPad*, GstPadProbeInfo* info, gpointer data) {
          static_cast<Trace*>(data)->note(info);
          return GST_PAD_PROBE_OK;
        },
        this, nullptr);
  }

  std::vector<std::string> items() {
    const std::lock_guard lock(mutex_);
    return items_;
  }

 private:
  void note(GstPadProbeInfo* info) {
    std::string item;
    if ((info->type & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
      const NvDsFrameMeta& frame = *frames_of(GST_PAD_PROBE_INFO_BUFFER(info))[0];
      item = std::to_string(frame.frame_num) + (frame.bInferDone != 0 ? " inferred" : "");
    } else {
      item = GST_EVENT_TYPE_NAME(GST_PAD_PROBE_INFO_EVENT(info));
    }
    const std::lock_guard lock(mutex_);
    items_.push_back(item);
  }

  std::mutex mutex_;
  std::vector<std::string> items_;
};

class InferenceFlowTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvinfer, nullptr); }

  InferenceFlowTest() {
    folder_.write("model.onnx", testing::make_detector_onnx());
    config_ = folder_.write("config.txt",
                            "[property]\ngie-unique-id=7\nonnx-file=model.onnx\n"
                            "num-detected-classes=2\ncluster-mode=2\nbatch-size=2\n");
    harness_ = start_harness("nvinfer config-file-path=" + config_);
    src_.reset(gst_element_get_static_pad(harness_->element, "src"));
  }

  GstFlowReturn push(int number) {
    return gst_harness_push(harness_.get(), make_batch({black_picture(256, 192)}, number));
  }
  bool push_event(GstEvent* event) {
    return gst_harness_push_event(harness_.get(), event) != FALSE;
  }
  void push_marker() {
    push_event(
        gst_event_new_custom(GST_EVENT_CUSTOM_DOWNSTREAM, gst_structure_new_empty("marker")));
  }
  void push_segment() {
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    push_event(gst_event_new_segment(&segment));
  }

  /// Has the pad behind answer every buffer with `flow`.
  template <GstFlowReturn flow>
  void answer() {
    gst_pad_set_chain_function(harness_->sinkpad,
                               [](GstPad*, GstObject*, GstBuffer* buffer) -> GstFlowReturn {
                                 gst_buffer_unref(buffer);
                                 return flow;
                               });
  }

  testing::TempFolder folder_;
  std::string config_;
  HarnessPtr harness_;
  PadPtr src_;
};

TEST_F(InferenceFlowTest, EventsKeepTheirPlaceBetweenBuffers) {
  Trace trace(src_.get());
  for (const int number : {0, 1, 2}) EXPECT_EQ(push(number), GST_FLOW_OK);
  push_marker();
  for (const int number : {3, 4}) EXPECT_EQ(push(number), GST_FLOW_OK);
  push_event(gst_event_new_gap(0, GST_SECOND));
  push_event(gst_event_new_eos());
  const std::vector<std::string> expected = {
      "0 inferred", "1 inferred", "2 inferred", "custom-downstream",
      "3 inferred", "4 inferred", "gap",        "eos"};
  EXPECT_EQ(trace.items(), expected) << "the end of the stream waits for all buffers";
}

TEST_F(InferenceFlowTest, SkippedBatchesKeepTheirPlace) {
  std::string stream = "0";
  push_event(gst_nvevent_infer_interval_update(stream.data(), 1));
  Trace trace(src_.get());
  for (const int number : {0, 1, 2, 3}) EXPECT_EQ(push(number), GST_FLOW_OK);
  push_event(gst_event_new_eos());
  EXPECT_EQ(trace.items(), (std::vector<std::string>{"0 inferred", "1", "2 inferred", "3", "eos"}));
}

/// Holds the first buffer that leaves until it is let go or flushed.
struct Gate {
  std::latch is_reached{1};

  explicit Gate(GstPad* pad) {
    gst_pad_add_probe(
        pad, static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BLOCK | GST_PAD_PROBE_TYPE_BUFFER),
        [](GstPad*, GstPadProbeInfo* info, gpointer data) {
          auto& gate = *static_cast<Gate*>(data);
          gate.id = GST_PAD_PROBE_INFO_ID(info);
          gate.is_reached.count_down();
          return GST_PAD_PROBE_OK;
        },
        this, nullptr);
  }
  std::atomic<gulong> id = 0;
};

TEST_F(InferenceFlowTest, TakesBuffersWhileOneIsHeldBehind) {
  Gate gate(src_.get());
  EXPECT_EQ(push(0), GST_FLOW_OK);
  gate.is_reached.wait();
  EXPECT_EQ(push(1), GST_FLOW_OK);
  EXPECT_EQ(gst_harness_buffers_received(harness_.get()), 0u);
  gst_pad_remove_probe(src_.get(), gate.id);
  push_event(gst_event_new_eos());
  EXPECT_EQ(gst_harness_buffers_received(harness_.get()), 2u);
}

TEST_F(InferenceFlowTest, AFlushDropsWhatIsUnderWay) {
  Gate gate(src_.get());
  EXPECT_EQ(push(0), GST_FLOW_OK);
  gate.is_reached.wait();
  EXPECT_EQ(push(1), GST_FLOW_OK);
  push_event(gst_event_new_flush_start());
  gst_pad_remove_probe(src_.get(), gate.id);
  push_event(gst_event_new_flush_stop(TRUE));
  Trace trace(src_.get());
  push_segment();
  EXPECT_EQ(push(2), GST_FLOW_OK) << "what a pad said before is forgotten";
  push_event(gst_event_new_eos());
  EXPECT_EQ(trace.items(), (std::vector<std::string>{"segment", "2 inferred", "eos"}));
  EXPECT_EQ(gst_harness_buffers_received(harness_.get()), 1u);
}

TEST_F(InferenceFlowTest, StopsWhileBuffersAreUnderWay) {
  for (int round = 0; round < 5; ++round) {
    for (const int number : {0, 1, 2}) EXPECT_EQ(push(number), GST_FLOW_OK);
    gst_element_set_state(harness_->element, GST_STATE_READY);
    gst_element_set_state(harness_->element, GST_STATE_PLAYING);
    gst_harness_set_src_caps_str(
        harness_.get(), "video/x-raw(memory:NVMM),format=RGBA,width=256,height=192,framerate=30/1");
  }
  Trace trace(src_.get());
  EXPECT_EQ(push(9), GST_FLOW_OK);
  push_event(gst_event_new_eos());
  EXPECT_EQ(trace.items().back(), "eos");
}

TEST_F(InferenceFlowTest, AnErrorBehindComesBackForALaterBuffer) {
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness_->element, bus.get());
  answer<GST_FLOW_ERROR>();
  push(0);  // OK, unless it has come through already
  push_marker();
  EXPECT_EQ(push(1), GST_FLOW_ERROR);
  const MessagePtr message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
  EXPECT_NE(message, nullptr) << "no later buffer may come";
  gst_element_set_bus(harness_->element, nullptr);
}

TEST_F(InferenceFlowTest, TheEndBehindComesBackForALaterBuffer) {
  const BusPtr bus(gst_bus_new());
  gst_element_set_bus(harness_->element, bus.get());
  answer<GST_FLOW_EOS>();
  push(0);  // OK, unless it has come through already
  push_marker();
  EXPECT_EQ(push(1), GST_FLOW_EOS);
  EXPECT_EQ(MessagePtr(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR)), nullptr);
  gst_element_set_bus(harness_->element, nullptr);
}

}  // namespace
}  // namespace pipewright::standin
