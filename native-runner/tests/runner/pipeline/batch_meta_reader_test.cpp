// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/batch_meta_reader.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include <cstring>

#include "common/gst_ptr.hpp"
#include "gstnvdsmeta.h"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright::test {
namespace {

NvDsFrameMeta* add_frame(NvDsBatchMeta* batch, guint source_id) {
  NvDsFrameMeta* frame = nvds_acquire_frame_meta_from_pool(batch);
  frame->source_id = source_id;
  frame->pad_index = source_id + 10;
  frame->frame_num = 7;
  frame->buf_pts = 1'000'000;
  frame->source_frame_width = 640;
  frame->source_frame_height = 360;
  frame->pipeline_width = 1280;
  frame->pipeline_height = 720;
  nvds_add_frame_meta_to_batch(batch, frame);
  return frame;
}

void add_object(NvDsBatchMeta* batch, NvDsFrameMeta* frame, const char* label, float left) {
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(batch);
  object->unique_component_id = 1;
  object->class_id = 2;
  object->object_id = UNTRACKED_OBJECT_ID;
  object->confidence = 0.75f;
  object->tracker_confidence = 0.5f;
  object->rect_params.left = left;
  object->rect_params.top = 20;
  object->rect_params.width = 30;
  object->rect_params.height = 40;
  std::strncpy(object->obj_label, label, sizeof(object->obj_label) - 1);
  nvds_add_obj_meta_to_frame(frame, object, nullptr);
}

/// Two frames of sources 0 and 3, with two objects and one.
BufferPtr batch_buffer() {
  BufferPtr buffer(gst_buffer_new_allocate(nullptr, 64, nullptr));
  NvDsBatchMeta* batch = nvds_create_batch_meta(4);
  NvDsFrameMeta* first = add_frame(batch, 0);
  add_object(batch, first, "car", 100);
  add_object(batch, first, "person", 200);
  add_object(batch, add_frame(batch, 3), "bicycle", 300);
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer.get(), batch, nullptr, nvds_batch_meta_copy_func,
                                            nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  return buffer;
}

class BatchMetaReader : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }
};

TEST_F(BatchMetaReader, CountsBySource) {
  const BufferPtr buffer = batch_buffer();
  const BatchView batch(buffer.get());
  ASSERT_TRUE(batch);
  auto counters = std::make_unique<StreamCounters>();
  for (int i = 0; i < 2; ++i) {
    const BatchTotals totals = batch.count(*counters);
    EXPECT_EQ(totals.frames, 2u);
    EXPECT_EQ(totals.objects, 3u);
  }
  EXPECT_EQ(counters->streams[0].frames, 2u);
  EXPECT_EQ(counters->streams[0].objects, 4u);
  EXPECT_EQ(counters->streams[3].objects, 2u);
  EXPECT_EQ(counters->streams[1].frames, 0u);
  EXPECT_TRUE(batch.has_source(3));
  EXPECT_FALSE(batch.has_source(1));
}

TEST_F(BatchMetaReader, SourcesBeyondTheSlotsAreInTheTotals) {
  BufferPtr buffer(gst_buffer_new_allocate(nullptr, 64, nullptr));
  NvDsBatchMeta* batch = nvds_create_batch_meta(1);
  add_object(batch, add_frame(batch, StreamCounters::kMaxStreams), "car", 0);
  gst_buffer_add_nvds_meta(buffer.get(), batch, nullptr, nvds_batch_meta_copy_func,
                           nvds_batch_meta_release_func)
      ->meta_type = NVDS_BATCH_GST_META;
  auto counters = std::make_unique<StreamCounters>();
  EXPECT_EQ(BatchView(buffer.get()).count(*counters).objects, 1u);
}

TEST_F(BatchMetaReader, ReadsFramesAndObjects) {
  const BufferPtr buffer = batch_buffer();
  telemetry::MetadataBatch message;
  BatchView(buffer.get()).read(960, 540, message);
  BatchView(buffer.get()).read(960, 540, message);  // replaces what was there
  ASSERT_EQ(message.frames_size(), 2);
  const telemetry::FrameMeta& frame = message.frames(0);
  EXPECT_EQ(frame.source_id(), 0u);
  EXPECT_EQ(frame.pad_number(), 10u);
  EXPECT_EQ(frame.frame_number(), 7);
  EXPECT_EQ(frame.pts_ns(), 1'000'000u);
  EXPECT_EQ(frame.width(), 960u);
  EXPECT_EQ(frame.height(), 540u);
  EXPECT_EQ(frame.source_width(), 640u);
  EXPECT_EQ(frame.source_height(), 360u);
  ASSERT_EQ(frame.objects_size(), 2);
  const telemetry::ObjectMeta& object = frame.objects(0);
  EXPECT_EQ(object.label(), "car");
  EXPECT_EQ(object.component_id(), 1);
  EXPECT_EQ(object.class_id(), 2);
  EXPECT_EQ(object.track_id(), UNTRACKED_OBJECT_ID);
  EXPECT_FLOAT_EQ(object.confidence(), 0.75f);
  EXPECT_FLOAT_EQ(object.tracker_confidence(), 0.5f);
  EXPECT_FLOAT_EQ(object.left(), 100);
  EXPECT_FLOAT_EQ(object.top(), 20);
  EXPECT_FLOAT_EQ(object.width(), 30);
  EXPECT_FLOAT_EQ(object.height(), 40);
  EXPECT_EQ(message.frames(1).objects(0).label(), "bicycle");

  BatchView(buffer.get()).read(0, 0, message);  // off raw video
  EXPECT_EQ(message.frames(0).width(), 1280u);
  EXPECT_EQ(message.frames(0).height(), 720u);
}

