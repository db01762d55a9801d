// SPDX-License-Identifier: Apache-2.0
// Whose frame goes first, looked at without threads. The policy is inside the plugin, so it is
// built into this test.
#include "mux/batch_policy.cpp"

#include <gtest/gtest.h>

namespace pipewright::standin {
namespace {

/// Sources 0 to n - 1 with so many frames each.
SourceQueues sources_with(std::initializer_list<unsigned> num_frames) {
  SourceQueues sources;
  unsigned id = 0;
  for (const unsigned count : num_frames) {
    SourceQueue& source = sources[id++];
    for (unsigned i = 0; i < count; ++i) {
      source.items.emplace_back();
      source.items.back().frame.num_pictures = 1;
    }
    source.num_queued_frames = count;
  }
  return sources;
}

/// Who gives to the next batch, in order.
std::vector<unsigned> form_batch(BatchPolicy& policy, SourceQueues& sources) {
  std::vector<unsigned> givers;
  policy.begin_batch(sources);
  unsigned id = 0;
  while (SourceQueue* source =
             policy.next_source(sources, static_cast<unsigned>(givers.size()), id)) {
    source->items.pop_front();
    --source->num_queued_frames;
    policy.took_frame(*source, id);
    givers.push_back(id);
  }
  policy.end_batch(sources, std::chrono::steady_clock::now());
  return givers;
}

BatchRules ordered_rules(TurnOrder order, unsigned batch_size, unsigned max_same) {
  BatchRules rules;
  rules.batch_size = batch_size;
  rules.order = order;
  rules.max_same_source_frames = max_same;
  return rules;
}

using Givers = std::vector<unsigned>;

TEST(BatchPolicy, UrgentSourcesGoFirstInEveryBatch) {
  BatchRules rules = ordered_rules(TurnOrder::kPriority, 2, 1);
  rules.sources[0].priority = 9;
  rules.sources[1].priority = 5;
  rules.sources[2].priority = 1;
  BatchPolicy policy;
  policy.set_rules(rules);
  SourceQueues sources = sources_with({3, 3, 3});
  EXPECT_EQ(form_batch(policy, sources), (Givers{2, 1}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{2, 1}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{2, 1}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{0})) << "the others have nothing left";
}

TEST(BatchPolicy, RoundRobinGoesOnBehindTheLastGiver) {
  BatchPolicy policy;
  policy.set_rules(ordered_rules(TurnOrder::kRoundRobin, 2, 1));
  SourceQueues sources = sources_with({3, 3, 3});
  EXPECT_EQ(form_batch(policy, sources), (Givers{0, 1}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{2, 0}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{1, 2}));
}

TEST(BatchPolicy, ASourceGivesAllItMayBeforeTheNext) {
  BatchPolicy policy;
  policy.set_rules(ordered_rules(TurnOrder::kRoundRobin, 4, 2));
  SourceQueues sources = sources_with({3, 3, 3});
  EXPECT_EQ(form_batch(policy, sources), (Givers{0, 0, 1, 1}));
  EXPECT_EQ(form_batch(policy, sources), (Givers{2, 2, 0, 1}));
}

TEST(BatchPolicy, SourcesFasterThanTheirRateWait) {
  BatchRules rules = ordered_rules(TurnOrder::kRoundRobin, 2, 1);
  rules.limits_source_rates = true;
  rules.sources[0].max_fps = 0.001;
  BatchPolicy policy;
  policy.set_rules(rules);
  SourceQueues sources = sources_with({2, 2});
  EXPECT_EQ(form_batch(policy, sources), (Givers{0, 1}));
  policy.begin_batch(sources);
  unsigned id = 0;
  SourceQueue* source = policy.next_source(sources, 0, id);
  if (source != nullptr) {
    EXPECT_EQ(id, 1U);
  }
  EXPECT_TRUE(policy.next_release()) << "somebody is held back";
}

TEST(BatchPolicy, FramesWaitForTheirTimeWhereInputsAreLinedUp) {
  BatchRules rules = ordered_rules(TurnOrder::kRoundRobin, 2, 1);
  rules.syncs_inputs = true;
  rules.timeout = std::chrono::milliseconds(40);
  BatchPolicy policy;
  policy.set_rules(rules);
  GstClockTime now = 0;
  policy.set_running_time([&now] { return now; });
  SourceQueues sources = sources_with({1, 1});
  sources[0].items.front().frame.running_time = 0;
  sources[1].items.front().frame.running_time = 100 * GST_MSECOND;
  EXPECT_EQ(form_batch(policy, sources), (Givers{}));
  now = 40 * GST_MSECOND;
  EXPECT_EQ(form_batch(policy, sources), (Givers{0}));
  now = 140 * GST_MSECOND;
  EXPECT_EQ(form_batch(policy, sources), (Givers{1}));
}

TEST(BatchPolicy, FramesOfSeveralSurfacesStayWhole) {
  BatchPolicy policy;
  policy.set_rules(ordered_rules(TurnOrder::kRoundRobin, 3, 1));
  SourceQueues sources = sources_with({1, 1});
  sources[0].items.front().frame.num_pictures = 2;
  sources[1].items.front().frame.num_pictures = 2;
  policy.begin_batch(sources);
  unsigned id = 0;
  SourceQueue* first = policy.next_source(sources, 0, id);
  ASSERT_NE(first, nullptr);
  first->items.pop_front();
  policy.took_frame(*first, id);
  EXPECT_EQ(policy.next_source(sources, 2, id), nullptr);
}

TEST(BatchPolicy, CountsOnlySourcesThatHaveNotEnded) {
  BatchRules rules = ordered_rules(TurnOrder::kRoundRobin, 2, 1);
  rules.sizing = BatchSizing::kActive;
  rules.num_surfaces_per_frame = 2;
  BatchPolicy policy;
  policy.set_rules(rules);
  SourceQueues sources = sources_with({0, 0, 0});
  EXPECT_EQ(policy.num_wanted(sources), 6U) << "whatever the batch size says";
  sources[1].has_ended = true;
  EXPECT_EQ(policy.num_wanted(sources), 4U);
  rules.sizing = BatchSizing::kActiveUpToSize;
  rules.num_surfaces_per_frame = 1;
  rules.batch_size = 1;
  policy.set_rules(rules);
  EXPECT_EQ(policy.num_wanted(sources), 1U);
}

}  // namespace
}  // namespace pipewright::standin
