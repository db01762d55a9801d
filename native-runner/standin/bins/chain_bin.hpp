// SPDX-License-Identifier: Apache-2.0
// Bins that are a row of other elements: a ChainKind says which, and the bin hands its properties
// on to the first of them that has one of that name.
//
// The row is made on the way to READY, out of the properties that are set then; later changes are
// handed on as they come.
#pragma once

#include <gst/gst.h>

#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "element_row.hpp"
#include "elements.hpp"
#include "properties/element_spec.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {

/// What a bin is made of.
struct ChainKind {
  const char* description;
  const ElementSpec* element;  ///< with the pads `sink` and, unless it is a sink, `src`
  /// The row, or a sentence that says which property is bad and what to write.
  Result<std::vector<ChainPart>, std::string> (*parts)(const PropertyStore& properties);
  /// Ids of properties that `parts` reads and that mean something else to the elements inside.
  std::span<const unsigned> own = {};
  /// Called with the row when it has been made; null when there is nothing to do.
  void (*on_built)(GstElement* bin, std::span<GstElement* const> row) = nullptr;
};

struct Chain;
struct GstChainBin {
  GstBin parent;
  Chain* chain;
};
struct GstChainBinClass {
  GstBinClass parent_class;
  const ChainKind* kind;
};

GType gst_chain_bin_get_type();

/// The type of the bins of one kind, for registering its element; `kind` must live for ever.
GType chain_bin_type(const char* type_name, const ChainKind& kind);

/// The properties of a bin, e.g. in on_built.
PropertyStore& chain_properties(GstElement* bin);

}  // namespace pipewright::standin
