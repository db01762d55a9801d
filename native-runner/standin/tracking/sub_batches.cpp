// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/sub_batches.hpp"

#include <algorithm>

#include "standin/config/config_file.hpp"

namespace pipewright::standin::tracking {
namespace {

constexpr long kMaxSource = 2147483647;

Error wrong(const std::string& text, const std::string& reason) {
  return Error{"value '" + text + "' is wrong: " + reason +
               "; give the sources of each sub-batch, e.g. 0,1;2,3, or how many each one takes, "
               "e.g. 2:2"};
}

}  // namespace

Result<SubBatches> SubBatches::parse(const std::string& text) {
  SubBatches result;
  result.text_ = text;
  if (text.empty()) return result;
  result.names_sources_ = text.find_first_of(",;") != std::string::npos;
  if (result.names_sources_ && text.find(':') != std::string::npos) {
    return wrong(text, "sources (, and ;) and sizes (:) cannot be mixed");
  }
  if (!result.names_sources_) {
    for (const std::string& item : split_list(text, ':')) {
      const auto capacity = parse_integer(item, 1, kMaxSource);
      if (!capacity) return wrong(text, "'" + item + "': " + capacity.error().message);
      result.capacities_.push_back(static_cast<std::size_t>(capacity.value()));
    }
    return result;
  }
  for (const std::string& sub_batch : split_list(text, ';')) {
    for (const std::string& item : split_list(sub_batch, ',')) {
      const auto source = parse_integer(item, 0, kMaxSource);
      if (!source) return wrong(text, "'" + item + "': " + source.error().message);
      const auto number = static_cast<unsigned>(source.value());
      if (!result.sub_batch_of_.try_emplace(number, result.num_named_).second) {
        return wrong(text, "source " + item + " is there twice");
      }
    }
    ++result.num_named_;
  }
  return result;
}

std::size_t SubBatches::size() const {
  return std::max<std::size_t>(names_sources_ ? num_named_ : capacities_.size(), 1);
}

Result<std::size_t> SubBatches::find(unsigned source) {
  if (!names_sources_ && capacities_.empty()) return std::size_t{0};
  if (const auto found = sub_batch_of_.find(source); found != sub_batch_of_.end()) {
    return found->second;
  }
  if (names_sources_) {
    return Error{"property sub-batches '" + text_ + "' leaves out source " +
                 std::to_string(source) + "; add it to one of the sub-batches"};
  }
  for (std::size_t i = 0; i < capacities_.size(); ++i) {
    const auto taken = std::count_if(sub_batch_of_.begin(), sub_batch_of_.end(),
                                     [i](const auto& entry) { return entry.second == i; });
    if (static_cast<std::size_t>(taken) >= capacities_[i]) continue;
    sub_batch_of_[source] = i;
    return i;
  }
  return Error{"property sub-batches '" + text_ + "' has no place for source " +
               std::to_string(source) + "; make one of the sub-batches larger"};
}

void SubBatches::release(unsigned source) {
  if (!names_sources_) sub_batch_of_.erase(source);
}

}  // namespace pipewright::standin::tracking
