// SPDX-License-Identifier: Apache-2.0
// Bins that are a row of other elements.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "inference/onnx_fixture.hpp"
#include "pipeline.hpp"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

using testing::make_video;
using testing::Outcome;
using testing::Pipeline;
using testing::TempFolder;

constexpr const char* kBatch =
    "videotestsrc num-buffers=4 ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! "
    "m.sink_0 nvstreammux name=m batch-size=1 width=320 height=240 ! ";

/// The element of a factory inside a bin.
ElementPtr inside(GstElement* bin, const char* factory) {
  GstIterator* iterator = gst_bin_iterate_recurse(GST_BIN_CAST(bin));
  GValue found = G_VALUE_INIT;
  const GCompareFunc compare = [](gconstpointer item, gconstpointer wanted) {
    auto* element = GST_ELEMENT_CAST(g_value_get_object(static_cast<const GValue*>(item)));
    return g_strcmp0(GST_OBJECT_NAME(gst_element_get_factory(element)),
                     static_cast<const char*>(wanted));
  };
  ElementPtr element;
  if (gst_iterator_find_custom(iterator, compare, &found, const_cast<char*>(factory)) != FALSE) {
    element.reset(GST_ELEMENT_CAST(g_value_dup_object(&found)));
    g_value_unset(&found);
  }
  gst_iterator_free(iterator);
  return element;
}

/// A property as gst-launch would write it.
std::string text_of(GstElement* element, const char* property) {
  GValue value = G_VALUE_INIT;
  g_object_get_property(G_OBJECT(element), property, &value);
  const std::string text = take_text(gst_value_serialize(&value));
  g_value_unset(&value);
  return text;
}

TEST(ChainBins, WorkAsTheirElementsInARow) {
  const TempFolder folder;
  {
    std::ofstream config(folder.path("analytics.txt"));
    config << "[property]\nenable=1\nconfig-width=320\nconfig-height=240\n";
  }
  Pipeline pipeline(std::string(kBatch) +
                    "nvtrackerbin ! nvanalyticsbin config-file=" + folder.path("analytics.txt") +
                    " ! nvtilerbin rows=1 columns=2 "
                    "width=640 height=240 ! nvosdbin ! nvvideorenderersinkbin name=out sync=false");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(pipeline.num_buffers(), 4U);
  const SurfaceMap map{pipeline.buffers().front().get()};
  ASSERT_TRUE(map);
  EXPECT_EQ(map.view(0).format.width, 640);
}

TEST(ChainBins, DewarpAndInferInARow) {
  const TempFolder folder;
  folder.write("dewarp.txt",
               "[property]\noutput-width=256\noutput-height=192\nnum-batch-buffers=1\n"
               "[surface0]\nprojection-type=3\nwidth=256\nheight=192\nfocal-length=150\n");
  std::filesystem::create_directories(folder.path("repository/cells/1"));
  folder.write("repository/cells/1/model.onnx", testing::make_detector_onnx());
  folder.write("repository/cells/config.pbtxt",
               "name: \"cells\"\nplatform: \"onnxruntime_onnx\"\nmax_batch_size: 1\n");
  folder.write("triton.txt", R"(infer_config {
  unique_id: 7
  max_batch_size: 1
  backend { triton { version: -1 model_repo { root: "repository" } model_name: "cells" } }
  preprocess { tensor_order: TENSOR_ORDER_LINEAR normalize { scale_factor: 0.0039215697906911373 } }
  postprocess { detection { num_detected_classes: 2 nms { confidence_threshold: 0.5 iou_threshold: 0.3 } } }
})");
  // In system memory up to the dewarper's bin, red where the detector has a cell.
  Pipeline pipeline(
      "videotestsrc num-buffers=3 pattern=solid-color foreground-color=0xffff0000 ! "
      "video/x-raw,format=I420,width=64,height=64 ! videobox left=-64 top=-64 right=-128 "
      "bottom=-64 fill=black ! nvdewarperbin name=straight source-id=4 config-file=" +
      folder.path("dewarp.txt") +
      " ! m.sink_0 nvstreammux name=m batch-size=1 width=256 height=192 ! "
      "nvinferserverbin name=infer interval=1 config-file-path=" +
      folder.path("triton.txt") + " ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(pipeline.num_buffers(), 3U);
  std::vector<guint> num_objects;
  for (const BufferPtr& buffer : pipeline.buffers()) {
    for (const NvDsFrameMeta* frame : testing::frame_metas(buffer.get())) {
      num_objects.push_back(frame->num_obj_meta);
    }
  }
  EXPECT_EQ(num_objects, (std::vector<guint>{1, 0, 1})) << "interval=1 reaches the element inside";
}

