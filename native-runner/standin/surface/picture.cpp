// SPDX-License-Identifier: Apache-2.0
#include "picture.hpp"

#include <cstdlib>
#include <limits>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

#include "chroma_layout.hpp"
#include "chroma_room.hpp"

namespace pipewright::standin {
namespace {

constexpr std::size_t kRowAlignment = 64;
/// Pixels that stay allocated for reuse; a 4K NV12 picture has 12 MiB.
constexpr std::size_t kMaxCachedBytes = std::size_t{256} << 20;

constexpr std::size_t align(std::size_t value) {
  return (value + kRowAlignment - 1) / kRowAlignment * kRowAlignment;
}

/// Freed blocks by size. Pipelines use few sizes over and over, so that after the first frames none
/// is allocated.
class BlockPool {
 public:
  static BlockPool& instance() {
    // Leaked on purpose: buffers may outlive static destructors at exit.
    static auto* pool = new BlockPool;
    return *pool;
  }

  std::uint8_t* take(std::size_t size) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = free_.find(size); found != free_.end() && !found->second.empty()) {
        std::uint8_t* block = found->second.back();
        found->second.pop_back();
        cached_bytes_ -= size;
        return block;
      }
    }
    return static_cast<std::uint8_t*>(std::aligned_alloc(kRowAlignment, size));
  }

  void give(std::uint8_t* block, std::size_t size) {
    {
      const std::lock_guard lock(mutex_);
      if (cached_bytes_ + size > kMaxCachedBytes) drop_all();
      if (size <= kMaxCachedBytes) {
        free_[size].push_back(block);
        cached_bytes_ += size;
        return;
      }
    }
    std::free(block);
  }

 private:
  // Sizes that nobody uses any more must not keep the cache full, and which those are is not known.
  void drop_all() {
    for (auto& [size, blocks] : free_) {
      for (std::uint8_t* block : blocks) std::free(block);
    }
    free_.clear();
    cached_bytes_ = 0;
  }

  std::mutex mutex_;
  std::unordered_map<std::size_t, std::vector<std::uint8_t*>> free_;
  std::size_t cached_bytes_ = 0;
};

}  // namespace

/// Makes and frees pictures; the only one who sees their insides.
class PictureFactory {
 public:
  static PictureRef pooled(const FrameFormat& format) {
    const GstVideoInfo info = format.to_info();
    FrameView view;
    view.format = format;
    view.format.colorimetry = info.colorimetry;
    view.num_planes = GST_VIDEO_INFO_N_PLANES(&info);
    std::array<std::size_t, GST_VIDEO_MAX_PLANES> offsets = {};
    std::size_t size = 0;
    for (unsigned plane = 0; plane < view.num_planes; ++plane) {
      const std::size_t stride = align(static_cast<std::size_t>(info.stride[plane]));
      offsets[plane] = size;
      view.strides[plane] = static_cast<int>(stride);
      size += stride * static_cast<std::size_t>(view.plane_height(plane));
    }
    size = align(size);
    std::uint8_t* block = size == 0 ? nullptr : BlockPool::instance().take(size);
    if (block == nullptr) return {};
    for (unsigned plane = 0; plane < view.num_planes; ++plane) {
      view.planes[plane] = block + offsets[plane];
    }
    auto* picture = new Picture;
    picture->view_ = view;
    picture->size_ = size;
    picture->block_size_ = size;
    return PictureRef(picture);
  }

