// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "nvdspreprocess_meta.h"
#include "standin/preprocess/preprocess_config.hpp"

namespace pipewright::standin::preprocess {

/// A tensor and the regions in it, one per sample.
struct FilledTensor {
  std::shared_ptr<std::byte[]> memory;
  std::size_t num_bytes = 0;
  std::vector<NvDsRoiMeta> regions;
  /// Its number among the tensors of the buffer.
  unsigned meta_id = 0;
};

/// Attaches a tensor to the batch as a GstNvDsPreProcessBatchMeta. Copies of the batch share its
/// values. The caller holds the batch's lock.
void attach_tensor(NvDsBatchMeta& batch, FilledTensor tensor, const PreprocessConfig& config,
                   const std::vector<guint64>& target_unique_ids);

}  // namespace pipewright::standin::preprocess
