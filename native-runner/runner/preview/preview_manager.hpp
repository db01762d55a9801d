// SPDX-License-Identifier: Apache-2.0
// All previews of a run: which viewer watches what.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "runner/error.hpp"
#include "runner/main_queue.hpp"
#include "runner/preview/preview_branch.hpp"
#include "runner/preview/preview_encoder.hpp"

namespace pipewright {

/// Main thread only. Viewers of one pad and stream share a branch, with the first one's size; a
/// branch without viewers goes.
class PreviewManager {
 public:
  using Notify = std::function<void(runner::Notification)>;

  PreviewManager(MainQueue& main, WriteQueue& telemetry, std::string run_id,
                 runner::Runtime runtime, Notify notify);
  ~PreviewManager();

  /// "H264", "VP8", or empty when this machine cannot show previews.
  [[nodiscard]] std::string codec() const;

  /// Makes ready, in a thread of its own, what the first viewer would wait for.
  void expect_viewers() const;

  /// Adds a viewer; its offer follows once the pad has a picture.
  Outcome<void> attach(const runner::AttachViewer& request, PadWatch& watch);
  void answer(const runner::AnswerViewer& request, Viewer::Callback done);
  Outcome<void> add_ice_candidate(const runner::AddIceCandidate& request);
  Outcome<void> detach(const std::string& viewer_id);

  /// Ends the viewers of a pad that goes.
  void end_pad(std::uint32_t pad_index, const std::string& reason);

  /// Ends all viewers, each with a ViewerEnded; new ones are refused with the reason.
  void end_all(const std::string& reason);

 private:
  using Key = std::pair<std::uint32_t, int>;  // pad index, stream
  struct Entry {
    Key key;
    ViewerPtr viewer;
  };

  Outcome<Entry*> find(const std::string& viewer_id);
  std::shared_ptr<PreviewBranch> branch_for(Key key, const runner::AttachViewer& request,
                                            PadWatch& watch);
  void remove(const std::string& viewer_id);
  void end_viewer(const std::string& viewer_id, const std::string& reason);
  void end_branch(Key key, const std::string& reason);

  MainQueue& main_;
  WriteQueue& telemetry_;
  const std::string run_id_;
  Notify notify_;
  std::string why_unavailable_;
  std::optional<PreviewEncoder> encoder_;
  std::map<Key, std::shared_ptr<PreviewBranch>> branches_;
  std::map<std::string, Entry> viewers_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // for what is posted to itself
};

}  // namespace pipewright
