// SPDX-License-Identifier: Apache-2.0
// The platform that the stand-in stands for: a discrete GPU, or a Jetson with
// PIPEWRIGHT_STANDIN_PLATFORM=jetson.
#pragma once

namespace pipewright::standin {

/// The caps of a pad where Jetson's element has others than a discrete GPU's.
const char* caps_of_platform(const char* caps, const char* caps_jetson);

}  // namespace pipewright::standin
