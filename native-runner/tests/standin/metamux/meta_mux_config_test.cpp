// SPDX-License-Identifier: Apache-2.0
#include "standin/metamux/meta_mux_config.hpp"

#include <gtest/gtest.h>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::metamux {
namespace {

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class MetaMuxConfigTest : public ::testing::Test {
 protected:
  Result<MetaMuxConfig> read(const std::string& content, const std::string& name = "mux.txt") {
    return read_meta_mux_config(folder_.write(name, content));
  }
  std::string error_of(const std::string& content, const std::string& name = "mux.txt") {
    const auto config = read(content, name);
    return config.ok() ? "no error" : config.error().message;
  }

  testing::TempFolder folder_;
};

TEST_F(MetaMuxConfigTest, ReadsTheSdksFile) {
  const auto config = read(
      "[property]\nenable=1\nactive-pad=sink_0\npts-tolerance=60000\n[user-configs]\n[group-0]\n"
      "src-ids-model-1=0;1;2\nsrc-ids-model-2=-1\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_TRUE(config.value().warnings.empty());
  EXPECT_TRUE(config.value().is_enabled);
  EXPECT_EQ(config.value().active_pad, "sink_0");
  EXPECT_EQ(config.value().pts_tolerance_micros, 60000);
  EXPECT_TRUE(config.value().keeps(1, 2));
  EXPECT_FALSE(config.value().keeps(1, 3));
  EXPECT_TRUE(config.value().keeps(2, 3)) << "-1 is all";
  EXPECT_TRUE(config.value().keeps(9, 3)) << "models that are not listed keep everything";
}

TEST_F(MetaMuxConfigTest, ErrorsNameFileGroupKeyAndWhatIsExpected) {
  EXPECT_CONTAINS(error_of("[group-0]\n"), "[property]");
  const std::string error = error_of("[property]\npts-tolerance=-1\n");
  EXPECT_CONTAINS(error, folder_.path("mux.txt"));
  EXPECT_CONTAINS(error, "[property] pts-tolerance");
  EXPECT_CONTAINS(error_of("[property]\n[group-0]\nsrc-ids-model-a=1\n"), "src-ids-model-1");
  EXPECT_CONTAINS(error_of("[property]\n[group-0]\nsrc-ids-model-1=a\n"), "source ids");
  EXPECT_CONTAINS(error_of("property:\n  enable: 1\n", "mux.yml"), "INI file only");
}

TEST_F(MetaMuxConfigTest, WarnsOfWhatHasNoEffect) {
  const auto config = read(
      "[property]\nactive-pads=sink_0\n[group-0]\nsrc-ids-model-1=0\nsources=1\n[group-1]\n"
      "src-ids-model-2=0\n[other]\n");
  ASSERT_TRUE(config.ok()) << config.error().message;
  ASSERT_EQ(config.value().warnings.size(), 4u);
  EXPECT_CONTAINS(config.value().warnings[0], "Did you mean 'active-pad'?");
  EXPECT_CONTAINS(config.value().warnings[1], "sources");
  EXPECT_CONTAINS(config.value().warnings[2], "the last group only");
  EXPECT_CONTAINS(config.value().warnings[3], "other");
  EXPECT_TRUE(config.value().keeps(1, 7));
  EXPECT_FALSE(config.value().keeps(2, 7));
}

}  // namespace
}  // namespace pipewright::standin::metamux
