// SPDX-License-Identifier: Apache-2.0
// What a run's samples say of its elements, streams and GPUs.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "runner_process.hpp"

namespace pipewright::test {
namespace {

const telemetry::ElementSample& element_of(const telemetry::Telemetry& message,
                                           const std::string& name) {
  static const telemetry::ElementSample kNone;
  const auto& elements = message.sample().elements();
  const auto found = std::ranges::find_if(
      elements, [&](const telemetry::ElementSample& element) { return element.element() == name; });
  return found == elements.end() ? kNone : *found;
}

class Telemetry : public testing::Test {
 protected:
  /// The last sample of a pipeline that plays to its end.
  telemetry::Telemetry run_to_end(const PlanBuilder& plan) {
    runner::Request request = plan.build();
    request.mutable_build()->set_runtime(runner::RUNTIME_STANDIN);
    const runner::Response built = runner.request(request);
    EXPECT_TRUE(built.has_build()) << built.DebugString();
    EXPECT_TRUE(runner.request(play_request()).has_done());
    runner.await_notification(is_end_of_stream());
    telemetry::Telemetry last;
    for (const telemetry::Telemetry& message : runner.telemetry()) {
      if (message.has_sample()) last = message;
    }
    return last;
  }

  RunnerProcess runner;
};

TEST_F(Telemetry, HasEveryElementInThePlansOrder) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=30"})
      .element("slow", "identity", {"sleep-time=1000"})
      .element("queue", "queue", {"max-size-buffers=7"})
      .element("sink", "fakesink")
      .chain({"source", "slow", "queue", "sink"});
  const telemetry::Telemetry last = run_to_end(plan);
  const telemetry::Sample& sample = last.sample();
  ASSERT_EQ(sample.elements_size(), 4);
  EXPECT_EQ(sample.elements(0).element(), "source");
  EXPECT_FALSE(sample.elements(0).has_latency());
  EXPECT_FALSE(sample.elements(0).has_busy());
  EXPECT_GT(sample.elements(0).last_out_ns(), 0u);

  const telemetry::ElementSample& slow = sample.elements(1);
  EXPECT_EQ(slow.latency().total().count(), 30u);
  EXPECT_GE(slow.latency().total().p50_ns(), 950'000u);
  EXPECT_LE(slow.latency().total().p50_ns(), slow.latency().total().p99_ns());
  EXPECT_LE(slow.latency().total().p99_ns(), slow.latency().total().max_ns());
  EXPECT_GE(slow.latency().sum_ns(), 30'000'000u);
  ASSERT_EQ(slow.latency().bucket_counts_size(), sample.latency_bounds_ns_size());
  EXPECT_EQ(slow.latency().bucket_counts(0), 0u);  // up to 100 µs
  EXPECT_TRUE(slow.has_busy());
  EXPECT_FALSE(slow.has_queue());

  EXPECT_EQ(sample.elements(2).queue().max_buffers(), 7u);
  EXPECT_EQ(sample.elements(2).queue().buffers(), 0u);
  EXPECT_FALSE(sample.elements(2).has_drops());

  const telemetry::ElementSample& sink = sample.elements(3);
  ASSERT_EQ(sink.streams_size(), 1);
  EXPECT_FALSE(sink.streams(0).has_source_id());
  EXPECT_EQ(sink.streams(0).latency().total().count(), 30u);
  EXPECT_TRUE(sink.has_drops());
  EXPECT_EQ(sink.drops().dropped(), 0u);
}

TEST_F(Telemetry, CountsWhatALeakyQueueDrops) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=200"})
      .element("queue", "queue",
               {"leaky=downstream", "max-size-buffers=2", "max-size-bytes=0", "max-size-time=0"})
      .element("slow", "identity", {"sleep-time=20000"})
      .element("sink", "fakesink")
      .chain({"source", "queue", "slow", "sink"});
  const telemetry::Telemetry last = run_to_end(plan);
  const telemetry::ElementSample& queue = element_of(last, "queue");
  EXPECT_TRUE(queue.queue().leaky());
  EXPECT_GT(queue.drops().dropped(), 0u);
  EXPECT_EQ(queue.drops().dropped() + last.sample().pads(1).buffers(), 200u);
  EXPECT_GT(queue.queue().overruns(), 0u);
}

TEST_F(Telemetry, TellsWhatALateSinkDropsAndSays) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=15"})
      .element("slow", "identity", {"sleep-time=100000"})  // longer than a frame lasts
      .element("sink", "fakesink", {"sync=true", "max-lateness=1", "qos=true"})
      .chain({"source", "slow", "sink"});
  const telemetry::Telemetry last = run_to_end(plan);
  const telemetry::ElementSample& sink = element_of(last, "sink");
  EXPECT_GT(sink.drops().dropped(), 0u);
  EXPECT_GT(sink.qos().messages(), 0u);
  EXPECT_GT(sink.qos().jitter_ns(), 0);
  EXPECT_GT(sink.qos().proportion(), 0);
}

