// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nvdsmeta.h"
#include "standin/metamux/meta_mux_config.hpp"

namespace pipewright::standin::metamux {

/// Appends copies of what a frame of another branch carries: objects, shapes to draw, user metas.
void merge_frame(const NvDsFrameMeta& from, NvDsFrameMeta& into);

/// Takes the results of models out of the sources that the configuration does not list for them:
/// objects, classifications and raw outputs.
void remove_unwanted(NvDsBatchMeta& batch, const MetaMuxConfig& config);

}  // namespace pipewright::standin::metamux
