// SPDX-License-Identifier: Apache-2.0
// Messages made straight of frame and object metadata (msg2p-newapi).
#pragma once

#include <string>

#include "nvdsmeta.h"
#include "standin/messaging/conversion/message_config.hpp"

namespace pipewright::standin::messaging {

/// One object in the full schema. Boxes are in pixels of the mux's output, as in DeepStream.
std::string full_frame_message(const MessageConfig& config, const NvDsFrameMeta& frame,
                               const NvDsObjectMeta& object);

/// One frame with all its objects in the minimal schema: each is a text
/// `id|left|top|right|bottom|label`, where there are classifiers with `|#|labels…|confidence`.
std::string minimal_frame_message(const MessageConfig& config, const NvDsFrameMeta& frame);

}  // namespace pipewright::standin::messaging
