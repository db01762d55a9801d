// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pipeline_builder.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include "runner/pipeline/property_value.hpp"
#include "runner_process.hpp"

namespace pipewright::test {
namespace {

std::string value_of(GObject* object, const char* property) {
  Value value(
      G_PARAM_SPEC_VALUE_TYPE(g_object_class_find_property(G_OBJECT_GET_CLASS(object), property)));
  g_object_get_property(object, property, value.get());
  return value_to_text(value.get());
}

std::string peer_of(GstElement* element, const char* pad_name) {
  const PadPtr pad(gst_element_get_static_pad(element, pad_name));
  if (!pad) return "no such pad";
  const PadPtr peer(gst_pad_get_peer(pad.get()));
  if (!peer) return "not linked";
  const GstPtr<GstElement> other(gst_pad_get_parent_element(peer.get()));
  return object_name(other.get()) + "." + object_name(peer.get());
}

/// Plays until all sinks have EOS; the first error's text, or empty.
std::string play_to_end(GstElement* pipeline) {
  gst_element_set_state(pipeline, GST_STATE_PLAYING);
  const BusPtr bus(gst_element_get_bus(pipeline));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus.get(), 20 * GST_SECOND,
                                 static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  std::string problem = message ? "" : "neither end nor error";
  if (message && GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) {
    GError* error = nullptr;
    gst_message_parse_error(message.get(), &error, nullptr);
    problem = error->message;
    g_error_free(error);
  }
  gst_element_set_state(pipeline, GST_STATE_NULL);
  return problem;
}

class PipelineBuilder : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }

  static runner::Error error_of(const PlanBuilder& plan) {
    const auto built = build_pipeline(plan.plan());
    return built ? runner::Error() : built.error();
  }
};

TEST_F(PipelineBuilder, SetsPropertiesAndLinks) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"pattern=snow", "num-buffers=5"})
      .element("filter", "capsfilter", {"caps=video/x-raw,width=64,height=48"})
      .element("sink", "fakesink", {"sync=true"})
      .chain({"source", "filter", "sink"});
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  const BuiltPipeline& pipeline = built.value();
  EXPECT_EQ(value_of(G_OBJECT(pipeline.elements.at("source")), "pattern"), "snow");
  EXPECT_EQ(value_of(G_OBJECT(pipeline.elements.at("sink")), "sync"), "true");
  EXPECT_EQ(peer_of(pipeline.elements.at("source"), "src"), "filter.sink");
  EXPECT_EQ(peer_of(pipeline.elements.at("filter"), "src"), "sink.sink");
  EXPECT_EQ(play_to_end(pipeline.pipeline.get()), "");
  EXPECT_EQ(pipeline.watches[0]->counters().buffers, 5u);
  EXPECT_EQ(pipeline.watches[1]->counters().bytes, pipeline.watches[0]->counters().bytes);
}

TEST_F(PipelineBuilder, RequestsPadsInTheOrderOfTheLinks) {
  PlanBuilder plan;
  plan.element("a", "videotestsrc")
      .element("b", "videotestsrc")
      .element("c", "videotestsrc")
      .element("mixer", "compositor")
      .element("sink", "fakesink")
      .link("c.src", "mixer.sink_%u")
      .link("a.src", "mixer.sink_%u")
      .link("b.src", "mixer.sink_7")
      .link("mixer", "sink");
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  GstElement* mixer = built.value().elements.at("mixer");
  EXPECT_EQ(peer_of(mixer, "sink_0"), "c.src");
  EXPECT_EQ(peer_of(mixer, "sink_1"), "a.src");
  EXPECT_EQ(peer_of(mixer, "sink_7"), "b.src");
}

TEST_F(PipelineBuilder, AnyCompatiblePadSkipsThoseThatDoNotFit) {
  PlanBuilder plan;
  plan.element("sound", "audiotestsrc", {"num-buffers=5"})
      .element("picture", "videotestsrc", {"num-buffers=5"})
      .element("voice", "vorbisenc")
      .element("eye", "theoraenc")
      .element("muxer", "matroskamux")
      .element("sink", "fakesink")
      .chain({"sound", "voice", "muxer"})
      .chain({"picture", "eye", "muxer", "sink"});
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  EXPECT_EQ(peer_of(built.value().elements.at("muxer"), "audio_0"), "voice.src");
  EXPECT_EQ(peer_of(built.value().elements.at("muxer"), "video_0"), "eye.src");
}

