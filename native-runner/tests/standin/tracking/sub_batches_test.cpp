// SPDX-License-Identifier: Apache-2.0
#include "standin/tracking/sub_batches.hpp"

#include <gtest/gtest.h>

namespace pipewright::standin::tracking {
namespace {

TEST(SubBatches, AllSourcesGoToOneWithoutASplit) {
  SubBatches all = SubBatches::parse("").value();
  EXPECT_EQ(all.size(), 1u);
  EXPECT_EQ(all.find(0).value(), 0u);
  EXPECT_EQ(all.find(77).value(), 0u);
}

TEST(SubBatches, SourcesGoWhereTheyAreNamed) {
  SubBatches named = SubBatches::parse("0,3;1").value();
  EXPECT_EQ(named.size(), 2u);
  EXPECT_EQ(named.find(3).value(), 0u);
  EXPECT_EQ(named.find(1).value(), 1u);
  const auto left_out = named.find(2);
  ASSERT_FALSE(left_out.ok());
  EXPECT_NE(left_out.error().message.find("source 2"), std::string::npos);
  EXPECT_EQ(SubBatches::parse("0,1,2").value().size(), 1u);
}

TEST(SubBatches, SizesAreFilledInOrderAndFreedAgain) {
  SubBatches sized = SubBatches::parse("2:1").value();
  EXPECT_EQ(sized.size(), 2u);
  EXPECT_EQ(sized.find(10).value(), 0u);
  EXPECT_EQ(sized.find(11).value(), 0u);
  EXPECT_EQ(sized.find(12).value(), 1u);
  EXPECT_EQ(sized.find(10).value(), 0u) << "a source stays where it is";
  EXPECT_FALSE(sized.find(13).ok());
  sized.release(10);
  EXPECT_EQ(sized.find(13).value(), 0u);
}

TEST(SubBatches, ErrorsNameTheValueAndWhatIsWrong) {
  const auto error = [](const std::string& text) {
    const auto parsed = SubBatches::parse(text);
    return parsed.ok() ? std::string("no error") : parsed.error().message;
  };
  EXPECT_NE(error("0,1;x").find("'x'"), std::string::npos);
  EXPECT_NE(error("0,1:2").find("mixed"), std::string::npos);
  EXPECT_NE(error("2:0").find("'0'"), std::string::npos);
  EXPECT_NE(error("0,1;1").find("source 1 is there twice"), std::string::npos);
}

}  // namespace
}  // namespace pipewright::standin::tracking
