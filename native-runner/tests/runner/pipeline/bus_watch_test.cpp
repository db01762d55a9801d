// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/bus_watch.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace pipewright::test {
namespace {

class Listener : public BusListener {
 public:
  void on_state_changed(GstState, GstState) override {}
  void on_end_of_stream() override {}
  void on_bus_message(const runner::BusMessage& message) override { messages.push_back(message); }
  void on_latency_changed() override {}
  void on_clock_lost() override {}
  void on_missing_plugin(GstMessage*) override { ++num_missing_plugins; }

  std::vector<runner::BusMessage> messages;
  int num_missing_plugins = 0;
};

class BusWatching : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }

  BusWatching() {
    pipeline_ = share_object(gst_pipeline_new("pipeline"));
    outer_ = gst_bin_new("outer");
    inner_ = gst_element_factory_make("identity", "inner");
    gst_bin_add(GST_BIN(outer_), inner_);
    gst_bin_add(GST_BIN(pipeline_.get()), outer_);
    watch_ = std::make_unique<BusWatch>(pipeline_.get(), listener_);
  }

  void post_warning(const std::string& text) {
    gst_element_message_full(inner_, GST_MESSAGE_WARNING, GST_STREAM_ERROR, GST_STREAM_ERROR_DECODE,
                             g_strdup(text.c_str()), g_strdup("details"), "file.c", "function", 7);
  }

  void post_error(const std::string& text) {
    gst_element_message_full(inner_, GST_MESSAGE_ERROR, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ,
                             g_strdup(text.c_str()), nullptr, "file.c", "function", 7);
  }

  /// Lets the main loop turn until so many messages came.
  void await_messages(std::size_t num_messages) {
    const gint64 give_up_at = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
    while (listener_.messages.size() < num_messages && g_get_monotonic_time() < give_up_at) {
      g_main_context_iteration(nullptr, TRUE);
    }
    ASSERT_EQ(listener_.messages.size(), num_messages);
  }

  Listener listener_;
  ElementPtr pipeline_;
  GstElement* outer_;
  GstElement* inner_;
  std::unique_ptr<BusWatch> watch_;
};

TEST_F(BusWatching, PassesMessagesUnchangedWithThePlansElement) {
  post_error("cannot read");
  watch_->drain();
  ASSERT_EQ(listener_.messages.size(), 1u);
  const runner::BusMessage& message = listener_.messages[0];
  EXPECT_EQ(message.severity(), runner::ERROR);
  EXPECT_EQ(message.element(), "outer");
  EXPECT_EQ(message.source_path(), "/GstPipeline:pipeline/GstBin:outer/GstIdentity:inner");
  EXPECT_EQ(message.domain(), "gst-resource-error-quark");
  EXPECT_EQ(message.code(), GST_RESOURCE_ERROR_READ);
  EXPECT_EQ(message.message(), "cannot read");
  EXPECT_NE(message.debug().find("file.c(7): function"), std::string::npos);
  EXPECT_EQ(message.repeated(), 0u);
}

TEST_F(BusWatching, FoldsEqualMessages) {
  for (int i = 0; i < 100; ++i) post_warning("late");
  post_warning("other");
  watch_->drain();
  ASSERT_EQ(listener_.messages.size(), 2u);
  EXPECT_EQ(listener_.messages[0].message(), "late");
  EXPECT_EQ(listener_.messages[1].message(), "other");
  await_messages(3);
  EXPECT_EQ(listener_.messages[2].message(), "late");
  EXPECT_EQ(listener_.messages[2].repeated(), 98u);  // with the first and itself: 100
}

TEST_F(BusWatching, FoldsFloodsOfMessagesThatDiffer) {
  for (int i = 0; i < 1000; ++i) post_warning("frame " + std::to_string(i) + " is late");
  watch_->drain();
  EXPECT_LE(listener_.messages.size(), 60u);
  EXPECT_GE(listener_.messages.size(), 50u);
}

TEST_F(BusWatching, ErrorsThatRepeatAreToldAgain) {
  for (int i = 0; i < 10; ++i) post_error("broken");
  watch_->drain();
  EXPECT_EQ(listener_.messages.size(), 1u);
  await_messages(2);
  EXPECT_EQ(listener_.messages[1].repeated(), 8u);
}

TEST_F(BusWatching, QueuesNothingOfAFlood) {
  BusPtr bus(gst_element_get_bus(pipeline_.get()));
  for (int i = 0; i < 10'000; ++i) {
    post_warning("late");
    gst_element_post_message(inner_,
                             gst_message_new_tag(GST_OBJECT(inner_), gst_tag_list_new_empty()));
    gst_element_post_message(inner_, gst_message_new_latency(GST_OBJECT(inner_)));
  }
  int num_queued = 0;
  while (const MessagePtr message{gst_bus_pop(bus.get())}) ++num_queued;
  EXPECT_EQ(num_queued, 2);  // a warning and a latency
  const MessageCount count = watch_->traffic().messages().at("outer");
  EXPECT_EQ(count.total, 30'000u);
}

TEST_F(BusWatching, CountsAFloodFromSeveralThreads) {
  constexpr int kThreads = 4;
  constexpr int kMessages = 5'000;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int message = 0; message < kMessages; ++message) post_warning("late");
    });
  }
  for (std::thread& thread : threads) thread.join();
  watch_->drain();
  const auto num_told = [this] {
    std::uint64_t told = 0;
    for (const runner::BusMessage& message : listener_.messages) told += 1 + message.repeated();
    return told;
  };
  const gint64 give_up_at = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
  while (num_told() < kThreads * kMessages && g_get_monotonic_time() < give_up_at) {
    g_main_context_iteration(nullptr, TRUE);
  }
  EXPECT_EQ(num_told(), static_cast<std::uint64_t>(kThreads * kMessages));
}

TEST_F(BusWatching, PassesMissingPluginsOfAllElementMessages) {
  for (const char* name : {"level", "missing-plugin"}) {
    gst_element_post_message(
        inner_, gst_message_new_element(GST_OBJECT(inner_), gst_structure_new_empty(name)));
  }
  watch_->drain();
  EXPECT_EQ(listener_.num_missing_plugins, 1);
}

}  // namespace
}  // namespace pipewright::test
