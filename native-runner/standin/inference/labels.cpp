// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/labels.hpp"

#include <fstream>
#include <utility>

namespace pipewright::standin::inference {

Result<std::vector<std::vector<std::string>>> read_labels(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{"labels file '" + path + "' cannot be read"};
  std::vector<std::vector<std::string>> labels;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    std::vector<std::string>& items = labels.emplace_back();
    std::size_t start = 0;
    for (std::size_t end; (end = line.find(';', start)) != std::string::npos; start = end + 1) {
      items.push_back(line.substr(start, end - start));
    }
    items.push_back(line.substr(start));
  }
  if (file.bad()) return Error{"labels file '" + path + "' cannot be read to its end"};
  return labels;
}

}  // namespace pipewright::standin::inference
