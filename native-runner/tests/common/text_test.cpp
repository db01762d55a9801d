// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"

#include <gtest/gtest.h>

namespace pipewright::test {
namespace {

const std::vector<std::string> kNames = {"batch-size", "batched-push-timeout", "width", "height"};

TEST(Text, PutsPartsTogether) {
  EXPECT_EQ(concat("a", std::string("b"), 'c', 1, -2, 3u), "abc1-23");
  EXPECT_EQ(concat(), "");
  EXPECT_EQ(join(kNames, ", "), "batch-size, batched-push-timeout, width, height");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Text, TrimsWhiteSpaceOfBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("ab"), "ab");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, ShortensBetweenCharacters) {
  EXPECT_EQ(shorten("short", 5), "short");
  EXPECT_EQ(shorten("longer", 5), "longe...");
  EXPECT_EQ(shorten("gr\xc3\xbc\xc3\x9f", 3), "gr...");
}

TEST(Text, FindsTheNameThatWasMeant) {
  EXPECT_EQ(closest_name("batchsize", kNames), "batch-size");
  EXPECT_EQ(closest_name("BATCH_SIZE", kNames), "batch-size");
  EXPECT_EQ(closest_name("batch-sizes", kNames), "batch-size");
  EXPECT_EQ(closest_name("hieght", kNames), "height");
  EXPECT_EQ(closest_name("witdh", kNames), "width");
}

TEST(Text, DoesNotGuessWildly) {
  EXPECT_EQ(closest_name("location", kNames), "");
  EXPECT_EQ(closest_name("", kNames), "");
  EXPECT_EQ(closest_name("width", {}), "");
  EXPECT_EQ(did_you_mean("location", kNames), "");
  EXPECT_EQ(did_you_mean("heigth", kNames), " Did you mean 'height'?");
}

}  // namespace
}  // namespace pipewright::test
