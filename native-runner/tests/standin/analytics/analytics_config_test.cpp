// SPDX-License-Identifier: Apache-2.0
#include "standin/analytics/analytics_config.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::analytics {
namespace {

constexpr const char* kProperty = "[property]\nenable=1\nconfig-width=1280\nconfig-height=720\n";

class AnalyticsConfigTest : public ::testing::Test {
 protected:
  AnalyticsConfig read(const std::string& text, const std::string& name = "a.txt") {
    auto config = read_analytics_config(folder_.write(name, text));
    EXPECT_TRUE(config) << (config ? "" : config.error().message);
    return config ? config.value() : AnalyticsConfig{};
  }
  std::string error_of(const std::string& text, const std::string& name = "a.txt") {
    auto config = read_analytics_config(folder_.write(name, text));
    return config ? "no error" : config.error().message;
  }

  testing::TempFolder folder_;
};

TEST_F(AnalyticsConfigTest, ReadsEveryKindOfRule) {
  const AnalyticsConfig config =
      read(std::string(kProperty) +
           "osd-mode=1\ndisplay-font-size=18\nobj-cnt-win-in-ms=200\n"
           "[roi-filtering-stream-0]\nenable=1\n"
           "roi-yard=0;0;100;0;100;100\nroi-gate=5;5;9;5;9;9\n"
           "inverse-roi=1\nclass-id=0;2\n"
           "[overcrowding-stream-1]\nenable=1\n"
           "roi-hall=0;0;10;0;10;10\nobject-threshold=3\n"
           "[line-crossing-stream-1]\nenable=1\n"
           "line-crossing-exit=1;2;3;4;5;6;7;8\nextended=0\nmode=strict\n"
           "[direction-detection-stream-1]\nenable=1\n"
           "direction-south=284;840;360;662\n");
  EXPECT_EQ(config.width, 1280);
  EXPECT_EQ(config.draw_mode, DrawMode::kLabels);
  EXPECT_EQ(config.font_size, 18u);
  EXPECT_EQ(config.window, 200u);
  ASSERT_EQ(config.streams.size(), 2u);
  const StreamRules& first = config.streams.at(0);
  ASSERT_EQ(first.regions.size(), 2u);
  EXPECT_EQ(first.regions[0].label, "yard");
  EXPECT_EQ(first.regions[1].polygon[2].x, 9);
  EXPECT_TRUE(first.regions[1].counts_outside);
  EXPECT_EQ(first.regions[0].classes, (ClassIds{0, 2}));
  const StreamRules& second = config.streams.at(1);
  EXPECT_EQ(second.crowds.at(0).object_threshold, 3u);
  EXPECT_EQ(second.lines.at(0).label, "exit");
  EXPECT_EQ(second.lines.at(0).direction.to.y, 4);
  EXPECT_EQ(second.lines.at(0).line.from.x, 5);
  EXPECT_FALSE(second.lines.at(0).is_endless);
  EXPECT_EQ(second.lines.at(0).strictness, Strictness::kStrict);
  EXPECT_EQ(second.directions.at(0).label, "south");
  EXPECT_TRUE(config.warnings.empty());
}

TEST_F(AnalyticsConfigTest, ReadsYamlAlike) {
  const AnalyticsConfig config = read(
      "property:\n  enable: 1\n  config-width: 640\n  config-height: 360\n"
      "roi-filtering-stream-0:\n  enable: 1\n  roi-a: 0;0;10;0;10;10\n  class-id: -1\n",
      "a.yml");
  EXPECT_EQ(config.width, 640);
  EXPECT_EQ(config.streams.at(0).regions.at(0).polygon.size(), 3u);
}

TEST_F(AnalyticsConfigTest, LeavesOutWhatIsSwitchedOff) {
  const AnalyticsConfig config =
      read(std::string(kProperty) + "[roi-filtering-stream-0]\nenable=0\nroi-a=0;0;9;0;9;9\n");
  EXPECT_TRUE(config.streams.at(0).regions.empty());
}

TEST_F(AnalyticsConfigTest, WarnsOfWhatItDoesNotKnow) {
  const AnalyticsConfig config = read(std::string(kProperty) +
                                      "colour=3\n[roi-stream-0]\nenable=1\n"
                                      "[line-crossing-stream-0]\nenable=1\nmode=sharp\n"
                                      "line-crossing-a=1;2;3;4;5;6;7;8\n");
  ASSERT_EQ(config.warnings.size(), 3u);
  EXPECT_NE(config.warnings[0].find("colour"), std::string::npos);
  EXPECT_NE(config.warnings[1].find("roi-stream-0"), std::string::npos);
  EXPECT_NE(config.warnings[2].find("sharp"), std::string::npos);
}

TEST_F(AnalyticsConfigTest, ErrorsNameGroupAndKey) {
  const auto expect_parts = [&](const std::string& text, std::initializer_list<const char*> parts) {
    const std::string error = error_of(text);
    for (const char* part : parts) EXPECT_NE(error.find(part), std::string::npos) << error;
  };
  expect_parts("[roi-filtering-stream-0]\nenable=1\n", {"no section [property]"});
  expect_parts("[property]\nosd-mode=7\n", {"property", "osd-mode", "'7'"});
  expect_parts("[property]\nenable=1\nconfig-width=1280\n",
               {"property", "config-height", "missing"});
  expect_parts(std::string(kProperty) + "[roi-filtering-stream-0]\nroi-a=1;2;3\n",
               {"roi-filtering-stream-0", "roi-a", "three corners"});
  expect_parts(std::string(kProperty) + "[roi-filtering-stream-0]\nenable=1\n",
               {"roi-filtering-stream-0", "roi-<label>"});
  expect_parts(std::string(kProperty) + "[roi-filtering-stream-x]\nroi-a=0;0;9;0;9;9\n",
               {"number of a stream"});
  expect_parts(std::string(kProperty) + "[line-crossing-stream-0]\nline-crossing-a=1;2;3;4;5;6;7\n",
               {"line-crossing-a", "x1;y1;x2;y2"});
  expect_parts(
      std::string(kProperty) + "[line-crossing-stream-0]\nline-crossing-a=1;2;3;4;5;6;5;6\n",
      {"line-crossing-a", "same"});
  expect_parts(std::string(kProperty) + "[direction-detection-stream-0]\ndirection-a=-1;2;3;4\n",
               {"direction-a", "from 0"});
  EXPECT_NE(read_analytics_config("/nowhere/a.txt").error().message.find("/nowhere/a.txt"),
            std::string::npos);
}

TEST_F(AnalyticsConfigTest, ScalesToWholePixels) {
  StreamRules rules;
  rules.regions.push_back({"a", {{3, 3}, {10, 3}, {10, 10}}, {}, false});
  const StreamRules half = scaled(rules, 0.5, 2);
  EXPECT_EQ(half.regions[0].polygon[0].x, 1);
  EXPECT_EQ(half.regions[0].polygon[0].y, 6);
}

}  // namespace
}  // namespace pipewright::standin::analytics
