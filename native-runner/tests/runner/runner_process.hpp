// SPDX-License-Identifier: Apache-2.0
// The real runner, driven over its pipes as the server does.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipewright/runner.pb.h"
#include "pipewright/telemetry.pb.h"
#include "runner/channel/frame_codec.hpp"

namespace pipewright::test {

/// Long enough for a busy machine; nothing waits as long as this when it works.
inline constexpr std::chrono::seconds kPatience(30);

/// A runner process. Kills it when it goes.
class RunnerProcess {
 public:
  struct Options {
    std::vector<std::string> arguments = {};
    bool with_channel = true;
    bool await_ready = true;
  };

  RunnerProcess() : RunnerProcess(Options{}) {}
  explicit RunnerProcess(const Options& options);
  ~RunnerProcess();
  RunnerProcess(const RunnerProcess&) = delete;
  RunnerProcess& operator=(const RunnerProcess&) = delete;

  /// Sends a request (its id is set here) and waits for its answer; keeps what comes before it.
  runner::Response request(runner::Request request);
  /// Sends a request without waiting; gives its id.
  std::uint32_t send(runner::Request request);
  /// Sends bytes as they are.
  void send_bytes(const std::string& bytes);
  /// Waits for the answer to a request sent before.
  runner::Response await_response(std::uint32_t id);

  /// Waits for a notification, also among those that came already; later ones stay.
  runner::Notification await_notification(
      const std::function<bool(const runner::Notification&)>& wanted);
  /// A notification that has come already.
  std::optional<runner::Notification> take_notification(
      const std::function<bool(const runner::Notification&)>& wanted);
  /// Waits for the next message of any kind, which is kept.
  void pump();
  /// Waits for a telemetry message; the ones before it are dropped.
  telemetry::Telemetry await_telemetry(
      const std::function<bool(const telemetry::Telemetry&)>& wanted);

  /// Reads until the runner ends; telemetry and notifications stay to be looked at.
  int await_exit();
  void close_channel();
  /// Reads nothing until the runner cannot write any more.
  void await_full_pipe();

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Notifications and answers in the order in which they came, as far as read.
  [[nodiscard]] const std::vector<runner::Message>& history() const { return history_; }
  [[nodiscard]] std::deque<telemetry::Telemetry>& telemetry() { return telemetry_; }

 private:
  /// Reads one frame; false at the channel's end or after the patience is over.
  bool read_frame();

  pid_t pid_ = -1;
  int to_runner_ = -1;
  int from_runner_ = -1;
  std::uint32_t next_id_ = 1;
  FrameDecoder decoder_;
  std::vector<runner::Message> history_;
  std::deque<runner::Notification> notifications_;
  std::deque<runner::Response> responses_;
  std::deque<telemetry::Telemetry> telemetry_;
};

/// A plan, put together in few words.
class PlanBuilder {
 public:
  PlanBuilder() { plan_.set_run_id("test-run"); }

  /// Adds an element; properties as `name=value` with values as text.
  PlanBuilder& element(const std::string& name, const std::string& factory,
                       const std::vector<std::string>& properties = {});
  /// Adds a link between `element` or `element.pad` names; its id is `from->to`.
  PlanBuilder& link(const std::string& from, const std::string& to);
  /// Links elements one after the other by any compatible pads.
  PlanBuilder& chain(const std::vector<std::string>& elements);

  [[nodiscard]] const runner::Plan& plan() const { return plan_; }
  [[nodiscard]] runner::Plan& plan() { return plan_; }

  [[nodiscard]] runner::Request build(std::uint32_t telemetry_interval_millis = 50) const;

 private:
  runner::Plan plan_;
};

runner::Request play_request();
runner::Request pause_request();
runner::Request stop_request(std::uint32_t eos_timeout_millis);
runner::Request set_property_request(const std::string& element, const std::string& property,
                                     const std::string& value);

/// An arriving state of the pipeline.
std::function<bool(const runner::Notification&)> state_is(runner::PipelineState state);
std::function<bool(const runner::Notification&)> is_end_of_stream();
std::function<bool(const runner::Notification&)> is_bus_message(runner::Severity severity);

}  // namespace pipewright::test
