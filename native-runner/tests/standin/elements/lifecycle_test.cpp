// SPDX-License-Identifier: Apache-2.0
// A pipeline that starts, runs and stops again and again leaves nothing behind: not one byte of a
// cycle is still in use at the end.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <vector>

#include "elements/pipeline.hpp"
#include "heap_ledger.hpp"
#include "inference/onnx_fixture.hpp"

namespace pipewright::standin::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kNumCycles = 200;
/// What is kept for the life of the process (types, plugins, threads, caches) is there after these.
constexpr int kNumWarmUpCycles = 40;
constexpr int kNumFrames = 6;

std::ptrdiff_t num_open_files() {
  return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

/// What a usual cycle behind the warm-up has left in use: three of four have left no more. The
/// others are those that started a thread which GLib keeps for later, and the first ones to need
/// what then stays.
test::HeapUse usual_use() {
  std::vector<test::HeapUse> uses;
  for (int cycle = kNumWarmUpCycles + 1; cycle <= kNumCycles; ++cycle) {
    uses.push_back(test::heap_ledger().in_use(cycle));
  }
  std::ranges::sort(uses, {}, &test::HeapUse::bytes);
  return uses[uses.size() * 3 / 4];
}

/// Every element that a usual application has, from two files to a tiled picture and to one branch
/// for each source.
std::string application(const TempFolder& folder) {
  make_video(folder.path("a.mp4"), kNumFrames, 64, 48);
  make_video(folder.path("b.mp4"), kNumFrames, 96, 64, "red");
  folder.write("model.onnx", make_detector_onnx());
  const std::string detector =
      folder.write("detector.txt",
                   "[property]\ngie-unique-id=1\nonnx-file=model.onnx\nnum-detected-classes=2\n"
                   "cluster-mode=2\nbatch-size=2\nnet-scale-factor=0.0039215697906911373\n");
  const std::string tracker = folder.write("tracker.yml", "TargetManagement:\n  probationAge: 0\n");
  // The queues have the mux know both sources from the start, whichever shows its pad first.
  return "nvurisrcbin uri=" + folder.uri("a.mp4") +
         " ! queue ! mux.sink_0 nvurisrcbin uri=" + folder.uri("b.mp4") +
         " ! queue ! mux.sink_1 nvstreammux name=mux batch-size=2 width=96 height=64 ! queue"
         " ! nvinfer config-file-path=" +
         detector +
         " ! nvtracker ll-lib-file=libnvds_nvmultiobjecttracker.so ll-config-file=" + tracker +
         " ! nvvideoconvert ! nvdsosd display-clock=1 ! tee name=split"
         " split. ! queue ! nvmultistreamtiler width=128 height=96"
         " ! fakesink name=out_tiles sync=false async=false"
         " split. ! queue ! nvstreamdemux name=demux"
         " demux.src_0 ! queue ! fakesink name=out_0 sync=false async=false"
         " demux.src_1 ! queue ! fakesink name=out_1 sync=false async=false";
}

TEST(Lifecycle, CyclesLeaveNothingBehind) {
  const TempFolder folder;
  const std::string line = application(folder);
  std::ptrdiff_t num_files_after_warm_up = 0;
  for (int cycle = 1; cycle <= kNumCycles; ++cycle) {
    test::heap_ledger().start_period(cycle);
    {
      Pipeline pipeline(line);
      const Outcome outcome = pipeline.run();
      ASSERT_TRUE(outcome.is_eos) << outcome.error;
      ASSERT_EQ(pipeline.num_buffers("out_0"), static_cast<std::size_t>(kNumFrames));
      ASSERT_EQ(pipeline.num_buffers("out_1"), static_cast<std::size_t>(kNumFrames));
    }
    if (cycle == kNumWarmUpCycles) num_files_after_warm_up = num_open_files();
  }
  EXPECT_LE(num_open_files(), num_files_after_warm_up);
  // Under a sanitizer nothing is counted, and its leak check decides.
  ASSERT_TRUE(!test::counts_heap() || test::heap_ledger().in_use(1).blocks > 0);
  const test::HeapUse left = usual_use();
  EXPECT_EQ(left.blocks, 0);
  EXPECT_EQ(left.bytes, 0);
}

}  // namespace
}  // namespace pipewright::standin::testing
