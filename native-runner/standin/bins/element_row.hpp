// SPDX-License-Identifier: Apache-2.0
// A row of elements inside a bin, each linked to the next.
#pragma once

#include <gst/gst.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pipewright::standin {

/// One element of a row.
struct ChainPart {
  const char* factory;
  /// Values that it starts with, as gst-launch writes them.
  std::vector<std::pair<const char*, std::string>> settings = {};
  /// What is done to it when it has been made; null for nothing.
  void (*prepare)(GstElement* element) = nullptr;
};

/// The elements of a row, in its order; the bin owns them.
using ElementRow = std::vector<GstElement*>;

/// Makes the elements in `bin` and links them. False after an error message of the bin; what was
/// made until then is in `row`.
bool build_row(GstElement* bin, std::span<const ChainPart> parts, ElementRow& row);

/// Stops the elements and takes them out of `bin`.
void clear_row(GstElement* bin, ElementRow& row);

/// Lets the bin's ghost pad `name` stand for the pad `target_name` of `part`; for none with null.
void set_ghost_target(GstElement* bin, const char* name, GstElement* part, const char* target_name);

}  // namespace pipewright::standin
