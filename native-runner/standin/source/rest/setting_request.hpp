// SPDX-License-Identifier: Apache-2.0
// Routes that change one setting of an element: of a source's decoder or converter, of the mux, or
// of elements behind the bin, which an event tells.
#pragma once

#include <gst/gst.h>

#include <cstdint>
#include <span>
#include <string>

#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"

namespace pipewright::standin::rest {

/// Whose setting it is.
enum class SettingOwner {
  kDecoder,
  kConverter,  ///< nvvideoconvert behind a source's decoder
  kMux,
  kStreamElement,  ///< an element behind the bin; the request names one stream
  kElement,        ///< an element behind the bin
  kApplication,
};

/// A request's values.
struct SettingRequest {
  std::string stream_id;
  std::int64_t number = 0;  ///< of a setting that is a number or a truth value
  std::string text;         ///< of a setting that is a text
};

/// One route. Its body has an object of any name, in it the field and, where the setting is one
/// stream's, `stream_id`.
struct Setting {
  const char* path;
  SettingOwner owner;
  const char* field;       ///< in the body
  const char* word;        ///< DeepStream's word for the change, which _SUCCESS or _FAIL follows
  std::int64_t least = 0;  ///< of a number; both 0 where it is none
  std::int64_t most = 0;
  const char* property = nullptr;  ///< of the owner, where no event or message carries the value
  /// The event that tells the elements behind the bin.
  GstEvent* (*make_event)(SettingRequest& request) = nullptr;
};

std::span<const Setting> settings();

/// Does what the body says.
Verdict change_setting(const Setting& setting, const std::string& body, GstElement* bin,
                       const MultiUriSource& source);

}  // namespace pipewright::standin::rest
