// SPDX-License-Identifier: Apache-2.0
// Properties of an element out of a generated table: installed on its class, kept per instance.
//
//   class_init:  install_element(GST_ELEMENT_CLASS(klass), props::kElement, "Does something");
//   init:        self->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
//   start:       self->width = self->properties->uint_value(props::kWidth);
#pragma once

#include <gst/gst.h>

#include <bit>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "property_spec.hpp"

namespace pipewright::standin {

/// The values of one instance. Reading locks, so elements read into plain members at start or on a
/// change instead of once per buffer.
class PropertyStore {
 public:
  /// Installs the table on a class, with ids from 1 in the table's order, and sets the class's
  /// set_property and get_property. The class must have no other properties of its own.
  static void install(GObjectClass* object_class, std::span<const PropertySpec> specs);

  /// Gives an instance its store with the start values; the instance owns it.
  static PropertyStore* attach(GObject* object, std::span<const PropertySpec> specs);

  /// Called after a property was set, with its id, from the thread that set it, without the lock.
  void on_change(std::function<void(unsigned id)> callback) { on_change_ = std::move(callback); }
  /// Asked on every read of a property; may overwrite the value that is about to be returned.
  void on_read(std::function<void(unsigned id, GValue* value)> callback) {
    on_read_ = std::move(callback);
  }

  [[nodiscard]] bool boolean_value(unsigned id) const { return number(id) != 0; }
  [[nodiscard]] int int_value(unsigned id) const { return static_cast<int>(number(id)); }
  [[nodiscard]] unsigned uint_value(unsigned id) const { return static_cast<unsigned>(number(id)); }
  [[nodiscard]] std::int64_t int64_value(unsigned id) const {
    return static_cast<std::int64_t>(number(id));
  }
  [[nodiscard]] std::uint64_t uint64_value(unsigned id) const { return number(id); }
  [[nodiscard]] double float_value(unsigned id) const { return std::bit_cast<double>(number(id)); }
  /// The number of an enum's value.
  [[nodiscard]] int enum_value(unsigned id) const { return static_cast<int>(number(id)); }
  [[nodiscard]] gpointer pointer_value(unsigned id) const;
  /// A string's value; empty where it is null.
  [[nodiscard]] std::string text_value(unsigned id) const;
  /// Puts a property into a GValue of its type.
  void read(unsigned id, GValue* value) const { load(id, value); }
  /// Whether somebody set the property since the instance was made.
  [[nodiscard]] bool was_set(unsigned id) const;
  /// Whether somebody set the property, and since `other` was set. DeepStream's elements read their
  /// file when config-file is set, so that what is set later counts.
  [[nodiscard]] bool was_set_after(unsigned id, unsigned other) const;

 private:
  struct Value {
    std::uint64_t number = 0;
    std::string text;
    bool has_text = false;
    std::uint64_t set_at = 0;  ///< counts what was set; 0: never
    GstStructure* structure = nullptr;
  };

  explicit PropertyStore(std::span<const PropertySpec> specs);
  ~PropertyStore();
  static PropertyStore& of(GObject* object);
  static void set_property(GObject* object, guint id, const GValue* value, GParamSpec* spec);
  static void get_property(GObject* object, guint id, GValue* value, GParamSpec* spec);
  void store(unsigned id, const GValue* value);
  void load(unsigned id, GValue* value) const;
  [[nodiscard]] std::uint64_t number(unsigned id) const;

  std::span<const PropertySpec> specs_;
  mutable std::mutex mutex_;
  std::vector<Value> values_;
  std::uint64_t num_set_ = 0;
  std::function<void(unsigned)> on_change_;
  std::function<void(unsigned, GValue*)> on_read_;
};

}  // namespace pipewright::standin
