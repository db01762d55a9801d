// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/property_value.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

using Kind = runner::PropertyValue::KindCase;

constexpr std::size_t kMaxShownNicks = 40;

/// A whole number of any GType: signed below zero, unsigned above.
struct WholeNumber {
  bool is_negative = false;
  std::uint64_t magnitude = 0;  // the number itself unless negative, then two's complement

  [[nodiscard]] std::int64_t as_signed() const { return static_cast<std::int64_t>(magnitude); }
};

/// The shortest text that reads back as the same number.
template <class Real>
std::string real_text(Real number) {
  std::array<char, 64> text;
  const auto result = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), result.ptr};
}

std::string describe_got(const runner::PropertyValue& value) {
  switch (value.kind_case()) {
    case Kind::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case Kind::kIntValue:
      return std::to_string(value.int_value());
    case Kind::kUintValue:
      return std::to_string(value.uint_value());
    case Kind::kDoubleValue:
      return real_text(value.double_value());
    case Kind::kStringValue:
      return concat("'", shorten(value.string_value(), 120), "'");
    case Kind::KIND_NOT_SET:
      break;
  }
  return "no value";
}

std::optional<WholeNumber> whole_number_of(const runner::PropertyValue& value) {
  switch (value.kind_case()) {
    case Kind::kIntValue:
      return WholeNumber{value.int_value() < 0, static_cast<std::uint64_t>(value.int_value())};
    case Kind::kUintValue:
      return WholeNumber{false, value.uint_value()};
    case Kind::kDoubleValue: {
      const double number = value.double_value();
      if (std::trunc(number) != number || std::abs(number) > 9007199254740992.0) break;
      const auto whole = static_cast<std::int64_t>(number);
      return WholeNumber{whole < 0, static_cast<std::uint64_t>(whole)};
    }
    default:
      break;
  }
  return std::nullopt;
}

std::optional<double> number_of(const runner::PropertyValue& value) {
  switch (value.kind_case()) {
    case Kind::kIntValue:
      return static_cast<double>(value.int_value());
    case Kind::kUintValue:
      return static_cast<double>(value.uint_value());
    case Kind::kDoubleValue:
      return value.double_value();
    default:
      return std::nullopt;
  }
}

template <class T>
std::optional<T> narrow(WholeNumber number) {
  if constexpr (std::is_signed_v<T>) {
    if (!number.is_negative &&
        number.magnitude > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return std::nullopt;
    }
    const std::int64_t whole = number.as_signed();
    if (whole < std::numeric_limits<T>::min() || whole > std::numeric_limits<T>::max()) {
      return std::nullopt;
    }
    return static_cast<T>(whole);
  } else {
    if (number.is_negative || number.magnitude > std::numeric_limits<T>::max()) return std::nullopt;
    return static_cast<T>(number.magnitude);
  }
}

template <class T>
bool store(GValue* target, void (*set)(GValue*, T), WholeNumber number) {
  const std::optional<T> narrowed = narrow<T>(number);
  if (narrowed) set(target, *narrowed);
  return narrowed.has_value();
}

/// Stores a whole number in a value of an integer type; false when the type cannot hold it.
bool store_whole_number(GValue* target, WholeNumber number) {
  switch (G_VALUE_TYPE(target)) {
    case G_TYPE_CHAR:
      return store<gint8>(target, g_value_set_schar, number);
    case G_TYPE_UCHAR:
      return store<guchar>(target, g_value_set_uchar, number);
    case G_TYPE_INT:
      return store<gint>(target, g_value_set_int, number);
    case G_TYPE_UINT:
      return store<guint>(target, g_value_set_uint, number);
    case G_TYPE_LONG:
      return store<glong>(target, g_value_set_long, number);
    case G_TYPE_ULONG:
      return store<gulong>(target, g_value_set_ulong, number);
    case G_TYPE_INT64:
      return store<gint64>(target, g_value_set_int64, number);
    case G_TYPE_UINT64:
      return store<guint64>(target, g_value_set_uint64, number);
    default:
      return false;
  }
}

bool is_whole_number_type(GType type) {
  return type == G_TYPE_CHAR || type == G_TYPE_UCHAR || type == G_TYPE_INT || type == G_TYPE_UINT ||
         type == G_TYPE_LONG || type == G_TYPE_ULONG || type == G_TYPE_INT64 ||
         type == G_TYPE_UINT64;
}

bool store_enum(GParamSpec* spec, GValue* target, WholeNumber number) {
  const std::optional<gint> narrowed = narrow<gint>(number);
  if (!narrowed || g_enum_get_value(G_PARAM_SPEC_ENUM(spec)->enum_class, *narrowed) == nullptr) {
    return false;
  }
  g_value_set_enum(target, *narrowed);
  return true;
}

