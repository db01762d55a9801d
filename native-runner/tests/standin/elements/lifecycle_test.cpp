// SPDX-License-Identifier: Apache-2.0
// A pipeline that starts, runs and stops again and again leaves nothing behind. The test runs with
// an allocator that keeps nothing back (see meson.build), so that the heap tells what is in use.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "elements/pipeline.hpp"
#include "inference/onnx_fixture.hpp"

namespace pipewright::standin::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kNumCycles = 200;
/// What is kept for the life of the process (types, plugins, threads, caches) is there after these.
constexpr int kNumWarmUpCycles = 40;
/// The heap's use is its lowest one over this many cycles: threads that come and go count for some
/// kilobytes.
constexpr int kNumCyclesOfWindow = 20;
constexpr int kNumFrames = 6;

/// Bytes of the heap in use, over all threads. A sanitizer's allocator tells nothing (0); there its
/// leak check at the end of the process decides.
std::size_t heap_in_use() {
  return ::mallinfo2().uordblks;
}

std::ptrdiff_t num_open_files() {
  return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

/// By how many bytes the heap grows from window to window behind the warm-up: the median, since
/// what a late thread keeps comes once.
std::ptrdiff_t usual_growth(const std::vector<std::size_t>& heap) {
  std::vector<std::ptrdiff_t> growth;
  std::optional<std::size_t> before;
  for (auto window = heap.begin() + kNumWarmUpCycles; window != heap.end();
       window += kNumCyclesOfWindow) {
    const std::size_t lowest = *std::min_element(window, window + kNumCyclesOfWindow);
    if (before) growth.push_back(static_cast<std::ptrdiff_t>(lowest - *before));
    before = lowest;
  }
  std::ranges::sort(growth);
  return growth[growth.size() / 2];
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
  std::vector<std::size_t> heap;
  heap.reserve(kNumCycles);
  std::ptrdiff_t num_files_after_warm_up = 0;
  for (int cycle = 1; cycle <= kNumCycles; ++cycle) {
    {
      Pipeline pipeline(line);
      const Outcome outcome = pipeline.run();
      ASSERT_TRUE(outcome.is_eos) << outcome.error;
      ASSERT_EQ(pipeline.num_buffers("out_0"), static_cast<std::size_t>(kNumFrames));
      ASSERT_EQ(pipeline.num_buffers("out_1"), static_cast<std::size_t>(kNumFrames));
    }
    heap.push_back(heap_in_use());
    if (cycle == kNumWarmUpCycles) num_files_after_warm_up = num_open_files();
  }
  EXPECT_LE(num_open_files(), num_files_after_warm_up);
  // Some runs keep 64 bytes a cycle and others none. Whatever an element or a batch would leave (a
  // pad, caps, metadata) is larger than this.
  constexpr std::ptrdiff_t kMaxBytesOfCycle = 128;
  const std::ptrdiff_t growth = usual_growth(heap);
  RecordProperty("heap_growth_bytes", static_cast<int>(growth));
  EXPECT_LT(growth, kNumCyclesOfWindow * kMaxBytesOfCycle);
}

}  // namespace
}  // namespace pipewright::standin::testing
