// SPDX-License-Identifier: Apache-2.0
#include "runner/config.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pipewright::test {
namespace {

Result<Config> parse(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "pipewright-runner");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  return parse_config(static_cast<int>(argv.size()), argv.data());
}

TEST(Config, Defaults) {
  unsetenv("PIPEWRIGHT_STANDIN_PLUGIN");
  const auto config = parse({});
  ASSERT_TRUE(config);
  EXPECT_EQ(config.value().action, Config::Action::kRun);
  EXPECT_TRUE(config.value().standin_path.ends_with("/standin")) << config.value().standin_path;
}

TEST(Config, TakesTheStandinFromArgumentThenEnvironment) {
  setenv("PIPEWRIGHT_STANDIN_PLUGIN", "/from/environment", 1);
  EXPECT_EQ(parse({}).value().standin_path, "/from/environment");
  EXPECT_EQ(parse({"--standin", "/from/argument"}).value().standin_path, "/from/argument");
  EXPECT_EQ(parse({"--standin=/from/argument"}).value().standin_path, "/from/argument");
  unsetenv("PIPEWRIGHT_STANDIN_PLUGIN");
}

TEST(Config, SaysWhatIsWrong) {
  EXPECT_EQ(parse({"--standin"}).error().message, "--standin needs a path");
  EXPECT_EQ(parse({"--fast"}).error().message, "unknown argument '--fast'");
  EXPECT_NE(parse({"--log-level=loud"}).error().message.find("'loud'"), std::string::npos);
  EXPECT_EQ(parse({"--log-level=debug"}).value().log_level, LogLevel::kDebug);
}

}  // namespace
}  // namespace pipewright::test
