// SPDX-License-Identifier: Apache-2.0
// What can be told of encoded frames before they are decoded.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <span>

namespace pipewright::standin {

/// DeepStream's numbers of `skip-frames`.
enum class SkipFrames { kNone = 0, kNonReference = 1, kNonKey = 2 };

/// Syntax of the stream, as far as frames that others refer to can be told from the rest.
enum class StreamSyntax { kH264ByteStream, kH265ByteStream, kOther };

StreamSyntax stream_syntax(const GstCaps* caps);

/// Whether other frames may refer to this access unit (byte-stream NAL units). Units without a
/// slice count as reference, as do all of unknown syntax.
bool is_reference(std::span<const std::uint8_t> access_unit, StreamSyntax syntax);

/// Whether a decoder can begin with a buffer: a key frame, with its parameter sets where those are
/// in the stream.
bool is_entry_point(GstBuffer* buffer, StreamSyntax syntax);

/// Whether a buffer is to be left out.
bool is_skipped(GstBuffer* buffer, SkipFrames skip, StreamSyntax syntax);

}  // namespace pipewright::standin