TEST(ChainBins, HandPropertiesOnBeforeAndAfterTheStart) {
  Pipeline pipeline(std::string(kBatch) +
                    "nvosdbin name=osd display-clock=true x-clock-offset=7 ! fakesink name=out");
  const ElementPtr bin = pipeline.element("osd");
  ASSERT_EQ(gst_element_set_state(pipeline.get(), GST_STATE_READY), GST_STATE_CHANGE_SUCCESS);
  const ElementPtr osd = inside(bin.get(), "nvdsosd");
  ASSERT_TRUE(osd);
  gboolean clock = FALSE;
  gboolean text = TRUE;
  guint offset = 0;
  g_object_set(bin.get(), "display-text", FALSE, nullptr);
  g_object_get(osd.get(), "display-clock", &clock, "x-clock-offset", &offset, "display-text", &text,
               nullptr);
  EXPECT_TRUE(clock);
  EXPECT_EQ(offset, 7U);
  EXPECT_FALSE(text);
}

TEST(ChainBins, RunAgainAfterNull) {
  Pipeline pipeline("videotestsrc num-buffers=3 ! nvosdbin ! fakesink name=out");
  ASSERT_TRUE(pipeline.run().is_eos);
  ASSERT_TRUE(pipeline.run().is_eos);
  EXPECT_EQ(pipeline.num_buffers(), 6U);
}

class FileSinkBin : public ::testing::TestWithParam<const char*> {};

TEST_P(FileSinkBin, WritesAFileThatPlays) {
  const TempFolder folder;
  {
    Pipeline pipeline(
        "videotestsrc num-buffers=5 ! video/x-raw,width=160,height=96 ! nvvideoencfilesinkbin "
        "output-file=" +
        folder.path("a") + " " + GetParam());
    const Outcome outcome = pipeline.run();
    ASSERT_TRUE(outcome.is_eos) << outcome.error;
  }
  Pipeline player("uridecodebin uri=" + folder.uri("a") + " ! fakesink name=out");
  const Outcome outcome = player.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  ASSERT_EQ(player.num_buffers(), 5U);
  const auto time_of = [&](std::size_t index) {
    return GST_BUFFER_PTS(player.buffers().at(index).get());
  };
  // A container rounds.
  EXPECT_NEAR(static_cast<double>(time_of(4) - time_of(0)), 4.0 * GST_SECOND / 30, GST_MSECOND);
}

INSTANTIATE_TEST_SUITE_P(Kinds, FileSinkBin,
                         ::testing::Values("bitrate=500000 profile=high",
                                           "codec=h265 container=mkv", "codec=mpeg4"));

TEST(NvVideoEncFileSinkBin, GivesTheEncoderItsProfile) {
  const TempFolder folder;
  Pipeline pipeline("videotestsrc ! nvvideoencfilesinkbin name=file profile=high output-file=" +
                    folder.path("a"));
  ASSERT_EQ(gst_element_set_state(pipeline.get(), GST_STATE_READY), GST_STATE_CHANGE_SUCCESS);
  const ElementPtr encoder = inside(pipeline.element("file").get(), "nvv4l2h264enc");
  ASSERT_TRUE(encoder);
  EXPECT_EQ(text_of(encoder.get(), "profile"), "High");
}

