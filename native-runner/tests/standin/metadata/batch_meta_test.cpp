// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "common/batch_lock.hpp"
#include "nvdsmeta.h"

namespace {

/// A batch that goes with the test.
struct Batch {
  explicit Batch(guint size) : meta(nvds_create_batch_meta(size)) {}
  ~Batch() { nvds_destroy_batch_meta(meta); }
  NvDsBatchMeta* meta;
};

NvDsFrameMeta* add_frame(NvDsBatchMeta* batch, guint source_id) {
  NvDsFrameMeta* frame = nvds_acquire_frame_meta_from_pool(batch);
  frame->source_id = source_id;
  nvds_add_frame_meta_to_batch(batch, frame);
  return frame;
}

NvDsObjectMeta* add_object(NvDsFrameMeta* frame, const char* label, NvDsObjectMeta* parent) {
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame->base_meta.batch_meta);
  g_strlcpy(object->obj_label, label, MAX_LABEL_SIZE);
  object->text_params.display_text = g_strdup(label);
  nvds_add_obj_meta_to_frame(frame, object, parent);
  return object;
}

NvDsObjectMeta* object_at(NvDsFrameMeta* frame, guint index) {
  return static_cast<NvDsObjectMeta*>(g_list_nth_data(frame->obj_meta_list, index));
}

struct Counter {
  int num_live = 0;
};

/// User data that counts how many copies of it live.
void attach_counter(NvDsUserMeta* user_meta, Counter* counter) {
  ++counter->num_live;
  user_meta->user_meta_data = counter;
  user_meta->base_meta.copy_func = [](gpointer data, gpointer) -> gpointer {
    auto* live = static_cast<Counter*>(static_cast<NvDsUserMeta*>(data)->user_meta_data);
    ++live->num_live;
    return live;
  };
  user_meta->base_meta.release_func = [](gpointer data, gpointer) {
    auto* meta = static_cast<NvDsUserMeta*>(data);
    --static_cast<Counter*>(meta->user_meta_data)->num_live;
    meta->user_meta_data = nullptr;
  };
}

TEST(BatchMeta, AcquiredMetasAreEmptyAndKnowTheirBatch) {
  const Batch batch(4);
  ASSERT_NE(batch.meta, nullptr);
  EXPECT_EQ(batch.meta->max_frames_in_batch, 4U);
  EXPECT_EQ(batch.meta->base_meta.meta_type, NVDS_BATCH_META);
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(batch.meta);
  EXPECT_EQ(object->base_meta.batch_meta, batch.meta);
  EXPECT_EQ(object->base_meta.meta_type, NVDS_OBJ_META);
  EXPECT_EQ(object->object_id, UNTRACKED_OBJECT_ID);
  EXPECT_EQ(object->text_params.display_text, nullptr);
  EXPECT_EQ(nvds_create_batch_meta(0), nullptr);
  EXPECT_FALSE(nvds_destroy_batch_meta(nullptr));
}

/// How many of eight batches that live at once find metas in their pools.
int count_reused_pools() {
  std::vector<std::unique_ptr<Batch>> batches;
  for (int i = 0; i < 8; ++i) batches.push_back(std::make_unique<Batch>(1));
  return static_cast<int>(std::ranges::count_if(batches, [](const std::unique_ptr<Batch>& batch) {
    return batch->meta->obj_meta_pool->num_empty_elements > 0;
  }));
}

TEST(BatchMeta, PoolsAreReusedWhileBatchesLiveAndFreedWithTheLast) {
  const auto fill_eight = [] {
    std::vector<std::unique_ptr<Batch>> batches;
    for (int i = 0; i < 8; ++i) {
      batches.push_back(std::make_unique<Batch>(1));
      add_object(add_frame(batches.back()->meta, 0), "car", nullptr);
    }
  };
  {
    const Batch one_lives(1);
    fill_eight();
    EXPECT_EQ(count_reused_pools(), 8);
  }
  EXPECT_LE(count_reused_pools(), 1) << "one batch waits for a pipeline with one under way";
}

TEST(BatchMeta, ListsKeepTheOrderOfAdding) {
  const Batch batch(2);
  NvDsFrameMeta* first = add_frame(batch.meta, 7);
  NvDsFrameMeta* second = add_frame(batch.meta, 9);
  EXPECT_EQ(batch.meta->num_frames_in_batch, 2U);
  EXPECT_EQ(nvds_get_nth_frame_meta(batch.meta->frame_meta_list, 0), first);
  EXPECT_EQ(nvds_get_nth_frame_meta(batch.meta->frame_meta_list, 1), second);
  EXPECT_EQ(nvds_get_nth_frame_meta(batch.meta->frame_meta_list, 2), nullptr);
  add_object(first, "car", nullptr);
  add_object(first, "person", nullptr);
  EXPECT_EQ(first->num_obj_meta, 2U);
  EXPECT_STREQ(object_at(first, 1)->obj_label, "person");
}