bool store_flags(GParamSpec* spec, GValue* target, WholeNumber number) {
  const std::optional<guint> narrowed = narrow<guint>(number);
  if (!narrowed || (*narrowed & ~G_PARAM_SPEC_FLAGS(spec)->flags_class->mask) != 0) return false;
  g_value_set_flags(target, *narrowed);
  return true;
}

/// Stores a number or truth value of the wire; false when the property does not take it.
bool store_number(GParamSpec* spec, GValue* target, const runner::PropertyValue& value) {
  const GType type = G_PARAM_SPEC_VALUE_TYPE(spec);
  if (value.kind_case() == Kind::kBoolValue) {
    if (type != G_TYPE_BOOLEAN) return false;
    g_value_set_boolean(target, value.bool_value());
    return true;
  }
  const std::optional<WholeNumber> whole = whole_number_of(value);
  if (type == G_TYPE_FLOAT || type == G_TYPE_DOUBLE) {
    const double number = *number_of(value);
    if (std::isnan(number)) return false;
    if (type == G_TYPE_DOUBLE) {
      g_value_set_double(target, number);
    } else {
      g_value_set_float(target, static_cast<gfloat>(number));
    }
    return true;
  }
  if (!whole) return false;
  if (is_whole_number_type(type)) return store_whole_number(target, *whole);
  if (type == G_TYPE_BOOLEAN) {
    if (whole->is_negative || whole->magnitude > 1) return false;
    g_value_set_boolean(target, whole->magnitude == 1);
    return true;
  }
  if (type == GST_TYPE_FRACTION) {
    const std::optional<gint> narrowed = narrow<gint>(*whole);
    if (narrowed) gst_value_set_fraction(target, *narrowed, 1);
    return narrowed.has_value();
  }
  if (G_TYPE_IS_ENUM(type)) return store_enum(spec, target, *whole);
  if (G_TYPE_IS_FLAGS(type)) return store_flags(spec, target, *whole);
  return false;
}

/// A whole number in decimal or 0x form, with nothing else in the text.
std::optional<WholeNumber> parse_whole_number(const std::string& text) {
  gchar* end = nullptr;
  errno = 0;
  WholeNumber number;
  number.is_negative = text.starts_with('-');
  number.magnitude = number.is_negative
                         ? static_cast<std::uint64_t>(g_ascii_strtoll(text.c_str(), &end, 0))
                         : g_ascii_strtoull(text.c_str(), &end, 0);
  if (end != text.c_str() + text.size() || errno != 0) return std::nullopt;
  return number;
}

/// How deep brackets of these kinds are nested in a text, as GStreamer reads it.
int nesting_depth(std::string_view text, std::string_view opening, std::string_view closing) {
  int depth = 0;
  int deepest = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (is_quoted && text[i] == '\\') ++i;
    if (is_quoted) continue;
    if (opening.find(text[i]) != opening.npos) deepest = std::max(deepest, ++depth);
    if (closing.find(text[i]) != closing.npos && depth > 0) --depth;
  }
  return deepest;
}

/// GStreamer calls itself for what is within brackets, as deep as a text has it, until the stack is
/// used up. In an array property's text, lists that are nested deeper than the property has it
/// make gst_value_deserialize_with_pspec() take the elements' specification for a list's, and
/// crash.
bool is_nested_too_deep(GParamSpec* spec, std::string_view text) {
  constexpr int kDeepest = 8;
  if (nesting_depth(text, "<{[", ">}]") > kDeepest) return true;
  if (!GST_IS_PARAM_SPEC_ARRAY_LIST(spec)) return false;
  int allowed = 0;
  while (spec != nullptr && GST_IS_PARAM_SPEC_ARRAY_LIST(spec)) {
    ++allowed;
    spec = GST_PARAM_SPEC_ARRAY_LIST(spec)->element_spec;
  }
  return spec != nullptr && nesting_depth(text, "<{", ">}") > allowed;
}

/// Is the value, when it is written, read again as the same? GStreamer reads texts that it then
/// writes as others: a media type named as its word for all caps, " ANY", becomes that word. What
/// is shown of such a property could not be set again.
bool is_read_back(GParamSpec* spec, const GValue* value) {
  const std::string written = value_to_text(value);
  if (is_nested_too_deep(spec, written)) return false;
  Value again(G_VALUE_TYPE(value));
  if (!gst_value_deserialize_with_pspec(again.get(), written.c_str(), spec)) return false;
  if (GST_VALUE_HOLDS_CAPS(value) &&
      !gst_caps_is_equal(gst_value_get_caps(value), gst_value_get_caps(again.get()))) {
    return false;
  }
  return value_to_text(again.get()) == written;
}

