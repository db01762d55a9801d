// SPDX-License-Identifier: Apache-2.0
// What a session does with a pipeline that is running.
#include <algorithm>
#include <utility>

#include "common/gst_ptr.hpp"
#include "runner/commands/flush.hpp"
#include "runner/commands/seek.hpp"
#include "runner/session.hpp"

namespace pipewright {
namespace {

void answer(const ReplyPtr& reply, Outcome<runner::PositionResult> position) {
  if (!position) return reply->error(std::move(position).error());
  runner::Response response;
  *response.mutable_position() = std::move(position).value();
  reply->send(std::move(response));
}

}  // namespace

void Session::seek(const runner::Seek& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "seek")) return;
  if (auto sound = check_seek(request); !sound) return reply->error(std::move(sound).error());
  pipeline_->ask<runner::PositionResult>(
      "seek",
      [request, rate = rate_](GstElement* pipeline) {
        return pipewright::seek(pipeline, request, rate, seek_way(find_stream_ends(pipeline)));
      },
      [this, reply](Outcome<runner::PositionResult> position) {
        if (position) rate_ = position.value().rate();
        answer(reply, std::move(position));
      });
}

void Session::query_position(const ReplyPtr& reply) {
  if (!require_pipeline(reply, "tell the position")) return;
  pipeline_->ask<runner::PositionResult>(
      "tell the position",
      [rate = rate_](GstElement* pipeline) -> Outcome<runner::PositionResult> {
        return pipewright::query_position(pipeline, rate);
      },
      [reply](Outcome<runner::PositionResult> position) { answer(reply, std::move(position)); });
}

void Session::flush(const ReplyPtr& reply) {
  if (!require_pipeline(reply, "flush")) return;
  pipeline_->ask<runner::PositionResult>(
      "flush", [rate = rate_](GstElement* pipeline) { return pipewright::flush(pipeline, rate); },
      [reply](Outcome<runner::PositionResult> position) { answer(reply, std::move(position)); });
}

void Session::step(const runner::Step& request, const ReplyPtr& reply) {
  if (!require_streaming(reply, "step")) return;
  // Sinks take a step under their state's lock, which a change may hold for long.
  if (pipeline_->is_changing()) {
    return reply->error(
        make_error(runner::INVALID_STATE,
                   "Cannot step: the pipeline is changing its state. Step when it is "
                   "paused."));
  }
  step_.start(pipeline_->element(), request, [this, reply](Outcome<void> stepped) {
    if (!stepped) return reply->error(std::move(stepped).error());
    query_position(reply);
  });
}

void Session::on_step_done() {
  step_.on_step_done();
}

void Session::take_snapshot(const runner::TakeSnapshot& request, const ReplyPtr& reply) {
  if (!require_streaming(reply, "take a snapshot")) return;
  PadWatch* watch = find_watch(request.pad_index());
  if (watch == nullptr) return reply->error(no_such_watch(request.pad_index()));
  if (request.stream() < -1) {
    return reply->error(
        make_error(runner::BAD_REQUEST, "A stream is a source id, or -1 for all of a batch."));
  }
  std::erase_if(snapshots_, [](const auto& snapshot) { return snapshot->is_done(); });
  auto snapshot = std::make_shared<Snapshot>(
      request, *watch, main_, [reply](Outcome<runner::TakeSnapshotResult> taken) {
        if (!taken) return reply->error(std::move(taken).error());
        runner::Response response;
        *response.mutable_take_snapshot() = std::move(taken).value();
        reply->send(std::move(response));
      });
  snapshots_.push_back(snapshot);
  snapshot->start(pipeline_->is_paused());
}

void Session::cancel_snapshots(const std::string& reason) {
  for (const auto& snapshot : std::exchange(snapshots_, {})) snapshot->cancel(reason);
}

void Session::describe_graph(const ReplyPtr& reply) {
  if (!require_pipeline(reply, "describe the pipeline")) return;
  runner::Response response;
  response.mutable_describe_graph()->set_dot(take_text(
      gst_debug_bin_to_dot_data(GST_BIN(pipeline_->element()), GST_DEBUG_GRAPH_SHOW_ALL)));
  reply->send(std::move(response));
}

void Session::set_debug_thresholds(const runner::SetDebugThresholds& request,
                                   const ReplyPtr& reply) {
  if (request.has_thresholds()) {
    if (auto set = debug_thresholds_.set(request.thresholds()); !set) {
      return reply->error(std::move(set).error());
    }
  }
  runner::Response response;
  *response.mutable_debug_thresholds() = debug_thresholds_.describe();
  reply->send(std::move(response));
}

void Session::add_elements(const runner::AddElements& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "add elements")) return;
  pipeline_->add_elements(request, [this, reply](Outcome<std::vector<std::uint32_t>> added) {
    if (!added) return reply->error(std::move(added).error());
    runner::Response response;
    runner::AddElementsResult& result = *response.mutable_add_elements();
    for (const std::uint32_t index : added.value()) {
      pipeline_->watches()[index]->describe(*result.add_pads());
    }
    reply->send(std::move(response));
  });
}

void Session::remove_elements(const runner::RemoveElements& request, const ReplyPtr& reply) {
  if (!require_pipeline(reply, "remove elements")) return;
  const std::vector<std::string> names(request.elements().begin(), request.elements().end());
  pipeline_->remove_elements(names, [this, reply](Outcome<std::vector<std::uint32_t>> removed) {
    if (!removed) return reply->error(std::move(removed).error());
    forget_pads(removed.value());
    runner::Response response;
    for (const std::uint32_t index : removed.value()) {
      response.mutable_remove_elements()->add_pad_indexes(index);
    }
    reply->send(std::move(response));
  });
}

void Session::forget_pads(const std::vector<std::uint32_t>& indexes) {
  for (const std::uint32_t index : indexes) {
    previews_->end_pad(index, "its source was removed from the run");
    for (const auto& snapshot : snapshots_) {
      if (snapshot->watch().index() == index)
        snapshot->cancel("its source was removed from the run");
    }
  }
}

}  // namespace pipewright
