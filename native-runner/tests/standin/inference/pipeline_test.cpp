// SPDX-License-Identifier: Apache-2.0
// From pictures to tracked objects through the built plugin: mux, inference, tracker and drawing.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin {
namespace {

using testing::frames_of;
using testing::objects_of;

constexpr int kFramesPerSource = 12;

/// An object as it leaves the tracker.
struct Seen {
  unsigned source;
  guint64 id;
  std::string label;
  std::string text;
  NvOSD_RectParams rect;
};

struct Collector {
  std::mutex mutex;
  std::vector<Seen> seen;
  std::vector<int> frames = std::vector<int>(2, 0);
};

void collect(GstElement*, GstBuffer* buffer, GstPad*, gpointer data) {
  auto& collector = *static_cast<Collector*>(data);
  const std::lock_guard lock(collector.mutex);
  for (const NvDsFrameMeta* frame : frames_of(buffer)) {
    ++collector.frames.at(frame->source_id);
    for (const NvDsObjectMeta* object : objects_of(*frame)) {
      collector.seen.push_back(
          {frame->source_id, object->object_id, object->obj_label,
           object->text_params.display_text != nullptr ? object->text_params.display_text : "",
           object->rect_params});
    }
  }
}

/// A source whose pictures are black but for a rectangle of 64x64 pixels with its corner at 64, 64.
std::string source(const std::string& color, int pad) {
  return " videotestsrc num-buffers=" + std::to_string(kFramesPerSource) +
         " pattern=solid-color foreground-color=" + color +
         " ! video/x-raw,format=I420,width=64,height=64,framerate=30/1"
         " ! videobox left=-64 top=-64 right=-128 bottom=-64 fill=black"
         " ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! mux.sink_" +
         std::to_string(pad);
}

/// Runs the pipeline to its end with `collector` at its element "sink"; the error, or nothing.
std::string run(const std::string& description, Collector& collector) {
  GError* parse_error = nullptr;
  const ElementPtr pipeline = share_object(gst_parse_launch(description.c_str(), &parse_error));
  if (parse_error != nullptr) return GErrorPtr(parse_error)->message;
  const ElementPtr sink(gst_bin_get_by_name(GST_BIN(pipeline.get()), "sink"));
  g_signal_connect(sink.get(), "handoff", G_CALLBACK(collect), &collector);

  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  const BusPtr bus(gst_element_get_bus(pipeline.get()));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus.get(), 60 * GST_SECOND,
                                 static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  std::string failure = message ? "" : "no end of stream within a minute";
  if (message && GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) {
    GError* error = nullptr;
    gst_message_parse_error(message.get(), &error, nullptr);
    failure = GErrorPtr(error)->message;
  }
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  return failure;
}

TEST(DetectorPipeline, FindsAndFollowsWhatEachSourceShows) {
  const testing::TempFolder folder;
  folder.write("model.onnx", testing::make_detector_onnx());
  folder.write("labels.txt", "red\nblue\n");
  const std::string config = folder.write(
      "config.yml",
      "property:\n  gie-unique-id: 1\n  onnx-file: model.onnx\n  labelfile-path: labels.txt\n"
      "  num-detected-classes: 2\n  cluster-mode: 2\n  batch-size: 2\n"
      "  net-scale-factor: 0.0039215697906911373\n  scaling-filter: 1\n");
  const std::string tracker = folder.write("tracker.yml", "TargetManagement:\n  probationAge: 0\n");
  const std::string description =
      "nvstreammux name=mux batch-size=2 width=256 height=192 batched-push-timeout=1000000"
      " ! nvinfer config-file-path=" +
      config +
      " ! nvtracker ll-lib-file=libnvds_nvmultiobjecttracker.so ll-config-file=" + tracker +
      " ! nvdsosd ! fakesink name=sink sync=false signal-handoffs=true" + source("0xffff0000", 0) +
      source("0xff00ff00", 1);
  Collector collector;
  ASSERT_EQ(run(description, collector), "");

  EXPECT_EQ(collector.frames, std::vector<int>(2, kFramesPerSource));
  ASSERT_EQ(collector.seen.size(), static_cast<std::size_t>(kFramesPerSource))
      << "the red rectangle in every frame of source 0, nothing in the green ones";
  for (const Seen& object : collector.seen) {
    EXPECT_EQ(object.source, 0u);
    EXPECT_EQ(object.id, collector.seen.front().id);
    EXPECT_EQ(object.label, "red");
    EXPECT_NEAR(object.rect.left, 64, 1);
    EXPECT_NEAR(object.rect.top, 64, 1);
    EXPECT_NEAR(object.rect.width, 64, 1);
    EXPECT_NEAR(object.rect.height, 64, 1);
  }
}

TEST(ClassifierPipeline, NamesTheColoursOfWhatTheDetectorFinds) {
  const testing::TempFolder folder;
  folder.write("detector.onnx", testing::make_detector_onnx());
  folder.write("colour.onnx",
               testing::make_colour_onnx(
                   32, 32, {{"colour", {3}, {0, 0, 0}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}));
  folder.write("map.onnx", testing::make_segmentation_onnx(12, 16, {{0, 1, 0}, {1, 0, 0}}));
  folder.write("labels.txt", "box\n");
  folder.write("colours.txt", "red;green;blue\n");
  const std::string scale = "net-scale-factor=0.0039215697906911373\nscaling-filter=1\n";
  const std::string detector =
      folder.write("detector.txt",
                   "[property]\ngie-unique-id=1\nonnx-file=detector.onnx\ncluster-mode=2\n"
                   "num-detected-classes=1\nlabelfile-path=labels.txt\n" +
                       scale);
  const std::string classifier =
      folder.write("classifier.txt",
                   "[property]\ngie-unique-id=2\nnetwork-type=1\nprocess-mode=2\n"
                   "onnx-file=colour.onnx\nlabelfile-path=colours.txt\n"
                   "operate-on-gie-id=1\nclassifier-threshold=0.5\n" +
                       scale);
  const std::string segmentation =
      folder.write("map.txt",
                   "[property]\ngie-unique-id=3\nnetwork-type=2\nonnx-file=map.onnx\n"
                   "num-detected-classes=2\n" +
                       scale);
  Collector collector;
  ASSERT_EQ(run("nvstreammux name=mux batch-size=1 width=256 height=192"
                " batched-push-timeout=1000000 ! nvinfer config-file-path=" +
                    detector + " ! nvinfer config-file-path=" + classifier +
                    " ! nvinfer config-file-path=" + segmentation +
                    " ! nvsegvisual width=320 height=240 original-background=true alpha=0.5"
                    " ! nvdsosd ! fakesink name=sink sync=false signal-handoffs=true" +
                    source("0xffff0000", 0),
                collector),
            "");
  EXPECT_EQ(collector.frames[0], kFramesPerSource);
  ASSERT_EQ(collector.seen.size(), static_cast<std::size_t>(kFramesPerSource));
  for (const Seen& object : collector.seen) EXPECT_EQ(object.text, "box red ");
}

// ONNX Runtime would keep a device ID and reports to its maker below the home folder, which is one
// of the test's own.
TEST(DetectorPipeline, ReportsToNobody) {
  const auto kept = std::filesystem::path(std::getenv("HOME")) / ".cache/Microsoft";
  std::filesystem::remove_all(kept);
  const testing::TempFolder folder;
  folder.write("model.onnx", testing::make_detector_onnx());
  const std::string config =
      folder.write("config.txt",
                   "[property]\ngie-unique-id=1\nonnx-file=model.onnx\nnum-detected-classes=2\n"
                   "cluster-mode=2\n");
  Collector collector;
  ASSERT_EQ(
      run("nvstreammux name=mux batch-size=1 width=256 height=192 ! nvinfer config-file-path=" +
              config + " ! fakesink name=sink sync=false signal-handoffs=true" +
              source("0xffff0000", 0),
          collector),
      "");
  EXPECT_FALSE(std::filesystem::exists(kept));
}

}  // namespace
}  // namespace pipewright::standin