TEST_F(Telemetry, FollowsTheFramesOfBatches) {
  PlanBuilder plan;
  plan.element("mux", "nvstreammux",
               {"batch-size=2", "width=320", "height=180", "batched-push-timeout=100000"})
      .element("slow", "identity", {"sleep-time=1000"})
      .element("queue", "queue")
      .element("tiler", "nvmultistreamtiler", {"rows=1", "columns=2", "width=640", "height=180"})
      .element("sink", "fakesink", {"sync=false", "async=false"});
  for (const std::string number : {"0", "1"}) {
    plan.element("camera" + number, "videotestsrc", {"num-buffers=25"})
        .element("converter" + number, "nvvideoconvert")
        .element("filter" + number, "capsfilter",
                 {"caps=video/x-raw(memory:NVMM),format=NV12,width=320,height=180,framerate=30/1"})
        .chain({"camera" + number, "converter" + number, "filter" + number})
        .link("filter" + number, "mux.sink_%u");
  }
  plan.chain({"mux", "slow", "queue", "tiler", "sink"});
  const telemetry::Telemetry last = run_to_end(plan);
  EXPECT_EQ(element_of(last, "converter1").latency().total().count(), 25u);
  EXPECT_EQ(element_of(last, "mux").latency().total().count(), 50u);  // each frame waits for itself
  EXPECT_FALSE(element_of(last, "mux").has_busy());
  const telemetry::LatencySummary& slow = element_of(last, "slow").latency().total();
  EXPECT_GE(slow.count(), 25u);  // batches
  EXPECT_GE(slow.p50_ns(), 950'000u);
  EXPECT_EQ(element_of(last, "queue").latency().total().count(), slow.count());
  EXPECT_EQ(element_of(last, "tiler").latency().total().count(), slow.count());
  const telemetry::ElementSample& sink = element_of(last, "sink");
  ASSERT_EQ(sink.streams_size(), 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(sink.streams(i).source_id(), static_cast<unsigned>(i));
    EXPECT_EQ(sink.streams(i).latency().total().count(), 25u);
  }
  // The slowest batch had a frame of one of them, if not of both.
  EXPECT_GE(std::max(sink.streams(0).latency().total().max_ns(),
                     sink.streams(1).latency().total().max_ns()),
            slow.max_ns());
}

TEST_F(Telemetry, FollowsFramesThroughADemuxer) {
  PlanBuilder plan;
  plan.element("mux", "nvstreammux",
               {"batch-size=2", "width=320", "height=180", "batched-push-timeout=100000"})
      .element("demux", "nvstreamdemux");
  for (const std::string number : {"0", "1"}) {
    plan.element("camera" + number, "videotestsrc", {"num-buffers=10"})
        .element("converter" + number, "nvvideoconvert")
        .element("filter" + number, "capsfilter",
                 {"caps=video/x-raw(memory:NVMM),format=NV12,width=320,height=180,framerate=30/1"})
        .element("sink" + number, "fakesink", {"sync=false", "async=false"})
        .chain({"camera" + number, "converter" + number, "filter" + number})
        .link("filter" + number, "mux.sink_%u");
  }
  plan.chain({"mux", "demux"}).link("demux.src_0", "sink0").link("demux.src_1", "sink1");
  const telemetry::Telemetry last = run_to_end(plan);
  for (unsigned i = 0; i < 2; ++i) {
    const telemetry::ElementSample& sink = element_of(last, "sink" + std::to_string(i));
    ASSERT_EQ(sink.streams_size(), 1) << sink.DebugString();
    EXPECT_EQ(sink.streams(0).source_id(), i);
    EXPECT_EQ(sink.streams(0).latency().total().count(), 10u);
  }
}

TEST_F(Telemetry, HasTheGpusOfTheMachine) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"is-live=true"})
      .element("sink", "fakesink")
      .chain({"source", "sink"});
  ASSERT_TRUE(runner.request(plan.build()).has_build());
  ASSERT_TRUE(runner.request(play_request()).has_done());
  const auto with_gpus = runner.await_telemetry(
      [](const telemetry::Telemetry& message) { return message.sample().gpus_size() > 0; });
  ASSERT_EQ(with_gpus.sample().gpus_size(), 2);
  EXPECT_EQ(with_gpus.sample().gpus(0).name(), "Test GPU A");
  EXPECT_EQ(with_gpus.sample().gpus(0).memory_used_bytes(), 4'000'000'000u);
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  gst_init(&argc, &argv);
  // For the runner, which inherits it: a libnvidia-ml.so.1 of this folder comes first.
  setenv("LD_LIBRARY_PATH", PIPEWRIGHT_FAKE_NVML_FOLDER, 1);
  unsetenv("CUDA_VISIBLE_DEVICES");
  return RUN_ALL_TESTS();
}
