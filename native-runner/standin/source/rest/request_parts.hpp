// SPDX-License-Identifier: Apache-2.0
// What requests that change settings have in common.
#pragma once

#include <gst/gst.h>

#include <string>

#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"

namespace pipewright::standin::rest {

/// The object within a body's object, whatever its name. Throws std::exception where there is none;
/// `field` is for the text.
json inner_object(const std::string& body, const char* field);

/// The source that a request names; null when there is none of that number.
ElementPtr source_named(const std::string& stream_id, const MultiUriSource& source);

/// The sensor id of the source that a request names; empty when there is none.
std::string sensor_named(const std::string& stream_id, const MultiUriSource& source);

/// Why a request is refused that names a source that is not there.
std::string unknown_stream(const std::string& stream_id);

/// Tells the elements behind the bin. Why it could not, else empty. Takes the event over.
std::optional<std::string> send_downstream(GstElement* bin, GstEvent* event);

}  // namespace pipewright::standin::rest