  static PictureRef borrowed(GstBuffer* buffer, const GstVideoInfo& info) {
    GstVideoFrame frame;
    if (gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ) == FALSE) return {};
    const FrameView view = FrameView::from_video_frame(frame);
    std::size_t size = 0;
    for (unsigned plane = 0; plane < view.num_planes; ++plane) {
      const std::ptrdiff_t offset = view.planes[plane] - view.planes[0];
      if (view.strides[plane] < 0 || offset < 0 ||
          offset > static_cast<std::ptrdiff_t>(std::numeric_limits<std::uint32_t>::max())) {
        PictureRef copy = pooled(view.format);
        if (copy) copy_pixels(view, copy->view());
        gst_video_frame_unmap(&frame);
        return copy;
      }
      size =
          static_cast<std::size_t>(offset) + static_cast<std::size_t>(view.strides[plane]) *
                                                 static_cast<std::size_t>(view.plane_height(plane));
    }
    auto* picture = new Picture;
    picture->view_ = view;
    picture->size_ = size;
    picture->borrowed_ = true;
    picture->frame_ = frame;
    return PictureRef(picture);
  }

  static PictureRef interleaved(const PictureRef& planar) {
    const FrameView& source = planar->view_;
    if (source.format.format != GST_VIDEO_FORMAT_I420 || planar->frame_.buffer == nullptr)
      return {};
    const ChromaRoom room = chroma_room_of(planar->frame_.map[0]);
    FrameView view = source;
    view.format.format = GST_VIDEO_FORMAT_NV12;
    view.num_planes = 2;
    view.planes[1] = room.data;
    view.planes[2] = nullptr;
    view.strides[1] = chroma_room_stride(source.format.width);
    const auto chroma_size =
        static_cast<std::size_t>(view.strides[1]) * static_cast<std::size_t>(view.plane_height(1));
    if (room.data == nullptr || room.size < chroma_size) return {};
    if (room.is_taken->test_and_set(std::memory_order_acquire)) return {};
    interleave_chroma(source, view);
    auto* picture = new Picture;
    picture->view_ = view;
    picture->size_ = static_cast<std::size_t>(room.data - view.planes[0]) + chroma_size;
    picture->borrowed_ = true;
    picture->planar_ = &*planar;
    picture->planar_->ref();
    picture->is_room_taken_ = room.is_taken;
    return PictureRef(picture);
  }

  static void destroy(Picture* picture) {
    if (picture->planar_ != nullptr) {
      picture->is_room_taken_->clear(std::memory_order_release);
      picture->planar_->unref();
    } else if (picture->borrowed_) {
      gst_video_frame_unmap(&picture->frame_);
    } else {
      BlockPool::instance().give(picture->view_.planes[0], picture->block_size_);
    }
    delete picture;
  }
};

void Picture::ref() {
  ref_count_.fetch_add(1, std::memory_order_relaxed);
}

void Picture::unref() {
  if (ref_count_.fetch_sub(1, std::memory_order_acq_rel) == 1) PictureFactory::destroy(this);
}

bool Picture::exclusive() const {
  return !borrowed_ && ref_count_.load(std::memory_order_acquire) == 1;
}

PictureRef allocate_picture(const FrameFormat& format) {
  return PictureFactory::pooled(format);
}

PictureRef picture_from_buffer(GstBuffer* buffer, const GstVideoInfo& info) {
  return PictureFactory::borrowed(buffer, info);
}

PictureRef interleave_in_place(const PictureRef& planar) {
  return PictureFactory::interleaved(planar);
}

GstBuffer* buffer_from_picture(const PictureRef& picture, bool downstream_reads_video_meta) {
  const FrameView& view = picture->view();
  const GstVideoInfo info = view.format.to_info();
  bool has_default_layout = picture->size() >= info.size;
  std::array<gsize, GST_VIDEO_MAX_PLANES> offsets = {};
  std::array<gint, GST_VIDEO_MAX_PLANES> strides = {};
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    offsets[plane] = static_cast<gsize>(view.planes[plane] - view.planes[0]);
    strides[plane] = view.strides[plane];
    has_default_layout = has_default_layout && strides[plane] == info.stride[plane] &&
                         offsets[plane] == info.offset[plane];
  }
  if (!has_default_layout && !downstream_reads_video_meta) {
    GstBuffer* copy = gst_buffer_new_allocate(nullptr, info.size, nullptr);
    GstVideoFrame frame;
    if (copy == nullptr || gst_video_frame_map(&frame, &info, copy, GST_MAP_WRITE) == FALSE) {
      gst_clear_buffer(&copy);
      return nullptr;
    }
    copy_pixels(view, FrameView::from_video_frame(frame));
    gst_video_frame_unmap(&frame);
    return copy;
  }
  picture->ref();
  const gsize size = has_default_layout ? info.size : picture->size();
  // Read-only: others may hold the picture too, and who wants to write gets a copy from GStreamer.
  GstBuffer* buffer = gst_buffer_new_wrapped_full(
      GST_MEMORY_FLAG_READONLY, picture->data(), size, 0, size, &*picture,
      [](gpointer data) { static_cast<Picture*>(data)->unref(); });
  gst_buffer_add_video_meta_full(
      buffer, GST_VIDEO_FRAME_FLAG_NONE, view.format.format, static_cast<guint>(view.format.width),
      static_cast<guint>(view.format.height), view.num_planes, offsets.data(), strides.data());
  return buffer;
}

}  // namespace pipewright::standin