TEST_F(BatchMetaReader, ReadsObjectsScaledAndOfOneSource) {
  const BufferPtr buffer = batch_buffer();
  google::protobuf::RepeatedPtrField<telemetry::ObjectMeta> objects;
  BatchView(buffer.get()).read_objects(3, {0.5f, 0.25f}, objects);
  ASSERT_EQ(objects.size(), 1);
  EXPECT_EQ(objects[0].label(), "bicycle");
  EXPECT_FLOAT_EQ(objects[0].left(), 150);
  EXPECT_FLOAT_EQ(objects[0].top(), 5);
  EXPECT_FLOAT_EQ(objects[0].width(), 15);
  EXPECT_FLOAT_EQ(objects[0].height(), 10);
  objects.Clear();
  BatchView(buffer.get()).read_objects(-1, {}, objects);
  EXPECT_EQ(objects.size(), 3);
}

TEST_F(BatchMetaReader, BuffersWithoutMetadataHaveNone) {
  const BufferPtr buffer(gst_buffer_new_allocate(nullptr, 64, nullptr));
  EXPECT_FALSE(BatchView(buffer.get()));
}

TEST_F(BatchMetaReader, ReadsSurfacesOnlyWhereTheyAre) {
  const BufferPtr small(gst_buffer_new_allocate(nullptr, 8, nullptr));
  EXPECT_FALSE(read_surface_info(small.get()));
}

class CountingTap : public BufferTap {
 public:
  void on_buffer(GstPad*, GstBuffer*, PictureSize size) noexcept override {
    ++num_buffers;
    last_size = size;
  }
  std::atomic<int> num_buffers = 0;
  PictureSize last_size;
};

TEST_F(BatchMetaReader, PadWatchCountsBuffersListsAndObjects) {
  GstPad* raw_source = gst_pad_new("src", GST_PAD_SRC);
  GstPad* raw_sink = gst_pad_new("sink", GST_PAD_SINK);
  const PadPtr source = share_object(raw_source);
  const PadPtr sink = share_object(raw_sink);
  gst_pad_set_chain_function(sink.get(), [](GstPad*, GstObject*, GstBuffer* buffer) {
    gst_buffer_unref(buffer);
    return GST_FLOW_OK;
  });
  const ElementPtr identity = share_object(gst_element_factory_make("identity", nullptr));
  ElementWatch from("from", identity.get());
  ElementWatch to("to", identity.get());
  PadWatch watch(5, "link", from, to, "src_%u");
  EXPECT_EQ(watch.pad_name(), "src_%u");
  watch.attach(source.get());
  EXPECT_EQ(watch.pad_name(), "src");
  gst_pad_set_active(source.get(), TRUE);
  gst_pad_set_active(sink.get(), TRUE);
  ASSERT_EQ(gst_pad_link(source.get(), sink.get()), GST_PAD_LINK_OK);
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_pad_push_event(source.get(), gst_event_new_stream_start("stream"));
  const CapsPtr caps(gst_caps_from_string("video/x-raw,format=I420,width=64,height=48"));
  gst_pad_push_event(source.get(), gst_event_new_caps(caps.get()));
  gst_pad_push_event(source.get(), gst_event_new_segment(&segment));

  gst_pad_push(source.get(), gst_buffer_new_allocate(nullptr, 100, nullptr));
  EXPECT_EQ(watch.counters().frames, 1u);
  EXPECT_EQ(watch.streams(), nullptr);
  gst_pad_push(source.get(), batch_buffer().release());
  GstBufferList* list = gst_buffer_list_new();
  gst_buffer_list_add(list, batch_buffer().release());
  gst_buffer_list_add(list, gst_buffer_new_allocate(nullptr, 10, nullptr));
  gst_pad_push_list(source.get(), list);
  const PadCounters counters = watch.counters();
  EXPECT_EQ(counters.buffers, 4u);
  EXPECT_EQ(counters.bytes, 100u + 64 + 64 + 10);
  EXPECT_EQ(counters.frames, 6u);
  EXPECT_EQ(counters.objects, 6u);
  ASSERT_NE(watch.streams(), nullptr);
  EXPECT_EQ(watch.streams()->streams[3].frames, 2u);

  const auto tap = std::make_shared<CountingTap>();
  watch.add_tap(tap);
  gst_pad_push(source.get(), gst_buffer_new_allocate(nullptr, 100, nullptr));
  EXPECT_EQ(tap->num_buffers, 1);
  EXPECT_EQ(tap->last_size.width, 64u);
  EXPECT_EQ(tap->last_size.height, 48u);
  watch.remove_tap(tap.get());
  gst_pad_push(source.get(), gst_buffer_new_allocate(nullptr, 100, nullptr));
  EXPECT_EQ(tap->num_buffers, 1);

  watch.detach(source.get());
  gst_pad_push(source.get(), gst_buffer_new_allocate(nullptr, 100, nullptr));
  EXPECT_EQ(watch.counters().buffers, 6u);
}

}  // namespace
}  // namespace pipewright::test
