// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/load.hpp"

#include <algorithm>
#include <cmath>

#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr gint64 kGrowthWindow = 10 * G_USEC_PER_SEC;
/// Starting a pipeline makes threads; what grows by less than this is no storm.
constexpr std::uint32_t kMinGrowth = 32;
constexpr std::size_t kMaxOwners = 5;

Finding flood(const std::string& element, double per_second, const MessageCount& count) {
  Finding finding = make_finding(runner::MESSAGE_FLOOD, runner::WARNING, element);
  runner::Diagnosis& diagnosis = finding.diagnosis;
  const std::string type = count.frequent_type();
  diagnosis.add_elements(element);
  diagnosis.set_title(concat("'", element, "' floods the bus with ", type, " messages"));
  diagnosis.set_explanation(
      "Equal messages are counted and told once a second, so nothing is lost and the server does "
      "not suffer; but posting them takes time of the element's streaming thread.");
  runner::Evidence& evidence =
      add_evidence(finding, element,
                   concat(std::llround(per_second), " messages a second, ", count.total,
                          " since the start, most of type ", type));
  evidence.mutable_messages()->set_per_s(per_second);
  evidence.mutable_messages()->set_total(count.total);
  evidence.mutable_messages()->set_type(type);
  add_fix(finding, type == "qos"
                       ? "The element is too slow for its input: lighten its work, or set qos to "
                         "false on the sink behind it"
                       : "Look at the first of its messages: the cause of the flood is there");
  return finding;
}

}  // namespace

std::vector<Finding> FloodWatch::look(const BusTraffic& traffic, gint64 now) {
  std::vector<Finding> findings;
  const auto seconds = static_cast<double>(now - last_look_) / G_USEC_PER_SEC;
  const bool is_first = last_look_ == 0;
  last_look_ = now;
  for (const auto& [element, count] : traffic.messages()) {
    std::uint64_t& last = last_totals_[element];
    // An element of the same name may have taken its place.
    const std::uint64_t since = count.total - std::min(last, count.total);
    const double rate = is_first ? 0 : static_cast<double>(since) / seconds;
    last = count.total;
    const auto known = flooding_.find(element);
    const double limit = known != flooding_.end() ? limit_per_second_ / 2 : limit_per_second_;
    if (rate <= limit) {
      if (known != flooding_.end()) flooding_.erase(known);
      continue;
    }
    double& highest = flooding_[element];
    highest = std::max(highest, rate);
    findings.push_back(flood(element, highest, count));
  }
  return findings;
}

std::vector<Finding> ThreadWatch::look(const BusTraffic& traffic, std::uint32_t num_threads,
                                       gint64 now) {
  history_.push_back({now, num_threads});
  while (now - history_.front().at > kGrowthWindow) history_.pop_front();
  const auto fewest = std::min_element(
      history_.begin(), history_.end(),
      [](const Count& left, const Count& right) { return left.num_threads < right.num_threads; });
  const std::uint32_t growth = num_threads - fewest->num_threads;
  const bool is_above = num_threads > limit_;
  const bool grows = growth > std::max(limit_ / 4, kMinGrowth);
  if (!is_above && !grows) return {};

  std::vector<std::pair<std::string, std::uint32_t>> owners;
  for (const auto& [element, threads] : traffic.threads()) {
    if (threads > 0 && !element.empty()) owners.emplace_back(element, threads);
  }
  std::sort(owners.begin(), owners.end(),
            [](const auto& left, const auto& right) { return left.second > right.second; });
  Finding finding = make_finding(runner::THREAD_STORM, runner::WARNING, "");
  runner::Diagnosis& diagnosis = finding.diagnosis;
  diagnosis.set_title(is_above ? concat("The pipeline has more than ", limit_, " threads")
                               : "The pipeline makes threads fast");
  diagnosis.set_explanation(
      "Each queue, source and decoder has a thread of its own, libraries add theirs. More threads "
      "than a machine has work for cost memory and time for switching between them; a number that "
      "keeps growing is a leak, for example of sources that reconnect.");
  runner::Evidence& total = add_evidence(
      finding, "",
      concat(num_threads, " threads, ", growth, " more than at the least of the last ten seconds"));
  total.mutable_threads()->set_threads(num_threads);
  for (std::size_t i = 0; i < std::min(owners.size(), kMaxOwners); ++i) {
    const auto& [element, threads] = owners[i];
    diagnosis.add_elements(element);
    add_evidence(finding, element,
                 concat("'", element, "' runs ", threads,
                        threads == 1 ? " streaming thread" : " streaming threads"))
        .mutable_threads()
        ->set_threads(threads);
  }
  add_fix(finding,
          "Take out queues that nothing needs, and lower the thread counts of decoders and "
          "encoders");
  return {std::move(finding)};
}

}  // namespace pipewright
