// SPDX-License-Identifier: Apache-2.0
// Smart record of UriSource: the recorder as the properties ask for it.

#include <glib/gstdio.h>
#include <unistd.h>

#include "common/text.hpp"
#include "uri_source.hpp"

namespace pipewright::standin {

/// Posts an error and is false when recordings have nowhere to go.
bool UriSource::make_recorder() {
  if (properties_->enum_value(uri_props::kSmartRecord) == 0) return true;
  const char* name = GST_OBJECT_NAME(bin_);
  if (!is_rtsp()) {
    GST_ELEMENT_WARNING(
        bin_, LIBRARY, SETTINGS,
        ("%s does not record %s: smart-record is for RTSP sources.", name, uri_.c_str()),
        (nullptr));
    return true;
  }
  record::RecorderSettings settings;
  settings.folder = properties_->text_value(uri_props::kSmartRecDirPath);
  if (settings.folder.empty() || g_access(settings.folder.c_str(), W_OK | X_OK) != 0) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Property smart-rec-dir-path of %s is '%s': set it to a folder that exists "
                       "and can be written to.",
                       name, settings.folder.c_str()),
                      (nullptr));
    return false;
  }
  settings.prefix = concat(properties_->text_value(uri_props::kSmartRecFilePrefix), "_",
                           properties_->int_value(uri_props::kSourceId));
  settings.is_matroska = properties_->enum_value(uri_props::kSmartRecContainer) == 1;
  constexpr int kVideoOnly = 1;
  constexpr int kAudioOnly = 2;
  const int mode = properties_->enum_value(uri_props::kSmartRecMode);
  settings.has_video = mode != kAudioOnly;
  settings.has_audio = mode != kVideoOnly && !properties_->boolean_value(uri_props::kDisableAudio);
  settings.cache_seconds = properties_->uint_value(properties_->was_set(uri_props::kSmartRecCache)
                                                       ? uri_props::kSmartRecCache
                                                       : uri_props::kSmartRecVideoCache);
  settings.default_seconds = properties_->uint_value(uri_props::kSmartRecDefaultDuration);
  auto recorder = std::make_shared<record::SmartRecorder>(bin_, std::move(settings));
  const std::lock_guard lock(mutex_);
  recorder_ = std::move(recorder);
  return true;
}

std::shared_ptr<record::SmartRecorder> UriSource::recorder() {
  const std::lock_guard lock(mutex_);
  return recorder_;
}

}  // namespace pipewright::standin
