// SPDX-License-Identifier: Apache-2.0
// Turns the metadata of a frame into messages, as nvmsgconv's properties say.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "nvdsmeta.h"
#include "standin/messaging/conversion/message_config.hpp"

namespace pipewright::standin::messaging {

struct MakerSettings {
  Schema schema = Schema::kFull;
  /// Out of frames and objects themselves, every so many frames; otherwise out of events.
  bool uses_frames = false;
  unsigned frame_interval = 1;
  /// Only events of this component; 0 for all.
  unsigned component_id = 0;
  /// Minimal messages for frames without an event, too.
  bool makes_dummies = false;
  bool has_config = false;
};

class MessageMaker {
 public:
  MessageMaker(MakerSettings settings, MessageConfig config)
      : settings_(settings), config_(std::move(config)) {}

  /// Called with each message of a frame, or with something that the file lacks (once for each).
  struct Output {
    std::function<void(const std::string& message)> message;
    std::function<void(const std::string& text)> warning;
  };
  void make(const NvDsFrameMeta& frame, const Output& output);

 private:
  void make_from_frame(const NvDsFrameMeta& frame, const Output& output);
  void make_from_events(const NvDsFrameMeta& frame, const Output& output);
  template <typename Info>
  void check(const std::map<int, Info>& infos, const char* kind, int number, const Output& output);

  MakerSettings settings_;
  MessageConfig config_;
  std::set<std::pair<std::string, int>> missing_;
};

}  // namespace pipewright::standin::messaging
