// SPDX-License-Identifier: Apache-2.0
#include "meta_pool.hpp"

#include <cstddef>
#include <cstring>

namespace pipewright::standin {
namespace {

/// What lies before every meta: its node in the pool's list of free or used metas, so that taking
/// and giving back search and allocate nothing.
struct alignas(std::max_align_t) Header {
  GList node;
};

Header* header_of(gpointer meta) {
  return static_cast<Header*>(meta) - 1;
}

void unlink_node(GList*& list, GList* node) {
  if (node->prev != nullptr) node->prev->next = node->next;
  if (node->next != nullptr) node->next->prev = node->prev;
  if (list == node) list = node->next;
  node->prev = nullptr;
  node->next = nullptr;
}

void push_front(GList*& list, GList* node) {
  node->prev = nullptr;
  node->next = list;
  if (list != nullptr) list->prev = node;
  list = node;
}

void free_all(GList* list) {
  while (list != nullptr) {
    GList* next = list->next;
    g_free(header_of(list->data));
    list = next;
  }
}

}  // namespace

NvDsMetaPool* meta_pool_new(NvDsMetaType type, guint element_size) {
  auto* pool = g_new0(NvDsMetaPool, 1);
  pool->meta_type = type;
  pool->element_size = element_size;
  return pool;
}

void meta_pool_free(NvDsMetaPool* pool) {
  free_all(pool->empty_list);
  free_all(pool->full_list);
  g_free(pool);
}

gpointer meta_pool_acquire(NvDsMetaPool* pool, NvDsBatchMeta* batch_meta) {
  if (pool->empty_list == nullptr) {
    auto* header = static_cast<Header*>(g_malloc(sizeof(Header) + pool->element_size));
    header->node = {};
    header->node.data = header + 1;
    push_front(pool->empty_list, &header->node);
    ++pool->num_empty_elements;
    ++pool->max_elements_in_pool;
  }
  GList* node = pool->empty_list;
  unlink_node(pool->empty_list, node);
  push_front(pool->full_list, node);
  --pool->num_empty_elements;
  ++pool->num_full_elements;
  std::memset(node->data, 0, pool->element_size);
  auto* base = static_cast<NvDsBaseMeta*>(node->data);
  base->batch_meta = batch_meta;
  base->meta_type = pool->meta_type;
  return node->data;
}

void meta_pool_release(NvDsMetaPool* pool, gpointer meta) {
  GList* node = &header_of(meta)->node;
  unlink_node(pool->full_list, node);
  push_front(pool->empty_list, node);
  ++pool->num_empty_elements;
  --pool->num_full_elements;
}

}  // namespace pipewright::standin
