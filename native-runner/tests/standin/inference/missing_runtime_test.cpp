// SPDX-License-Identifier: Apache-2.0
// Run with PIPEWRIGHT_ONNXRUNTIME set to a file that does not exist.
#include <gtest/gtest.h>

#include <string>

#include "standin/inference/onnx_runtime.hpp"

namespace pipewright::standin::inference {
namespace {

TEST(MissingRuntime, IsAnErrorThatNamesWhatWasTriedAndWhatToSet) {
  const auto runtime = OnnxRuntime::load();
  ASSERT_FALSE(runtime.ok());
  const std::string& message = runtime.error().message;
  EXPECT_NE(message.find("PIPEWRIGHT_ONNXRUNTIME"), std::string::npos) << message;
  EXPECT_NE(message.find("/nowhere/libonnxruntime.so.1"), std::string::npos) << message;
}

}  // namespace
}  // namespace pipewright::standin::inference
