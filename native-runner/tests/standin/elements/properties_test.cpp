// SPDX-License-Identifier: Apache-2.0
// Every property of the tables is there, with its type, range, start value and mutability.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <span>
#include <string>

#include "common/gst_ptr.hpp"
#include "properties/dsexample.gen.hpp"
#include "properties/nv3dsink.gen.hpp"
#include "properties/nvanalyticsbin.gen.hpp"
#include "properties/nvdewarper.gen.hpp"
#include "properties/nvdewarperbin.gen.hpp"
#include "properties/nvdrmvideosink.gen.hpp"
#include "properties/nvdsanalytics.gen.hpp"
#include "properties/nvdslogger.gen.hpp"
#include "properties/nvdsmetamux.gen.hpp"
#include "properties/nvdsosd.gen.hpp"
#include "properties/nvdspreprocess.gen.hpp"
#include "properties/nvdsxfer.gen.hpp"
#include "properties/nveglglessink.gen.hpp"
#include "properties/nvimagedec.gen.hpp"
#include "properties/nvimageenc.gen.hpp"
#include "properties/nvinfer.gen.hpp"
#include "properties/nvinferbin.gen.hpp"
#include "properties/nvinferserver.gen.hpp"
#include "properties/nvinferserverbin.gen.hpp"
#include "properties/nvjpegdec.gen.hpp"
#include "properties/nvjpegenc.gen.hpp"
#include "properties/nvmsgbroker.gen.hpp"
#include "properties/nvmsgbrokersinkbin.gen.hpp"
#include "properties/nvmsgconv.gen.hpp"
#include "properties/nvmultistreamtiler.gen.hpp"
#include "properties/nvmultiurisrcbin.gen.hpp"
#include "properties/nvosdbin.gen.hpp"
#include "properties/nvrtspoutsinkbin.gen.hpp"
#include "properties/nvsegvisual.gen.hpp"
#include "properties/nvstreamdemux.gen.hpp"
#include "properties/nvstreammux.gen.hpp"
#include "properties/nvstreammux_new.gen.hpp"
#include "properties/nvtilerbin.gen.hpp"
#include "properties/nvtracker.gen.hpp"
#include "properties/nvtrackerbin.gen.hpp"
#include "properties/nvurisrcbin.gen.hpp"
#include "properties/nvv4l2av1enc.gen.hpp"
#include "properties/nvv4l2decoder.gen.hpp"
#include "properties/nvv4l2h264enc.gen.hpp"
#include "properties/nvv4l2h265enc.gen.hpp"
#include "properties/nvv4l2vp8enc.gen.hpp"
#include "properties/nvv4l2vp9enc.gen.hpp"
#include "properties/nvvidconv.gen.hpp"
#include "properties/nvvideoconvert.gen.hpp"
#include "properties/nvvideoencfilesinkbin.gen.hpp"
#include "properties/nvvideorenderersinkbin.gen.hpp"
#include "properties/nvvideotestsrc.gen.hpp"

