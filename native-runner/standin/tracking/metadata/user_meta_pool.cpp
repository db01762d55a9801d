// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/metadata/user_meta_pool.hpp"

#include <utility>

namespace pipewright::standin::tracking {
namespace {

NvDsUserMeta& user_meta(gpointer data) {
  return *static_cast<NvDsUserMeta*>(data);
}

/// The functions of a user meta whose data is a `Data` with the buffer as its priv_data.
template <typename Data>
struct SharedData {
  static UserMetaBuffer* buffer_of(gpointer data) {
    return static_cast<UserMetaBuffer*>(
        static_cast<Data*>(user_meta(data).user_meta_data)->priv_data);
  }
  static gpointer copy(gpointer data, gpointer) {
    buffer_of(data)->ref();
    return user_meta(data).user_meta_data;
  }
  static void release(gpointer data, gpointer) {
    buffer_of(data)->unref();
    user_meta(data).user_meta_data = nullptr;
  }
};

/// An object's vector and the buffer that it lies in.
struct OwnedFeature {
  NvDsObjReid reid;
  UserMetaBuffer* buffer;
};

gpointer copy_feature(gpointer data, gpointer) {
  auto* owned = reinterpret_cast<OwnedFeature*>(user_meta(data).user_meta_data);
  owned->buffer->ref();
  return new OwnedFeature(*owned);
}

void release_feature(gpointer data, gpointer) {
  auto* owned = reinterpret_cast<OwnedFeature*>(user_meta(data).user_meta_data);
  owned->buffer->unref();
  delete owned;
  user_meta(data).user_meta_data = nullptr;
}

NvDsUserMeta* new_user_meta(NvDsBatchMeta& batch, NvDsMetaType type, void* data,
                            NvDsMetaCopyFunc copy, NvDsMetaReleaseFunc release) {
  NvDsUserMeta* meta = nvds_acquire_user_meta_from_pool(&batch);
  meta->user_meta_data = data;
  meta->base_meta.meta_type = type;
  meta->base_meta.copy_func = copy;
  meta->base_meta.release_func = release;
  return meta;
}

}  // namespace

void UserMetaBuffer::unref() {
  if (ref_count_.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
  // The pool may go with the last buffer that is under way.
  const std::shared_ptr<UserMetaPool> pool = std::move(pool_);
  pool->take_back(this);
}

UserMetaBufferPtr UserMetaPool::acquire() {
  const std::scoped_lock lock(mutex_);
  std::unique_ptr<UserMetaBuffer> buffer;
  if (!free_.empty()) {
    buffer = std::move(free_.back());
    free_.pop_back();
  } else if (num_left_ > 0) {
    --num_left_;
    buffer = std::make_unique<UserMetaBuffer>();
  } else {
    return nullptr;
  }
  buffer->ref_count_.store(1, std::memory_order_relaxed);
  buffer->pool_ = shared_from_this();
  return UserMetaBufferPtr(buffer.release());
}

void UserMetaPool::take_back(UserMetaBuffer* buffer) {
  buffer->past.clear();
  buffer->ended.clear();
  buffer->shadow.clear();
  buffer->features.clear();
  const std::scoped_lock lock(mutex_);
  free_.emplace_back(buffer);
}

void attach_tracks(NvDsBatchMeta& batch, NvDsMetaType type, UserMetaBuffer& buffer,
                   TrackList& tracks) {
  using Shared = SharedData<NvDsTargetMiscDataBatch>;
  nvds_add_user_meta_to_batch(&batch, new_user_meta(batch, type, tracks.finish(buffer.ref()),
                                                    Shared::copy, Shared::release));
}

void attach_features(NvDsBatchMeta& batch, UserMetaBuffer& buffer) {
  using Shared = SharedData<NvDsReidTensorBatch>;
  buffer.reid.ptr_host = buffer.features.data();
  buffer.reid.ptr_dev = nullptr;
  buffer.reid.priv_data = buffer.ref();
  nvds_add_user_meta_to_batch(&batch, new_user_meta(batch, NVDS_TRACKER_BATCH_REID_META,
                                                    &buffer.reid, Shared::copy, Shared::release));
}

void attach_feature(NvDsBatchMeta& batch, NvDsObjectMeta& object, UserMetaBuffer& buffer,
                    std::size_t index) {
  const std::uint32_t size = buffer.reid.featureSize;
  auto* owned =
      new OwnedFeature{{size, buffer.features.data() + index * size, nullptr}, buffer.ref()};
  nvds_add_user_meta_to_obj(&object, new_user_meta(batch, NVDS_TRACKER_OBJ_REID_META, &owned->reid,
                                                   copy_feature, release_feature));
}

}  // namespace pipewright::standin::tracking
