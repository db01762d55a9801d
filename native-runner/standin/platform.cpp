// SPDX-License-Identifier: Apache-2.0
#include "platform.hpp"

#include <cstdlib>
#include <string_view>

namespace pipewright::standin {

const char* caps_of_platform(const char* caps, const char* caps_jetson) {
  const char* platform = std::getenv("PIPEWRIGHT_STANDIN_PLATFORM");
  return platform != nullptr && std::string_view(platform) == "jetson" ? caps_jetson : caps;
}

}  // namespace pipewright::standin
