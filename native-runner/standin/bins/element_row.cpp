// SPDX-License-Identifier: Apache-2.0
#include "element_row.hpp"

#include "common/gst_ptr.hpp"

namespace pipewright::standin {
namespace {

bool add_part(GstElement* bin, const ChainPart& part, ElementRow& row) {
  GstElement* element = gst_element_factory_make(part.factory, nullptr);
  if (element == nullptr) {
    GST_ELEMENT_ERROR(bin, CORE, MISSING_PLUGIN,
                      ("%s needs the GStreamer element %s: install the plugin that has it "
                       "(gstreamer1.0-plugins-base, -good, -bad or -libav).",
                       GST_OBJECT_NAME(bin), part.factory),
                      (nullptr));
    return false;
  }
  gst_bin_add(GST_BIN_CAST(bin), element);
  for (const auto& [name, value] : part.settings) {
    gst_util_set_object_arg(G_OBJECT(element), name, value.c_str());
  }
  if (part.prepare != nullptr) part.prepare(element);
  row.push_back(element);
  return true;
}

bool link_row(GstElement* bin, const ElementRow& row) {
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (gst_element_link(row[i - 1], row[i]) != FALSE) continue;
    GST_ELEMENT_ERROR(bin, CORE, NEGOTIATION,
                      ("%s cannot link %s to %s inside.", GST_OBJECT_NAME(bin),
                       GST_OBJECT_NAME(row[i - 1]), GST_OBJECT_NAME(row[i])),
                      (nullptr));
    return false;
  }
  return true;
}

}  // namespace

bool build_row(GstElement* bin, std::span<const ChainPart> parts, ElementRow& row) {
  for (const ChainPart& part : parts) {
    if (!add_part(bin, part, row)) return false;
  }
  return link_row(bin, row);
}

void clear_row(GstElement* bin, ElementRow& row) {
  // A bin that is disposed of has lost its elements when it gives its request pads back.
  if (GST_BIN_NUMCHILDREN(bin) == 0) row.clear();
  for (GstElement* part : row) {
    gst_element_set_state(part, GST_STATE_NULL);
    gst_bin_remove(GST_BIN_CAST(bin), part);
  }
  row.clear();
}

void set_ghost_target(GstElement* bin, const char* name, GstElement* part,
                      const char* target_name) {
  const PadPtr ghost(gst_element_get_static_pad(bin, name));
  const PadPtr target(part != nullptr ? gst_element_get_static_pad(part, target_name) : nullptr);
  gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(ghost.get()), target.get());
}

}  // namespace pipewright::standin
