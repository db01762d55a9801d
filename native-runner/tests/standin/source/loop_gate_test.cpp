// SPDX-License-Identifier: Apache-2.0
#include "standin/source/loop_gate.hpp"

#include <gtest/gtest.h>

namespace pipewright::standin {
namespace {

TEST(LoopGate, LivesAsLongAsAPadMayBeInIt) {
  const ElementPtr bin = share_object(gst_bin_new("bin"));
  const PadPtr pad = share_object(gst_pad_new("src", GST_PAD_SRC));
  auto gate = std::make_shared<LoopGate>(bin.get(), "file:///a.mp4");
  gate->add_pad(pad.get());
  const std::weak_ptr<LoopGate> watch = gate;
  LoopGate& alive = *gate;
  gate.reset();
  EXPECT_FALSE(watch.expired()) << "the pad's probe works with it";
  alive.close();
  EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace pipewright::standin
