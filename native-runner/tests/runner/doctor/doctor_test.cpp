// SPDX-License-Identifier: Apache-2.0
// Broken pipelines in the real runner: the doctor names what is wrong with them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "runner_process.hpp"

namespace pipewright::test {
namespace {

constexpr std::uint32_t kPrerollLimitMillis = 400;
constexpr std::uint32_t kStallLimitMillis = 600;

runner::Request build_of(const PlanBuilder& plan) {
  runner::Request request = plan.build();
  runner::DoctorSettings& doctor = *request.mutable_build()->mutable_doctor();
  doctor.set_preroll_limit_ms(kPrerollLimitMillis);
  doctor.set_stall_limit_ms(kStallLimitMillis);
  return request;
}

class Doctor : public testing::Test {
 protected:
  void play(const PlanBuilder& plan) { play(build_of(plan)); }

  void play(const runner::Request& build) {
    const runner::Response built = runner_.request(build);
    ASSERT_TRUE(built.has_build()) << built.DebugString();
    ASSERT_FALSE(runner_.request(play_request()).has_error());
  }

  runner::Diagnosis await(runner::DiagnosisKind kind) {
    return runner_
        .await_notification([&](const runner::Notification& notification) {
          const runner::Diagnosis& diagnosis = notification.diagnosis();
          return diagnosis.kind() == kind && !diagnosis.resolved();
        })
        .diagnosis();
  }

  /// Passes over what the doctor says of a machine that is slow: it blames other elements, or sees
  /// a part stand before the whole does.
  runner::Diagnosis await(runner::DiagnosisKind kind, const std::string& first_element,
                          runner::Severity at_least = runner::INFO) {
    return runner_
        .await_notification([&](const runner::Notification& notification) {
          const runner::Diagnosis& diagnosis = notification.diagnosis();
          return diagnosis.kind() == kind && !diagnosis.resolved() &&
                 diagnosis.severity() >= at_least && diagnosis.elements_size() > 0 &&
                 diagnosis.elements(0) == first_element;
        })
        .diagnosis();
  }

  void await_resolved(const runner::Diagnosis& diagnosis) {
    runner_.await_notification([&](const runner::Notification& notification) {
      return notification.diagnosis().id() == diagnosis.id() && notification.diagnosis().resolved();
    });
  }

  RunnerProcess runner_;
};

bool blames(const runner::Diagnosis& diagnosis, const std::string& element) {
  const auto& elements = diagnosis.elements();
  return std::find(elements.begin(), elements.end(), element) != elements.end();
}

const runner::SuggestedFix* find_fix(const runner::Diagnosis& diagnosis,
                                     runner::FixStep::StepCase step) {
  for (const runner::SuggestedFix& fix : diagnosis.fixes()) {
    if (fix.steps_size() > 0 && fix.steps(0).step_case() == step) return &fix;
  }
  return nullptr;
}

PlanBuilder source_plan(const char* frame_rate = "50/1") {
  PlanBuilder plan;
  plan.element("source", "videotestsrc")
      .element("filter", "capsfilter",
               {std::string("caps=video/x-raw,width=64,height=48,framerate=") + frame_rate})
      .chain({"source", "filter"});
  return plan;
}

TEST_F(Doctor, FindsTheTeeWithoutQueuesBehindASinkThatDoesNotPreroll) {
  PlanBuilder plan = source_plan();
  plan.element("tee", "tee")
      .element("first", "fakesink")
      .element("second", "fakesink")
      .link("filter", "tee")
      .link("tee.src_%u", "first")
      .link("tee.src_%u", "second");
  play(plan);
  const runner::Diagnosis diagnosis = await(runner::NOT_PREROLLED);
  EXPECT_EQ(diagnosis.severity(), runner::ERROR);
  EXPECT_EQ(diagnosis.elements(0), "second");
  EXPECT_TRUE(blames(diagnosis, "tee"));
  EXPECT_NE(diagnosis.title().find("'second'"), std::string::npos);
  EXPECT_NE(diagnosis.explanation().find("'first'"), std::string::npos) << diagnosis.explanation();
  const runner::SuggestedFix* queues = find_fix(diagnosis, runner::FixStep::kInsertElement);
  ASSERT_NE(queues, nullptr);
  EXPECT_EQ(queues->steps_size(), 2);
  EXPECT_EQ(queues->steps(0).insert_element().factory(), "queue");
  const runner::SuggestedFix* async = find_fix(diagnosis, runner::FixStep::kSetProperty);
  ASSERT_NE(async, nullptr);
  EXPECT_EQ(async->steps(0).set_property().element(), "second");
  EXPECT_EQ(async->steps(0).set_property().property().name(), "async");
  const auto names_thread = [](const runner::Evidence& evidence) {
    return evidence.has_thread() && evidence.element() == "first" &&
           evidence.thread().thread() == "source:src";
  };
  EXPECT_TRUE(std::ranges::any_of(diagnosis.evidence(), names_thread)) << diagnosis.DebugString();
}

TEST_F(Doctor, FindsTheClosedValveAndIsDoneWhenItOpens) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"is-live=true"})
      .element("gate", "valve", {"drop=true"})
      .element("second", "fakesink")
      .chain({"source", "gate", "second"});
  play(plan);
  const runner::Diagnosis diagnosis = await(runner::NOT_PREROLLED);
  EXPECT_EQ(diagnosis.elements(0), "second");
  EXPECT_TRUE(blames(diagnosis, "gate")) << diagnosis.DebugString();
  EXPECT_EQ(diagnosis.fixes(0).steps(0).set_property().property().name(), "drop");

  runner_.request(set_property_request("gate", "drop", "false"));
  await_resolved(diagnosis);
  runner_.await_notification(state_is(runner::PLAYING));
}

