// SPDX-License-Identifier: Apache-2.0
#include "chain_bin.hpp"

#include <algorithm>

#include "common/gst_ptr.hpp"
#include "kind_type.hpp"
#include "properties/property_transfer.hpp"

namespace pipewright::standin {

G_DEFINE_ABSTRACT_TYPE(GstChainBin, gst_chain_bin, GST_TYPE_BIN)

/// What one bin has inside; empty until it goes to READY.
struct Chain {
  PropertyStore* properties = nullptr;
  ElementRow row;
};

namespace {

Chain& chain_of(gpointer element) {
  return *static_cast<GstChainBin*>(element)->chain;
}

const ChainKind& kind_of(gpointer element) {
  return *reinterpret_cast<GstChainBinClass*>(G_OBJECT_GET_CLASS(element))->kind;
}

/// Calls `use` with the first element that has the property of this id, and its GParamSpec.
template <class Use>
void with_target(GstElement* bin, unsigned id, Use use) {
  const char* name = kind_of(bin).element->properties[id - 1].name;
  for (GstElement* part : chain_of(bin).row) {
    GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(part), name);
    if (spec == nullptr) continue;
    use(part, spec);
    return;
  }
}

GParamSpec* own_spec(GstElement* bin, unsigned id) {
  return g_object_class_find_property(G_OBJECT_GET_CLASS(bin),
                                      kind_of(bin).element->properties[id - 1].name);
}

void hand_on(GstElement* bin, unsigned id) {
  if (std::ranges::find(kind_of(bin).own, id) != kind_of(bin).own.end()) return;
  with_target(bin, id, [&](GstElement* part, GParamSpec*) {
    transfer_property(bin, *chain_of(bin).properties, kind_of(bin).element->properties[id - 1], id,
                      part);
  });
}

/// What an element inside says of a property that only it can write.
void read_from_row(GstElement* bin, unsigned id, GValue* value) {
  if ((own_spec(bin, id)->flags & G_PARAM_WRITABLE) != 0) return;
  with_target(bin, id, [&](GstElement* part, GParamSpec* spec) {
    g_object_get_property(G_OBJECT(part), spec->name, value);
  });
}

bool has_src(GstElement* bin) {
  return gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(bin), "src") != nullptr;
}

void clear_bin(GstElement* bin) {
  set_ghost_target(bin, "sink", nullptr, nullptr);
  if (has_src(bin)) set_ghost_target(bin, "src", nullptr, nullptr);
  clear_row(bin, chain_of(bin).row);
}

bool fill_bin(GstElement* bin) {
  const ChainKind& kind = kind_of(bin);
  Chain& chain = chain_of(bin);
  clear_bin(bin);
  auto parts = kind.parts(*chain.properties);
  if (!parts) {
    GST_ELEMENT_ERROR(bin, LIBRARY, SETTINGS,
                      ("Element %s: %s", GST_OBJECT_NAME(bin), parts.error().c_str()), (nullptr));
    return false;
  }
  if (!build_row(bin, parts.value(), chain.row)) return false;
  for (unsigned id = 1; id <= kind.element->properties.size(); ++id) {
    if (chain.properties->was_set(id)) hand_on(bin, id);
  }
  set_ghost_target(bin, "sink", chain.row.front(), "sink");
  if (has_src(bin)) set_ghost_target(bin, "src", chain.row.back(), "src");
  if (kind.on_built != nullptr) kind.on_built(bin, chain.row);
  return true;
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && !fill_bin(element)) {
    return GST_STATE_CHANGE_FAILURE;
  }
  return GST_ELEMENT_CLASS(gst_chain_bin_parent_class)->change_state(element, transition);
}

void add_ghost_pad(GstElement* bin, const char* name) {
  gst_element_add_pad(
      bin, gst_ghost_pad_new_no_target_from_template(
               name, gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(bin), name)));
}

void constructed(GObject* object) {
  G_OBJECT_CLASS(gst_chain_bin_parent_class)->constructed(object);
  auto* bin = GST_ELEMENT_CAST(object);
  PropertyStore* properties = PropertyStore::attach(object, kind_of(bin).element->properties);
  properties->on_change([bin](unsigned id) { hand_on(bin, id); });
  properties->on_read([bin](unsigned id, GValue* value) { read_from_row(bin, id, value); });
  chain_of(bin).properties = properties;
  add_ghost_pad(bin, "sink");
  if (has_src(bin)) {
    add_ghost_pad(bin, "src");
  } else {
    // It has no sink inside before READY, and the pipeline waits for the end of its sinks.
    gst_bin_set_suppressed_flags(GST_BIN_CAST(bin), GST_ELEMENT_FLAG_SINK);
    GST_OBJECT_FLAG_SET(bin, GST_ELEMENT_FLAG_SINK);
  }
}

void finalize(GObject* object) {
  delete static_cast<GstChainBin*>(static_cast<gpointer>(object))->chain;
  G_OBJECT_CLASS(gst_chain_bin_parent_class)->finalize(object);
}

/// Makes a class the bin of the kind that its type was registered with.
void init_class(gpointer klass, gpointer data) {
  const ChainKind& kind = *static_cast<const ChainKind*>(data);
  static_cast<GstChainBinClass*>(klass)->kind = &kind;
  install_element(GST_ELEMENT_CLASS(klass), *kind.element, kind.description);
}

}  // namespace

static void gst_chain_bin_init(GstChainBin* self) {
  self->chain = new Chain;
}

static void gst_chain_bin_class_init(GstChainBinClass* klass) {
  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->constructed = &constructed;
  object_class->finalize = &finalize;
  GST_ELEMENT_CLASS(klass)->change_state = &change_state;
}

GType chain_bin_type(const char* type_name, const ChainKind& kind) {
  return kind_type<GstChainBin, GstChainBinClass>(gst_chain_bin_get_type(), type_name, kind,
                                                  &init_class);
}

PropertyStore& chain_properties(GstElement* bin) {
  return *chain_of(bin).properties;
}

}  // namespace pipewright::standin
