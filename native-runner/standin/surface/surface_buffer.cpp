// SPDX-License-Identifier: Apache-2.0
#include "surface_buffer.hpp"

#include <algorithm>
#include <vector>

namespace pipewright::standin {
namespace {

constexpr const char* kMemoryType = "PipewrightNvBufSurface";

/// The GstMemory of a surface buffer with the struct that mapping it gives.
struct SurfaceMemory {
  GstMemory memory;
  NvBufSurface surface;
  std::vector<NvBufSurfaceParams> params;  // what surface.surfaceList points to
  std::vector<PictureRef> pictures;        // the pixels of params, by the same index
};

void describe(NvBufSurfaceParams& params, const Picture& picture) {
  const FrameView& view = picture.view();
  const GstVideoFormatInfo* info = gst_video_format_get_info(view.format.format);
  params = {};
  params.width = static_cast<std::uint32_t>(view.format.width);
  params.height = static_cast<std::uint32_t>(view.format.height);
  params.pitch = static_cast<std::uint32_t>(view.strides[0]);
  params.colorFormat = color_format_of(view.format);
  params.layout = NVBUF_LAYOUT_PITCH;
  params.dataSize = static_cast<std::uint32_t>(picture.size());
  params.dataPtr = picture.data();
  params.planeParams.num_planes = view.num_planes;
  for (unsigned plane = 0; plane < view.num_planes; ++plane) {
    unsigned component = 0;
    while (GST_VIDEO_FORMAT_INFO_PLANE(info, component) != plane) ++component;
    const auto height = static_cast<std::uint32_t>(view.plane_height(plane));
    params.planeParams.width[plane] = static_cast<std::uint32_t>(
        GST_VIDEO_FORMAT_INFO_SCALE_WIDTH(info, component, view.format.width));
    params.planeParams.height[plane] = height;
    params.planeParams.pitch[plane] = static_cast<std::uint32_t>(view.strides[plane]);
    params.planeParams.offset[plane] =
        static_cast<std::uint32_t>(view.planes[plane] - view.planes[0]);
    params.planeParams.psize[plane] = params.planeParams.pitch[plane] * height;
    params.planeParams.bytesPerPix[plane] =
        static_cast<std::uint32_t>(std::max(0, GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component)));
    params.mappedAddr.addr[plane] = view.planes[plane];
  }
}

GstAllocator* surface_allocator();

GstMemory* surface_memory_new(std::span<const PictureRef> pictures, unsigned capacity) {
  auto* self = new SurfaceMemory{};
  const gsize size = sizeof(NvBufSurface);
  // Parts of the struct make no sense as memories of their own, so GStreamer copies instead of
  // sharing.
  gst_memory_init(GST_MEMORY_CAST(self), GST_MEMORY_FLAG_NO_SHARE, surface_allocator(), nullptr,
                  size, 0, 0, size);
  self->pictures.assign(pictures.begin(), pictures.end());
  self->params.resize(pictures.size());
  for (std::size_t i = 0; i < pictures.size(); ++i) describe(self->params[i], *pictures[i]);
  self->surface.batchSize = std::max(capacity, static_cast<unsigned>(pictures.size()));
  self->surface.numFilled = static_cast<std::uint32_t>(pictures.size());
  self->surface.memType = NVBUF_MEM_SYSTEM;
  self->surface.surfaceList = self->params.data();
  return GST_MEMORY_CAST(self);
}

struct PipewrightSurfaceAllocator {
  GstAllocator parent;
};
struct PipewrightSurfaceAllocatorClass {
  GstAllocatorClass parent_class;
};

GType surface_allocator_get_type();
G_DEFINE_TYPE(PipewrightSurfaceAllocator, surface_allocator, GST_TYPE_ALLOCATOR)

void surface_allocator_class_init(PipewrightSurfaceAllocatorClass* klass) {
  // Surfaces come from surface_buffer_new only: a size in bytes does not describe one.
  klass->parent_class.alloc = [](GstAllocator*, gsize, GstAllocationParams*) -> GstMemory* {
    return nullptr;
  };
  klass->parent_class.free = [](GstAllocator*, GstMemory* memory) {
    delete reinterpret_cast<SurfaceMemory*>(memory);
  };
}

void surface_allocator_init(PipewrightSurfaceAllocator* self) {
  GstAllocator* allocator = GST_ALLOCATOR_CAST(self);
  allocator->mem_type = kMemoryType;
  allocator->mem_map = [](GstMemory* memory, gsize, GstMapFlags) -> gpointer {
    return &reinterpret_cast<SurfaceMemory*>(memory)->surface;
  };
  allocator->mem_unmap = [](GstMemory*) {};
  // A copy shares the pictures; writable_view copies pixels when somebody draws.
  allocator->mem_copy = [](GstMemory* memory, gssize, gssize) -> GstMemory* {
    auto* source = reinterpret_cast<SurfaceMemory*>(memory);
    return surface_memory_new(source->pictures, source->surface.batchSize);
  };
  GST_OBJECT_FLAG_SET(allocator, GST_ALLOCATOR_FLAG_CUSTOM_ALLOC);
}

GstAllocator* surface_allocator() {
  static GstAllocator* allocator = [] {
    auto* object = GST_ALLOCATOR_CAST(
        gst_object_ref_sink(g_object_new(surface_allocator_get_type(), nullptr)));
    // One for the process; leak tracers need not report it.
    GST_OBJECT_FLAG_SET(object, GST_OBJECT_FLAG_MAY_BE_LEAKED);
    return object;
  }();
  return allocator;
}

SurfaceMemory* memory_of(const NvBufSurface* surface) {
  const auto offset = offsetof(SurfaceMemory, surface);
  auto* address = reinterpret_cast<std::uint8_t*>(const_cast<NvBufSurface*>(surface));
  return reinterpret_cast<SurfaceMemory*>(address - offset);
}

}  // namespace

