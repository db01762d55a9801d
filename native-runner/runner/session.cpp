// SPDX-License-Identifier: Apache-2.0
#include "runner/session.hpp"

#include <algorithm>
#include <utility>

#include "common/text.hpp"
#include "runner/registry/registry_dump.hpp"

namespace pipewright {
namespace {

constexpr std::uint32_t kDefaultIntervalMillis = 500;
constexpr std::uint32_t kMinIntervalMillis = 20;

}  // namespace

Session::Session(MainQueue& main, WriteQueue& telemetry, std::string standin_path, Notify notify)
    : main_(main),
      telemetry_(telemetry),
      runtime_loader_(std::move(standin_path)),
      notify_(std::move(notify)) {}

Session::~Session() {
  telemetry_.cancel_waiting();
  snapshots_.clear();
  previews_.reset();
  remove_metadata_taps();
  doctor_.reset();
  sampler_.reset();
  pipeline_.reset();
}

void Session::inspect(const runner::Inspect& request, const ReplyPtr& reply) {
  auto runtime = runtime_loader_.use(request.runtime());
  if (!runtime) return reply->error(std::move(runtime).error());
  runner::Response response;
  runner::InspectResult& result = *response.mutable_inspect();
  result.set_runtime(runtime.value());
  result.set_gstreamer_version(take_text(gst_version_string()));
  for (const std::string& name : request.factories()) {
    runner::ElementFactory factory;
    if (describe_factory(name, factory)) *result.add_factories() = std::move(factory);
  }
  reply->send(std::move(response));
}

bool Session::require_pipeline(const ReplyPtr& reply, const char* what) const {
  if (pipeline_ && !is_building_) return true;
  reply->error(make_error(runner::INVALID_STATE,
                          concat("Cannot ", what, ": no pipeline has been built yet.")));
  return false;
}

bool Session::require_streaming(const ReplyPtr& reply, const char* what) const {
  if (!require_pipeline(reply, what)) return false;
  auto streaming = pipeline_->check_streaming(what);
  if (streaming) return true;
  reply->error(std::move(streaming).error());
  return false;
}

void Session::build(const runner::Build& request, const ReplyPtr& reply) {
  if (pipeline_) {
    return reply->error(make_error(runner::INVALID_STATE,
                                   "This runner has a pipeline already; a runner runs one. Start "
                                   "another runner."));
  }
  auto runtime = runtime_loader_.use(request.runtime());
  if (!runtime) return reply->error(std::move(runtime).error());
  auto built = build_pipeline(request.plan());
  if (!built) return reply->error(std::move(built).error());

  runtime_ = runtime.value();
  run_id_ = request.plan().run_id();
  pipeline_ = std::make_shared<Pipeline>(std::move(built).value(), main_,
                                         static_cast<PipelineObserver&>(*this));
  const std::uint32_t interval = request.telemetry_interval_ms() == 0
                                     ? kDefaultIntervalMillis
                                     : request.telemetry_interval_ms();
  sampler_ = std::make_unique<Sampler>(pipeline_->watches(), pipeline_->element_watches(),
                                       pipeline_->traffic(), telemetry_, run_id_,
                                       std::max(interval, kMinIntervalMillis));
  doctor_ = std::make_unique<Doctor>(*pipeline_, request.doctor(),
                                     [this](const runner::Diagnosis& diagnosis) {
                                       runner::Notification notification;
                                       *notification.mutable_diagnosis() = diagnosis;
                                       notify_(std::move(notification));
                                     });
  doctor_->start();
  previews_ = std::make_unique<PreviewManager>(main_, telemetry_, run_id_, runtime_, notify_);
  if (request.expects_viewers()) previews_->expect_viewers();
  is_building_ = true;
  pipeline_->change_state(GST_STATE_READY, [this, reply](Outcome<void> ready) {
    finish_build(std::move(ready), reply);
  });
}

void Session::finish_build(Outcome<void> ready, const ReplyPtr& reply) {
  is_building_ = false;
  if (!ready) {
    reply->error(std::move(ready).error());
    previews_.reset();
    doctor_.reset();
    sampler_.reset();
    pipeline_.reset();  // lives on until it returns from calling this
    return;
  }
  runner::Response response;
  runner::BuildResult& result = *response.mutable_build();
  result.set_runtime(runtime_);
  result.set_preview_codec(previews_->codec());
  for (const auto& watch : pipeline_->watches()) {
    watch->describe(*result.add_pads());
  }
  reply->send(std::move(response));
}

void Session::play(const ReplyPtr& reply) {
  if (!require_pipeline(reply, "play")) return;
  sampler_->start();
  pipeline_->change_state(GST_STATE_PLAYING,
                          [reply](Outcome<void> played) { reply->finish(std::move(played)); });
}

void Session::pause(const ReplyPtr& reply) {
  if (!require_pipeline(reply, "pause")) return;
  sampler_->start();
  pipeline_->change_state(GST_STATE_PAUSED,
                          [reply](Outcome<void> paused) { reply->finish(std::move(paused)); });
}

void Session::stop(const runner::Stop& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "stop")) return;
  pipeline_->stop(request.eos_timeout_ms(),
                  [reply](Outcome<void> stopped) { reply->finish(std::move(stopped)); });
}

