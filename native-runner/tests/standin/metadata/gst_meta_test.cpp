// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gst-nvevent.h"
#include "gst-nvmessage.h"
#include "gstnvdsmeta.h"

namespace {

GstBuffer* buffer_with_batch(guint num_frames) {
  GstBuffer* buffer = gst_buffer_new();
  NvDsBatchMeta* batch = nvds_create_batch_meta(num_frames);
  for (guint i = 0; i < num_frames; ++i) {
    NvDsFrameMeta* frame = nvds_acquire_frame_meta_from_pool(batch);
    frame->source_id = i;
    nvds_add_frame_meta_to_batch(batch, frame);
  }
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch, nullptr, &nvds_batch_meta_copy_func,
                                            &nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  return buffer;
}

TEST(GstNvDsMeta, ACopiedBufferHasItsOwnMetadata) {
  GstBuffer* buffer = buffer_with_batch(2);
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  ASSERT_NE(batch, nullptr);
  GstBuffer* copy = gst_buffer_copy(buffer);
  NvDsBatchMeta* copied = gst_buffer_get_nvds_batch_meta(copy);
  ASSERT_NE(copied, nullptr);
  EXPECT_NE(copied, batch);
  gst_buffer_unref(buffer);
  EXPECT_EQ(copied->num_frames_in_batch, 2U);
  EXPECT_EQ(nvds_get_nth_frame_meta(copied->frame_meta_list, 1)->source_id, 1U);
  gst_buffer_unref(copy);
}

TEST(GstNvDsMeta, OnlyABatchIsFoundAsBatch) {
  GstBuffer* buffer = gst_buffer_new();
  EXPECT_EQ(gst_buffer_get_nvds_meta(buffer), nullptr);
  EXPECT_EQ(gst_buffer_get_nvds_batch_meta(buffer), nullptr);
  int data = 1;
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, &data, nullptr, nullptr, nullptr);
  meta->meta_type = NVDS_DECODER_GST_META;
  EXPECT_EQ(gst_buffer_get_nvds_meta(buffer), meta);
  EXPECT_EQ(gst_buffer_get_nvds_batch_meta(buffer), nullptr);
  gst_buffer_unref(buffer);
}

TEST(GstNvDsMeta, CarriesTheTagThatElementsLookFor) {
  EXPECT_TRUE(gst_meta_api_type_has_tag(NVDS_META_API_TYPE, g_quark_from_string(NVDS_META_STRING)));
}

TEST(GstNvDsMeta, MetaOfASourceBecomesUserMetaOfItsFrame) {
  GstBuffer* buffer = gst_buffer_new();
  auto* number = g_new(int, 1);
  *number = 41;
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, number, nullptr, nullptr,
                                            [](gpointer data, gpointer) { g_free(data); });
  meta->meta_type = NVDS_DECODER_GST_META;
  meta->gst_to_nvds_meta_transform_func = [](gpointer data, gpointer) -> gpointer {
    auto* copy = g_new(int, 1);
    *copy = *static_cast<int*>(static_cast<NvDsUserMeta*>(data)->user_meta_data) + 1;
    return copy;
  };
  meta->gst_to_nvds_meta_release_func = [](gpointer data, gpointer) {
    g_free(static_cast<NvDsUserMeta*>(data)->user_meta_data);
  };
  NvDsBatchMeta* batch = nvds_create_batch_meta(1);
  NvDsFrameMeta* frame = nvds_acquire_frame_meta_from_pool(batch);
  nvds_add_frame_meta_to_batch(batch, frame);
  nvds_copy_gst_meta_to_frame_meta(buffer, batch, frame);
  gst_buffer_unref(buffer);
  ASSERT_NE(frame->frame_user_meta_list, nullptr);
  auto* user_meta = static_cast<NvDsUserMeta*>(frame->frame_user_meta_list->data);
  EXPECT_EQ(static_cast<int>(user_meta->base_meta.meta_type),
            static_cast<int>(NVDS_DECODER_GST_META));
  EXPECT_EQ(*static_cast<int*>(user_meta->user_meta_data), 42);
  nvds_destroy_batch_meta(batch);
}

TEST(NvEvents, TellTheirSource) {
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.base = 5 * GST_SECOND;
  GstEvent* event = gst_nvevent_new_stream_segment(3, &segment);
  EXPECT_EQ(static_cast<int>(GST_EVENT_TYPE(event)), static_cast<int>(GST_NVEVENT_STREAM_SEGMENT));
  EXPECT_NE(gst_event_type_get_flags(GST_EVENT_TYPE(event)) & GST_EVENT_TYPE_SERIALIZED, 0);
  guint source_id = 0;
  GstSegment* parsed = nullptr;
  gst_nvevent_parse_stream_segment(event, &source_id, &parsed);
  EXPECT_EQ(source_id, 3U);
  ASSERT_NE(parsed, nullptr);
  EXPECT_EQ(parsed->base, 5 * GST_SECOND);
  gst_event_unref(event);

  GstMessage* message = gst_nvmessage_new_stream_eos(nullptr, 9);
  EXPECT_TRUE(gst_nvmessage_parse_stream_eos(message, &source_id));
  EXPECT_EQ(source_id, 9U);
  gst_message_unref(message);
  message = gst_message_new_eos(nullptr);
  EXPECT_FALSE(gst_nvmessage_parse_stream_eos(message, &source_id));
  gst_message_unref(message);
}

}  // namespace
