// SPDX-License-Identifier: Apache-2.0
// Which of GStreamer's decoders does the work of nvv4l2decoder, and which parser a stream needs
// before it.
#pragma once

#include <gst/gst.h>

#include <string>

namespace pipewright::standin {

/// A decoder for one kind of encoded video.
struct DecoderChoice {
  std::string factory;  ///< installed; empty when none is
  std::string wanted;   ///< the factories that would do, for messages
  std::string package;  ///< where to get the first of them
};

/// The decoder for the first structure of `caps`; nothing wanted when nvv4l2decoder does not take
/// such caps.
DecoderChoice choose_decoder(const GstCaps* caps);

/// The parser that brings such a stream to nvv4l2decoder's caps; empty when it needs none.
std::string parser_for(const GstCaps* caps);

}  // namespace pipewright::standin