TEST_F(Doctor, FindsTheSinkThatBlocksBehindAFullQueue) {
  PlanBuilder plan = source_plan();
  plan.element("queue", "queue", {"max-size-buffers=5"})
      .element("sink", "gatesink")
      .chain({"filter", "queue", "sink"});
  play(plan);
  runner_.await_notification(state_is(runner::PLAYING));
  runner_.await_telemetry([](const telemetry::Telemetry& message) {
    return message.sample().pads_size() == 3 && message.sample().pads(2).buffers() > 5;
  });
  runner_.request(set_property_request("sink", "closed", "true"));
  const runner::Diagnosis diagnosis = await(runner::STALLED, "sink", runner::ERROR);
  const auto is_full = [](const runner::Evidence& evidence) {
    return evidence.element() == "queue" && evidence.queue().max_buffers() == 5 &&
           evidence.queue().buffers() >= 5;
  };
  EXPECT_TRUE(std::ranges::any_of(diagnosis.evidence(), is_full)) << diagnosis.DebugString();
  const auto is_blocked = [](const runner::Evidence& evidence) {
    return evidence.element() == "sink" && evidence.thread().thread() == "queue:src";
  };
  EXPECT_TRUE(std::ranges::any_of(diagnosis.evidence(), is_blocked)) << diagnosis.DebugString();
  const auto is_silent = [](const runner::Evidence& evidence) {
    return evidence.link_id() == "source->filter" && evidence.flow().buffers() > 5 &&
           evidence.flow().silent_ms() >= kStallLimitMillis;
  };
  EXPECT_TRUE(std::ranges::any_of(diagnosis.evidence(), is_silent)) << diagnosis.DebugString();

  runner_.request(set_property_request("sink", "closed", "false"));
  await_resolved(diagnosis);
}

TEST_F(Doctor, FindsTheInputThatAMuxerWaitsFor) {
  PlanBuilder plan = source_plan();
  plan.element("muxer", "matroskamux")
      .element("silent", "appsrc",
               {"caps=video/x-raw,format=I420,width=64,height=48,framerate=50/1", "format=time"})
      .element("sink", "fakesink", {"async=false"})
      .link("filter", "muxer.video_%u")
      .link("silent", "muxer.video_%u")
      .chain({"muxer", "sink"});
  play(plan);
  await(runner::STALLED, "silent");
}

/// A mux with a pool of four batches.
PlanBuilder pool_plan() {
  PlanBuilder plan = source_plan();
  plan.element("mux", "nvstreammux",
               {"batch-size=1", "width=64", "height=48", "buffer-pool-size=4"})
      .element("upload", "nvvideoconvert")
      .element("surface", "capsfilter", {"caps=video/x-raw(memory:NVMM),format=NV12"})
      .chain({"filter", "upload", "surface"})
      .link("surface", "mux.sink_%u");
  return plan;
}

TEST_F(Doctor, FindsThePoolWhoseBuffersAreAllHeld) {
  PlanBuilder plan = pool_plan();
  plan.element("queue", "queue", {"min-threshold-buffers=8"})
      .element("sink", "fakesink", {"async=false"})
      .chain({"mux", "queue", "sink"});
  play(plan);
  const runner::Diagnosis diagnosis = await(runner::STALLED, "mux");
  EXPECT_NE(diagnosis.title().find("all 4 buffers of its output pool"), std::string::npos)
      << diagnosis.DebugString();
  const auto holds_them = [](const runner::Evidence& evidence) {
    return evidence.element() == "queue" && evidence.queue().buffers() == 4;
  };
  EXPECT_TRUE(std::ranges::any_of(diagnosis.evidence(), holds_them)) << diagnosis.DebugString();
  const runner::SuggestedFix* fix = find_fix(diagnosis, runner::FixStep::kSetProperty);
  ASSERT_NE(fix, nullptr);
  EXPECT_EQ(fix->steps(0).set_property().element(), "mux");
  EXPECT_EQ(fix->steps(0).set_property().property().name(), "buffer-pool-size");
  EXPECT_EQ(fix->steps(0).set_property().property().value().int_value(), 8);
}

