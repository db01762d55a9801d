// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame_view.hpp"

namespace pipewright::standin {

/// Whether two formats of one size differ only in how the chroma lies: I420 and NV12, either way.
bool differ_in_chroma_layout(const FrameFormat& source, const FrameFormat& target);

/// Copies such a picture: decoders give I420, DeepStream's buffers hold NV12.
void copy_chroma_layout(const FrameView& source, const FrameView& target);

/// Of I420 and NV12: copies the chroma alone.
void interleave_chroma(const FrameView& source, const FrameView& target);

}  // namespace pipewright::standin