GstBuffer* surface_buffer_new(std::span<const PictureRef> pictures, unsigned capacity) {
  GstBuffer* buffer = gst_buffer_new();
  gst_buffer_append_memory(buffer, surface_memory_new(pictures, capacity));
  return buffer;
}

bool is_surface_buffer(GstBuffer* buffer) {
  return gst_buffer_n_memory(buffer) == 1 &&
         gst_memory_is_type(gst_buffer_peek_memory(buffer, 0), kMemoryType) != FALSE;
}

bool is_nvmm_caps(const GstCaps* caps) {
  return caps != nullptr && !gst_caps_is_any(caps) && !gst_caps_is_empty(caps) &&
         gst_caps_features_contains(gst_caps_get_features(caps, 0), kNvmmFeature) != FALSE;
}

SurfaceMap::SurfaceMap(GstBuffer* buffer, Access access) : buffer_(buffer) {
  if (!is_surface_buffer(buffer)) return;
  const GstMapFlags flags = access == Access::kRead ? GST_MAP_READ : GST_MAP_READWRITE;
  if (gst_buffer_map(buffer, &map_, flags) == FALSE) return;
  surface_ = reinterpret_cast<NvBufSurface*>(map_.data);
}

SurfaceMap::~SurfaceMap() {
  if (surface_ != nullptr) gst_buffer_unmap(buffer_, &map_);
}

const FrameView& SurfaceMap::view(unsigned index) const {
  return memory_of(surface_)->pictures[index]->view();
}

PictureRef SurfaceMap::picture(unsigned index) const {
  return memory_of(surface_)->pictures[index];
}

FrameView SurfaceMap::writable_view(unsigned index) {
  const PictureRef& current = memory_of(surface_)->pictures[index];
  if (!current->exclusive()) {
    PictureRef copy = allocate_picture(current->view().format);
    if (!copy) return {};
    copy_pixels(current->view(), copy->view());
    replace(index, std::move(copy));
  }
  return view(index);
}

void SurfaceMap::replace(unsigned index, PictureRef picture) {
  SurfaceMemory* memory = memory_of(surface_);
  describe(memory->params[index], *picture);
  memory->pictures[index] = std::move(picture);
}

PictureRef surface_buffer_picture(GstBuffer* buffer, unsigned index) {
  const SurfaceMap map(buffer);
  return map && index < map.size() ? map.picture(index) : PictureRef();
}

}  // namespace pipewright::standin
