// SPDX-License-Identifier: Apache-2.0
#include "surface/chroma_room.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "common/gst_ptr.hpp"
#include "picture_maker.hpp"

namespace pipewright::standin {
namespace {

using testing::format_of;

constexpr int kWidth = 62;
constexpr int kHeight = 31;

/// The pool that the ALLOCATION query of an I420 picture gets, started.
class RoomPool {
 public:
  RoomPool() : info_(format_of(GST_VIDEO_FORMAT_I420, kWidth, kHeight).to_info()) {
    const CapsPtr caps(gst_video_info_to_caps(&info_));
    const GstPtr<GstQuery> query(gst_query_new_allocation(caps.get(), TRUE));
    propose_chroma_room(query.get(), info_);
    GstBufferPool* pool = nullptr;
    gst_query_parse_nth_allocation_pool(query.get(), 0, &pool, nullptr, nullptr, nullptr);
    pool_.reset(pool);
    gst_buffer_pool_set_active(pool, TRUE);
  }
  ~RoomPool() { gst_buffer_pool_set_active(pool_.get(), FALSE); }
  RoomPool(const RoomPool&) = delete;
  RoomPool& operator=(const RoomPool&) = delete;

  /// A buffer whose luma counts pixels, and whose chroma counts from 100 (U) and 200 (V) in a row.
  [[nodiscard]] BufferPtr picture() const {
    GstBuffer* buffer = nullptr;
    EXPECT_EQ(gst_buffer_pool_acquire_buffer(pool_.get(), &buffer, nullptr), GST_FLOW_OK);
    GstVideoFrame frame;
    EXPECT_TRUE(gst_video_frame_map(&frame, &info_, buffer, GST_MAP_WRITE));
    const FrameView view = FrameView::from_video_frame(frame);
    for (unsigned plane = 0; plane < view.num_planes; ++plane) {
      for (int y = 0; y < view.plane_height(plane); ++y) {
        for (int x = 0; x < view.plane_row_bytes(plane); ++x) {
          view.planes[plane][y * view.strides[plane] + x] =
              static_cast<std::uint8_t>(100 * plane + static_cast<unsigned>(x + y));
        }
      }
    }
    gst_video_frame_unmap(&frame);
    return BufferPtr(buffer);
  }
  [[nodiscard]] const GstVideoInfo& info() const { return info_; }

 private:
  GstVideoInfo info_;
  GstPtr<GstBufferPool> pool_;
};

TEST(ChromaRoom, ShowsAPlanarPictureAsNv12WithoutCopyingItsLuma) {
  const RoomPool pool;
  const PictureRef planar = picture_from_buffer(pool.picture().get(), pool.info());
  const PictureRef picture = interleave_in_place(planar);
  ASSERT_TRUE(picture);
  const FrameView& view = picture->view();
  EXPECT_EQ(view.format.format, GST_VIDEO_FORMAT_NV12);
  EXPECT_EQ(picture->data(), planar->data());
  for (int y = 0; y < view.plane_height(1); ++y) {
    for (int x = 0; x < view.plane_row_bytes(1); ++x) {
      ASSERT_EQ(view.planes[1][y * view.strides[1] + x], (x % 2 == 0 ? 100 : 200) + x / 2 + y);
    }
  }
  EXPECT_EQ(picture->data() + picture->size(),
            view.planes[1] + std::ptrdiff_t{view.plane_height(1)} * view.strides[1]);
  EXPECT_FALSE(picture->exclusive()) << "the decoder may still look at its frame";
}

TEST(ChromaRoom, IsTakenByOnePictureAtATime) {
  const RoomPool pool;
  const BufferPtr buffer = pool.picture();
  PictureRef first = interleave_in_place(picture_from_buffer(buffer.get(), pool.info()));
  ASSERT_TRUE(first);
  EXPECT_FALSE(interleave_in_place(picture_from_buffer(buffer.get(), pool.info())));
  first = {};
  EXPECT_TRUE(interleave_in_place(picture_from_buffer(buffer.get(), pool.info())));
}

TEST(ChromaRoom, KeepsTheBufferFromItsPool) {
  const RoomPool pool;
  BufferPtr buffer = pool.picture();
  const PictureRef picture = interleave_in_place(picture_from_buffer(buffer.get(), pool.info()));
  buffer.reset();
  EXPECT_NE(picture_from_buffer(pool.picture().get(), pool.info())->data(), picture->data());
}

TEST(ChromaRoom, IsNoPaddingOfOtherMemory) {
  const RoomPool pool;
  const gsize size = GST_VIDEO_INFO_SIZE(&pool.info());
  const BufferPtr whole(gst_buffer_new_allocate(nullptr, 4 * size, nullptr));
  const BufferPtr part(gst_buffer_copy_region(whole.get(), GST_BUFFER_COPY_MEMORY, 0, size));
  const PictureRef planar = picture_from_buffer(part.get(), pool.info());
  ASSERT_TRUE(planar);
  EXPECT_FALSE(interleave_in_place(planar));
}

}  // namespace
}  // namespace pipewright::standin
