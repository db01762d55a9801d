// SPDX-License-Identifier: Apache-2.0
// How an element's properties are written down as data; the tables are generated from the element
// catalogue.
#pragma once

#include <glib-object.h>

#include <bit>
#include <cstdint>
#include <span>

namespace pipewright::standin {

enum class PropertyType {
  kBoolean,
  kInt,
  kUint,
  kInt64,
  kUint64,
  kFloat,
  kString,
  kEnum,
  kFlags,
  kPointer,
  kStructure
};

/// Bits of PropertySpec::access.
enum PropertyAccess : unsigned {
  kReadable = 1U << 0,
  kWritable = 1U << 1,
  kMutableReady = 1U << 2,    ///< may be set in the states NULL and READY
  kMutablePlaying = 1U << 3,  ///< may be set at any time
  kControllable = 1U << 4,
};

/// An enumeration or a set of flags: GType name and the values with number, meaning and nick, ended
/// by an all-zero one.
struct EnumSpec {
  const char* type_name;
  const GEnumValue* values;
};

/// One property. Numbers are kept as 64 bits; which of them hold, and signed or not, follows from
/// the type. Of floats they are the bits of a double.
struct PropertySpec {
  const char* name;
  const char* blurb;
  PropertyType type;
  unsigned access;
  std::uint64_t start = 0;
  std::uint64_t min = 0;
  std::uint64_t max = 0;
  const char* start_text = nullptr;
  const EnumSpec* enumeration = nullptr;
};

constexpr PropertySpec boolean_property(const char* name, const char* blurb, unsigned access,
                                        bool start) {
  return {name, blurb, PropertyType::kBoolean, access, start ? 1U : 0U, 0, 1};
}

constexpr PropertySpec int64_property(const char* name, const char* blurb, unsigned access,
                                      std::int64_t start, std::int64_t min, std::int64_t max,
                                      PropertyType type = PropertyType::kInt64) {
  return {name,
          blurb,
          type,
          access,
          static_cast<std::uint64_t>(start),
          static_cast<std::uint64_t>(min),
          static_cast<std::uint64_t>(max)};
}

constexpr PropertySpec int_property(const char* name, const char* blurb, unsigned access, int start,
                                    int min, int max) {
  return int64_property(name, blurb, access, start, min, max, PropertyType::kInt);
}

constexpr PropertySpec uint_property(const char* name, const char* blurb, unsigned access,
                                     unsigned start, unsigned min, unsigned max) {
  return {name, blurb, PropertyType::kUint, access, start, min, max};
}

constexpr PropertySpec uint64_property(const char* name, const char* blurb, unsigned access,
                                       std::uint64_t start, std::uint64_t min, std::uint64_t max) {
  return {name, blurb, PropertyType::kUint64, access, start, min, max};
}

constexpr PropertySpec float_property(const char* name, const char* blurb, unsigned access,
                                      double start, double min, double max) {
  return {name,
          blurb,
          PropertyType::kFloat,
          access,
          std::bit_cast<std::uint64_t>(start),
          std::bit_cast<std::uint64_t>(min),
          std::bit_cast<std::uint64_t>(max)};
}

constexpr PropertySpec string_property(const char* name, const char* blurb, unsigned access,
                                       const char* start) {
  return {name, blurb, PropertyType::kString, access, 0, 0, 0, start};
}

constexpr PropertySpec enum_property(const char* name, const char* blurb, unsigned access,
                                     const EnumSpec& enumeration, int start) {
  return {name,
          blurb,
          PropertyType::kEnum,
          access,
          static_cast<std::uint64_t>(static_cast<std::int64_t>(start)),
          0,
          0,
          nullptr,
          &enumeration};
}

constexpr PropertySpec pointer_property(const char* name, const char* blurb, unsigned access) {
  return {name, blurb, PropertyType::kPointer, access};
}

/// A set of bits; the values of `flags` are the bits' names.
constexpr PropertySpec flags_property(const char* name, const char* blurb, unsigned access,
                                      const EnumSpec& flags, unsigned start) {
  return {name, blurb, PropertyType::kFlags, access, start, 0, 0, nullptr, &flags};
}

/// A GstStructure.
constexpr PropertySpec structure_property(const char* name, const char* blurb, unsigned access) {
  return {name, blurb, PropertyType::kStructure, access};
}

}  // namespace pipewright::standin
