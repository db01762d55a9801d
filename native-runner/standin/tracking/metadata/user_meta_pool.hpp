// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "nvdsmeta.h"
#include "standin/tracking/metadata/track_list.hpp"

namespace pipewright::standin::tracking {

class UserMetaPool;

/// What nvtracker attaches to one batch beside the objects. The user metas that point into it share
/// it; when the last one goes it returns to its pool.
class UserMetaBuffer {
 public:
  TrackList past;
  TrackList ended;
  TrackList shadow;
  NvDsReidTensorBatch reid = {};
  std::vector<float> features;

  UserMetaBuffer* ref() {
    ref_count_.fetch_add(1, std::memory_order_relaxed);
    return this;
  }
  void unref();

 private:
  friend class UserMetaPool;
  std::atomic<int> ref_count_ = 1;
  /// Keeps the pool alive while the buffer is out.
  std::shared_ptr<UserMetaPool> pool_;
};

struct UserMetaBufferDeleter {
  void operator()(UserMetaBuffer* buffer) const { buffer->unref(); }
};
/// Owns one reference.
using UserMetaBufferPtr = std::unique_ptr<UserMetaBuffer, UserMetaBufferDeleter>;

/// As many buffers as user-meta-pool-size allows to be under way at once. Thread safe.
class UserMetaPool : public std::enable_shared_from_this<UserMetaPool> {
 public:
  static std::shared_ptr<UserMetaPool> create(unsigned size) {
    return std::shared_ptr<UserMetaPool>(new UserMetaPool(size));
  }

  /// An empty buffer; null while all are under way.
  UserMetaBufferPtr acquire();

 private:
  friend class UserMetaBuffer;
  explicit UserMetaPool(unsigned size) : num_left_(size) {}
  void take_back(UserMetaBuffer* buffer);

  std::mutex mutex_;
  unsigned num_left_;
  std::vector<std::unique_ptr<UserMetaBuffer>> free_;
};

/// Attaches an NvDsTargetMiscDataBatch of the buffer to the batch as a user meta of this type.
void attach_tracks(NvDsBatchMeta& batch, NvDsMetaType type, UserMetaBuffer& buffer,
                   TrackList& tracks);
/// Attaches the buffer's ReID vectors to the batch.
void attach_features(NvDsBatchMeta& batch, UserMetaBuffer& buffer);
/// Attaches an object's ReID vector, which lies in the buffer.
void attach_feature(NvDsBatchMeta& batch, NvDsObjectMeta& object, UserMetaBuffer& buffer,
                    std::size_t index);

}  // namespace pipewright::standin::tracking
