// SPDX-License-Identifier: Apache-2.0
// What one runner process does for its server: one pipeline, its telemetry, its previews.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runner/channel/write_queue.hpp"
#include "runner/commands/debug_thresholds.hpp"
#include "runner/commands/snapshot.hpp"
#include "runner/commands/step.hpp"
#include "runner/dispatch/reply.hpp"
#include "runner/doctor/doctor.hpp"
#include "runner/main_queue.hpp"
#include "runner/pipeline/pipeline.hpp"
#include "runner/preview/preview_manager.hpp"
#include "runner/registry/runtime.hpp"
#include "runner/telemetry/metadata_tap.hpp"
#include "runner/telemetry/sampler.hpp"

namespace pipewright {

/// One method per request. Main thread only.
class Session : private PipelineObserver {
 public:
  using Notify = std::function<void(runner::Notification)>;

  /// `main` and `telemetry` outlive the session.
  Session(MainQueue& main, WriteQueue& telemetry, std::string standin_path, Notify notify);
  /// Takes the pipeline to NULL, without EOS.
  ~Session() override;

  void inspect(const runner::Inspect& request, const ReplyPtr& reply);
  void build(const runner::Build& request, const ReplyPtr& reply);
  void play(const ReplyPtr& reply);
  void pause(const ReplyPtr& reply);
  void stop(const runner::Stop& request, const ReplyPtr& reply);
  void set_property(const runner::SetProperty& request, const ReplyPtr& reply);
  void set_metadata_taps(const runner::SetMetadataTaps& request, const ReplyPtr& reply);
  void attach_viewer(const runner::AttachViewer& request, const ReplyPtr& reply);
  void answer_viewer(const runner::AnswerViewer& request, const ReplyPtr& reply);
  void add_ice_candidate(const runner::AddIceCandidate& request, const ReplyPtr& reply);
  void detach_viewer(const runner::DetachViewer& request, const ReplyPtr& reply);
  void seek(const runner::Seek& request, const ReplyPtr& reply);
  void query_position(const ReplyPtr& reply);
  void take_snapshot(const runner::TakeSnapshot& request, const ReplyPtr& reply);
  void describe_graph(const ReplyPtr& reply);
  void set_debug_thresholds(const runner::SetDebugThresholds& request, const ReplyPtr& reply);
  void flush(const ReplyPtr& reply);
  void step(const runner::Step& request, const ReplyPtr& reply);
  void add_elements(const runner::AddElements& request, const ReplyPtr& reply);
  void remove_elements(const runner::RemoveElements& request, const ReplyPtr& reply);

 private:
  void on_notification(const runner::Notification& notification) override;
  void on_end_of_stream() override;
  void on_stopping() override;
  void on_stopped() override;
  void on_step_done() override;
  void on_element_error(const runner::BusMessage& message) override;
  void on_missing_plugin(GstMessage* message) override;

  /// False, and the request answered, when there is no built pipeline.
  bool require_pipeline(const ReplyPtr& reply, const char* what) const;
  /// The same where it does not stream.
  bool require_streaming(const ReplyPtr& reply, const char* what) const;
  void finish_build(Outcome<void> ready, const ReplyPtr& reply);
  [[nodiscard]] PadWatch* find_watch(std::uint32_t index) const;
  [[nodiscard]] runner::Error no_such_watch(std::uint32_t index) const;
  void remove_metadata_taps();
  void cancel_snapshots(const std::string& reason);
  void forget_pads(const std::vector<std::uint32_t>& indexes);

  MainQueue& main_;
  WriteQueue& telemetry_;
  RuntimeLoader runtime_loader_;
  Notify notify_;
  std::string run_id_;
  runner::Runtime runtime_ = runner::RUNTIME_AUTO;
  bool is_building_ = false;
  std::shared_ptr<Pipeline> pipeline_;
  std::unique_ptr<Sampler> sampler_;
  std::unique_ptr<Doctor> doctor_;
  std::vector<std::pair<PadWatch*, std::shared_ptr<MetadataTap>>> metadata_taps_;
  std::unique_ptr<PreviewManager> previews_;
  DebugThresholds debug_thresholds_;
  double rate_ = 1;  // of the last seek
  pipewright::Step step_;
  std::vector<std::shared_ptr<Snapshot>> snapshots_;
};

}  // namespace pipewright
