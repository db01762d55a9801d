// SPDX-License-Identifier: Apache-2.0
#include "chroma_room.hpp"

#include <cstdint>

namespace pipewright::standin {
namespace {

constexpr std::size_t kAlignment = 64;

/// What marks a memory whose padding is such room. The padding of others may be anything, for
/// instance the next part of a larger memory.
GQuark room_quark() {
  static const GQuark quark = g_quark_from_static_string("pipewright-chroma-room");
  return quark;
}

struct PipewrightChromaRoomAllocator {
  GstAllocator parent;
};
struct PipewrightChromaRoomAllocatorClass {
  GstAllocatorClass parent_class;
};

GType chroma_room_allocator_get_type();
G_DEFINE_TYPE(PipewrightChromaRoomAllocator, chroma_room_allocator, GST_TYPE_ALLOCATOR)

void chroma_room_allocator_class_init(PipewrightChromaRoomAllocatorClass* klass) {
  // The padding that is asked for is the room. The memory frees itself as GStreamer's own.
  klass->parent_class.alloc = [](GstAllocator*, gsize size,
                                 GstAllocationParams* params) -> GstMemory* {
    GstMemory* memory = gst_allocator_alloc(nullptr, size, params);
    if (memory != nullptr) {
      gst_mini_object_set_qdata(GST_MINI_OBJECT_CAST(memory), room_quark(), new std::atomic_flag,
                                [](gpointer flag) { delete static_cast<std::atomic_flag*>(flag); });
    }
    return memory;
  };
}

void chroma_room_allocator_init(PipewrightChromaRoomAllocator* self) {
  GST_OBJECT_FLAG_SET(self, GST_ALLOCATOR_FLAG_CUSTOM_ALLOC);
}

GstAllocator* chroma_room_allocator() {
  static GstAllocator* allocator = [] {
    auto* object = GST_ALLOCATOR_CAST(
        gst_object_ref_sink(g_object_new(chroma_room_allocator_get_type(), nullptr)));
    // One for the process; leak tracers need not report it.
    GST_OBJECT_FLAG_SET(object, GST_OBJECT_FLAG_MAY_BE_LEAKED);
    return object;
  }();
  return allocator;
}

}  // namespace

int chroma_room_stride(int width) {
  return GST_ROUND_UP_64(width);
}

void propose_chroma_room(GstQuery* query, const GstVideoInfo& info) {
  const auto num_rows = static_cast<std::size_t>(GST_VIDEO_INFO_HEIGHT(&info) + 1) / 2;
  const auto stride = static_cast<std::size_t>(chroma_room_stride(GST_VIDEO_INFO_WIDTH(&info)));
  GstAllocationParams params;
  gst_allocation_params_init(&params);
  params.align = kAlignment - 1;
  params.padding = stride * num_rows + kAlignment;

  GstBufferPool* pool = gst_video_buffer_pool_new();
  GstCaps* caps = gst_video_info_to_caps(&info);
  GstStructure* config = gst_buffer_pool_get_config(pool);
  const auto size = static_cast<guint>(GST_VIDEO_INFO_SIZE(&info));
  gst_buffer_pool_config_set_params(config, caps, size, 0, 0);
  gst_buffer_pool_config_set_allocator(config, chroma_room_allocator(), &params);
  gst_caps_unref(caps);
  if (gst_buffer_pool_set_config(pool, config) != FALSE) {
    gst_query_add_allocation_param(query, chroma_room_allocator(), &params);
    gst_query_add_allocation_pool(query, pool, size, 0, 0);
  }
  gst_object_unref(pool);
}

ChromaRoom chroma_room_of(const GstMapInfo& map) {
  auto* flag = static_cast<std::atomic_flag*>(
      gst_mini_object_get_qdata(GST_MINI_OBJECT_CAST(map.memory), room_quark()));
  if (flag == nullptr) return {};
  const auto end_of_planes = reinterpret_cast<std::uintptr_t>(map.data) + map.size;
  const std::size_t gap = GST_ROUND_UP_64(end_of_planes) - end_of_planes;
  if (map.maxsize < map.size + gap) return {};
  return {map.data + map.size + gap, map.maxsize - map.size - gap, flag};
}

}  // namespace pipewright::standin
