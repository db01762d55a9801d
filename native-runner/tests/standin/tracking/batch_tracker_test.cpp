// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/batch_tracker.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/gst_ptr.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/inference/onnx_fixture.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::tracking {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::objects_of;

BatchTrackerSettings settings() {
  BatchTrackerSettings settings;
  settings.configs[0].tracker.probation_age = 0;
  return settings;
}

std::unique_ptr<BatchTracker> make_tracker(const BatchTrackerSettings& settings) {
  auto tracker = BatchTracker::create(settings);
  EXPECT_TRUE(tracker.ok());
  return std::move(tracker).value();
}

class BatchTrackerTest : public ::testing::Test {
 protected:
  /// A batch of one frame per source, marked as inferred.
  void new_batch(std::size_t num_sources = 1) {
    buffer_.reset(make_batch(std::vector(num_sources, picture_), frame_num_++));
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
    const SurfaceMap surfaces(buffer_.get());
    const auto done = tracker.process(*gst_buffer_get_nvds_batch_meta(buffer_.get()), surfaces);
    EXPECT_TRUE(done.ok()) << done.error().message;
  }

  /// The data of the batch's user meta of a type; null when it has none.
  template <typename Data = NvDsTargetMiscDataBatch>
  const Data* user_data(NvDsMetaType type) {
    const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer_.get());
    for (const GList* item = batch->batch_user_meta_list; item != nullptr; item = item->next) {
      const auto* meta = static_cast<NvDsUserMeta*>(item->data);
      if (meta->base_meta.meta_type == type) return static_cast<Data*>(meta->user_meta_data);
    }
    return nullptr;
  }

  const PictureRef picture_ = black_picture(1280, 720);
  int frame_num_ = 0;
  BufferPtr buffer_;
};

TEST_F(BatchTrackerTest, WritesIdBoxAndText) {
  const auto tracker = make_tracker(settings());
  new_batch();
  NvDsObjectMeta& object = detect(300, 200);
  track(*tracker);
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
  const auto tracker = make_tracker(without);
  new_batch();
  NvDsObjectMeta& object = detect(300, 200);
  track(*tracker);
  EXPECT_STREQ(object.text_params.display_text, "car");
}

TEST_F(BatchTrackerTest, KeepsSourcesApart) {
  const auto tracker = make_tracker(settings());
  new_batch(2);
  NvDsObjectMeta& first = detect(300, 200, 0, 0);
  NvDsObjectMeta& second = detect(300, 200, 0, 1);
  track(*tracker);
  EXPECT_NE(first.object_id, second.object_id);
  EXPECT_EQ(tracker->num_sources(), 2u);
}

TEST_F(BatchTrackerTest, AddsObjectsForFramesWithoutInference) {
  const auto tracker = make_tracker(settings());
  new_batch();
  const std::uint64_t id = [&] {
    NvDsObjectMeta& object = detect(300, 200);
    track(*tracker);
    return object.object_id;
  }();
  new_batch();
  frame().bInferDone = FALSE;
  track(*tracker);
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
  probation.configs[0].tracker.probation_age = 3;
  const auto all = make_tracker(probation);
  new_batch();
  detect(300, 200);
  track(*all);
  EXPECT_TRUE(objects_of(frame()).empty());

  probation.operate_on_class_ids = {0};
  const auto some = make_tracker(probation);
  new_batch();
  detect(300, 200, 0);
  detect(600, 200, 1);
  track(*some);
  EXPECT_EQ(objects_of(frame()).size(), 2u);
}

TEST_F(BatchTrackerTest, ClipsBoxesToTheFrameAndKeepsTheUnclippedOne) {
  const auto tracker = make_tracker(settings());
  new_batch();
  NvDsObjectMeta& object = detect(-40, 200);
  track(*tracker);
  EXPECT_FLOAT_EQ(object.rect_params.left, 0);
  EXPECT_NEAR(object.rect_params.width, 60, 0.01);
  EXPECT_NEAR(object.tracker_bbox_info.org_bbox_coords.left, -40, 0.01);
  EXPECT_NEAR(object.tracker_bbox_info.org_bbox_coords.width, 100, 0.01);
}

