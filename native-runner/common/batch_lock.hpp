// SPDX-License-Identifier: Apache-2.0
// The lock of a batch's metadata. nvdsmeta.h is the SDK's or the stand-in's: whichever the target
// that includes this is built against.
#pragma once

#include "nvdsmeta.h"

namespace pipewright {

/// Holds a batch's lock for a scope, since elements of another branch may edit its lists. The lock
/// is recursive. Without a batch (null) there is nothing to lock.
class BatchLock {
 public:
  explicit BatchLock(NvDsBatchMeta* batch) : batch_(batch) {
    if (batch_ != nullptr) nvds_acquire_meta_lock(batch_);
  }
  ~BatchLock() {
    if (batch_ != nullptr) nvds_release_meta_lock(batch_);
  }
  BatchLock(const BatchLock&) = delete;
  BatchLock& operator=(const BatchLock&) = delete;

 private:
  NvDsBatchMeta* batch_;
};

}  // namespace pipewright
