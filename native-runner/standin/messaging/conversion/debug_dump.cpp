// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/debug_dump.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "standin/messaging/conversion/message_parts.hpp"

namespace pipewright::standin::messaging {

Result<DebugDump> DebugDump::open(const std::string& folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return Error{"'" + folder + "' is not a folder; make it first"};
  }
  if (access(folder.c_str(), W_OK) != 0) {
    return Error{"'" + folder + "' can't be written to: " + std::strerror(errno)};
  }
  return DebugDump(folder);
}

Result<void> DebugDump::write(const std::string& message) const {
  const std::string path = folder_ + "/" + rfc3339_now() + ".txt";
  // Frames of one millisecond share a file.
  std::ofstream file(path, std::ios::app);
  file << message << " \n";
  file.close();
  if (!file) return Error{"'" + path + "' can't be written: " + std::strerror(errno)};
  return {};
}

}  // namespace pipewright::standin::messaging
