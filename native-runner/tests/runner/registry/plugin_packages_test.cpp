// SPDX-License-Identifier: Apache-2.0
#include "runner/registry/plugin_packages.hpp"

#include <gtest/gtest.h>

namespace pipewright::test {
namespace {

TEST(PluginPackages, KnowsDebiansPackagesOfElements) {
  EXPECT_EQ(install_advice("x264enc"),
            "Install Debian's package gstreamer1.0-plugins-ugly (`apt install "
            "gstreamer1.0-plugins-ugly`).");
  EXPECT_NE(install_advice("avdec_h264").find("gstreamer1.0-libav"), std::string::npos);
  EXPECT_NE(install_advice("nvinfer").find("DeepStream"), std::string::npos);
  EXPECT_EQ(install_advice("nosuchelement"), "");
}

TEST(PluginPackages, KnowsWhatDecodesAStream) {
  EXPECT_NE(decoder_advice("video/x-h265").find("gstreamer1.0-libav"), std::string::npos);
  EXPECT_EQ(decoder_advice("video/x-no-such-codec"), "");
}

}  // namespace
}  // namespace pipewright::test
