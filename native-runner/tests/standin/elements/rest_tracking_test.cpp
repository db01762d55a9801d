// SPDX-License-Identifier: Apache-2.0
// The REST API's configuration of the tracker behind the bin, by the ids that objects get.
#include <gtest/gtest.h>

#include <string>

#include "pipeline.hpp"
#include "rest_client.hpp"

namespace pipewright::standin {
namespace {

using namespace testing;
using Outcome = testing::Outcome;

/// What a detector would do: an object in the middle of every frame.
GstPadProbeReturn detect(GstPad*, GstPadProbeInfo* info, gpointer) {
  for (NvDsFrameMeta* frame : frame_metas(GST_PAD_PROBE_INFO_BUFFER(info))) {
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame->base_meta.batch_meta);
    object->object_id = UNTRACKED_OBJECT_ID;
    object->confidence = 0.9f;
    object->rect_params.left = object->rect_params.top = 16;
    object->rect_params.width = object->rect_params.height = 32;
    nvds_add_obj_meta_to_frame(frame, object, nullptr);
    frame->bInferDone = TRUE;
  }
  return GST_PAD_PROBE_OK;
}

/// The id of the object in the latest batch; UNTRACKED_OBJECT_ID when it has none.
guint64 latest_id(const Pipeline& pipeline) {
  for (const NvDsFrameMeta* frame : frame_metas(pipeline.buffers().back().get())) {
    if (frame->obj_meta_list == nullptr) continue;
    return static_cast<NvDsObjectMeta*>(frame->obj_meta_list->data)->object_id;
  }
  return UNTRACKED_OBJECT_ID;
}

TEST(RestTracking, GivesTheTrackerAnotherConfiguration) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  const auto config = [&](const std::string& name, const std::string& estimator) {
    return folder.write(name,
                        "%YAML:1.0\nTargetManagement:\n  probationAge: 0\nStateEstimator:\n"
                        "  stateEstimatorType: " +
                            estimator + "\n");
  };
  const std::string first = config("first.yml", "1");
  const std::string wrong = config("wrong.yml", "much");
  const std::string second = config("second.yml", "2");
  Pipeline pipeline(serving_line(
      "max-batch-size=1 file-loop=true uri-list=" + folder.uri("a.mp4"),
      "nvtracker name=tracker ll-lib-file=x.so tracker-width=64 tracker-height=64 ll-config-file=" +
          first + " ! fakesink name=out sync=true async=false"));
  const PadPtr input(gst_element_get_static_pad(pipeline.element("tracker").get(), "sink"));
  gst_pad_add_probe(input.get(), GST_PAD_PROBE_TYPE_BUFFER, &detect, nullptr, nullptr);

  guint64 id = UNTRACKED_OBJECT_ID;
  bool was_changed = false;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() < 3) return false;
    const auto ask = [](const std::string& stream, const std::string& path) {
      return change("nvtracker/config-path", {{"stream_id", stream}, {"config_path", path}});
    };
    if (!was_changed) {
      const RestAnswer refused = ask("0", wrong);
      EXPECT_EQ(refused.verdict(), 500);
      EXPECT_NE(refused.reason().find("NVTRACKER_CONFIG_UPDATE_FAIL, event not pushed"),
                std::string::npos)
          << refused.body;
      EXPECT_EQ(ask("0", "").verdict(), 400);
      EXPECT_EQ(ask("4", second).verdict(), 500);
      id = latest_id(pipeline);
      EXPECT_NE(id, UNTRACKED_OBJECT_ID);
      EXPECT_EQ(ask("0", second).reason(), "NVTRACKER_CONFIG_UPDATE_SUCCESS");
      was_changed = true;
      return false;
    }
    // Other parts of the tracker know no target of before.
    const guint64 newest = latest_id(pipeline);
    return newest != id && newest != UNTRACKED_OBJECT_ID;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(was_changed);
}

}  // namespace
}  // namespace pipewright::standin
