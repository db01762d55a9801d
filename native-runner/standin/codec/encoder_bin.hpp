// SPDX-License-Identifier: Apache-2.0
// What the encoders share: a bin in which one of GStreamer's software encoders does the work.
//
//   [videoconvert] -> nvvideoconvert -> [videoconvert] -> caps -> encoder -> caps
//
// nvvideoconvert shows the encoder the pictures of an NVMM buffer without copying them. A codec is
// an EncoderKind, its element a type below GstStandinEncoder. Bit rate, key frames and their
// distance may change while it plays, by properties and by the events of gst-nvcustomevent.h.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <span>
#include <string>

#include "elements.hpp"
#include "properties/element_spec.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// The elements of one bin that a codec sets up.
struct EncoderParts {
  PropertyStore* properties = nullptr;
  GstElement* input = nullptr;    ///< capsfilter before the encoder
  GstElement* encoder = nullptr;  ///< null when it is not installed
  GstElement* output = nullptr;   ///< capsfilter behind the encoder
  /// Whether the encoder has to start anew before the next frame, to take settings over.
  std::atomic<bool> restarts = false;
};

/// One codec.
struct EncoderKind {
  const char* factory;  ///< GStreamer's encoder
  const char* package;  ///< has it, for messages
  bool needs_adapter;   ///< the encoder takes formats that nvvideoconvert does not give
  const char* description;
  const ElementSpec* element;
  /// The element takes formats in system memory that nvvideoconvert does not.
  bool takes_more_formats = false;
  unsigned bitrate_id = 0;      ///< of the property that may change while playing; 0 without one
  unsigned force_idr_id = 0;    ///< 0 without one
  unsigned force_intra_id = 0;  ///< 0 without one
  /// Of those that place key frames, which take effect by a new start; 0 without.
  unsigned iframe_interval_id = 0;
  unsigned idr_interval_id = 0;
  /// Hands the properties to the encoder before it starts; a sentence on a bad one, else empty.
  std::string (*configure)(const EncoderParts&);
  /// Sets a bit rate (bit/s) on the encoder; null without a bitrate_id.
  void (*set_bitrate)(GstElement* encoder, unsigned bitrate) = nullptr;
  bool restarts_for_bitrate = false;    ///< the encoder reads it at its start only
  bool restarts_for_key_frame = false;  ///< the encoder makes none on request
  /// Called with the parts of a new bin, which live as long as it; null when there is nothing to
  /// do.
  void (*on_built)(EncoderParts& parts) = nullptr;
};

struct GstStandinEncoder {
  GstBin parent;
  EncoderParts* parts;
};
struct GstStandinEncoderClass {
  GstBinClass parent_class;
  const EncoderKind* kind;
};

GType gst_standin_encoder_get_type();

/// The type of the encoders of one codec, for registering its element; `kind` must live for ever.
GType encoder_type(const char* type_name, const EncoderKind& kind);

/// Sets the caps of one of the capsfilters.
void set_filter_caps(GstElement* filter, const char* caps);

}  // namespace pipewright::standin
