// SPDX-License-Identifier: Apache-2.0
// Between the wire's property values and the GValues that GObject properties take.
#pragma once

#include <gst/gst.h>

#include <string>

#include "common/result.hpp"
#include "pipewright/runner.pb.h"

namespace pipewright {

/// A GValue that unsets itself.
class Value {
 public:
  Value() = default;
  explicit Value(GType type) { g_value_init(&value_, type); }
  Value(Value&& other) noexcept : value_(other.value_) { other.value_ = G_VALUE_INIT; }
  Value& operator=(Value&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Value() {
    if (G_IS_VALUE(&value_)) g_value_unset(&value_);
  }

  [[nodiscard]] GValue* get() { return &value_; }
  [[nodiscard]] const GValue* get() const { return &value_; }

 private:
  GValue value_ = G_VALUE_INIT;
};

/// The wire's value as the property's own type, within its range. Numbers convert among each other
/// where nothing is lost; texts are read as gst_value_deserialize does. The failure reads
/// "expected ..., got ...".
Result<Value> to_property_value(GParamSpec* spec, const runner::PropertyValue& value);

/// What a property takes, for people: "a whole number from 1 to 1024", "one of: a, b".
std::string describe_expected(GParamSpec* spec);

/// A value as text that to_property_value reads: texts plain (null is empty), enums by nick, flags
/// by nicks joined by '+', caps and structures without quotes around them, all else as
/// gst_value_serialize prints it; empty for what cannot be written as text.
std::string value_to_text(const GValue* value);

}  // namespace pipewright
