// SPDX-License-Identifier: Apache-2.0
// Configuration files of the elements. The first line of an input names the reader and the syntax,
// the rest is the file: whatever is in it, it is read or refused with a reason.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "standin/analytics/analytics_config.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/messaging/broker/broker_settings.hpp"
#include "standin/messaging/conversion/message_config.hpp"
#include "standin/tracking/config/tracker_config_file.hpp"

namespace {

using namespace pipewright::standin;

template <typename Read>
void must_explain(const Read& read) {
  if (!read && read.error().message.empty()) std::abort();
}

const std::map<std::string, std::function<void(const std::string&)>, std::less<>> kReaders = {
    {"nvinfer",
     [](const std::string& path) { must_explain(inference::read_nvinfer_config(path)); }},
    {"tracker", [](const std::string& path) { must_explain(tracking::read_tracker_config(path)); }},
    {"analytics",
     [](const std::string& path) { must_explain(analytics::read_analytics_config(path)); }},
    {"message",
     [](const std::string& path) {
       must_explain(messaging::read_message_config(path, messaging::Schema::kFull));
       must_explain(messaging::read_message_config(path, messaging::Schema::kMinimal));
     }},
    {"broker",
     [](const std::string& path) {
       for (const char* library : {"libnvds_kafka_proto.so", "libnvds_mqtt_proto.so",
                                   "libnvds_redis_proto.so", "libnvds_amqp_proto.so"}) {
         must_explain(messaging::read_broker_settings({.library = library,
                                                       .connection = "localhost;5672;me",
                                                       .config_path = path,
                                                       .topic = "topic",
                                                       .uses_new_api = true}));
       }
     }},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = input.find('\n');
  if (line_end == std::string_view::npos) return -1;
  const std::string_view head = input.substr(0, line_end);
  const std::size_t dot = head.find('.');
  if (dot == std::string_view::npos) return -1;
  const std::string_view suffix = head.substr(dot);
  const auto reader = kReaders.find(head.substr(0, dot));
  if (reader == kReaders.end()) return -1;
  if (suffix != ".txt" && suffix != ".yml" && suffix != ".csv") return -1;

  static const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("config-fuzz-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::filesystem::path path = folder / ("file" + std::string(suffix));
  std::ofstream(path, std::ios::binary) << input.substr(line_end + 1);
  reader->second(path.string());
  return 0;
}
