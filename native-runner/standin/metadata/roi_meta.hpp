// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nvds_roi_meta.h"

namespace pipewright::standin {

/// After a batch with regions was copied: makes the copied user meta's regions speak of the copy's
/// frames, objects and results instead of the original's. Other kinds of user metas are left alone.
void point_regions_to_copy(const NvDsUserMeta& source, NvDsUserMeta& copy,
                           NvDsBatchMeta& source_batch, NvDsBatchMeta& copied_batch);

}  // namespace pipewright::standin
