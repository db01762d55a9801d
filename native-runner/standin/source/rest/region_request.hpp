// SPDX-License-Identifier: Apache-2.0
// /api/v1/roi/update: the regions of a stream that nvdspreprocess looks at.
#pragma once

#include <gst/gst.h>

#include <string>

#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"

namespace pipewright::standin::rest {

/// Sends the regions of the body downstream. The body has an object of any name, in it `stream_id`,
/// `roi_count` and the list `roi` of objects with `roi_id`, `left`, `top`, `width` and `height`, in
/// pixels.
Verdict change_regions(const std::string& body, GstElement* bin, const MultiUriSource& source);

}  // namespace pipewright::standin::rest
