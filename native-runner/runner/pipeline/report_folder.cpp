// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/report_folder.hpp"

#include <functional>
#include <string_view>
#include <utility>

namespace pipewright {
namespace {

/// The message's error, which it keeps.
const GError* error_of(GstMessage* message) {
  const GstStructure* structure = gst_message_get_structure(message);
  const GValue* value =
      structure != nullptr ? gst_structure_get_value(structure, "gerror") : nullptr;
  return value != nullptr ? static_cast<const GError*>(g_value_get_boxed(value)) : nullptr;
}

}  // namespace

std::size_t ReportFolder::KeyHash::operator()(const Key& key) const {
  std::size_t hash = std::hash<const void*>()(key.source);
  const auto mix = [&](std::size_t part) { hash = hash * 1'000'003 ^ part; };
  mix(static_cast<std::size_t>(key.type));
  mix(key.domain);
  mix(static_cast<std::size_t>(key.code));
  mix(key.text_hash);
  return hash;
}

ReportFolder::Key ReportFolder::key_of(GstMessage* message) const {
  Key key{GST_MESSAGE_SRC(message), GST_MESSAGE_TYPE(message), 0, 0, 0};
  if (const GError* error = error_of(message)) {
    key.domain = error->domain;
    key.code = error->code;
    if (entries_.size() < kMaxDistinct && error->message != nullptr) {
      key.text_hash = std::hash<std::string_view>()(error->message);
    }
  }
  return key;
}

bool ReportFolder::fold(GstMessage* message) {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = entries_.try_emplace(key_of(message));
  Entry& entry = found->second;
  entry.newest.reset(gst_message_ref(message));
  if (is_new) {
    entry.last_told = Clock::now();
    return false;
  }
  ++entry.num_folded;
  return true;
}

std::vector<FoldedReport> ReportFolder::take_due(Clock::time_point now) {
  std::vector<FoldedReport> due;
  const std::lock_guard lock(mutex_);
  for (auto at = entries_.begin(); at != entries_.end();) {
    Entry& entry = at->second;
    if (now - entry.last_told < kInterval) {
      ++at;
    } else if (entry.num_folded == 0) {
      at = entries_.erase(at);
    } else {
      // It stands for itself and those folded into it.
      due.push_back({MessagePtr(gst_message_ref(entry.newest.get())), entry.num_folded - 1});
      entry.num_folded = 0;
      entry.last_told = now;
      ++at;
    }
  }
  return due;
}

bool ReportFolder::empty() const {
  const std::lock_guard lock(mutex_);
  return entries_.empty();
}

}  // namespace pipewright
