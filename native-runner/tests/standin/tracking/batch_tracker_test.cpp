// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/batch_tracker.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin::tracking {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::objects_of;

constexpr float kWidth = 1280;
constexpr float kHeight = 720;

BatchTrackerSettings settings() {
  BatchTrackerSettings settings;
  settings.tracker.probation_age = 0;
  return settings;
}

class BatchTrackerTest : public ::testing::Test {
 protected:
  /// A batch of one frame per source, marked as inferred.
  void new_batch(std::size_t num_sources = 1) {
    buffer_.reset(make_batch(std::vector(num_sources, black_picture(16, 16))));
    for (NvDsFrameMeta* frame : frames_of(buffer_.get())) frame->bInferDone = TRUE;
  }

  NvDsFrameMeta& frame(std::size_t source = 0) { return *frames_of(buffer_.get()).at(source); }

  NvDsObjectMeta& detect(float left, float top, int class_id = 0, std::size_t source = 0) {
    NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame(source).base_meta.batch_meta);
    object->class_id = class_id;
    object->unique_component_id = 1;
    object->confidence = 0.8f;
    object->object_id = UNTRACKED_OBJECT_ID;
    object->rect_params.left = left;
    object->rect_params.top = top;
    object->rect_params.width = 100;
    object->rect_params.height = 60;
    object->rect_params.border_width = 3;
    object->detector_bbox_info.org_bbox_coords = {left, top, 100, 60};
    object->text_params.display_text = g_strdup("car");
    g_strlcpy(object->obj_label, "car", MAX_LABEL_SIZE);
    nvds_add_obj_meta_to_frame(&frame(source), object, nullptr);
    return *object;
  }

  void track(BatchTracker& tracker) {
    for (NvDsFrameMeta* meta : frames_of(buffer_.get())) tracker.process(*meta, kWidth, kHeight);
  }

  BufferPtr buffer_;
};

TEST_F(BatchTrackerTest, WritesIdBoxAndText) {
  BatchTracker tracker(settings());
  new_batch();
  NvDsObjectMeta& object = detect(300, 200);
  track(tracker);
  EXPECT_EQ(object.object_id, 0u);
  EXPECT_FLOAT_EQ(object.tracker_confidence, 1);
  EXPECT_FLOAT_EQ(object.confidence, 0.8f);
  EXPECT_NEAR(object.rect_params.left, 300, 0.01);
  EXPECT_NEAR(object.tracker_bbox_info.org_bbox_coords.width, 100, 0.01);
  EXPECT_FLOAT_EQ(object.detector_bbox_info.org_bbox_coords.left, 300);
  EXPECT_STREQ(object.text_params.display_text, "car 0");
  EXPECT_EQ(object.text_params.y_offset, 180u);
  EXPECT_EQ(object.text_params.font_params.font_size, 10u);
}

TEST_F(BatchTrackerTest, LeavesTheTextAloneWithoutDisplayTrackingId) {
  BatchTrackerSettings without = settings();
  without.display_tracking_id = false;
  BatchTracker tracker(without);
  new_batch();
  NvDsObjectMeta& object = detect(300, 200);
  track(tracker);
  EXPECT_STREQ(object.text_params.display_text, "car");
}

TEST_F(BatchTrackerTest, KeepsSourcesApart) {
  BatchTracker tracker(settings());
  new_batch(2);
  NvDsObjectMeta& first = detect(300, 200, 0, 0);
  NvDsObjectMeta& second = detect(300, 200, 0, 1);
  track(tracker);
  EXPECT_NE(first.object_id, second.object_id);
  EXPECT_EQ(tracker.num_sources(), 2u);
}

