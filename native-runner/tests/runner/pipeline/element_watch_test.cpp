// SPDX-License-Identifier: Apache-2.0
// What elements look like from their links, in pipelines that run here.
#include "runner/pipeline/element_watch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "runner/pipeline/pipeline_builder.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

constexpr std::uint64_t kMilli = 1'000'000;
constexpr unsigned kNumBuffers = 20;

class ElementWatching : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }

  void build(const PlanBuilder& plan) {
    auto built = build_pipeline(plan.plan());
    ASSERT_TRUE(built) << built.error().message();
    built_ = std::move(built).value();
  }

  void run_to_end() {
    gst_element_set_state(built_.pipeline.get(), GST_STATE_PLAYING);
    const BusPtr bus(gst_element_get_bus(built_.pipeline.get()));
    const MessagePtr message(gst_bus_timed_pop_filtered(
        bus.get(), 30 * GST_SECOND,
        static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
    ASSERT_TRUE(message);
    ASSERT_EQ(GST_MESSAGE_TYPE(message.get()), GST_MESSAGE_EOS);
  }

  ElementWatch& watch(const std::string& name) {
    const auto found = std::ranges::find_if(
        built_.element_watches, [&](const auto& entry) { return entry->name() == name; });
    EXPECT_NE(found, built_.element_watches.end()) << name;
    return **found;
  }

  std::uint64_t num_latencies(const std::string& name) {
    return watch(name).latency().counts().total();
  }

  void TearDown() override {
    if (built_.pipeline) gst_element_set_state(built_.pipeline.get(), GST_STATE_NULL);
  }

  BuiltPipeline built_;
};

PlanBuilder source_plan() {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=20"}).element("sink", "fakesink");
  return plan;
}

TEST_F(ElementWatching, TellsHowLongBuffersStayAndTheirWholeWay) {
  PlanBuilder plan = source_plan();
  plan.element("slow", "identity", {"sleep-time=2000"})
      .element("queue", "queue")
      .chain({"source", "slow", "queue", "sink"});
  build(plan);
  run_to_end();
  EXPECT_EQ(num_latencies("source"), 0u);
  EXPECT_EQ(num_latencies("slow"), kNumBuffers);
  EXPECT_GE(watch("slow").latency().counts().quantiles(std::array{0.01})[0], 19 * kMilli / 10);
  EXPECT_EQ(num_latencies("queue"), kNumBuffers);
  EXPECT_EQ(num_latencies("sink"), 0u);
  LatencyHistogram* whole_way = watch("sink").end_to_end_unbatched();
  ASSERT_NE(whole_way, nullptr);
  EXPECT_EQ(whole_way->counts().total(), kNumBuffers);
  EXPECT_GE(whole_way->take_longest(), watch("slow").latency().take_longest());
  EXPECT_EQ(watch("sink").end_to_end(0), nullptr);
}

TEST_F(ElementWatching, TellsHowLongAnElementWorks) {
  PlanBuilder plan = source_plan();
  plan.element("slow", "identity", {"sleep-time=2000"})
      .element("queue", "queue")
      .chain({"source", "queue", "slow", "sink"});
  build(plan);
  run_to_end();
  EXPECT_GE(watch("slow").busy_nanos(), kNumBuffers * 2 * kMilli);
  EXPECT_EQ(watch("queue").busy_nanos(), 0u);
  EXPECT_EQ(watch("source").busy_nanos(), 0u);
}

TEST_F(ElementWatching, CountsWhatPassesAndWhen) {
  PlanBuilder plan = source_plan();
  plan.element("middle", "identity").chain({"source", "middle", "sink"});
  build(plan);
  EXPECT_EQ(watch("middle").last_in_nanos(), 0u);
  const std::uint64_t before = monotonic_nanos();
  run_to_end();
  EXPECT_EQ(watch("source").num_out(), kNumBuffers);
  EXPECT_EQ(watch("middle").num_in(), kNumBuffers);
  EXPECT_EQ(watch("middle").num_out(), kNumBuffers);
  EXPECT_GE(watch("middle").last_in_nanos(), before);
  EXPECT_GE(watch("middle").last_out_nanos(), watch("middle").last_in_nanos());
  EXPECT_EQ(watch("source").last_in_nanos(), 0u);
  EXPECT_TRUE(watch("source").is_source());
  EXPECT_TRUE(watch("sink").is_sink());
}

TEST_F(ElementWatching, SaysNothingWhereTimeStampsAreNotKept) {
  PlanBuilder plan = source_plan();
  plan.element("changer", "identity").chain({"source", "changer", "sink"});
  build(plan);
  const PadPtr pad(gst_element_get_static_pad(built_.elements.at("changer"), "sink"));
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer) {
        GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
        GST_BUFFER_PTS(buffer) += 7;
        info->data = buffer;
        return GST_PAD_PROBE_OK;
      },
      nullptr, nullptr);
  run_to_end();
  EXPECT_EQ(watch("sink").num_in(), kNumBuffers);
  EXPECT_EQ(num_latencies("changer"), 0u);
  EXPECT_EQ(watch("sink").end_to_end_unbatched(), nullptr);
}

