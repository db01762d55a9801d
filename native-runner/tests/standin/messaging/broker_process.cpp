// SPDX-License-Identifier: Apache-2.0
#include "tests/standin/messaging/broker_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <thread>
#include <utility>

namespace pipewright::standin::testing {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Starts a program with its output on a file descriptor.
pid_t spawn(const std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  const pid_t id = fork();
  if (id != 0) return id;
  // A process group of its own, so that what it starts goes with it; nothing outlives the test.
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  close(socket);
  return ntohs(address.sin_port);
}

bool is_listening(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  const int status = connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  close(socket);
  return status == 0;
}

bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

std::string output_of(const std::vector<std::string>& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  const pid_t id = spawn(command, ends[1]);
  close(ends[1]);
  std::string output;
  std::array<char, 4096> chunk;
  for (ssize_t size; (size = read(ends[0], chunk.data(), chunk.size())) > 0;) {
    output.append(chunk.data(), static_cast<std::size_t>(size));
  }
  close(ends[0]);
  waitpid(id, nullptr, 0);
  return output;
}

Process::Process(std::vector<std::string> command, std::string output_path)
    : command_(std::move(command)), output_path_(std::move(output_path)) {
  start();
}

void Process::start() {
  const int output = open(output_path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  id_ = spawn(command_, output);
  close(output);
}

void Process::freeze() {
  if (id_ > 0) ::kill(id_, SIGSTOP);
}

void Process::kill() {
  if (id_ <= 0) return;
  ::kill(-id_, SIGKILL);
  ::kill(id_, SIGKILL);
  waitpid(id_, nullptr, 0);
  id_ = 0;
}

}  // namespace pipewright::standin::testing