TEST_F(BatchTrackerTest, AddsObjectsForFramesWithoutInference) {
  BatchTracker tracker(settings());
  new_batch();
  const std::uint64_t id = [&] {
    NvDsObjectMeta& object = detect(300, 200);
    track(tracker);
    return object.object_id;
  }();
  new_batch();
  frame().bInferDone = FALSE;
  track(tracker);
  const auto objects = objects_of(frame());
  ASSERT_EQ(objects.size(), 1u);
  EXPECT_EQ(objects[0]->object_id, id);
  EXPECT_FLOAT_EQ(objects[0]->confidence, -0.1f);
  EXPECT_FLOAT_EQ(objects[0]->detector_bbox_info.org_bbox_coords.width, 0);
  EXPECT_EQ(objects[0]->unique_component_id, 1);
  EXPECT_EQ(objects[0]->rect_params.border_width, 3u);
  EXPECT_STREQ(objects[0]->obj_label, "car");
  EXPECT_STREQ(objects[0]->text_params.display_text, "car 0");
}

TEST_F(BatchTrackerTest, RemovesObjectsOnProbationButNotThoseOfOtherClasses) {
  BatchTrackerSettings probation = settings();
  probation.tracker.probation_age = 3;
  BatchTracker all(probation);
  new_batch();
  detect(300, 200);
  track(all);
  EXPECT_TRUE(objects_of(frame()).empty());

  probation.operate_on_class_ids = {0};
  BatchTracker some(probation);
  new_batch();
  detect(300, 200, 0);
  detect(600, 200, 1);
  track(some);
  EXPECT_EQ(objects_of(frame()).size(), 2u);
}

TEST_F(BatchTrackerTest, ClipsBoxesToTheFrameAndKeepsTheUnclippedOne) {
  BatchTracker tracker(settings());
  new_batch();
  NvDsObjectMeta& object = detect(-40, 200);
  track(tracker);
  EXPECT_FLOAT_EQ(object.rect_params.left, 0);
  EXPECT_NEAR(object.rect_params.width, 60, 0.01);
  EXPECT_NEAR(object.tracker_bbox_info.org_bbox_coords.left, -40, 0.01);
  EXPECT_NEAR(object.tracker_bbox_info.org_bbox_coords.width, 100, 0.01);
}

/// The id of an object that stands still, before and after an event.
struct Ids {
  std::uint64_t before;
  std::uint64_t after;
};

TEST_F(BatchTrackerTest, EventsOfASourceEndItsTargetsByTheResetMode) {
  const auto ids_around = [&](unsigned mode, void (BatchTracker::*event)(unsigned)) {
    BatchTrackerSettings with_mode = settings();
    with_mode.id_reset_mode = mode;
    BatchTracker tracker(with_mode);
    new_batch();
    const std::uint64_t before = [&] {
      NvDsObjectMeta& object = detect(300, 200);
      track(tracker);
      return object.object_id;
    }();
    (tracker.*event)(0);
    new_batch();
    NvDsObjectMeta& object = detect(300, 200);
    track(tracker);
    return Ids{before, object.object_id};
  };
  Ids ids = ids_around(0, &BatchTracker::stream_reset);
  EXPECT_EQ(ids.before, ids.after);
  ids = ids_around(1, &BatchTracker::stream_reset);
  EXPECT_NE(ids.before, ids.after);
  ids = ids_around(1, &BatchTracker::stream_ended);
  EXPECT_EQ(ids.before, ids.after);
  ids = ids_around(2, &BatchTracker::stream_ended);
  EXPECT_EQ(ids.before, 0u);
  EXPECT_EQ(ids.after, 0u) << "ids count from 0 again";
  ids = ids_around(1, &BatchTracker::stream_removed);
  EXPECT_NE(ids.before, ids.after);
}

TEST_F(BatchTrackerTest, UniqueIdsDifferInTheirUpperHalf) {
  BatchTrackerSettings unique = settings();
  unique.tracker.use_unique_id = true;
  BatchTracker tracker(unique);
  new_batch(2);
  NvDsObjectMeta& first = detect(300, 200, 0, 0);
  NvDsObjectMeta& second = detect(300, 200, 0, 1);
  track(tracker);
  EXPECT_NE(first.object_id >> 32, second.object_id >> 32);
}

}  // namespace
}  // namespace pipewright::standin::tracking
