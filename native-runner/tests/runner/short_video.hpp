// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>
#include <gtest/gtest.h>

#include <string>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright::test {

/// Half a second of H.264 in a Matroska file.
inline void write_short_video(const std::string& path) {
  const ElementPtr pipeline = share_object(gst_parse_launch(
      concat(
          "videotestsrc num-buffers=15 pattern=ball ! video/x-raw,format=I420,width=64,height=48,"
          "framerate=30/1 ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux ! "
          "filesink location=",
          path)
          .c_str(),
      nullptr));
  ASSERT_TRUE(pipeline);
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  const BusPtr bus(gst_element_get_bus(pipeline.get()));
  const MessagePtr message(
      gst_bus_timed_pop_filtered(bus.get(), 60 * GST_SECOND,
                                 static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  ASSERT_TRUE(message);
  ASSERT_EQ(GST_MESSAGE_TYPE(message.get()), GST_MESSAGE_EOS);
}

}  // namespace pipewright::test
