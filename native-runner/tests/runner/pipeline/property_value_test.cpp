// SPDX-License-Identifier: Apache-2.0
// Every type of value into every type of property.
#include "runner/pipeline/property_value.hpp"

#include <gst/gst.h>
#include <gtest/gtest.h>

#include <limits>
#include <memory>

namespace pipewright::test {
namespace {

struct SpecRelease {
  void operator()(GParamSpec* spec) const { g_param_spec_unref(spec); }
};
using Spec = std::unique_ptr<GParamSpec, SpecRelease>;

Spec own(GParamSpec* spec) {
  return Spec(g_param_spec_ref_sink(spec));
}

constexpr GParamFlags kFlags = G_PARAM_READWRITE;

Spec int_spec() {
  return own(g_param_spec_int("p", nullptr, nullptr, -5, 100, 0, kFlags));
}
Spec uint_spec() {
  return own(g_param_spec_uint("p", nullptr, nullptr, 1, 1024, 1, kFlags));
}
Spec uint64_spec() {
  return own(g_param_spec_uint64("p", nullptr, nullptr, 0, G_MAXUINT64, 0, kFlags));
}
Spec int64_spec() {
  return own(g_param_spec_int64("p", nullptr, nullptr, G_MININT64, G_MAXINT64, 0, kFlags));
}
Spec float_spec() {
  return own(g_param_spec_float("p", nullptr, nullptr, 0, 1, 0, kFlags));
}
Spec double_spec() {
  return own(g_param_spec_double("p", nullptr, nullptr, -1, 1, 0, kFlags));
}
Spec boolean_spec() {
  return own(g_param_spec_boolean("p", nullptr, nullptr, FALSE, kFlags));
}
Spec string_spec() {
  return own(g_param_spec_string("p", nullptr, nullptr, nullptr, kFlags));
}
Spec enum_spec() {
  return own(g_param_spec_enum("p", nullptr, nullptr, GST_TYPE_STATE, GST_STATE_NULL, kFlags));
}
Spec flags_spec() {
  return own(g_param_spec_flags("p", nullptr, nullptr, GST_TYPE_PAD_FLAGS, 0, kFlags));
}
Spec fraction_spec() {
  return own(gst_param_spec_fraction("p", nullptr, nullptr, 0, 1, 240, 1, 30, 1, kFlags));
}
Spec boxed_spec(GType type) {
  return own(g_param_spec_boxed("p", nullptr, nullptr, type, kFlags));
}

runner::PropertyValue of_bool(bool value) {
  runner::PropertyValue wire;
  wire.set_bool_value(value);
  return wire;
}
runner::PropertyValue of_int(std::int64_t value) {
  runner::PropertyValue wire;
  wire.set_int_value(value);
  return wire;
}
runner::PropertyValue of_uint(std::uint64_t value) {
  runner::PropertyValue wire;
  wire.set_uint_value(value);
  return wire;
}
runner::PropertyValue of_double(double value) {
  runner::PropertyValue wire;
  wire.set_double_value(value);
  return wire;
}
runner::PropertyValue of_text(const std::string& value) {
  runner::PropertyValue wire;
  wire.set_string_value(value);
  return wire;
}

/// The converted value as text, or the failure behind "error: ".
std::string convert(const Spec& spec, const runner::PropertyValue& value) {
  const auto converted = to_property_value(spec.get(), value);
  return converted ? value_to_text(converted.value().get()) : "error: " + converted.error().message;
}

bool refuses(const Spec& spec, const runner::PropertyValue& value) {
  return convert(spec, value).starts_with("error: expected ");
}

class PropertyValue : public testing::Test {
 protected:
  static void SetUpTestSuite() { gst_init(nullptr, nullptr); }
};

TEST_F(PropertyValue, WholeNumbers) {
  EXPECT_EQ(convert(int_spec(), of_int(-5)), "-5");
  EXPECT_EQ(convert(int_spec(), of_uint(100)), "100");
  EXPECT_EQ(convert(int_spec(), of_double(7)), "7");
  EXPECT_EQ(convert(int_spec(), of_text("42")), "42");
  EXPECT_EQ(convert(uint_spec(), of_int(1024)), "1024");
  EXPECT_EQ(convert(uint_spec(), of_text("0x10")), "16");
  EXPECT_EQ(convert(uint64_spec(), of_uint(std::numeric_limits<std::uint64_t>::max())),
            "18446744073709551615");
  EXPECT_EQ(convert(int64_spec(), of_int(std::numeric_limits<std::int64_t>::min())),
            "-9223372036854775808");
}

TEST_F(PropertyValue, WholeNumbersOutOfRange) {
  EXPECT_EQ(convert(uint_spec(), of_uint(0)),
            "error: expected a whole number from 1 to 1024, got 0");
  EXPECT_EQ(convert(int_spec(), of_int(-6)),
            "error: expected a whole number from -5 to 100, got -6");
  EXPECT_TRUE(refuses(uint_spec(), of_int(-1)));
  EXPECT_TRUE(refuses(uint_spec(), of_uint(1ULL << 32)));
  EXPECT_TRUE(refuses(int_spec(), of_int((1LL << 32) + 1)));
  EXPECT_TRUE(refuses(uint64_spec(), of_int(-1)));
  EXPECT_TRUE(refuses(int64_spec(), of_uint(std::numeric_limits<std::uint64_t>::max())));
  EXPECT_TRUE(refuses(uint_spec(), of_text("99999999999999999999")));
  EXPECT_TRUE(refuses(uint_spec(), of_text("-1")));
}

TEST_F(PropertyValue, WholeNumbersFromOtherThings) {
  EXPECT_TRUE(refuses(int_spec(), of_double(1.5)));
  EXPECT_TRUE(refuses(int_spec(), of_double(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE(refuses(int_spec(), of_double(std::numeric_limits<double>::infinity())));
  EXPECT_TRUE(refuses(int_spec(), of_bool(true)));
  EXPECT_EQ(convert(int_spec(), of_text("four")),
            "error: expected a whole number from -5 to 100, got 'four'");
  EXPECT_TRUE(refuses(int_spec(), of_text("")));
  EXPECT_TRUE(refuses(int_spec(), runner::PropertyValue()));
}

TEST_F(PropertyValue, Reals) {
  EXPECT_EQ(convert(double_spec(), of_double(-0.25)), "-0.25");
  EXPECT_EQ(convert(double_spec(), of_int(1)), "1");
  EXPECT_EQ(convert(float_spec(), of_text("0.5")), "0.5");
  EXPECT_EQ(convert(float_spec(), of_uint(1)), "1");
  EXPECT_EQ(convert(float_spec(), of_double(0.01)), "0.01");
  EXPECT_EQ(convert(double_spec(), of_double(0.1)), "0.1");
  EXPECT_EQ(convert(float_spec(), of_double(1.5)), "error: expected a number from 0 to 1, got 1.5");
  EXPECT_TRUE(refuses(float_spec(), of_double(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE(refuses(double_spec(), of_text("0,5")));
  EXPECT_TRUE(refuses(double_spec(), of_bool(false)));
}

TEST_F(PropertyValue, Booleans) {
  EXPECT_EQ(convert(boolean_spec(), of_bool(true)), "true");
  EXPECT_EQ(convert(boolean_spec(), of_int(0)), "false");
  EXPECT_EQ(convert(boolean_spec(), of_uint(1)), "true");
  EXPECT_EQ(convert(boolean_spec(), of_text("true")), "true");
  EXPECT_EQ(convert(boolean_spec(), of_text("no")), "false");
  EXPECT_EQ(convert(boolean_spec(), of_int(2)), "error: expected true or false, got 2");
  EXPECT_TRUE(refuses(boolean_spec(), of_text("maybe")));
}

TEST_F(PropertyValue, Texts) {
  EXPECT_EQ(convert(string_spec(), of_text("/a path/with spaces \"and\" quotes")),
            "/a path/with spaces \"and\" quotes");
  EXPECT_EQ(convert(string_spec(), of_text("")), "");
  EXPECT_EQ(convert(string_spec(), of_int(5)), "error: expected a text, got 5");
}

TEST_F(PropertyValue, Enums) {
  EXPECT_EQ(convert(enum_spec(), of_text("playing")), "playing");
  EXPECT_EQ(convert(enum_spec(), of_text("GST_STATE_PAUSED")), "paused");
  EXPECT_EQ(convert(enum_spec(), of_int(2)), "ready");
  EXPECT_EQ(convert(enum_spec(), of_text("2")), "ready");
  EXPECT_EQ(convert(enum_spec(), of_int(77)),
            "error: expected one of: void-pending (0), null (1), ready (2), paused (3), playing "
            "(4), got 77");
  EXPECT_TRUE(refuses(enum_spec(), of_text("77")));
  EXPECT_TRUE(refuses(enum_spec(), of_text("plaing")));
  EXPECT_TRUE(refuses(enum_spec(), of_bool(true)));
}

TEST_F(PropertyValue, Flags) {
  EXPECT_EQ(convert(flags_spec(), of_text("blocked+eos")), "blocked+eos");
  EXPECT_EQ(convert(flags_spec(), of_uint(GST_PAD_FLAG_EOS)), "eos");
  EXPECT_EQ(convert(flags_spec(), of_text("eos")), "eos");
  EXPECT_EQ(convert(flags_spec(), of_int(0)), "0");
  EXPECT_EQ(convert(flags_spec(), of_text("0")), "0");
  EXPECT_TRUE(refuses(flags_spec(), of_text("blocked+nonsense")));
  EXPECT_TRUE(refuses(flags_spec(), of_uint(1)));
}

TEST_F(PropertyValue, Fractions) {
  EXPECT_EQ(convert(fraction_spec(), of_text("30000/1001")), "30000/1001");
  EXPECT_EQ(convert(fraction_spec(), of_int(25)), "25/1");
  EXPECT_TRUE(refuses(fraction_spec(), of_text("241/1")));
  EXPECT_TRUE(refuses(fraction_spec(), of_text("fast")));
}

TEST_F(PropertyValue, CapsStructuresArrays) {
  EXPECT_EQ(convert(boxed_spec(GST_TYPE_CAPS), of_text("video/x-raw(memory:NVMM),format=NV12")),
            "video/x-raw(memory:NVMM), format=(string)NV12");
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_CAPS), of_text("video/x-raw,width=")));
  EXPECT_EQ(convert(boxed_spec(GST_TYPE_CAPS), of_text("ANY")), "ANY");
  EXPECT_EQ(convert(boxed_spec(GST_TYPE_CAPS), of_text("NONE")), "EMPTY");
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_CAPS),
                      of_text("video/x-raw,width=" + std::string(100'000, '<'))));
  const auto lists = [](int depth) {
    return of_text("video/x-raw,a=" + std::string(depth, '{') + "1" + std::string(depth, '}'));
  };
  EXPECT_FALSE(refuses(boxed_spec(GST_TYPE_CAPS), lists(8)));
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_CAPS), lists(9)));
  // GStreamer takes these for media types of those names, and writes them as its words.
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_CAPS), of_text(" NONE")));
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_CAPS), of_text(" ANY")));
  EXPECT_EQ(convert(boxed_spec(GST_TYPE_STRUCTURE), of_text("headers,key=(string)value")),
            "headers, key=(string)value;");
  EXPECT_TRUE(refuses(boxed_spec(GST_TYPE_STRUCTURE), of_text("=nothing=")));
  const Spec array = own(gst_param_spec_array(
      "p", nullptr, nullptr, g_param_spec_int("e", nullptr, nullptr, 0, 9, 0, kFlags), kFlags));
  EXPECT_EQ(convert(array, of_text("<1, 2, 3>")), "< (int)1, (int)2, (int)3 >");
  EXPECT_TRUE(refuses(array, of_text("1 2 3")));
  EXPECT_TRUE(refuses(array, of_text("<1, 20>")));
  // GStreamer's own parser crashes on these.
  EXPECT_TRUE(refuses(array, of_text("<<1>, 2>")));
  EXPECT_TRUE(refuses(array, of_text("< 1, < 1, 2 2 \x16>")));
  EXPECT_TRUE(refuses(array, of_text("<{1}>")));
}

TEST_F(PropertyValue, ObjectsAndPointersHaveNoText) {
  const Spec object = own(g_param_spec_object("p", nullptr, nullptr, GST_TYPE_ELEMENT, kFlags));
  const Spec pointer = own(g_param_spec_pointer("p", nullptr, nullptr, kFlags));
  EXPECT_NE(convert(object, of_text("fakesink")).find("GstElement"), std::string::npos);
  EXPECT_TRUE(convert(pointer, of_int(0)).starts_with("error: "));
}

}  // namespace
}  // namespace pipewright::test