TEST_F(PipelineBuilder, SetsPadProperties) {
  PlanBuilder plan;
  plan.element("a", "videotestsrc")
      .element("b", "videotestsrc")
      .element("mixer", "compositor")
      .element("sink", "fakesink")
      .link("a.src", "mixer.sink_%u")
      .link("b.src", "mixer.sink_%u")
      .link("mixer", "sink");
  runner::PlanElement& mixer = *plan.plan().mutable_elements(2);
  const auto add = [&](const char* pad, const char* name, int value) {
    runner::PadProperties& properties = *mixer.add_pads();
    properties.set_pad(pad);
    runner::Property& property = *properties.add_properties();
    property.set_name(name);
    property.mutable_value()->set_int_value(value);
  };
  add("sink_%u", "ypos", 11);
  add("sink_1", "xpos", 320);
  add("sink_5", "xpos", 640);  // without a link
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  const auto property_of_pad = [&](const char* pad_name, const char* property) {
    const PadPtr pad(gst_element_get_static_pad(built.value().elements.at("mixer"), pad_name));
    return pad ? value_of(G_OBJECT(pad.get()), property) : "no such pad";
  };
  EXPECT_EQ(property_of_pad("sink_0", "xpos"), "0");
  EXPECT_EQ(property_of_pad("sink_0", "ypos"), "11");
  EXPECT_EQ(property_of_pad("sink_1", "xpos"), "320");
  EXPECT_EQ(property_of_pad("sink_1", "ypos"), "11");
  EXPECT_EQ(property_of_pad("sink_5", "xpos"), "640");

  mixer.mutable_pads(1)->mutable_properties(0)->set_name("xposition");
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::NO_SUCH_PROPERTY);
  EXPECT_EQ(error.element(), "mixer");
  EXPECT_EQ(error.pad(), "sink_1");
  EXPECT_EQ(error.property(), "xposition");
}

TEST_F(PipelineBuilder, RefusesPadPropertiesWithoutAPad) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc").element("sink", "fakesink").link("source", "sink");
  plan.plan().mutable_elements(0)->add_pads();
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::BAD_REQUEST);
  EXPECT_EQ(error.element(), "source");
  EXPECT_NE(error.message().find("'source' (videotestsrc)"), std::string::npos) << error.message();
}

TEST_F(PipelineBuilder, ConstructOnlyPropertiesAreGivenAtBirth) {
  PlanBuilder plan;
  plan.element("mixer", "compositor", {"force-live=true", "background=white"});
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  EXPECT_EQ(value_of(G_OBJECT(built.value().elements.at("mixer")), "force-live"), "true");
  EXPECT_EQ(value_of(G_OBJECT(built.value().elements.at("mixer")), "background"), "white");
  PlanBuilder invalid;
  invalid.element("mixer", "compositor", {"force-live=perhaps"});
  EXPECT_EQ(error_of(invalid).code(), runner::INVALID_PROPERTY_VALUE);
  EXPECT_EQ(error_of(invalid).property(), "force-live");
}

/// One second of sound and picture in a Matroska file.
std::string make_media() {
  const std::string path = testing::TempDir() + "/pipewright-builder-test.mkv";
  GError* error = nullptr;
  GstElement* pipeline = gst_parse_launch(
      ("videotestsrc num-buffers=25 ! video/x-raw,width=64,height=48 ! theoraenc ! matroskamux "
       "name=m ! filesink location=" +
       path + " audiotestsrc num-buffers=20 ! vorbisenc ! m.")
          .c_str(),
      &error);
  EXPECT_EQ(error, nullptr);
  EXPECT_EQ(play_to_end(pipeline), "");
  gst_object_unref(pipeline);
  return path;
}