TEST_F(Doctor, BlamesTheSinkThatBlocksAndNotThePoolBeforeIt) {
  PlanBuilder plan = pool_plan();
  plan.element("queue", "queue").element("sink", "gatesink").chain({"mux", "queue", "sink"});
  play(plan);
  runner_.await_notification(state_is(runner::PLAYING));
  runner_.request(set_property_request("sink", "closed", "true"));
  // Once all stands still, the mux's input does too.
  runner_.await_notification([](const runner::Notification& notification) {
    const runner::Diagnosis& diagnosis = notification.diagnosis();
    EXPECT_FALSE(blames(diagnosis, "mux")) << diagnosis.DebugString();
    return diagnosis.title().starts_with("The pipeline stands still: 'sink'");
  });
}

TEST_F(Doctor, LeavesAPausedPipelineAndAnEndedBranchAlone) {
  PlanBuilder plan = source_plan();
  plan.element("sink", "fakesink", {"sync=true"})
      .element("short", "videotestsrc", {"num-buffers=3"})
      .element("end", "fakesink")
      .chain({"filter", "sink"})
      .chain({"short", "end"});
  // Long enough for a machine that is busy with other things.
  constexpr std::uint32_t kLimitMillis = 3000;
  runner::Request build = build_of(plan);
  build.mutable_build()->mutable_doctor()->set_preroll_limit_ms(kLimitMillis);
  build.mutable_build()->mutable_doctor()->set_stall_limit_ms(kLimitMillis);
  play(build);
  runner_.await_notification(state_is(runner::PLAYING));
  // The telemetry's clock tells that the limit has passed, playing and paused.
  const auto let_pass = [this](std::uint64_t nanos) {
    std::uint64_t start = 0;
    runner_.await_telemetry([&](const telemetry::Telemetry& message) {
      if (!message.has_sample()) return false;
      if (start == 0) start = message.sample().monotonic_ns();
      return message.sample().monotonic_ns() - start > nanos;
    });
  };
  let_pass(1'200'000ULL * kLimitMillis);
  ASSERT_TRUE(runner_.request(pause_request()).has_done());
  runner_.await_notification(state_is(runner::PAUSED));
  let_pass(1'200'000ULL * kLimitMillis);
  EXPECT_FALSE(runner_.take_notification(
      [](const runner::Notification& notification) { return notification.has_diagnosis(); }));
}

TEST_F(Doctor, FindsAStallAlsoAfterALongPause) {
  PlanBuilder plan = source_plan();
  plan.element("sink", "gatesink").chain({"filter", "sink"});
  play(plan);
  runner_.await_notification(state_is(runner::PLAYING));
  ASSERT_TRUE(runner_.request(pause_request()).has_done());
  runner_.await_notification(state_is(runner::PAUSED));
  // The pause is no gap of the source, of which it would be given several before it stalls.
  std::uint64_t paused_at = 0;
  runner_.await_telemetry([&](const telemetry::Telemetry& message) {
    if (!message.has_sample()) return false;
    if (paused_at == 0) paused_at = message.sample().monotonic_ns();
    return message.sample().monotonic_ns() - paused_at > 10'000'000'000;
  });
  ASSERT_FALSE(runner_.request(play_request()).has_error());
  runner_.await_notification(state_is(runner::PLAYING));
  std::uint64_t num_buffers = 0;
  runner_.await_telemetry([&](const telemetry::Telemetry& message) {
    if (message.sample().pads_size() == 0) return false;
    const std::uint64_t before = std::exchange(num_buffers, message.sample().pads(0).buffers());
    return before != 0 && num_buffers > before;
  });
  runner_.request(set_property_request("sink", "closed", "true"));
  await(runner::STALLED, "sink");
}

