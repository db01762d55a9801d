// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_csv.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace pipewright::standin::messaging {
namespace {

constexpr std::size_t kColumns = 7;

std::string trimmed(const std::string& text) {
  constexpr const char* kBlanks = " \t\r";
  const auto from = text.find_first_not_of(kBlanks);
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  for (std::size_t from = 0;;) {
    const auto comma = line.find(',', from);
    columns.push_back(trimmed(line.substr(from, comma - from)));
    if (comma == std::string::npos) return columns;
    from = comma + 1;
  }
}

}  // namespace

Result<MessageConfig> read_message_csv(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{"'" + path + "' can't be read: " + std::strerror(errno)};
  MessageConfig config;
  std::string line;
  int stream = 0;
  std::getline(file, line);
  for (int number = 2; std::getline(file, line); ++number) {
    if (trimmed(line).empty()) continue;
    const std::vector<std::string> columns = columns_of(line);
    if (columns.size() < kColumns) {
      return Error{"'" + path + "', line " + std::to_string(number) + ": expected " +
                   std::to_string(kColumns) +
                   " columns (camera, sensor id, description, camera's name, place-sub-field1, "
                   "place-sub-field2, place-sub-field3) but there are " +
                   std::to_string(columns.size())};
    }
    // What the file has no column for is the same for all, as in DeepStream.
    config.sensors[stream] = {columns[1], "Camera", columns[2], {}, {}};
    config.places[stream] = {"Id", "endeavor", "building/garage",
                             {},   {},         {columns[4], columns[5], columns[6]}};
    config.analytics[stream] = {"", "", "", "1.0"};
    ++stream;
  }
  return config;
}

}  // namespace pipewright::standin::messaging
