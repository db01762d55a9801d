// SPDX-License-Identifier: Apache-2.0
#include "common/gst_ptr.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

namespace pipewright::test {
namespace {

class GstPtrs : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }
};

TEST_F(GstPtrs, TakesOverFloatingReferencesAndGivesThemBack) {
  GstElement* bin = gst_bin_new("named");
  GWeakRef alive;
  g_weak_ref_init(&alive, bin);
  {
    const ElementPtr owner = share_object(bin);
    EXPECT_FALSE(g_object_is_floating(bin));
    EXPECT_EQ(GST_OBJECT_REFCOUNT_VALUE(bin), 1);
    const ElementPtr second = share_object(bin);
    EXPECT_EQ(GST_OBJECT_REFCOUNT_VALUE(bin), 2);
    EXPECT_EQ(object_name(bin), "named");
  }
  EXPECT_EQ(g_weak_ref_get(&alive), nullptr);
  g_weak_ref_clear(&alive);
}

TEST_F(GstPtrs, SharesCaps) {
  const CapsPtr caps(gst_caps_new_empty_simple("video/x-raw"));
  const CapsPtr second = share_caps(caps.get());
  EXPECT_EQ(GST_MINI_OBJECT_REFCOUNT_VALUE(caps.get()), 2);
  EXPECT_EQ(share_caps(nullptr), nullptr);
}

TEST_F(GstPtrs, TakesTextsOver) {
  EXPECT_EQ(take_text(g_strdup("text")), "text");
  EXPECT_EQ(take_text(nullptr), "");
}

}  // namespace
}  // namespace pipewright::test
