// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace pipewright::standin::testing {

/// What differs between the configurations of these tests.
struct PreprocessFile {
  std::string property = {};
  std::string user = "pixel-normalization-factor=0.0039215697906911373\n";
  std::string groups = "[group-0]\nsrc-ids=-1\nprocess-on-roi=0\n";
  /// Samples of a tensor.
  int samples = 4;
};

/// A configuration for a 128x96 RGB network whose input is `input_1`, for the element of id 7.
inline std::string preprocess_file(const PreprocessFile& file = {}) {
  return "[property]\ntarget-unique-ids=7\nnetwork-input-order=0\nprocessing-width=128\n"
         "processing-height=96\nnetwork-input-shape=" +
         std::to_string(file.samples) +
         ";3;96;128\nnetwork-color-format=0\ntensor-data-type=0\ntensor-name=input_1\n"
         "scaling-pool-memory-type=0\nscaling-filter=1\n"
         "custom-lib-path=/opt/nvidia/deepstream/deepstream/lib/gst-plugins/"
         "libcustom2d_preprocess.so\n"
         "custom-tensor-preparation-function=CustomTensorPreparation\n" +
         file.property + "[user-configs]\n" + file.user + file.groups;
}

}  // namespace pipewright::standin::testing