namespace pipewright::standin {
namespace {

struct ElementTable {
  const char* factory;
  std::span<const PropertySpec> properties;
};

#define TABLE(factory)                         \
  ElementTable {                               \
#factory, properties::factory::kProperties \
  }

/// Of the mux that the environment chooses.
ElementTable stream_mux_table() {
  const char* choice = std::getenv("USE_NEW_NVSTREAMMUX");
  if (choice == nullptr) return TABLE(nvstreammux);
  return {"nvstreammux", properties::nvstreammux_new::kProperties};
}

const ElementTable kTables[] = {
    TABLE(nv3dsink),
    TABLE(nvdsosd),
    TABLE(nveglglessink),
    TABLE(nvinfer),
    TABLE(nvstreamdemux),
    stream_mux_table(),
    TABLE(nvtracker),
    TABLE(nvmultistreamtiler),
    TABLE(nvurisrcbin),
    TABLE(nvv4l2decoder),
    TABLE(nvv4l2h264enc),
    TABLE(nvvideoconvert),
    TABLE(nvdsanalytics),
    TABLE(nvmsgbroker),
    TABLE(nvmsgconv),
    TABLE(nvsegvisual),
    TABLE(nvanalyticsbin),
    TABLE(nvdrmvideosink),
    TABLE(nvdslogger),
    TABLE(nvdsxfer),
    TABLE(nvimagedec),
    TABLE(nvimageenc),
    TABLE(nvinferbin),
    TABLE(nvjpegdec),
    TABLE(nvjpegenc),
    TABLE(nvmsgbrokersinkbin),
    TABLE(nvmultiurisrcbin),
    TABLE(nvosdbin),
    TABLE(nvrtspoutsinkbin),
    TABLE(nvtilerbin),
    TABLE(nvtrackerbin),
    TABLE(nvv4l2av1enc),
    TABLE(nvv4l2h265enc),
    TABLE(nvv4l2vp8enc),
    TABLE(nvv4l2vp9enc),
    TABLE(nvvidconv),
    TABLE(nvvideoencfilesinkbin),
    TABLE(nvvideorenderersinkbin),
    TABLE(nvvideotestsrc),
    TABLE(nvinferserver),
    TABLE(nvinferserverbin),
    TABLE(nvdspreprocess),
    TABLE(nvdsmetamux),
    TABLE(dsexample),
    TABLE(nvdewarper),
    TABLE(nvdewarperbin),
};
#undef TABLE

GType expected_type(PropertyType type, GParamSpec* spec) {
  switch (type) {
    case PropertyType::kBoolean:
      return G_TYPE_BOOLEAN;
    case PropertyType::kInt:
      return G_TYPE_INT;
    case PropertyType::kUint:
      return G_TYPE_UINT;
    case PropertyType::kInt64:
      return G_TYPE_INT64;
    case PropertyType::kUint64:
      return G_TYPE_UINT64;
    case PropertyType::kFloat:
      return G_TYPE_FLOAT;
    case PropertyType::kString:
      return G_TYPE_STRING;
    case PropertyType::kPointer:
      return G_TYPE_POINTER;
    case PropertyType::kStructure:
      return GST_TYPE_STRUCTURE;
    case PropertyType::kEnum:
      return G_TYPE_IS_ENUM(spec->value_type) ? spec->value_type : G_TYPE_INVALID;
    case PropertyType::kFlags:
      return G_TYPE_IS_FLAGS(spec->value_type) ? spec->value_type : G_TYPE_INVALID;
  }
  return G_TYPE_INVALID;
}

class ElementProperties : public ::testing::TestWithParam<ElementTable> {};

TEST_P(ElementProperties, MatchTheTable) {
  const ElementTable& table = GetParam();
  const ElementPtr element = share_object(gst_element_factory_make(table.factory, nullptr));
  ASSERT_TRUE(element);
  for (const PropertySpec& property : table.properties) {
    SCOPED_TRACE(property.name);
    GParamSpec* spec =
        g_object_class_find_property(G_OBJECT_GET_CLASS(element.get()), property.name);
    ASSERT_NE(spec, nullptr);
    EXPECT_EQ(spec->value_type, expected_type(property.type, spec));
    EXPECT_STREQ(g_param_spec_get_blurb(spec), property.blurb);
    EXPECT_EQ((spec->flags & G_PARAM_READABLE) != 0, (property.access & kReadable) != 0);
    EXPECT_EQ((spec->flags & G_PARAM_WRITABLE) != 0, (property.access & kWritable) != 0);
    EXPECT_EQ((spec->flags & GST_PARAM_MUTABLE_PLAYING) != 0,
              (property.access & kMutablePlaying) != 0);
    if ((property.access & kReadable) == 0) continue;
    GValue value = G_VALUE_INIT;
    g_value_init(&value, spec->value_type);
    g_object_get_property(G_OBJECT(element.get()), property.name, &value);
    EXPECT_TRUE(g_param_value_defaults(spec, &value)) << "the start value is the default";
    if (property.type == PropertyType::kString) {
      const char* text = g_value_get_string(&value);
      EXPECT_EQ(text == nullptr, property.start_text == nullptr);
      if (text != nullptr) {
        EXPECT_STREQ(text, property.start_text);
      }
    }
    if (property.type == PropertyType::kUint) {
      EXPECT_EQ(G_PARAM_SPEC_UINT(spec)->maximum, property.max);
      EXPECT_EQ(G_PARAM_SPEC_UINT(spec)->minimum, property.min);
      EXPECT_EQ(g_value_get_uint(&value), property.start);
    }
    if (property.type == PropertyType::kEnum) {
      const TypeClassPtr type_class(static_cast<GTypeClass*>(g_type_class_ref(spec->value_type)));
      for (const GEnumValue* each = property.enumeration->values; each->value_name != nullptr;
           ++each) {
        const GEnumValue* found =
            g_enum_get_value_by_nick(G_ENUM_CLASS(type_class.get()), each->value_nick);
        ASSERT_NE(found, nullptr) << each->value_nick;
        EXPECT_EQ(found->value, each->value);
      }
    }
    g_value_unset(&value);
  }
}

TEST_P(ElementProperties, TakeValuesAndGiveThemBack) {
  const ElementTable& table = GetParam();
  const ElementPtr element = share_object(gst_element_factory_make(table.factory, nullptr));
  ASSERT_TRUE(element);
  int num_tried = 0;
  for (const PropertySpec& property : table.properties) {
    SCOPED_TRACE(property.name);
    constexpr unsigned kBoth = kReadable | kWritable;
    if ((property.access & kBoth) != kBoth) continue;
    if (property.type == PropertyType::kBoolean) {
      const gboolean other = property.start == 0 ? TRUE : FALSE;
      gboolean read = !other;
      g_object_set(element.get(), property.name, other, nullptr);
      g_object_get(element.get(), property.name, &read, nullptr);
      EXPECT_EQ(read, other);
      ++num_tried;
    } else if (property.type == PropertyType::kUint) {
      const guint largest = static_cast<guint>(property.max);
      guint read = 0;
      g_object_set(element.get(), property.name, largest, nullptr);
      g_object_get(element.get(), property.name, &read, nullptr);
      EXPECT_EQ(read, largest);
      ++num_tried;
    } else if (property.type == PropertyType::kString) {
      gchar* read = nullptr;
      g_object_set(element.get(), property.name, "text", nullptr);
      g_object_get(element.get(), property.name, &read, nullptr);
      EXPECT_STREQ(read, "text");
      g_free(read);
      ++num_tried;
    }
  }
  EXPECT_GT(num_tried, 0);
}

TEST_P(ElementProperties, AreNeverAutoplugged) {
  const GstPtr<GstElementFactory> factory(gst_element_factory_find(GetParam().factory));
  ASSERT_TRUE(factory);
  EXPECT_EQ(gst_plugin_feature_get_rank(GST_PLUGIN_FEATURE(factory.get())),
            static_cast<guint>(GST_RANK_NONE));
}

INSTANTIATE_TEST_SUITE_P(Standin, ElementProperties, ::testing::ValuesIn(kTables),
                         [](const auto& info) { return std::string(info.param.factory); });

TEST(Sinks, StartWithTheWindowSinksClocking) {
  for (const char* factory : {"nveglglessink", "nv3dsink"}) {
    const ElementPtr sink = share_object(gst_element_factory_make(factory, nullptr));
    gint64 max_lateness = 0;
    guint64 deadline = 0;
    gboolean qos = FALSE;
    gboolean sync = FALSE;
    g_object_get(sink.get(), "max-lateness", &max_lateness, "processing-deadline", &deadline, "qos",
                 &qos, "sync", &sync, nullptr);
    EXPECT_EQ(max_lateness, 5000000);
    EXPECT_EQ(deadline, 15000000U);
    EXPECT_TRUE(qos);
    EXPECT_TRUE(sync);
  }
}

}  // namespace
}  // namespace pipewright::standin
