// SPDX-License-Identifier: Apache-2.0
// Times of encoded frames that GStreamer's MPEG-4 encoder loses.
//
// avenc_mpeg4 with libavcodec 5.1 (Debian 12) gives every frame the largest time there is: files
// have no duration then, and sinks wait for ever. It keeps the order of frames, one for one.
#pragma once

#include <gst/gst.h>

namespace pipewright::standin {

/// Gives what leaves an encoder that does not reorder frames the times of what entered it.
void keep_frame_times(GstElement* encoder);

}  // namespace pipewright::standin