TEST_F(BatchTrackerTest, RemovesWhatHasNoPartWithinTheFrameWhicheverClassesAreTracked) {
  BatchTrackerSettings some = settings();
  some.operate_on_class_ids = {0};
  const auto tracker = make_tracker(some);
  new_batch();
  detect(300, 200, 0).rect_params.height = 0;
  detect(600, 200, 1);
  track(*tracker);
  const auto objects = objects_of(frame());
  ASSERT_EQ(objects.size(), 1u);
  EXPECT_EQ(objects[0]->class_id, 1);
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
    const auto tracker = make_tracker(with_mode);
    new_batch();
    const std::uint64_t before = [&] {
      NvDsObjectMeta& object = detect(300, 200);
      track(*tracker);
      return object.object_id;
    }();
    ((*tracker).*event)(0);
    new_batch();
    NvDsObjectMeta& object = detect(300, 200);
    track(*tracker);
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
  unique.configs[0].tracker.use_unique_id = true;
  const auto tracker = make_tracker(unique);
  new_batch(2);
  NvDsObjectMeta& first = detect(300, 200, 0, 0);
  NvDsObjectMeta& second = detect(300, 200, 0, 1);
  track(*tracker);
  EXPECT_NE(first.object_id >> 32, second.object_id >> 32);
}

TEST_F(BatchTrackerTest, AttachesPastFramesInPixelsOfTheFrame) {
  BatchTrackerSettings probation = settings();
  probation.configs[0].tracker.probation_age = 2;
  const auto tracker = make_tracker(probation);
  for (int i = 0; i < 2; ++i) {
    new_batch();
    detect(300, 200);
    track(*tracker);
    const auto* past = user_data(NVDS_TRACKER_PAST_FRAME_META);
    ASSERT_NE(past, nullptr);
    EXPECT_EQ(past->numFilled, 0u);
  }
  new_batch();
  const NvDsObjectMeta& object = detect(300, 200);
  track(*tracker);
  const auto* past = user_data(NVDS_TRACKER_PAST_FRAME_META);
  ASSERT_NE(past, nullptr);
  ASSERT_EQ(past->numFilled, 1u);
  const NvDsTargetMiscDataStream& stream = past->list[0];
  EXPECT_EQ(stream.streamID, 0u);
  ASSERT_EQ(stream.numFilled, 1u);
  EXPECT_EQ(stream.list[0].uniqueId, object.object_id);
  EXPECT_STREQ(stream.list[0].objLabel, "car");
  ASSERT_EQ(stream.list[0].numObj, 2u);
  EXPECT_EQ(stream.list[0].list[1].frameNum, 1u);
  EXPECT_EQ(stream.list[0].list[1].trackerState, TENTATIVE);
  EXPECT_NEAR(stream.list[0].list[1].tBbox.left, 300, 0.5);
  EXPECT_NEAR(stream.list[0].list[1].tBbox.height, 60, 0.5);
  EXPECT_EQ(user_data(NVDS_TRACKER_SHADOW_LIST_META), nullptr) << "not asked for";
}

TEST_F(BatchTrackerTest, ListsTracksOfEachSourceAndKeepsThemInCopies) {
  BatchTrackerSettings lists = settings();
  TrackerConfig& config = lists.configs[0].tracker;
  config.output_shadow_tracks = true;
  config.output_terminated_tracks = true;
  config.max_shadow_tracking_age = 2;
  const auto tracker = make_tracker(lists);
  new_batch(2);
  const std::uint64_t id = [&] {
    const NvDsObjectMeta& object = detect(300, 200, 2, 1);
    track(*tracker);
    return object.object_id;
  }();
  new_batch(2);
  track(*tracker);
  const auto* shadow = user_data(NVDS_TRACKER_SHADOW_LIST_META);
  ASSERT_NE(shadow, nullptr);
  ASSERT_EQ(shadow->numFilled, 1u);
  EXPECT_EQ(shadow->list[0].streamID, 1u);
  EXPECT_EQ(shadow->list[0].surfaceStreamID, std::uint64_t{1} << 32);
  EXPECT_EQ(shadow->list[0].list[0].uniqueId, id);
  EXPECT_EQ(shadow->list[0].list[0].classId, 2);
  new_batch(2);
  track(*tracker);
  const BufferPtr copy(gst_buffer_copy(buffer_.get()));
  buffer_ = BufferPtr(gst_buffer_ref(copy.get()));
  const auto* ended = user_data(NVDS_TRACKER_TERMINATED_LIST_META);
  ASSERT_NE(ended, nullptr);
  ASSERT_EQ(ended->numFilled, 1u);
  EXPECT_EQ(ended->list[0].list[0].uniqueId, id);
  EXPECT_EQ(ended->list[0].list[0].numObj, 2u);
}

TEST_F(BatchTrackerTest, GoesWithoutUserMetasWhileAllAreUnderWay) {
  BatchTrackerSettings small = settings();
  small.user_meta_pool_size = 1;
  const auto tracker = make_tracker(small);
  new_batch();
  track(*tracker);
  EXPECT_FALSE(tracker->is_short_of_user_metas());
  const BufferPtr first = std::move(buffer_);
  new_batch();
  track(*tracker);
  EXPECT_TRUE(tracker->is_short_of_user_metas());
  EXPECT_EQ(user_data(NVDS_TRACKER_PAST_FRAME_META), nullptr);
}