TEST(BatchMeta, RemovedMetasAreReusedClean) {
  const Batch batch(1);
  NvDsFrameMeta* frame = add_frame(batch.meta, 0);
  NvDsObjectMeta* object = add_object(frame, "car", nullptr);
  const guint capacity = batch.meta->obj_meta_pool->max_elements_in_pool;
  nvds_remove_obj_meta_from_frame(frame, object);
  EXPECT_EQ(frame->num_obj_meta, 0U);
  EXPECT_EQ(frame->obj_meta_list, nullptr);
  NvDsObjectMeta* again = nvds_acquire_obj_meta_from_pool(batch.meta);
  EXPECT_EQ(again, object) << "the pool hands the same memory out again";
  EXPECT_STREQ(again->obj_label, "");
  EXPECT_EQ(batch.meta->obj_meta_pool->max_elements_in_pool, capacity);
}

TEST(BatchMeta, PoolCountsWhatIsInUse) {
  const Batch batch(1);
  NvDsMetaPool* pool = batch.meta->obj_meta_pool;
  NvDsFrameMeta* frame = add_frame(batch.meta, 0);
  for (int i = 0; i < 50; ++i) add_object(frame, "car", nullptr);
  EXPECT_EQ(pool->num_full_elements, 50U);
  EXPECT_EQ(g_list_length(pool->full_list), 50U);
  nvds_clear_obj_meta_list(frame, frame->obj_meta_list);
  EXPECT_EQ(pool->num_full_elements, 0U);
  EXPECT_GE(pool->num_empty_elements, 50U);
  EXPECT_EQ(g_list_length(pool->empty_list), pool->num_empty_elements);
}

TEST(BatchMeta, ADestroyedBatchComesBackEmpty) {
  NvDsBatchMeta* first = nvds_create_batch_meta(2);
  first->misc_batch_info[1] = 42;
  add_object(add_frame(first, 3), "car", nullptr);
  ASSERT_TRUE(nvds_destroy_batch_meta(first));
  std::vector<NvDsBatchMeta*> batches;
  for (int i = 0; i < 64; ++i) batches.push_back(nvds_create_batch_meta(5));
  for (NvDsBatchMeta* batch : batches) {
    EXPECT_EQ(batch->num_frames_in_batch, 0U);
    EXPECT_EQ(batch->frame_meta_list, nullptr);
    EXPECT_EQ(batch->misc_batch_info[1], 0);
    EXPECT_EQ(batch->max_frames_in_batch, 5U);
    EXPECT_EQ(batch->obj_meta_pool->num_full_elements, 0U);
  }
  for (NvDsBatchMeta* batch : batches) nvds_destroy_batch_meta(batch);
}

TEST(BatchMeta, ChildrenOfARemovedObjectLoseTheirParent) {
  const Batch batch(1);
  NvDsFrameMeta* frame = add_frame(batch.meta, 0);
  NvDsObjectMeta* car = add_object(frame, "car", nullptr);
  NvDsObjectMeta* plate = add_object(frame, "plate", car);
  EXPECT_EQ(plate->parent, car);
  nvds_remove_obj_meta_from_frame(frame, car);
  EXPECT_EQ(plate->parent, nullptr);
  EXPECT_EQ(frame->num_obj_meta, 1U);
}

