// SPDX-License-Identifier: Apache-2.0
// Bins that are a row of other elements.
#include <gtest/gtest.h>

#include <fstream>

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
  EXPECT_EQ(player.num_buffers(), 5U);
}

INSTANTIATE_TEST_SUITE_P(Kinds, FileSinkBin,
                         ::testing::Values("bitrate=500000 profile=high",
                                           "codec=h265 container=mkv", "codec=mpeg4"));

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
