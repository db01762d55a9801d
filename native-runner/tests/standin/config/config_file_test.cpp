// SPDX-License-Identifier: Apache-2.0
#include "standin/config/config_file.hpp"

#include <gtest/gtest.h>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin {
namespace {

using testing::TempFolder;

TEST(ConfigFile, ReadsBothFormsAlike) {
  const TempFolder folder;
  const auto ini =
      ConfigFile::read(folder.write("a.txt", "[property]\nbatch-size = 4 \n[empty]\n"));
  const auto yaml = ConfigFile::read(folder.write("a.yml", "property:\n  batch-size: 4\nempty:\n"));
  for (const auto* file : {&ini, &yaml}) {
    ASSERT_TRUE(*file) << file->error().message;
    ASSERT_EQ(file->value().sections().size(), 2u);
    const ConfigSection* section = file->value().section("property");
    ASSERT_NE(section, nullptr);
    EXPECT_EQ(section->entries.at(0).key, "batch-size");
    EXPECT_EQ(section->entries.at(0).value, "4");
    EXPECT_TRUE(file->value().section("empty")->entries.empty());
    EXPECT_EQ(file->value().section("nowhere"), nullptr);
  }
  EXPECT_EQ(ini.value().where("property", "batch-size"),
            "'" + folder.path("a.txt") + "', [property] batch-size");
  EXPECT_EQ(yaml.value().where("property", "batch-size"),
            "'" + folder.path("a.yml") + "', property: batch-size");
}

TEST(ConfigFile, NumbersTheMappingsOfAYamlList) {
  const TempFolder folder;
  const auto file = ConfigFile::read(folder.write(
      "list.yaml", "sensor:\n  - id: 7\n  - id: 8\n    names: [a, b]\n    more: {x: 1}\n"));
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file.value().sections().size(), 2u);
  const ConfigSection& second = file.value().sections()[1];
  EXPECT_EQ(second.name, "sensor-1");
  EXPECT_TRUE(second.is_list_item);
  EXPECT_EQ(second.line, 3u);
  EXPECT_EQ(second.entries.at(1).items, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(second.entries.at(2).is_nested);
}

TEST(ConfigFile, ErrorsNameTheFileAndTheLine) {
  const TempFolder folder;
  const auto message_of = [&](const std::string& name, const std::string& content) {
    const auto file = ConfigFile::read(folder.write(name, content));
    EXPECT_FALSE(file);
    const std::string message = file ? std::string() : file.error().message;
    EXPECT_NE(message.find(folder.path(name)), std::string::npos) << message;
    return message;
  };
  EXPECT_NE(message_of("a.yml", "property:\n  a: [1\n").find("line 3"), std::string::npos);
  EXPECT_NE(message_of("b.yml", "a: {}\nproperty: 3\n").find("line 2"), std::string::npos);
  EXPECT_NE(message_of("c.yml", "- 1\n").find("expected `section:`"), std::string::npos);
  EXPECT_NE(message_of("d.txt", "property:\n  a: 1\n").find(".yml or .yaml"), std::string::npos);
  EXPECT_NE(ConfigFile::read(folder.path("none.txt")).error().message.find("does not exist"),
            std::string::npos);
  EXPECT_NE(ConfigFile::read(folder.path("")).error().message.find("is a folder"),
            std::string::npos);
}

TEST(ConfigFile, SaysWhichSectionsThereAre) {
  const TempFolder folder;
  const auto file = ConfigFile::read(folder.write("a.txt", "[property]\na=1\n[roi]\nb=2\n"));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file.value().required_section("roi"));
  const auto missing = file.value().required_section("tracker");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("no section [tracker] (it has [property], [roi])"),
            std::string::npos)
      << missing.error().message;
}

TEST(ConfigFile, RefusesYamlWhereDeepStreamKnowsIniOnly) {
  const TempFolder folder;
  const auto file =
      ConfigFile::read_ini_only(folder.write("a.yaml", "property:\n  a: 1\n"), "nvdewarper");
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("nvdewarper"), std::string::npos);
}

TEST(ConfigFile, ResolvesPathsFromItsFolder) {
  const TempFolder folder;
  const auto file = ConfigFile::read(folder.write("a.txt", "[property]\n"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file.value().resolve_path("models/../labels.txt"), folder.path("labels.txt"));
  EXPECT_EQ(file.value().resolve_path("/labels.txt"), "/labels.txt");
}

TEST(ConfigValue, IsReadWholeOrNotAtAll) {
  EXPECT_EQ(parse_integer(" 12 ", 0, 20).value(), 12);
  for (const char* text : {"", "12a", "1.5", "21", "-1", "99999999999999999999"}) {
    EXPECT_FALSE(parse_integer(text, 0, 20)) << text;
  }
  EXPECT_EQ(parse_integer("x", 0, 20).error().message, "expected a whole number from 0 to 20");
  EXPECT_DOUBLE_EQ(parse_number("2.5e-1", 0, 1).value(), 0.25);
  for (const char* text : {"", "nan", "inf", "1,5", "2"}) {
    EXPECT_FALSE(parse_number(text, 0, 1)) << text;
  }
  EXPECT_TRUE(parse_boolean("true").value());
  EXPECT_FALSE(parse_boolean(" 0").value());
  EXPECT_FALSE(parse_boolean("yes"));
}

TEST(ConfigValue, ListsMayEndWithTheirSeparator) {
  EXPECT_EQ(split_list("1; 2;"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(split_list("a,b", ','), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split_list("1;;2"), (std::vector<std::string>{"1", "", "2"}));
  EXPECT_TRUE(split_list("").empty());
}

}  // namespace
}  // namespace pipewright::standin
