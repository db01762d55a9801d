// SPDX-License-Identifier: Apache-2.0
#include "runner/registry/registry_dump.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pipewright::test {
namespace {

class RegistryDump : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }

  static runner::ElementFactory describe(const std::string& name) {
    runner::ElementFactory factory;
    EXPECT_TRUE(describe_factory(name, factory)) << name;
    return factory;
  }

  static runner::PropertySpec property(const runner::ElementFactory& factory,
                                       const std::string& name) {
    for (const runner::PropertySpec& spec : factory.properties()) {
      if (spec.name() == name) return spec;
    }
    ADD_FAILURE() << "no property " << name;
    return {};
  }
};

TEST_F(RegistryDump, DescribesAnElement) {
  const runner::ElementFactory queue = describe("queue");
  EXPECT_EQ(queue.name(), "queue");
  EXPECT_EQ(queue.klass(), "Generic");
  EXPECT_EQ(queue.plugin(), "coreelements");
  EXPECT_FALSE(queue.plugin_version().empty());
  EXPECT_FALSE(queue.description().empty());
  ASSERT_EQ(queue.type_ancestors_size(), 3);
  EXPECT_EQ(queue.type_ancestors(0), "GstQueue");
  EXPECT_EQ(queue.type_ancestors(1), "GstElement");
  EXPECT_EQ(queue.type_ancestors(2), "GstObject");
  ASSERT_EQ(queue.pads_size(), 2);
}

TEST_F(RegistryDump, DescribesProperties) {
  const runner::ElementFactory queue = describe("queue");
  const runner::PropertySpec size = property(queue, "max-size-bytes");
  EXPECT_EQ(size.type(), "uint");
  EXPECT_EQ(size.gtype(), "guint");
  EXPECT_EQ(size.default_value(), "10485760");
  EXPECT_EQ(size.min(), "0");
  EXPECT_EQ(size.max(), "4294967295");
  EXPECT_EQ(size.mutable_in(), "playing");
  EXPECT_TRUE(size.readable());
  EXPECT_TRUE(size.writable());
  EXPECT_EQ(size.inherited_from(), "");
  const runner::PropertySpec leaky = property(queue, "leaky");
  EXPECT_EQ(leaky.type(), "enum");
  EXPECT_EQ(leaky.default_value(), "no");
  ASSERT_EQ(leaky.values_size(), 3);
  EXPECT_EQ(leaky.values(2).nick(), "downstream");
  EXPECT_EQ(leaky.values(2).value(), 2);
  EXPECT_FALSE(property(queue, "current-level-bytes").writable());
  EXPECT_EQ(property(queue, "name").inherited_from(), "GstObject");
  EXPECT_EQ(property(describe("videotestsrc"), "blocksize").inherited_from(), "GstBaseSrc");
  EXPECT_EQ(property(describe("capsfilter"), "caps").type(), "caps");
  EXPECT_EQ(property(describe("filesrc"), "location").type(), "string");
  EXPECT_EQ(property(describe("videobalance"), "hue").min(), "-1");
}

TEST_F(RegistryDump, DescribesPads) {
  const runner::ElementFactory mixer = describe("compositor");
  const auto sink =
      std::find_if(mixer.pads().begin(), mixer.pads().end(),
                   [](const runner::PadTemplate& pad) { return pad.name() == "sink_%u"; });
  ASSERT_NE(sink, mixer.pads().end());
  EXPECT_EQ(sink->direction(), "sink");
  EXPECT_EQ(sink->presence(), "request");
  EXPECT_NE(sink->caps().find("video/x-raw"), std::string::npos);
  EXPECT_TRUE(std::any_of(sink->properties().begin(), sink->properties().end(),
                          [](const auto& spec) { return spec.name() == "xpos"; }));
  const runner::ElementFactory decoder = describe("decodebin");
  EXPECT_TRUE(std::any_of(decoder.pads().begin(), decoder.pads().end(),
                          [](const auto& pad) { return pad.presence() == "sometimes"; }));
}

TEST_F(RegistryDump, KnowsWhatIsNotThere) {
  runner::ElementFactory factory;
  EXPECT_FALSE(describe_factory("nosuchelement", factory));
}

TEST_F(RegistryDump, DescribesEveryElementThatIsInstalled) {
  GList* features = gst_registry_get_feature_list(gst_registry_get(), GST_TYPE_ELEMENT_FACTORY);
  int num_described = 0;
  for (GList* item = features; item != nullptr; item = item->next) {
    runner::ElementFactory factory;
    if (!describe_factory(GST_OBJECT_NAME(item->data), factory)) continue;
    ++num_described;
    EXPECT_FALSE(factory.properties().empty()) << factory.name();
    EXPECT_FALSE(factory.SerializeAsString().empty()) << "not UTF-8: " << factory.name();
  }
  gst_plugin_feature_list_free(features);
  EXPECT_GT(num_described, 100);
}

}  // namespace
}  // namespace pipewright::test