TEST_F(ElementWatching, StartsTimeWhereTimeStampsDo) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=20"})
      .element("untimed", "identity")
      .element("timed", "identity")
      .element("sink", "fakesink")
      .chain({"source", "untimed", "timed", "sink"});
  build(plan);
  const auto take_stamp = [](GstPad*, GstPadProbeInfo* info, gpointer) {
    GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
    GST_BUFFER_OFFSET(buffer) = GST_BUFFER_PTS(buffer);
    GST_BUFFER_PTS(buffer) = GST_CLOCK_TIME_NONE;
    info->data = buffer;
    return GST_PAD_PROBE_OK;
  };
  const auto give_stamp = [](GstPad*, GstPadProbeInfo* info, gpointer) {
    GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
    GST_BUFFER_PTS(buffer) = GST_BUFFER_OFFSET(buffer);
    info->data = buffer;
    return GST_PAD_PROBE_OK;
  };
  // On the way through the first element buffers are without, as a file's bytes are.
  const PadPtr untimed(gst_element_get_static_pad(built_.elements.at("untimed"), "sink"));
  gst_pad_add_probe(untimed.get(), GST_PAD_PROBE_TYPE_BUFFER, take_stamp, nullptr, nullptr);
  const PadPtr timed(gst_element_get_static_pad(built_.elements.at("timed"), "sink"));
  gst_pad_add_probe(timed.get(), GST_PAD_PROBE_TYPE_BUFFER, give_stamp, nullptr, nullptr);
  run_to_end();
  EXPECT_EQ(num_latencies("untimed"), 0u);
  EXPECT_EQ(num_latencies("timed"), 0u);
  ASSERT_NE(watch("sink").end_to_end_unbatched(), nullptr);
  EXPECT_EQ(watch("sink").end_to_end_unbatched()->counts().total(), kNumBuffers);
}

TEST_F(ElementWatching, CountsABufferOnceHoweverManyBranchesItTakes) {
  PlanBuilder plan = source_plan();
  plan.element("tee", "tee")
      .element("left", "queue")
      .element("right", "queue")
      .element("other", "fakesink", {"async=false"})
      .chain({"source", "tee", "left", "sink"})
      .chain({"tee", "right", "other"});
  build(plan);
  run_to_end();
  EXPECT_EQ(num_latencies("tee"), kNumBuffers);
  EXPECT_EQ(watch("tee").num_out(), 2 * kNumBuffers);
  for (const char* sink : {"sink", "other"}) {
    ASSERT_NE(watch(sink).end_to_end_unbatched(), nullptr) << sink;
    EXPECT_EQ(watch(sink).end_to_end_unbatched()->counts().total(), kNumBuffers) << sink;
  }
}

