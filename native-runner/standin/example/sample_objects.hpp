// SPDX-License-Identifier: Apache-2.0
// What DeepStream's sample library behind dsexample says, whatever it is shown.
#pragma once

#include "nvdsmeta.h"

namespace pipewright::standin::example {

/// Sizes that decide where the sample objects are, in pixels.
struct SampleSizes {
  int processing_width = 640;
  int processing_height = 480;
  int frame_width = 0;
  int frame_height = 0;
};

/// Adds the two objects that the library sees in every frame. The caller holds the batch's lock.
void attach_sample_objects(NvDsFrameMeta& frame, const SampleSizes& sizes);

/// Gives an object the label that the library has for every object. The caller holds the batch's
/// lock.
void attach_sample_label(NvDsObjectMeta& object, unsigned unique_id);

}  // namespace pipewright::standin::example
