// SPDX-License-Identifier: Apache-2.0
// Batches as nvstreammux makes them, for tests of single elements.
#pragma once

#include <gst/video/video.h>

#include <cstdint>
#include <vector>

#include "gstnvdsmeta.h"
#include "standin/surface/picture.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::testing {

struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

/// A black RGBA or NV12 (mid-grey chroma) picture.
inline PictureRef black_picture(int width, int height,
                                GstVideoFormat format = GST_VIDEO_FORMAT_RGBA) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, format, static_cast<guint>(width), static_cast<guint>(height));
  PictureRef picture = allocate_picture(FrameFormat::from_info(info));
  fill_black(picture->view(), picture->view().format.bounds());
  return picture;
}

/// Paints a rectangle of an RGBA picture.
inline void paint_rect(const PictureRef& picture, const Rect& rect, const Rgb& color) {
  const FrameView& view = picture->view();
  for (int y = rect.y; y < rect.y + rect.height; ++y) {
    std::uint8_t* pixel = view.planes[0] + y * view.strides[0] + rect.x * 4;
    for (int x = 0; x < rect.width; ++x, pixel += 4) {
      pixel[0] = color.red;
      pixel[1] = color.green;
      pixel[2] = color.blue;
      pixel[3] = 255;
    }
  }
}

/// Hangs a user meta without a copy function on a batch.
inline void add_uncopyable_meta(GstBuffer* buffer) {
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  nvds_add_user_meta_to_batch(batch, nvds_acquire_user_meta_from_pool(batch));
}

/// Whether a batch has a user meta.
inline bool has_uncopyable_meta(GstBuffer* buffer) {
  return gst_buffer_get_nvds_batch_meta(buffer)->batch_user_meta_list != nullptr;
}

/// A buffer with the pictures and a batch meta with one frame meta each; the caller owns it.
inline GstBuffer* make_batch(const std::vector<PictureRef>& pictures, int frame_num = 0) {
  GstBuffer* buffer = surface_buffer_new(pictures);
  NvDsBatchMeta* batch = nvds_create_batch_meta(static_cast<guint>(pictures.size()));
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    NvDsFrameMeta* frame = nvds_acquire_frame_meta_from_pool(batch);
    frame->pad_index = frame->source_id = frame->batch_id = static_cast<guint>(i);
    frame->frame_num = frame_num;
    nvds_add_frame_meta_to_batch(batch, frame);
  }
  NvDsMeta* meta = gst_buffer_add_nvds_meta(buffer, batch, nullptr, nvds_batch_meta_copy_func,
                                            nvds_batch_meta_release_func);
  meta->meta_type = NVDS_BATCH_GST_META;
  return buffer;
}

/// The frame metas of a buffer's batch, in the batch's order of pictures.
inline std::vector<NvDsFrameMeta*> frames_of(GstBuffer* buffer) {
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  std::vector<NvDsFrameMeta*> frames(batch->num_frames_in_batch);
  for (GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(item->data);
    frames.at(frame->batch_id) = frame;
  }
  return frames;
}

inline std::vector<NvDsObjectMeta*> objects_of(const NvDsFrameMeta& frame) {
  std::vector<NvDsObjectMeta*> objects;
  for (GList* item = frame.obj_meta_list; item != nullptr; item = item->next) {
    objects.push_back(static_cast<NvDsObjectMeta*>(item->data));
  }
  return objects;
}

}  // namespace pipewright::standin::testing
