// SPDX-License-Identifier: Apache-2.0
// Messages as metadata.
#pragma once

#include <string_view>

#include "nvdsmeta.h"

namespace pipewright::standin::messaging {

/// Hangs a message on a frame: a user meta of type NVDS_PAYLOAD_META with an NvDsPayload.
void attach_payload(NvDsFrameMeta& frame, std::string_view message, unsigned component_id);

}  // namespace pipewright::standin::messaging
