// SPDX-License-Identifier: Apache-2.0
// Output buffers of elements that give a batch other pictures.
#pragma once

#include <gst/base/gstbasetransform.h>

#include <span>

#include "picture.hpp"

namespace pipewright::standin {

/// Turns a transform's input buffer, which is taken over, into a writable one for its output: with
/// its times, its NvDs metadata and, until set_pictures, its pictures. Nothing is
/// copied unless somebody else holds the buffer, so metadata that cannot be copied stays. Metas
/// that the element's transform_meta would not copy are removed.
GstBuffer* make_output(GstBaseTransform* transform, GstBuffer* input);

/// Gives a writable buffer other pictures in place of what it holds; times and metadata stay.
void set_pictures(GstBuffer* buffer, std::span<const PictureRef> pictures);

}  // namespace pipewright::standin
