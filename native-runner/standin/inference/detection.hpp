// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pipewright::standin::inference {

/// One box of a detector, in pixels of the network's input until it is scaled to the frame.
struct Detection {
  unsigned class_id = 0;
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;
  float confidence = 0;
  /// Which of the model's candidates it is, for decoders that have more to tell about it.
  std::size_t candidate = 0;
};

}  // namespace pipewright::standin::inference
