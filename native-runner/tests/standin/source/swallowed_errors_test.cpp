// SPDX-License-Identifier: Apache-2.0
#include "standin/source/swallowed_errors.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <iterator>

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

std::ptrdiff_t num_open_files() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

struct WatchedBin {
  WatchedBin() : owner(share_object(gst_bin_new("owner"))), bin(share_object(gst_bin_new("bin"))) {
    gst_element_set_bus(bin.get(), bus.get());
    watch_swallowed_errors(bin.get(), owner.get(), [this](GstMessage*) { reported.set_value(); });
  }
  ~WatchedBin() { gst_element_set_bus(bin.get(), nullptr); }

  BusPtr bus{gst_bus_new()};
  ElementPtr owner;
  ElementPtr bin;
  std::promise<void> reported;
};

TEST(SwallowedErrors, TakeNoFileDescriptorPerElement) {
  const WatchedBin watched;
  const std::ptrdiff_t num_before = num_open_files();
  for (int i = 0; i < 10; ++i) {
    gst_bin_add(GST_BIN(watched.bin.get()), gst_element_factory_make("identity", nullptr));
  }
  EXPECT_EQ(num_open_files(), num_before);
}

TEST(SwallowedErrors, AreReportedWhenTheirElementStays) {
  WatchedBin watched;
  GstElement* element = gst_element_factory_make("identity", nullptr);
  gst_bin_add(GST_BIN(watched.bin.get()), element);
  GST_ELEMENT_ERROR(element, STREAM, FAILED, ("broken"), (nullptr));
  EXPECT_EQ(watched.reported.get_future().wait_for(std::chrono::seconds(60)),
            std::future_status::ready);
}

}  // namespace
}  // namespace pipewright::standin