void Session::set_property(const runner::SetProperty& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "set a property")) return;
  auto value = pipeline_->set_property(request);
  if (!value) return reply->error(std::move(value).error());
  runner::Response response;
  response.mutable_set_property()->set_value(std::move(value).value());
  reply->send(std::move(response));
}

PadWatch* Session::find_watch(std::uint32_t index) const {
  const auto& watches = pipeline_->watches();
  if (index >= watches.size() || watches[index]->is_retired()) return nullptr;
  return watches[index].get();
}

runner::Error Session::no_such_watch(std::uint32_t index) const {
  return make_error(
      runner::NO_SUCH_PAD,
      concat("There is no watched pad ", index, "; this run has had ", pipeline_->watches().size(),
             ", counted from 0, and those of removed elements are gone."));
}

void Session::set_metadata_taps(const runner::SetMetadataTaps& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "tap metadata")) return;
  for (const std::uint32_t index : request.pad_indexes()) {
    if (find_watch(index) == nullptr) return reply->error(no_such_watch(index));
  }
  remove_metadata_taps();
  for (const std::uint32_t index : request.pad_indexes()) {
    PadWatch* watch = find_watch(index);
    auto tap = std::make_shared<MetadataTap>(index, run_id_, telemetry_, request.lossless());
    watch->add_tap(tap);
    metadata_taps_.emplace_back(watch, std::move(tap));
  }
  reply->done();
}

void Session::remove_metadata_taps() {
  for (const auto& [watch, tap] : metadata_taps_) {
    tap->stop();
    watch->remove_tap(tap.get());
  }
  metadata_taps_.clear();
}

void Session::attach_viewer(const runner::AttachViewer& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "show a preview")) return;
  PadWatch* watch = find_watch(request.pad_index());
  if (watch == nullptr) return reply->error(no_such_watch(request.pad_index()));
  if (auto attached = previews_->attach(request, *watch); !attached) {
    return reply->error(std::move(attached).error());
  }
  runner::Response response;
  response.mutable_attach_viewer()->set_codec(previews_->codec());
  reply->send(std::move(response));
}

void Session::answer_viewer(const runner::AnswerViewer& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "answer a preview")) return;
  previews_->answer(request,
                    [reply](Outcome<void> answered) { reply->finish(std::move(answered)); });
}

void Session::add_ice_candidate(const runner::AddIceCandidate& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "add a candidate to a preview")) return;
  reply->finish(previews_->add_ice_candidate(request));
}

void Session::detach_viewer(const runner::DetachViewer& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "end a preview")) return;
  reply->finish(previews_->detach(request.viewer_id()));
}

void Session::on_notification(const runner::Notification& notification) {
  notify_(notification);
}

void Session::on_end_of_stream() {
  doctor_->stop();
  sampler_->finish(true);
  cancel_snapshots("the pipeline reached its end");
  previews_->end_all("the pipeline reached its end");
}

void Session::on_stopping() {
  cancel_snapshots("the run is being stopped");
  step_.cancel("the run is being stopped");
  doctor_->stop();
  previews_->end_all("the run is being stopped");
  // Streaming threads that wait for the server to read would keep the pipeline from stopping.
  telemetry_.cancel_waiting();
}

void Session::on_element_error(const runner::BusMessage& message) {
  doctor_->on_error(message);
}

void Session::on_missing_plugin(GstMessage* message) {
  doctor_->on_missing_plugin(message);
}

void Session::on_stopped() {
  remove_metadata_taps();
  sampler_->finish(false);
}

}  // namespace pipewright