TEST(BatchMeta, CopyIsDeep) {
  const Batch batch(3);
  NvDsFrameMeta* frame = add_frame(batch.meta, 5);
  frame->frame_num = 77;
  NvDsObjectMeta* car = add_object(frame, "car", nullptr);
  NvDsObjectMeta* plate = add_object(frame, "plate", car);
  plate->rect_params.left = 12.5F;
  plate->mask_params.size = 2 * sizeof(float);
  plate->mask_params.data = static_cast<float*>(g_malloc0(plate->mask_params.size));
  plate->mask_params.data[1] = 0.5F;
  NvDsClassifierMeta* classifier = nvds_acquire_classifier_meta_from_pool(batch.meta);
  classifier->unique_component_id = 4;
  nvds_add_classifier_meta_to_object(car, classifier);
  NvDsLabelInfo* label = nvds_acquire_label_info_meta_from_pool(batch.meta);
  g_strlcpy(label->result_label, "red", MAX_LABEL_SIZE);
  label->pResult_label = g_strdup("a long red");
  nvds_add_label_info_meta_to_classifier(classifier, label);
  NvDsDisplayMeta* display = nvds_acquire_display_meta_from_pool(batch.meta);
  display->num_labels = 1;
  display->text_params[0].display_text = g_strdup("hello");
  nvds_add_display_meta_to_frame(frame, display);

  auto* copy = static_cast<NvDsBatchMeta*>(nvds_batch_meta_copy_func(batch.meta, nullptr));
  nvds_clear_frame_meta_list(batch.meta, batch.meta->frame_meta_list);  // the copy must not care
  ASSERT_EQ(copy->num_frames_in_batch, 1U);
  NvDsFrameMeta* copied = nvds_get_nth_frame_meta(copy->frame_meta_list, 0);
  EXPECT_EQ(copied->base_meta.batch_meta, copy);
  EXPECT_EQ(copied->source_id, 5U);
  EXPECT_EQ(copied->frame_num, 77);
  ASSERT_EQ(copied->num_obj_meta, 2U);
  NvDsObjectMeta* copied_car = object_at(copied, 0);
  NvDsObjectMeta* copied_plate = object_at(copied, 1);
  EXPECT_EQ(copied_plate->parent, copied_car);
  EXPECT_FLOAT_EQ(copied_plate->rect_params.left, 12.5F);
  EXPECT_FLOAT_EQ(copied_plate->mask_params.data[1], 0.5F);
  EXPECT_STREQ(copied_plate->text_params.display_text, "plate");
  auto* copied_classifier =
      static_cast<NvDsClassifierMeta*>(copied_car->classifier_meta_list->data);
  EXPECT_EQ(copied_classifier->num_labels, 1U);
  auto* copied_label = static_cast<NvDsLabelInfo*>(copied_classifier->label_info_list->data);
  EXPECT_STREQ(copied_label->result_label, "red");
  EXPECT_STREQ(copied_label->pResult_label, "a long red");
  auto* copied_display = static_cast<NvDsDisplayMeta*>(copied->display_meta_list->data);
  EXPECT_STREQ(copied_display->text_params[0].display_text, "hello");
  nvds_batch_meta_release_func(copy, nullptr);
}

TEST(BatchMeta, UserDataIsCopiedAndReleasedByItsOwnFunctions) {
  Counter counter;
  {
    const Batch batch(1);
    NvDsFrameMeta* frame = add_frame(batch.meta, 0);
    NvDsUserMeta* on_frame = nvds_acquire_user_meta_from_pool(batch.meta);
    attach_counter(on_frame, &counter);
    nvds_add_user_meta_to_frame(frame, on_frame);
    NvDsUserMeta* on_batch = nvds_acquire_user_meta_from_pool(batch.meta);
    attach_counter(on_batch, &counter);
    nvds_add_user_meta_to_batch(batch.meta, on_batch);
    NvDsUserMeta* borrowed = nvds_acquire_user_meta_from_pool(batch.meta);
    int value = 3;
    borrowed->user_meta_data = &value;
    nvds_add_user_meta_to_frame(frame, borrowed);
    EXPECT_EQ(counter.num_live, 2);
    auto* copy = static_cast<NvDsBatchMeta*>(nvds_batch_meta_copy_func(batch.meta, nullptr));
    EXPECT_EQ(counter.num_live, 4);
    NvDsFrameMeta* copied = nvds_get_nth_frame_meta(copy->frame_meta_list, 0);
    EXPECT_EQ(g_list_length(copied->frame_user_meta_list), 1U)
        << "what cannot be copied is left out";
    nvds_destroy_batch_meta(copy);
    EXPECT_EQ(counter.num_live, 2);
    nvds_remove_user_meta_from_frame(frame, on_frame);
    EXPECT_EQ(counter.num_live, 1);
  }
  EXPECT_EQ(counter.num_live, 0);
}

TEST(BatchMeta, ThreadsMayAddAtTheSameTime) {
  const Batch batch(1);
  NvDsFrameMeta* frame = add_frame(batch.meta, 0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) add_object(frame, "car", nullptr);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(frame->num_obj_meta, 800U);
  std::set<void*> distinct;
  for (GList* node = frame->obj_meta_list; node != nullptr; node = node->next) {
    distinct.insert(node->data);
  }
  EXPECT_EQ(distinct.size(), 800U);
}

TEST(BatchMeta, AScopedLockKeepsOthersOut) {
  const Batch batch(1);
  unsigned count = 0;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (unsigned step = 0; step < 10000; ++step) {
        const pipewright::BatchLock lock(batch.meta);
        const pipewright::BatchLock again(batch.meta);
        ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count, 40000u);
}

TEST(BatchMeta, NoBatchNeedsNoLock) {
  const pipewright::BatchLock lock(nullptr);
}

TEST(BatchMeta, UserMetaTypesAreNumberedByName) {
  char first[] = "VENDOR.GROUP.FIRST";
  char second[] = "VENDOR.GROUP.SECOND";
  const NvDsMetaType one = nvds_get_user_meta_type(first);
  EXPECT_GE(one, NVDS_START_USER_META);
  EXPECT_NE(one, nvds_get_user_meta_type(second));
  EXPECT_EQ(one, nvds_get_user_meta_type(first));
}

}  // namespace
