// SPDX-License-Identifier: Apache-2.0
// Holds the layout of the header about dewarped views to that of DeepStream 9.1 (LP64 Linux).

#include "metadata/layout_assert.hpp"
#include "nvds_dewarper_meta.h"

ASSERT_SIZE(NvDewarperSurfaceMeta, 40);
ASSERT_FIELD(NvDewarperSurfaceMeta, type, 0, 16);
ASSERT_FIELD(NvDewarperSurfaceMeta, index, 16, 16);
ASSERT_FIELD(NvDewarperSurfaceMeta, source_id, 32, 4);
ASSERT_FIELD(NvDewarperSurfaceMeta, num_filled_surfaces, 36, 4);
