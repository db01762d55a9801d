// SPDX-License-Identifier: Apache-2.0
// Poses in messages.
#pragma once

#include <string>

#include "nvdsmeta_schema.h"
#include "standin/messaging/conversion/message_parts.hpp"

namespace pipewright::standin::messaging {

/// Joints by name, those without confidence left out: whole pixels, z only in space.
Json pose_json(const NvDsJoints& pose);

/// `|#|pose2D|name,x,y,confidence|…|` (pose25D and pose3D with z); empty without joints.
std::string pose_text(const NvDsJoints& pose);

}  // namespace pipewright::standin::messaging
