// SPDX-License-Identifier: Apache-2.0
// /api/v1/stream: cameras that are added and removed, and the list of them.
#pragma once

#include <string>

#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"

namespace pipewright::standin::rest {

/// Does what the body of stream/add or stream/remove says: `change` in its `value` or `event`
/// decides, not the path.
Verdict change_streams(const std::string& body, MultiUriSource& source);

/// The body of stream/get-stream-info.
json stream_info(const MultiUriSource& source);

}  // namespace pipewright::standin::rest
