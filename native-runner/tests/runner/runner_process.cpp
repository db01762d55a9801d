// SPDX-License-Identifier: Apache-2.0
#include "runner_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace pipewright::test {
namespace {

/// Moves a descriptor out of the way of 3 and 4.
int move_high(int fd) {
  const int high = ::fcntl(fd, F_DUPFD_CLOEXEC, 10);
  ::close(fd);
  return high;
}

std::pair<int, int> make_pipe() {
  std::array<int, 2> ends;
  if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe failed");
  return {move_high(ends[0]), move_high(ends[1])};
}

}  // namespace

RunnerProcess::RunnerProcess(const Options& options) {
  const auto [in_read, in_write] = make_pipe();
  const auto [out_read, out_write] = make_pipe();
  std::vector<std::string> arguments = {PIPEWRIGHT_RUNNER};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    if (options.with_channel) {
      ::dup2(in_read, 3);
      ::dup2(out_write, 4);
    } else {
      ::close(3);
      ::close(4);
    }
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(in_read);
  ::close(out_write);
  to_runner_ = in_write;
  from_runner_ = out_read;
  if (options.with_channel && options.await_ready) {
    await_notification(
        [](const runner::Notification& notification) { return notification.has_ready(); });
  }
}

RunnerProcess::~RunnerProcess() {
  close_channel();
  ::close(from_runner_);
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void RunnerProcess::close_channel() {
  if (to_runner_ >= 0) ::close(to_runner_);
  to_runner_ = -1;
}

void RunnerProcess::await_full_pipe() {
  // A pipe holds pages, and a write that does not fit into the last one begins another: a full pipe
  // holds at least half of what it could, and takes no more.
  const int least = ::fcntl(from_runner_, F_GETPIPE_SZ) / 2;
  constexpr auto kStillness = std::chrono::milliseconds(300);
  const auto give_up_at = std::chrono::steady_clock::now() + kPatience;
  auto still_since = std::chrono::steady_clock::now();
  int num_waiting = 0;
  while (num_waiting < least || std::chrono::steady_clock::now() - still_since < kStillness) {
    if (std::chrono::steady_clock::now() > give_up_at) throw std::runtime_error("pipe stays empty");
    const int before = num_waiting;
    ::ioctl(from_runner_, FIONREAD, &num_waiting);
    if (num_waiting != before) still_since = std::chrono::steady_clock::now();
    std::this_thread::yield();
  }
}

void RunnerProcess::send_bytes(const std::string& bytes) {
  std::size_t num_written = 0;
  while (num_written < bytes.size()) {
    const ssize_t result =
        ::write(to_runner_, bytes.data() + num_written, bytes.size() - num_written);
    if (result <= 0) throw std::runtime_error("the runner does not read");
    num_written += static_cast<std::size_t>(result);
  }
}

std::uint32_t RunnerProcess::send(runner::Request request) {
  request.set_id(next_id_++);
  const std::string payload = request.SerializeAsString();
  const auto header = frame_header(FrameKind::kControl, payload.size());
  send_bytes(std::string(header.begin(), header.end()) + payload);
  return request.id();
}

runner::Response RunnerProcess::request(runner::Request request) {
  return await_response(send(std::move(request)));
}

bool RunnerProcess::read_frame() {
  FrameDecoder::Frame frame;
  FrameDecoder::Status status;
  while ((status = decoder_.next(frame)) == FrameDecoder::Status::kIncomplete) {
    pollfd polled = {from_runner_, POLLIN, 0};
    if (::poll(&polled, 1, std::chrono::milliseconds(kPatience).count()) <= 0) return false;
    std::array<std::uint8_t, 65536> bytes;
    const ssize_t num_read = ::read(from_runner_, bytes.data(), bytes.size());
    if (num_read <= 0) return false;
    decoder_.append({bytes.data(), static_cast<std::size_t>(num_read)});
  }
  if (status != FrameDecoder::Status::kFrame) return false;
  if (frame.kind == FrameKind::kTelemetry) {
    EXPECT_TRUE(telemetry_.emplace_back().ParseFromString(std::string(frame.payload)));
    return true;
  }
  runner::Message message;
  EXPECT_TRUE(message.ParseFromString(std::string(frame.payload)));
  history_.push_back(message);
  if (message.has_response()) {
    responses_.push_back(message.response());
  } else {
    notifications_.push_back(message.notification());
  }
  return true;
}

runner::Response RunnerProcess::await_response(std::uint32_t id) {
  while (true) {
    const auto found = std::find_if(responses_.begin(), responses_.end(),
                                    [id](const auto& response) { return response.id() == id; });
    if (found != responses_.end()) {
      runner::Response response = *found;
      responses_.erase(found);
      return response;
    }
    if (!read_frame()) throw std::runtime_error("no answer from the runner");
  }
}

std::optional<runner::Notification> RunnerProcess::take_notification(
    const std::function<bool(const runner::Notification&)>& wanted) {
  const auto found = std::find_if(notifications_.begin(), notifications_.end(), wanted);
  if (found == notifications_.end()) return std::nullopt;
  runner::Notification notification = std::move(*found);
  notifications_.erase(found);
  return notification;
}

void RunnerProcess::pump() {
  if (!read_frame()) throw std::runtime_error("the runner says nothing any more");
}

runner::Notification RunnerProcess::await_notification(
    const std::function<bool(const runner::Notification&)>& wanted) {
  while (true) {
    if (auto notification = take_notification(wanted)) return *std::move(notification);
    if (!read_frame()) throw std::runtime_error("the awaited notification did not come");
  }
}

telemetry::Telemetry RunnerProcess::await_telemetry(
    const std::function<bool(const telemetry::Telemetry&)>& wanted) {
  while (true) {
    while (!telemetry_.empty()) {
      telemetry::Telemetry message = std::move(telemetry_.front());
      telemetry_.pop_front();
      if (wanted(message)) return message;
    }
    if (!read_frame()) throw std::runtime_error("the awaited telemetry did not come");
  }
}

int RunnerProcess::await_exit() {
  while (read_frame()) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

PlanBuilder& PlanBuilder::element(const std::string& name, const std::string& factory,
                                  const std::vector<std::string>& properties) {
  runner::PlanElement& element = *plan_.add_elements();
  element.set_name(name);
  element.set_factory(factory);
  for (const std::string& text : properties) {
    const auto equals = text.find('=');
    runner::Property& property = *element.add_properties();
    property.set_name(text.substr(0, equals));
    property.mutable_value()->set_string_value(text.substr(equals + 1));
  }
  return *this;
}

PlanBuilder& PlanBuilder::link(const std::string& from, const std::string& to) {
  const auto split = [](const std::string& text) {
    const auto dot = text.find('.');
    return dot == std::string::npos
               ? std::pair<std::string, std::string>(text, "")
               : std::pair<std::string, std::string>(text.substr(0, dot), text.substr(dot + 1));
  };
  runner::PlanLink& link = *plan_.add_links();
  const auto [from_element, from_pad] = split(from);
  const auto [to_element, to_pad] = split(to);
  link.set_id(from + "->" + to);
  link.set_from_element(from_element);
  link.set_from_pad(from_pad);
  link.set_to_element(to_element);
  link.set_to_pad(to_pad);
  return *this;
}

PlanBuilder& PlanBuilder::chain(const std::vector<std::string>& elements) {
  for (std::size_t i = 1; i < elements.size(); ++i) link(elements[i - 1], elements[i]);
  return *this;
}

runner::Request PlanBuilder::build(std::uint32_t telemetry_interval_millis) const {
  runner::Request request;
  *request.mutable_build()->mutable_plan() = plan_;
  request.mutable_build()->set_telemetry_interval_ms(telemetry_interval_millis);
  return request;
}

runner::Request play_request() {
  runner::Request request;
  request.mutable_play();
  return request;
}

runner::Request pause_request() {
  runner::Request request;
  request.mutable_pause();
  return request;
}

runner::Request stop_request(std::uint32_t eos_timeout_millis) {
  runner::Request request;
  request.mutable_stop()->set_eos_timeout_ms(eos_timeout_millis);
  return request;
}

runner::Request set_property_request(const std::string& element, const std::string& property,
                                     const std::string& value) {
  runner::Request request;
  runner::SetProperty& set = *request.mutable_set_property();
  set.set_element(element);
  set.mutable_property()->set_name(property);
  set.mutable_property()->mutable_value()->set_string_value(value);
  return request;
}

std::function<bool(const runner::Notification&)> state_is(runner::PipelineState state) {
  return [state](const runner::Notification& notification) {
    return notification.has_state_changed() && notification.state_changed().state() == state;
  };
}

std::function<bool(const runner::Notification&)> is_end_of_stream() {
  return [](const runner::Notification& notification) { return notification.has_end_of_stream(); };
}

std::function<bool(const runner::Notification&)> is_bus_message(runner::Severity severity) {
  return [severity](const runner::Notification& notification) {
    return notification.has_bus_message() && notification.bus_message().severity() == severity;
  };
}

}  // namespace pipewright::test
