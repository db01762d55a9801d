// SPDX-License-Identifier: Apache-2.0
#include "runner/channel/channel.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "common/log.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;

}  // namespace

Result<void> Channel::check_descriptors(int in_fd, int out_fd) {
  for (const int fd : {in_fd, out_fd}) {
    if (::fcntl(fd, F_GETFD) < 0) {
      return Error{concat("file descriptor ", fd,
                          " is not open: the runner talks to its server over descriptors ", in_fd,
                          " (requests) and ", out_fd, " (answers), see --help")};
    }
  }
  return {};
}

Channel::Channel(int in_fd, int out_fd)
    : in_fd_(in_fd), out_fd_(out_fd), wake_fd_(::eventfd(0, EFD_CLOEXEC)) {
  // A child that held the pipes would keep the server from seeing that the runner is gone. Writes
  // are non-blocking so that closing never hangs on a server that stopped reading.
  for (const int fd : {in_fd_, out_fd_}) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  ::fcntl(out_fd_, F_SETFL, ::fcntl(out_fd_, F_GETFL) | O_NONBLOCK);
}

Channel::~Channel() {
  close(0);
  ::close(in_fd_);
  ::close(out_fd_);
  ::close(wake_fd_);
}

void Channel::start(RequestHandler on_request, EndHandler on_end) {
  on_request_ = std::move(on_request);
  on_end_ = std::move(on_end);
  reader_ = std::thread([this] { read_requests(); });
  writer_ = std::thread([this] { write_frames(); });
}

void Channel::send(const runner::Message& message) {
  if (!queue_.push(FrameClass::kControl, message.SerializeAsString()) && !ended_) {
    end("the server does not read its messages");
  }
}

void Channel::close(int flush_timeout_millis) {
  queue_.close();
  if (writer_.joinable()) {
    written_.get_future().wait_for(std::chrono::milliseconds(flush_timeout_millis));
  }
  ended_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_fd_, &one, sizeof(one));
  if (reader_.joinable()) reader_.join();
  if (writer_.joinable()) writer_.join();
}

void Channel::end(const std::string& problem) {
  if (ended_.exchange(true)) return;
  queue_.cancel_waiting();
  if (on_end_) on_end_(problem);
}

void Channel::read_requests() {
  ::pthread_setname_np(::pthread_self(), "channel-read");
  FrameDecoder decoder;
  std::array<std::uint8_t, kReadBytes> bytes;
  while (true) {
    std::array<pollfd, 2> polled = {{{in_fd_, POLLIN, 0}, {wake_fd_, POLLIN, 0}}};
    if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) {
      return end(concat("polling failed: ", std::strerror(errno)));
    }
    if (polled[1].revents != 0) return;
    if (polled[0].revents == 0) continue;
    const ssize_t num_read = ::read(in_fd_, bytes.data(), bytes.size());
    if (num_read == 0) return end("");
    if (num_read < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      return end(concat("reading failed: ", std::strerror(errno)));
    }
    decoder.append({bytes.data(), static_cast<std::size_t>(num_read)});
    FrameDecoder::Frame frame;
    FrameDecoder::Status status;
    while ((status = decoder.next(frame)) == FrameDecoder::Status::kFrame) {
      if (frame.kind != FrameKind::kControl) return end("a telemetry frame from the server");
      runner::Request request;
      if (!request.ParseFromArray(frame.payload.data(), static_cast<int>(frame.payload.size()))) {
        return end(concat("a control frame of ", frame.payload.size(),
                          " bytes that is no runner.Request"));
      }
      on_request_(std::move(request));
    }
    if (status == FrameDecoder::Status::kMalformed) return end(decoder.problem());
  }
}

void Channel::write_frames() {
  ::pthread_setname_np(::pthread_self(), "channel-write");
  while (auto frame = queue_.pop()) {
    if (!write_frame(*frame)) break;
    queue_.recycle(std::move(frame->payload));
  }
  written_.set_value();
}

bool Channel::write_frame(const WriteQueue::Frame& frame) {
  if (frame.payload.size() >= kMaxFrameBytes) {
    log(LogLevel::kError, "channel",
        concat("left out a message of ", frame.payload.size(),
               " bytes: larger than a frame may be"));
    return true;
  }
  const auto header = frame_header(frame.kind, frame.payload.size());
  std::size_t num_written = 0;
  const std::size_t num_total = header.size() + frame.payload.size();
  while (num_written < num_total) {
    std::array<iovec, 2> parts;
    int num_parts = 0;
    if (num_written < header.size()) {
      parts[num_parts++] = {const_cast<std::uint8_t*>(header.data()) + num_written,
                            header.size() - num_written};
    }
    const std::size_t payload_offset =
        num_written > header.size() ? num_written - header.size() : 0;
    parts[num_parts++] = {const_cast<char*>(frame.payload.data()) + payload_offset,
                          frame.payload.size() - payload_offset};
    const ssize_t result = ::writev(out_fd_, parts.data(), num_parts);
    if (result > 0) {
      num_written += static_cast<std::size_t>(result);
    } else if (result < 0 && errno == EAGAIN) {
      if (ended_) return false;
      std::array<pollfd, 2> polled = {{{out_fd_, POLLOUT, 0}, {wake_fd_, POLLIN, 0}}};
      ::poll(polled.data(), polled.size(), -1);
      if (polled[1].revents != 0) return false;
    } else if (result < 0 && errno != EINTR) {
      end(concat("writing failed: ", std::strerror(errno)));
      return false;
    }
  }
  return true;
}

}  // namespace pipewright
