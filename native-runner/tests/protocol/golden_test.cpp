// SPDX-License-Identifier: Apache-2.0
// Messages as the server's side writes them are what this side reads, and the other way round.
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "pipewright/runner.pb.h"
#include "pipewright/telemetry.pb.h"

namespace pipewright::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// `<MessageType>.<case>.bin` without the ending.
std::vector<std::filesystem::path> golden_messages() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(PIPEWRIGHT_GOLDEN)) {
    if (entry.path().extension() == ".bin") {
      paths.push_back(entry.path().parent_path() / entry.path().stem());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::unique_ptr<google::protobuf::Message> new_message(const std::string& type) {
  if (type == "Request") return std::make_unique<runner::Request>();
  if (type == "Message") return std::make_unique<runner::Message>();
  if (type == "Telemetry") return std::make_unique<telemetry::Telemetry>();
  return nullptr;
}

class Golden : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Golden, BytesAndJsonAreTheSameMessage) {
  const std::string name = GetParam().filename().string();
  const std::string type = name.substr(0, name.find('.'));
  const auto from_bytes = new_message(type);
  ASSERT_TRUE(from_bytes != nullptr) << "unknown message type " << type;
  const std::string bytes = read_file(GetParam().string() + ".bin");
  ASSERT_TRUE(from_bytes->ParseFromString(bytes));
  EXPECT_GT(bytes.size(), 0u);
  const auto from_json = new_message(type);
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      read_file(GetParam().string() + ".json"), from_json.get());
  ASSERT_TRUE(parsed.ok()) << parsed.ToString();
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*from_bytes, *from_json))
      << from_bytes->DebugString() << "\n-- differs from --\n"
      << from_json->DebugString();
  // No field was unknown to this side: what it writes has the same length.
  EXPECT_EQ(from_bytes->SerializeAsString().size(), bytes.size());
}

INSTANTIATE_TEST_SUITE_P(Messages, Golden, testing::ValuesIn(golden_messages()),
                         [](const testing::TestParamInfo<std::filesystem::path>& info) {
                           std::string name = info.param.filename().string();
                           for (char& c : name) {
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           }
                           return name;
                         });

TEST(GoldenFolder, HasMessages) {
  EXPECT_FALSE(golden_messages().empty());
}

}  // namespace
}  // namespace pipewright::test
