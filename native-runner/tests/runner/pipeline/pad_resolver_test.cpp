// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pad_resolver.hpp"

#include <gtest/gtest.h>

namespace pipewright::test {
namespace {

TEST(PadResolver, TemplateNames) {
  EXPECT_TRUE(fits_template_name("sink_%u", "sink_0"));
  EXPECT_TRUE(fits_template_name("sink_%u", "sink_12"));
  EXPECT_TRUE(fits_template_name("src_%s", "src_any_thing"));
  EXPECT_TRUE(fits_template_name("sink_%d", "sink_-1"));
  EXPECT_TRUE(fits_template_name("recv_rtp_src_%u_%u_%u", "recv_rtp_src_0_1234_96"));
  EXPECT_TRUE(fits_template_name("src", "src"));
  EXPECT_FALSE(fits_template_name("sink_%u", "sink_"));
  EXPECT_FALSE(fits_template_name("sink_%u", "sink_x"));
  EXPECT_FALSE(fits_template_name("sink_%u", "sink_1x"));
  EXPECT_FALSE(fits_template_name("sink_%u", "src_1"));
  EXPECT_FALSE(fits_template_name("src_%s", "src_"));
  EXPECT_FALSE(fits_template_name("src", "src_0"));
  EXPECT_FALSE(fits_template_name("src_0", "src"));
  EXPECT_FALSE(fits_template_name("recv_rtp_src_%u_%u_%u", "recv_rtp_src_0_1234"));
}

}  // namespace
}  // namespace pipewright::test