bool store_text(GParamSpec* spec, GValue* target, const std::string& text) {
  const GType type = G_PARAM_SPEC_VALUE_TYPE(spec);
  if (type == G_TYPE_STRING) {
    g_value_set_string(target, text.c_str());
    return true;
  }
  if (text.empty()) return false;
  if (type == G_TYPE_FLOAT || type == G_TYPE_DOUBLE) {
    gchar* end = nullptr;
    const double number = g_ascii_strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || std::isnan(number)) return false;
    if (type == G_TYPE_DOUBLE) {
      g_value_set_double(target, number);
    } else {
      g_value_set_float(target, static_cast<gfloat>(number));
    }
    return true;
  }
  // gst_value_deserialize takes -1 for the largest unsigned number, and any number for an enum.
  if (is_whole_number_type(type) || G_TYPE_IS_ENUM(type) || G_TYPE_IS_FLAGS(type)) {
    if (const std::optional<WholeNumber> whole = parse_whole_number(text)) {
      if (G_TYPE_IS_ENUM(type)) return store_enum(spec, target, *whole);
      if (G_TYPE_IS_FLAGS(type)) return store_flags(spec, target, *whole);
      return store_whole_number(target, *whole);
    }
  }
  if (is_nested_too_deep(spec, text)) return false;
  return gst_value_deserialize_with_pspec(target, text.c_str(), spec) && is_read_back(spec, target);
}

std::string describe_enum(GParamSpec* spec) {
  std::vector<std::string> nicks;
  const GEnumClass* values = G_PARAM_SPEC_ENUM(spec)->enum_class;
  for (guint i = 0; i < values->n_values && i < kMaxShownNicks; ++i) {
    nicks.push_back(concat(values->values[i].value_nick, " (", values->values[i].value, ")"));
  }
  if (values->n_values > kMaxShownNicks) nicks.emplace_back("...");
  return concat("one of: ", join(nicks, ", "));
}

std::string describe_flags(GParamSpec* spec) {
  std::vector<std::string> nicks;
  const GFlagsClass* values = G_PARAM_SPEC_FLAGS(spec)->flags_class;
  for (guint i = 0; i < values->n_values && i < kMaxShownNicks; ++i) {
    nicks.emplace_back(values->values[i].value_nick);
  }
  return concat("any of these joined by '+': ", join(nicks, ", "));
}

std::string flags_text(const GValue* value) {
  const TypeClassPtr type_class(static_cast<GTypeClass*>(g_type_class_ref(G_VALUE_TYPE(value))));
  const auto* values = reinterpret_cast<GFlagsClass*>(type_class.get());
  const guint set = g_value_get_flags(value);
  std::vector<std::string> nicks;
  guint covered = 0;
  for (guint i = 0; i < values->n_values; ++i) {
    const GFlagsValue& entry = values->values[i];
    const bool is_set = entry.value == 0 ? set == 0 : (set & entry.value) == entry.value;
    // Values that stand for several flags come with or after those they are made of.
    if (!is_set || (entry.value != 0 && (covered & entry.value) == entry.value)) continue;
    covered |= entry.value;
    nicks.emplace_back(entry.value_nick);
  }
  if (covered != set || nicks.empty()) nicks.push_back(std::to_string(set & ~covered));
  return join(nicks, "+");
}

std::string whole_number_range(const std::string& min, const std::string& max) {
  return concat("a whole number from ", min, " to ", max);
}

}  // namespace

