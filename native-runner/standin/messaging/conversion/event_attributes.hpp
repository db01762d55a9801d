// SPDX-License-Identifier: Apache-2.0
// What an event's extMsg says of a vehicle, person, face or product.
#pragma once

#include <string>

#include "nvdsmeta_schema.h"
#include "standin/messaging/conversion/message_parts.hpp"

namespace pipewright::standin::messaging {

/// Member of `object` that is named after the object's kind, with its attributes; empty ones where
/// the event has no extMsg. Kinds without a member in the schema add nothing.
void add_attributes(const NvDsEventMsgMeta& event, Json& object);

/// `|#|attributes…`; six empty ones without extMsg, as in DeepStream.
std::string attributes_text(const NvDsEventMsgMeta& event);

/// Polygons of a kind with mask; null for other events.
const GList* mask_of(const NvDsEventMsgMeta& event);

}  // namespace pipewright::standin::messaging
