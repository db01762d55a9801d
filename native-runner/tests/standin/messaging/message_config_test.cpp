// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/message_config.hpp"

#include <gtest/gtest.h>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::messaging {
namespace {

class MessageConfigTest : public ::testing::Test {
 protected:
  /// The error for a file; empty when there is none.
  std::string error_of(const std::string& name, const std::string& content,
                       Schema schema = Schema::kFull) {
    const auto config = read_message_config(folder_.write(name, content), schema);
    return config ? std::string() : config.error().message;
  }

  testing::TempFolder folder_;
};

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

void expect_garage(const MessageConfig& config) {
  ASSERT_TRUE(config.sensors.contains(2));
  EXPECT_EQ(config.sensors.at(2).id, "GATE-2");
  EXPECT_EQ(config.sensors.at(2).type, "Camera");
  EXPECT_EQ(config.sensors.at(2).description, "Above the gate");
  EXPECT_EQ(config.sensors.at(2).location, (std::array<double, 3>{47.5, -8.25, 400}));
  EXPECT_EQ(config.sensors.at(2).coordinate, (std::array<double, 3>{1, 2, 3.5}));
  EXPECT_EQ(config.places.at(0).name, "north");
  EXPECT_EQ(config.places.at(0).sub_fields, (std::array<std::string, 3>{"A1", "row", "P2"}));
  EXPECT_EQ(config.analytics.at(1).version, "2.0");
  EXPECT_FALSE(config.sensors.contains(3));
}

TEST_F(MessageConfigTest, ReadsIni) {
  const auto config = read_message_config(
      folder_.write("c.txt",
                    "[sensor2]\nenable=1\nid=GATE-2\ntype=Camera\ndescription=Above the gate\n"
                    "location=47.5;-8.25;400\ncoordinate=1;2;3.5\n"
                    "[sensor3]\nenable=0\nid=off\nlocation=\n"
                    "[place0]\nenable=1\nid=7\nname=north\nplace-sub-field1=A1\n"
                    "place-sub-field2=row\nplace-sub-field3=P2\n"
                    "[analytics1]\nenable=1\nid=A\nversion=2.0\n"),
      Schema::kFull);
  ASSERT_TRUE(config) << config.error().message;
  expect_garage(config.value());
  EXPECT_TRUE(config.value().warnings.empty());
}

TEST_F(MessageConfigTest, ReadsYaml) {
  const auto config = read_message_config(
      folder_.write("c.yml",
                    "sensor2:\n  enable: 1\n  id: GATE-2\n  type: Camera\n"
                    "  description: Above the gate\n  location: 47.5;-8.25;400\n"
                    "  coordinate: 1;2;3.5\n"
                    "place0:\n  enable: 1\n  id: 7\n  name: north\n  place-sub-field1: A1\n"
                    "  place-sub-field2: row\n  place-sub-field3: P2\n"
                    "analytics1:\n  enable: 1\n  version: \"2.0\"\n"),
      Schema::kFull);
  ASSERT_TRUE(config) << config.error().message;
  expect_garage(config.value());
}

TEST_F(MessageConfigTest, ReadsCsvWithAStreamALine) {
  const std::string path = folder_.write("c.csv",
                                         "camera,sensor,description,name,one,two,three\n"
                                         "0,S0,First,cam0,a,b,c\n\n1, S1 ,Second,cam1,d,e,f\n");
  const auto config = read_message_config(path, Schema::kFull);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config.value().sensors.at(1).id, "S1");
  EXPECT_EQ(config.value().sensors.at(0).description, "First");
  EXPECT_EQ(config.value().places.at(1).sub_fields, (std::array<std::string, 3>{"d", "e", "f"}));
  EXPECT_EQ(config.value().analytics.at(0).version, "1.0");
}

TEST_F(MessageConfigTest, SaysWhatIsWrong) {
  EXPECT_HAS(error_of("c.csv", "h\n0,S0,First\n"), "line 2: expected 7 columns");
  EXPECT_HAS(error_of("d.csv", "h\n", Schema::kMinimal), "payload-type 0 only");
  EXPECT_HAS(error_of("a.txt", "[sensor]\nenable=1\n"), "[sensor]: the section's name must end");
  EXPECT_HAS(error_of("b.txt", "[sensor0]\nenable=1\nlocation=1;2\n"),
             "location: value '1;2' is wrong: expected latitude;longitude;altitude");
  EXPECT_HAS(error_of("c.txt", "[place0]\nenable=maybe\n"), "[place0] enable: value 'maybe'");
  EXPECT_HAS(error_of("e.yml", "sensor0:\n  enable: 1\n  id: [1, 2]\n"),
             "id: value '' is wrong: write it as one value");
  const auto missing = read_message_config(folder_.path("none.txt"), Schema::kFull);
  ASSERT_FALSE(missing);
  EXPECT_HAS(missing.error().message, "none.txt");
}

TEST_F(MessageConfigTest, WarnsOfWhatItDoesNotKnow) {
  const auto config = read_message_config(
      folder_.write("c.txt", "[sensor0]\nenable=1\ncolour=red\n[camera1]\n"), Schema::kFull);
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config.value().warnings.size(), 2u);
  EXPECT_HAS(config.value().warnings[0], "[sensor0] colour: the key is not known");
  EXPECT_HAS(config.value().warnings[1], "[camera1]");
}

}  // namespace
}  // namespace pipewright::standin::messaging