TEST_F(PipelineBuilder, LinksPadsThatAppearLaterByTheirCaps) {
  PlanBuilder plan;
  plan.element("file", "filesrc", {"location=" + make_media()})
      .element("decoder", "decodebin")
      .element("sound", "audioconvert")
      .element("picture", "videoconvert")
      .element("ear", "fakesink")
      .element("eye", "fakesink")
      .link("file", "decoder")
      .link("decoder.src_%u", "sound.sink")
      .link("decoder.src_%u", "picture.sink")
      .link("sound", "ear")
      .link("picture", "eye");
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  const BuiltPipeline& pipeline = built.value();
  EXPECT_EQ(pipeline.watches[1]->pad_name(), "src_%u");
  EXPECT_EQ(play_to_end(pipeline.pipeline.get()), "");
  EXPECT_EQ(pipeline.watches[2]->counters().buffers, 25u);
  EXPECT_EQ(pipeline.watches[4]->counters().buffers, 25u);
  EXPECT_GT(pipeline.watches[1]->counters().buffers, 0u);
  EXPECT_TRUE(pipeline.watches[2]->pad_name().starts_with("src_"));
  EXPECT_NE(pipeline.watches[2]->pad_name(), "src_%u");
}

TEST_F(PipelineBuilder, LinksLaterPadsToAnyPadThatFits) {
  PlanBuilder plan;
  plan.element("file", "filesrc", {"location=" + make_media()})
      .element("demuxer", "matroskademux")
      .element("muxer", "matroskamux")
      .element("sink", "fakesink")
      .chain({"file", "demuxer"})
      .link("demuxer.video_%u", "muxer")
      .link("muxer", "sink");
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  EXPECT_EQ(play_to_end(built.value().pipeline.get()), "");
  EXPECT_GE(built.value().watches[1]->counters().buffers, 25u);  // and headers
}

TEST_F(PipelineBuilder, SaysWhenAPadNeverAppears) {
  PlanBuilder plan;
  plan.element("file", "filesrc", {"location=" + make_media()})
      .element("demuxer", "matroskademux")
      .element("subtitles", "fakesink", {"async=false"})
      .element("eye", "fakesink", {"async=false"})
      .chain({"file", "demuxer"})
      .link("demuxer.subtitle_%u", "subtitles")
      .link("demuxer.video_%u", "eye");
  const auto built = build_pipeline(plan.plan());
  ASSERT_TRUE(built) << built.error().message();
  const std::string problem = play_to_end(built.value().pipeline.get());
  EXPECT_NE(problem.find("'demuxer' has no pad for its link to 'subtitles'"), std::string::npos)
      << problem;
  EXPECT_NE(problem.find("audio_0"), std::string::npos) << problem;
}

TEST_F(PipelineBuilder, NamesTheFactoryThatIsNotThere) {
  PlanBuilder plan;
  plan.element("enc", "x265encoder");
  EXPECT_EQ(error_of(plan).code(), runner::NO_SUCH_ELEMENT_FACTORY);
  EXPECT_EQ(error_of(plan).element(), "enc");
  PlanBuilder misspelt;
  misspelt.element("s", "fakesnik");
  EXPECT_NE(error_of(misspelt).message().find("Did you mean 'fakesink'?"), std::string::npos);
}

TEST_F(PipelineBuilder, TellsWhyAnElementNeedsTheSdkAndWhatServesInstead) {
  PlanBuilder plan;
  plan.element("card", "nvdsudpsink");
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::NO_SUCH_ELEMENT_FACTORY);
  EXPECT_EQ(error.element(), "card");
  EXPECT_EQ(error.message(),
            "Element 'card': 'nvdsudpsink' comes with the DeepStream SDK and is not on this "
            "machine. It drives a ConnectX network card with the Rivermax SDK. Here, use udpsink.");
  PlanBuilder without;
  without.element("flow", "nvof");
  EXPECT_EQ(error_of(without).message(),
            "Element 'flow': 'nvof' comes with the DeepStream SDK and is not on this machine. "
            "Optical flow is computed by an engine of the GPU (OFA). Run the pipeline where "
            "DeepStream is installed.");
}

