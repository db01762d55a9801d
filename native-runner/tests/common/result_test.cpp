// SPDX-License-Identifier: Apache-2.0
#include "common/result.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace pipewright::test {
namespace {

Result<std::unique_ptr<int>> positive(int number) {
  if (number <= 0) return Error{"not positive", "debug"};
  return std::make_unique<int>(number);
}

TEST(Result, HoldsAValueOrAnError) {
  auto good = positive(3);
  ASSERT_TRUE(good);
  const std::unique_ptr<int> taken = std::move(good).value();
  EXPECT_EQ(*taken, 3);
  const auto bad = positive(-3);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "not positive");
  EXPECT_EQ(bad.error().debug, "debug");
}

TEST(Result, TellsValuesFromErrorsOfTheSameType) {
  const Result<std::string, Error> text(std::string("fine"));
  EXPECT_TRUE(text.ok());
}

TEST(Result, VoidIsSuccessOrAnError) {
  EXPECT_TRUE(Result<void>().ok());
  EXPECT_FALSE(Result<void>(Error{"no"}).ok());
}

}  // namespace
}  // namespace pipewright::test
