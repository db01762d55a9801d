// SPDX-License-Identifier: Apache-2.0
// Pools of metas. A pool belongs to a batch, grows when it runs out and shrinks only by being freed
// with it; the batch's lock guards it.
#pragma once

#include "nvdsmeta.h"

namespace pipewright::standin {

/// A pool for metas of `element_size` bytes that start with an NvDsBaseMeta.
NvDsMetaPool* meta_pool_new(NvDsMetaType type, guint element_size);
/// Frees the pool and all its metas.
void meta_pool_free(NvDsMetaPool* pool);
/// A zeroed meta with type and owner set.
gpointer meta_pool_acquire(NvDsMetaPool* pool, NvDsBatchMeta* batch_meta);
/// Takes a meta of this pool back. What it points to has been freed before.
void meta_pool_release(NvDsMetaPool* pool, gpointer meta);

}  // namespace pipewright::standin