TEST_F(Doctor, NamesThePadsWhoseCapsDoNotMeet) {
  PlanBuilder plan = source_plan();
  // What a decoder gives is known only once it has decoded, so that linking finds no fault.
  plan.element("encode", "jpegenc")
      .element("decode", "jpegdec")
      .element("wide", "capsfilter", {"caps=video/x-raw,width=128"})
      .element("sink", "fakesink")
      .chain({"filter", "encode", "decode", "wide", "sink"});
  ASSERT_TRUE(runner_.request(build_of(plan)).has_build());
  runner_.request(play_request());
  const runner::Diagnosis diagnosis = await(runner::NOT_NEGOTIATED);
  EXPECT_EQ(diagnosis.elements(0), "wide") << diagnosis.DebugString();
  ASSERT_GT(diagnosis.evidence_size(), 0);
  const runner::CapsMismatch& caps = diagnosis.evidence(0).caps();
  EXPECT_EQ(caps.field(), "width");
  EXPECT_EQ(caps.offered_value(), "64");
  EXPECT_EQ(caps.accepted_value(), "128");
  EXPECT_EQ(diagnosis.evidence(0).link_id(), "decode->wide");
  EXPECT_EQ(diagnosis.fixes(0).steps(0).insert_element().factory(), "videoscale");
}

TEST_F(Doctor, SaysWhichDecoderIsMissing) {
  // No decoder takes this type: the typefinder's own caps lead nowhere.
  PlanBuilder plan;
  plan.element("source", "fakesrc", {"num-buffers=5", "sizetype=fixed", "format=time"})
      .element("filter", "capsfilter", {"caps=video/x-no-such-codec"})
      .element("decode", "decodebin")
      .element("sink", "fakesink")
      .chain({"source", "filter", "decode", "sink"});
  ASSERT_TRUE(runner_.request(build_of(plan)).has_build());
  runner_.request(play_request());
  const runner::Diagnosis diagnosis = await(runner::MISSING_PLUGIN);
  EXPECT_EQ(diagnosis.elements(0), "decode") << diagnosis.DebugString();
  EXPECT_NE(diagnosis.evidence(0).text().find("video/x-no-such-codec"), std::string::npos);
}

TEST_F(Doctor, CountsAFloodAndTellsItOnce) {
  constexpr std::uint64_t kBuffers = 10;
  constexpr std::uint64_t kMessages = 20'000;
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"num-buffers=" + std::to_string(kBuffers)})
      .element("flooder", "messageflooder", {"messages=" + std::to_string(kMessages)})
      .element("endless", "videotestsrc", {"is-live=true"})
      .element("sink", "fakesink")
      .element("other-sink", "fakesink")
      .chain({"source", "flooder", "sink"})
      .chain({"endless", "other-sink"});
  play(plan);
  const runner::Diagnosis diagnosis = await(runner::MESSAGE_FLOOD, "flooder");
  EXPECT_GT(diagnosis.evidence(0).messages().per_s(), 1000);
  EXPECT_EQ(diagnosis.evidence(0).messages().type(), "warning");
  await_resolved(diagnosis);

  struct Told {
    std::uint64_t num_messages = 0;
    std::size_t num_notifications = 0;
  };
  const auto count_told = [&] {
    Told told;
    for (const runner::Message& message : runner_.history()) {
      if (!message.notification().has_bus_message()) continue;
      ++told.num_notifications;
      told.num_messages += 1 + message.notification().bus_message().repeated();
    }
    return told;
  };
  Told told = count_told();
  while (told.num_messages < kBuffers * kMessages) {
    runner_.pump();
    told = count_told();
  }
  EXPECT_EQ(told.num_messages, kBuffers * kMessages);
  // How many there are in a second, a slow machine decides.
  EXPECT_LT(told.num_notifications, kBuffers * kMessages / 100);
}

TEST_F(Doctor, NamesTheOwnersOfTooManyThreads) {
  PlanBuilder plan = source_plan();
  std::vector<std::string> chain = {"filter"};
  for (int i = 0; i < 40; ++i) {
    chain.push_back("queue" + std::to_string(i));
    plan.element(chain.back(), "queue");
  }
  plan.element("sink", "fakesink", {"sync=true"});
  chain.emplace_back("sink");
  plan.chain(chain);
  runner::Request build = build_of(plan);
  build.mutable_build()->mutable_doctor()->set_thread_limit(20);
  play(build);
  // On a slow machine the threads are there before the bus has told whose they are.
  const runner::Diagnosis diagnosis =
      runner_
          .await_notification([](const runner::Notification& notification) {
            return notification.diagnosis().kind() == runner::THREAD_STORM &&
                   notification.diagnosis().elements_size() > 0;
          })
          .diagnosis();
  EXPECT_GT(diagnosis.evidence(0).threads().threads(), 20u);
  EXPECT_TRUE(diagnosis.elements(0).starts_with("queue") || diagnosis.elements(0) == "source");
}

}  // namespace
}  // namespace pipewright::test

int main(int argc, char** argv) {
  setenv("GST_PLUGIN_PATH", PIPEWRIGHT_TEST_PLUGINS, 1);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