TEST(NvVideoEncFileSinkBin, AsksForAFile) {
  Pipeline pipeline("videotestsrc num-buffers=5 ! nvvideoencfilesinkbin name=file");
  const Outcome outcome = pipeline.run();
  EXPECT_EQ(outcome.error_source, "file");
  EXPECT_NE(outcome.error.find("set output-file"), std::string::npos) << outcome.error;
}

TEST(NvVidConv, CropsByEdges) {
  Pipeline pipeline(
      "videotestsrc num-buffers=1 ! video/x-raw,width=320,height=240 ! nvvidconv left=32 right=96 "
      "top=16 bottom=64 ! video/x-raw(memory:NVMM),width=64,height=48 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const SurfaceMap map{pipeline.buffers().front().get()};
  ASSERT_TRUE(map);
  EXPECT_EQ(map.view(0).format.width, 64);

  Pipeline empty("videotestsrc num-buffers=1 ! nvvidconv name=c left=96 right=32 ! fakesink");
  const Outcome refused = empty.run();
  EXPECT_EQ(refused.error_source, "c");
  EXPECT_NE(refused.error.find("has no area"), std::string::npos) << refused.error;
}

TEST(PassThrough, HandsOnTheSameMemory) {
  Pipeline pipeline(
      "videotestsrc num-buffers=2 ! nvvideoconvert ! video/x-raw(memory:NVMM),format=NV12 ! tee "
      "name=t ! queue ! nvdsxfer ! fakesink name=out t. ! queue ! nvegltransform ! nveglglessink "
      "sync=false name=out_window t. ! queue ! fakesink name=out_before");
  const Outcome outcome = pipeline.run();
  ASSERT_TRUE(outcome.is_eos) << outcome.error;
  const auto pixels = [&](const char* name) {
    const SurfaceMap map{pipeline.buffers(name).at(0).get()};
    return map.view(0).planes[0];
  };
  EXPECT_EQ(pixels("out"), pixels("out_before"));
  EXPECT_EQ(pixels("out_window"), pixels("out_before"));
  const CapsPtr caps = pipeline.caps("out_window");
  EXPECT_TRUE(gst_caps_features_contains(gst_caps_get_features(caps.get(), 0), kEglImageFeature));
}

/// What g_print got since the last look.
std::string& printed() {
  static std::string text;
  return text;
}

TEST(NvDsLogger, PrintsTheRateOfEachStream) {
  printed().clear();
  const GPrintFunc before = g_set_print_handler([](const gchar* text) { printed() += text; });
  Pipeline pipeline(
      "videotestsrc is-live=true ! video/x-raw,framerate=30/1 ! nvvideoconvert ! "
      "video/x-raw(memory:NVMM),format=NV12 ! m.sink_3 nvstreammux name=m batch-size=1 width=320 "
      "height=240 live-source=true ! nvdslogger name=log fps-measurement-interval-sec=1 ! "
      "fakesink name=out");
  const auto count_frames = [&] { return pipeline.num_buffers() > 45; };
  const Outcome outcome = pipeline.run(count_frames);
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  g_set_print_handler(before);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(printed().rfind("log: **PERF : FPS_3 (", 0), 0U) << printed();
}

TEST(NvDsLogger, DoesWhatIdentityDoes) {
  Pipeline pipeline("videotestsrc ! nvdslogger error-after=3 ! fakesink name=out");
  const Outcome outcome = pipeline.run();
  EXPECT_NE(outcome.error.find("Failed after iterations as requested"), std::string::npos)
      << outcome.error;
  EXPECT_EQ(pipeline.num_buffers(), 2U) << "the third one fails";
}

}  // namespace
}  // namespace pipewright::standin
