// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/preview_manager.hpp"

#include <vector>

#include "common/text.hpp"

namespace pipewright {
namespace {

/// All DTLS connections of a process share one certificate, which is made with the first element
/// that needs it and takes a quarter of a second. Made ahead, the first viewer need not wait.
void make_certificate_ahead() {
  g_thread_unref(g_thread_new(
      "certificate",
      [](gpointer) -> gpointer {
        if (GstElement* decoder = gst_element_factory_make("dtlsdec", nullptr)) {
          const ElementPtr owner = share_object(decoder);
        }
        return nullptr;
      },
      nullptr));
}

}  // namespace

PreviewManager::PreviewManager(MainQueue& main, WriteQueue& telemetry, std::string run_id,
                               runner::Runtime runtime, Notify notify)
    : main_(main),
      telemetry_(telemetry),
      run_id_(std::move(run_id)),
      notify_(std::move(notify)),
      encoder_(choose_preview_encoder(runtime, why_unavailable_)) {}

PreviewManager::~PreviewManager() = default;

void PreviewManager::expect_viewers() const {
  if (encoder_) make_certificate_ahead();
}

std::string PreviewManager::codec() const {
  return encoder_ ? encoder_->codec : "";
}

Outcome<void> PreviewManager::attach(const runner::AttachViewer& request, PadWatch& watch) {
  const auto unavailable = [&](std::string_view why) {
    return make_error(runner::PREVIEW_UNAVAILABLE, concat("No preview: ", why, "."),
                      {.element = watch.element(), .pad = watch.pad_name()});
  };
  if (request.viewer_id().empty()) {
    return make_error(runner::BAD_REQUEST, "A viewer needs an id.");
  }
  if (viewers_.contains(request.viewer_id())) {
    return make_error(runner::BAD_REQUEST,
                      concat("There is a viewer '", request.viewer_id(), "' already."));
  }
  if (request.stream() < -1) {
    return make_error(runner::BAD_REQUEST,
                      concat("Stream ", request.stream(), " is neither a source id nor -1 (all)."));
  }
  if (!why_unavailable_.empty()) return unavailable(why_unavailable_);
  if (const CapsPtr caps = watch.caps()) {
    if (const auto why = why_not_previewable(caps.get())) return unavailable(*why);
  }
  const Key key{request.pad_index(), request.stream()};
  const std::shared_ptr<PreviewBranch> branch = branch_for(key, request, watch);
  const std::string id = request.viewer_id();
  Viewer::Events events;
  events.notify = notify_;
  events.connected = [weak = std::weak_ptr(branch)] {
    if (const auto alive = weak.lock()) alive->request_key_frame();
  };
  events.ended = [this, id](const std::string& reason) { end_viewer(id, reason); };
  auto viewer = std::make_shared<Viewer>(id, request.offer(), main_, std::move(events));
  viewers_[id] = {key, viewer};
  branch->add_viewer(std::move(viewer));
  return {};
}

std::shared_ptr<PreviewBranch> PreviewManager::branch_for(Key key,
                                                          const runner::AttachViewer& request,
                                                          PadWatch& watch) {
  if (const auto found = branches_.find(key); found != branches_.end()) return found->second;
  // A branch that fails is in the middle of something, so it goes a turn later.
  const auto later = [this, weak = std::weak_ptr(alive_)](std::function<void()> task) {
    main_.post([weak, task = std::move(task)] {
      if (weak.lock()) task();
    });
  };
  PreviewBranch::Events events;
  events.failed = [this, key, later](const std::string& reason) {
    later([this, key, reason] { end_branch(key, reason); });
  };
  events.viewer_failed = [this, later](const std::string& viewer_id, const std::string& reason) {
    later([this, viewer_id, reason] { end_viewer(viewer_id, reason); });
  };
  auto branch = std::make_shared<PreviewBranch>(
      watch,
      PreviewBranch::Params{request.stream(), request.max_width(), request.max_height(), *encoder_,
                            run_id_},
      main_, telemetry_, std::move(events));
  branches_[key] = branch;
  branch->open();
  return branch;
}

Outcome<PreviewManager::Entry*> PreviewManager::find(const std::string& viewer_id) {
  const auto found = viewers_.find(viewer_id);
  if (found != viewers_.end()) return &found->second;
  return make_error(runner::BAD_REQUEST,
                    concat("There is no viewer '", viewer_id, "'; it may have ended."));
}

void PreviewManager::answer(const runner::AnswerViewer& request, Viewer::Callback done) {
  auto entry = find(request.viewer_id());
  if (!entry) return done(std::move(entry).error());
  entry.value()->viewer->answer(request.sdp(), std::move(done));
}

Outcome<void> PreviewManager::add_ice_candidate(const runner::AddIceCandidate& request) {
  auto entry = find(request.viewer_id());
  if (!entry) return std::move(entry).error();
  return entry.value()->viewer->add_ice_candidate(request.mline_index(), request.candidate());
}

Outcome<void> PreviewManager::detach(const std::string& viewer_id) {
  auto entry = find(viewer_id);
  if (!entry) return std::move(entry).error();
  remove(viewer_id);
  return {};
}

void PreviewManager::remove(const std::string& viewer_id) {
  const auto found = viewers_.find(viewer_id);
  if (found == viewers_.end()) return;
  const Entry entry = std::move(found->second);
  viewers_.erase(found);
  const auto branch = branches_.find(entry.key);
  if (branch == branches_.end()) return;
  branch->second->remove_viewer(viewer_id);
  if (!branch->second->has_viewers()) branches_.erase(branch);
}

void PreviewManager::end_viewer(const std::string& viewer_id, const std::string& reason) {
  if (!viewers_.contains(viewer_id)) return;
  remove(viewer_id);
  runner::Notification notification;
  notification.mutable_viewer_ended()->set_viewer_id(viewer_id);
  notification.mutable_viewer_ended()->set_reason(reason);
  notify_(std::move(notification));
}

void PreviewManager::end_branch(Key key, const std::string& reason) {
  std::vector<std::string> ids;
  for (const auto& [id, entry] : viewers_) {
    if (entry.key == key) ids.push_back(id);
  }
  for (const std::string& id : ids) end_viewer(id, reason);
}

void PreviewManager::end_pad(std::uint32_t pad_index, const std::string& reason) {
  std::vector<std::string> ids;
  for (const auto& [id, entry] : viewers_) {
    if (entry.key.first == pad_index) ids.push_back(id);
  }
  for (const std::string& id : ids) end_viewer(id, reason);
}

void PreviewManager::end_all(const std::string& reason) {
  if (why_unavailable_.empty()) why_unavailable_ = reason;
  std::vector<std::string> ids;
  for (const auto& [id, entry] : viewers_) ids.push_back(id);
  for (const std::string& id : ids) end_viewer(id, reason);
}

}  // namespace pipewright