TEST_F(BatchTrackerTest, UserMetasOutliveTheTracker) {
  auto tracker = make_tracker(settings());
  new_batch();
  track(*tracker);
  tracker.reset();
  EXPECT_NE(user_data(NVDS_TRACKER_PAST_FRAME_META), nullptr);
}

TEST_F(BatchTrackerTest, SubBatchesHaveConfigurationsOfTheirOwn) {
  BatchTrackerSettings split = settings();
  split.configs.push_back(split.configs[0]);
  split.configs[1].tracker.probation_age = 5;
  split.sub_batches = SubBatches::parse("0;1").value();
  const auto tracker = make_tracker(split);
  new_batch(2);
  detect(300, 200, 0, 0);
  detect(300, 200, 0, 1);
  track(*tracker);
  EXPECT_EQ(objects_of(frame(0)).size(), 1u);
  EXPECT_TRUE(objects_of(frame(1)).empty()) << "on probation there";
}

/// Two sub-batches of one source each, whose ReID models give features of these sizes.
BatchTrackerSettings with_feature_sizes(const testing::TempFolder& folder, int first, int second) {
  BatchTrackerSettings split = settings();
  split.configs.push_back(split.configs[0]);
  split.sub_batches = SubBatches::parse("0;1").value();
  for (std::size_t i = 0; i < 2; ++i) {
    const int size = i == 0 ? first : second;
    const std::vector<float> bias(static_cast<std::size_t>(size), 0.5f);
    LowLevelConfig& config = split.configs[i];
    config.path = "tracker" + std::to_string(i) + ".yml";
    config.tracker.reid.type = 1;
    config.tracker.reid.output_tensor = true;
    config.tracker.reid.onnx_file =
        folder.write("reid" + std::to_string(i) + ".onnx",
                     testing::make_colour_onnx(32, 16, {{"features", {size}, bias}}));
  }
  return split;
}

TEST_F(BatchTrackerTest, RefusesFeaturesOfTwoSizes) {
  const testing::TempFolder folder;
  const auto tracker = BatchTracker::create(with_feature_sizes(folder, 4, 6));
  ASSERT_FALSE(tracker.ok());
  EXPECT_NE(tracker.error().message.find("tracker1.yml"), std::string::npos)
      << tracker.error().message;
  EXPECT_NE(tracker.error().message.find("6 values"), std::string::npos);
}

TEST_F(BatchTrackerTest, GivesTheFeaturesOfSubBatchesThatAreToldTo) {
  const testing::TempFolder folder;
  BatchTrackerSettings split = with_feature_sizes(folder, 4, 6);
  split.configs[1].tracker.reid.output_tensor = false;
  const auto tracker = make_tracker(split);
  new_batch(2);
  const NvDsObjectMeta& with_feature = detect(300, 200, 0, 0);
  const NvDsObjectMeta& without = detect(300, 200, 0, 1);
  track(*tracker);
  const auto* batch = user_data<NvDsReidTensorBatch>(NVDS_TRACKER_BATCH_REID_META);
  ASSERT_NE(batch, nullptr);
  EXPECT_EQ(batch->featureSize, 4u);
  EXPECT_EQ(batch->numFilled, 1u);
  EXPECT_NE(with_feature.obj_user_meta_list, nullptr);
  EXPECT_EQ(without.obj_user_meta_list, nullptr);
}

TEST_F(BatchTrackerTest, RefusesASourceThatIsInNoSubBatch) {
  BatchTrackerSettings split = settings();
  split.sub_batches = SubBatches::parse("0,2;3").value();
  const auto tracker = make_tracker(split);
  new_batch(2);
  const SurfaceMap surfaces(buffer_.get());
  const auto done = tracker->process(*gst_buffer_get_nvds_batch_meta(buffer_.get()), surfaces);
  ASSERT_FALSE(done.ok());
  EXPECT_NE(done.error().message.find("source 1"), std::string::npos) << done.error().message;
}

TEST_F(BatchTrackerTest, SkipsOtherSurfacesOfADewarper) {
  BatchTrackerSettings one = settings();
  one.tracking_surface_type = 3;
  const auto tracker = make_tracker(one);
  new_batch(2);
  frame(0).surface_type = 3;
  frame(1).surface_type = 4;
  const NvDsObjectMeta& wanted = detect(300, 200, 0, 0);
  const NvDsObjectMeta& other = detect(300, 200, 0, 1);
  track(*tracker);
  EXPECT_NE(wanted.object_id, UNTRACKED_OBJECT_ID);
  EXPECT_EQ(other.object_id, UNTRACKED_OBJECT_ID);
}

}  // namespace
}  // namespace pipewright::standin::tracking