TEST_F(PipelineBuilder, NamesThePropertyThatIsWrong) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc", {"patern=snow"});
  const runner::Error unknown = error_of(plan);
  EXPECT_EQ(unknown.code(), runner::NO_SUCH_PROPERTY);
  EXPECT_EQ(unknown.element(), "source");
  EXPECT_EQ(unknown.property(), "patern");
  EXPECT_EQ(unknown.message(),
            "The element 'source' (videotestsrc) has no property 'patern'. Did you mean "
            "'pattern'?");

  PlanBuilder invalid;
  invalid.element("queue", "queue", {"max-size-buffers=-1"});
  EXPECT_EQ(error_of(invalid).code(), runner::INVALID_PROPERTY_VALUE);
  EXPECT_EQ(error_of(invalid).message(),
            "Property 'max-size-buffers' of element 'queue' (queue): expected a whole number from "
            "0 to 4294967295, got '-1'.");

  PlanBuilder read_only;
  read_only.element("queue", "queue", {"current-level-buffers=1"});
  EXPECT_EQ(error_of(read_only).code(), runner::PROPERTY_NOT_MUTABLE);
  PlanBuilder renamed;
  renamed.element("queue", "queue", {"name=other"});
  EXPECT_EQ(error_of(renamed).code(), runner::PROPERTY_NOT_MUTABLE);
}

TEST_F(PipelineBuilder, NamesThePadThatIsNotThere) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc").element("tee", "tee").element("sink", "fakesink");
  plan.link("source.source", "tee.sink");
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::NO_SUCH_PAD);
  EXPECT_EQ(error.element(), "source");
  EXPECT_EQ(error.pad(), "source");
  EXPECT_NE(error.message().find("src (always)"), std::string::npos) << error.message();
}

TEST_F(PipelineBuilder, ExplainsLinksThatCannotBe) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc").element("parser", "h264parse").chain({"source", "parser"});
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::LINK_FAILED);
  EXPECT_EQ(error.element(), "source");
  EXPECT_EQ(error.pad(), "src");
  for (const char* part : {"'source.src'", "'parser.sink'", "video/x-raw", "video/x-h264"}) {
    EXPECT_NE(error.message().find(part), std::string::npos) << part << " in " << error.message();
  }
}

TEST_F(PipelineBuilder, APadTakesOneLink) {
  PlanBuilder plan;
  plan.element("source", "videotestsrc")
      .element("a", "fakesink")
      .element("b", "fakesink")
      .link("source.src", "a.sink")
      .link("source.src", "b.sink");
  const runner::Error error = error_of(plan);
  EXPECT_EQ(error.code(), runner::LINK_FAILED);
  EXPECT_NE(error.message().find("linked already, to 'a.sink'"), std::string::npos);
  EXPECT_NE(error.message().find("tee"), std::string::npos);

  PlanBuilder any;
  any.element("source", "videotestsrc")
      .element("a", "fakesink")
      .element("b", "fakesink")
      .link("source", "a")
      .link("source", "b");
  EXPECT_EQ(error_of(any).code(), runner::LINK_FAILED);
  EXPECT_NE(error_of(any).message().find("no free source pad"), std::string::npos);
}

TEST_F(PipelineBuilder, RefusesPlansThatContradictThemselves) {
  EXPECT_EQ(error_of(PlanBuilder()).code(), runner::BAD_REQUEST);
  PlanBuilder twice;
  twice.element("same", "queue").element("same", "tee");
  EXPECT_EQ(error_of(twice).code(), runner::DUPLICATE_ELEMENT);
  PlanBuilder nameless;
  nameless.element("", "queue");
  EXPECT_EQ(error_of(nameless).code(), runner::BAD_REQUEST);
  PlanBuilder nowhere;
  nowhere.element("source", "videotestsrc").link("source", "sauce");
  EXPECT_EQ(error_of(nowhere).code(), runner::NO_SUCH_ELEMENT);
  EXPECT_EQ(error_of(nowhere).element(), "sauce");
  PlanBuilder same_id;
  same_id.element("a", "videotestsrc").element("b", "tee").element("c", "fakesink");
  same_id.link("a", "b").link("b", "c");
  same_id.plan().mutable_links(1)->set_id(same_id.plan().links(0).id());
  EXPECT_EQ(error_of(same_id).code(), runner::BAD_REQUEST);
}

}  // namespace
}  // namespace pipewright::test