TEST_F(ElementWatching, DoesNotGuessWhichInputABufferCameFrom) {
  PlanBuilder plan = source_plan();
  plan.element("second", "videotestsrc", {"num-buffers=20"})
      .element("funnel", "funnel")
      .link("source", "funnel.sink_%u")
      .link("second", "funnel.sink_%u")
      .link("funnel", "sink");
  build(plan);
  run_to_end();
  EXPECT_EQ(num_latencies("funnel"), 0u);
  EXPECT_EQ(watch("sink").end_to_end_unbatched(), nullptr);
}

TEST_F(ElementWatching, PairsAMultiqueuesPadsByNumber) {
  PlanBuilder plan = source_plan();
  plan.element("second", "videotestsrc", {"num-buffers=20"})
      .element("other", "fakesink", {"async=false"})
      .element("queues", "multiqueue")
      .link("source", "queues.sink_0")
      .link("second", "queues.sink_1")
      .link("queues.src_0", "sink")
      .link("queues.src_1", "other");
  build(plan);
  run_to_end();
  EXPECT_EQ(num_latencies("queues"), 2 * kNumBuffers);
  EXPECT_EQ(watch("sink").end_to_end_unbatched()->counts().total(), kNumBuffers);
  EXPECT_EQ(watch("other").end_to_end_unbatched()->counts().total(), kNumBuffers);
  const auto levels = watch("queues").queue_levels();
  ASSERT_TRUE(levels);
  EXPECT_EQ(levels->buffers, 0u);
  EXPECT_EQ(levels->max_bytes, 10u * 1024 * 1024);
}

TEST_F(ElementWatching, ReadsAQueueThatStandsFull) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc")
      .element("queue", "queue", {"max-size-buffers=3", "max-size-bytes=0", "max-size-time=0"})
      .element("sink", "fakesink")
      .chain({"source", "queue", "sink"});
  build(plan);
  EXPECT_TRUE(watch("queue").is_queue());
  EXPECT_FALSE(watch("source").queue_levels());
  GstElement* queue = built_.elements.at("queue");
  std::atomic<bool> is_full = false;
  g_signal_connect(queue, "overrun", G_CALLBACK(+[](GstElement*, std::atomic<bool>* full) {
                     *full = true;
                     full->notify_all();
                   }),
                   &is_full);
  // In PAUSED the sink takes one buffer and no more.
  gst_element_set_state(built_.pipeline.get(), GST_STATE_PAUSED);
  is_full.wait(false);
  const auto levels = watch("queue").queue_levels();
  ASSERT_TRUE(levels);
  EXPECT_EQ(levels->max_buffers, 3u);
  EXPECT_GE(levels->buffers, 2u);  // one may just go to the sink
  EXPECT_GT(levels->bytes, 0u);
  EXPECT_GE(levels->fill(), 2.0 / 3);
  EXPECT_FALSE(levels->is_leaky);
  EXPECT_GE(watch("queue").num_overruns(), 1u);
}

TEST(QueueLevels, FillIsTheShareOfTheNearestLimit) {
  EXPECT_DOUBLE_EQ((QueueLevels{.buffers = 5}).fill(), 0);
  EXPECT_DOUBLE_EQ((QueueLevels{.buffers = 5, .max_buffers = 20}).fill(), 0.25);
  EXPECT_DOUBLE_EQ(
      (QueueLevels{.buffers = 5, .bytes = 90, .max_buffers = 20, .max_bytes = 100}).fill(), 0.9);
  EXPECT_DOUBLE_EQ((QueueLevels{.time_nanos = 300, .max_time_nanos = 200}).fill(), 1);
}

TEST(PadNumber, IsWhatTheNameEndsIn) {
  gst_init(nullptr, nullptr);
  const auto number = [](const char* name) {
    const PadPtr pad = share_object(gst_pad_new(name, GST_PAD_SINK));
    return pad_number(pad.get());
  };
  EXPECT_EQ(number("sink_12"), 12u);
  EXPECT_EQ(number("sink"), kNoPadNumber);
  EXPECT_EQ(number("video_0_3"), 3u);
  EXPECT_EQ(number("h264"), kNoPadNumber);
}

}  // namespace
}  // namespace pipewright::test