std::string describe_expected(GParamSpec* spec) {
  const GType type = G_PARAM_SPEC_VALUE_TYPE(spec);
  const auto range = [](auto* typed) {
    return whole_number_range(std::to_string(typed->minimum), std::to_string(typed->maximum));
  };
  if (G_IS_PARAM_SPEC_CHAR(spec)) return range(G_PARAM_SPEC_CHAR(spec));
  if (G_IS_PARAM_SPEC_UCHAR(spec)) return range(G_PARAM_SPEC_UCHAR(spec));
  if (G_IS_PARAM_SPEC_INT(spec)) return range(G_PARAM_SPEC_INT(spec));
  if (G_IS_PARAM_SPEC_UINT(spec)) return range(G_PARAM_SPEC_UINT(spec));
  if (G_IS_PARAM_SPEC_LONG(spec)) return range(G_PARAM_SPEC_LONG(spec));
  if (G_IS_PARAM_SPEC_ULONG(spec)) return range(G_PARAM_SPEC_ULONG(spec));
  if (G_IS_PARAM_SPEC_INT64(spec)) return range(G_PARAM_SPEC_INT64(spec));
  if (G_IS_PARAM_SPEC_UINT64(spec)) return range(G_PARAM_SPEC_UINT64(spec));
  if (G_IS_PARAM_SPEC_FLOAT(spec)) {
    const auto* typed = G_PARAM_SPEC_FLOAT(spec);
    return concat("a number from ", real_text(typed->minimum), " to ", real_text(typed->maximum));
  }
  if (G_IS_PARAM_SPEC_DOUBLE(spec)) {
    const auto* typed = G_PARAM_SPEC_DOUBLE(spec);
    return concat("a number from ", real_text(typed->minimum), " to ", real_text(typed->maximum));
  }
  if (GST_IS_PARAM_SPEC_FRACTION(spec)) {
    const auto* typed = GST_PARAM_SPEC_FRACTION(spec);
    return concat("a fraction such as 30/1, from ", typed->min_num, "/", typed->min_den, " to ",
                  typed->max_num, "/", typed->max_den);
  }
  if (G_IS_PARAM_SPEC_ENUM(spec)) return describe_enum(spec);
  if (G_IS_PARAM_SPEC_FLAGS(spec)) return describe_flags(spec);
  if (type == G_TYPE_BOOLEAN) return "true or false";
  if (type == G_TYPE_STRING) return "a text";
  if (type == GST_TYPE_CAPS) return "caps such as video/x-raw,format=NV12,width=1280";
  if (type == GST_TYPE_STRUCTURE) return "a structure such as name,field=(int)1";
  if (type == GST_TYPE_ARRAY) return "an array such as <1, 2>";
  return concat("a ", g_type_name(type), " in the form of gst-launch");
}

Result<Value> to_property_value(GParamSpec* spec, const runner::PropertyValue& value) {
  if (GParamSpec* target = g_param_spec_get_redirect_target(spec)) spec = target;
  const auto refuse = [&] {
    return Error{concat("expected ", describe_expected(spec), ", got ", describe_got(value))};
  };
  const GType type = G_PARAM_SPEC_VALUE_TYPE(spec);
  if (type == G_TYPE_POINTER || g_type_is_a(type, G_TYPE_OBJECT)) {
    return Error{
        concat("a ", g_type_name(type), " can be set by a program only; leave this property out")};
  }
  Value converted(type);
  switch (value.kind_case()) {
    case Kind::KIND_NOT_SET:
      return refuse();
    case Kind::kStringValue:
      if (!store_text(spec, converted.get(), value.string_value())) return refuse();
      break;
    default:
      if (type == G_TYPE_STRING || !store_number(spec, converted.get(), value)) return refuse();
  }
  if (g_param_value_validate(spec, converted.get())) return refuse();
  return converted;
}

std::string value_to_text(const GValue* value) {
  if (G_VALUE_HOLDS_STRING(value)) {
    const gchar* text = g_value_get_string(value);
    return text != nullptr ? text : "";
  }
  if (G_VALUE_HOLDS_ENUM(value)) {
    const TypeClassPtr values(static_cast<GTypeClass*>(g_type_class_ref(G_VALUE_TYPE(value))));
    const GEnumValue* entry =
        g_enum_get_value(reinterpret_cast<GEnumClass*>(values.get()), g_value_get_enum(value));
    return entry != nullptr ? entry->value_nick : std::to_string(g_value_get_enum(value));
  }
  if (G_VALUE_HOLDS_FLAGS(value)) return flags_text(value);
  if (G_VALUE_HOLDS_FLOAT(value)) return real_text(g_value_get_float(value));
  if (G_VALUE_HOLDS_DOUBLE(value)) return real_text(g_value_get_double(value));
  if (G_VALUE_HOLDS_OBJECT(value) || G_VALUE_HOLDS_POINTER(value)) return "";
  if (G_VALUE_HOLDS_BOXED(value) && g_value_get_boxed(value) == nullptr) return "";
  // gst_value_serialize would put these in quotes, as parts of something larger.
  if (GST_VALUE_HOLDS_CAPS(value)) return take_text(gst_caps_to_string(gst_value_get_caps(value)));
  if (GST_VALUE_HOLDS_STRUCTURE(value)) {
    return take_text(gst_structure_to_string(gst_value_get_structure(value)));
  }
  return take_text(gst_value_serialize(value));
}

}  // namespace pipewright
