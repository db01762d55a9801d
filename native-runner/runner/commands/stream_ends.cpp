// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/stream_ends.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

namespace pipewright {
namespace {

std::vector<ElementPtr> children_of(GstElement* bin) {
  std::vector<ElementPtr> children;
  GST_OBJECT_LOCK(bin);
  for (GList* item = GST_BIN_CHILDREN(bin); item != nullptr; item = item->next) {
    children.push_back(share_object(GST_ELEMENT(item->data)));
  }
  GST_OBJECT_UNLOCK(bin);
  // A bin keeps its newest element first.
  std::reverse(children.begin(), children.end());
  return children;
}

std::vector<PadPtr> linked_pads(GstElement* element, GstPadDirection direction) {
  std::vector<PadPtr> pads;
  GST_OBJECT_LOCK(element);
  for (GList* item = element->pads; item != nullptr; item = item->next) {
    auto* pad = GST_PAD(item->data);
    if (GST_PAD_DIRECTION(pad) == direction && gst_pad_is_linked(pad)) {
      pads.push_back(share_object(pad));
    }
  }
  GST_OBJECT_UNLOCK(element);
  return pads;
}

ElementPtr element_behind(GstPad* source_pad) {
  const PadPtr peer(gst_pad_get_peer(source_pad));
  return ElementPtr(peer ? gst_pad_get_parent_element(peer.get()) : nullptr);
}

/// A muxer is what joins streams: by its pads on request, also while only one of them is there.
bool joins_streams(GstElement* element) {
  for (GList* item = gst_element_class_get_pad_template_list(GST_ELEMENT_GET_CLASS(element));
       item != nullptr; item = item->next) {
    auto* pad_template = static_cast<GstPadTemplate*>(item->data);
    if (GST_PAD_TEMPLATE_DIRECTION(pad_template) == GST_PAD_SINK &&
        GST_PAD_TEMPLATE_PRESENCE(pad_template) == GST_PAD_REQUEST) {
      return true;
    }
  }
  return false;
}

std::optional<StreamEnd> follow(const ElementPtr& source) {
  StreamEnd end;
  end.source = share_object(source.get());
  std::set<GstElement*> visited;
  ElementPtr current = share_object(source.get());
  while (current && visited.insert(current.get()).second) {
    std::vector<PadPtr> ways = linked_pads(current.get(), GST_PAD_SRC);
    if (ways.empty()) break;
    end.pad = std::move(ways.front());
    current = element_behind(end.pad.get());
    if (current && joins_streams(current.get())) {
      end.is_before_muxer = true;
      break;
    }
  }
  if (!end.pad) return std::nullopt;
  return end;
}

}  // namespace

std::vector<StreamEnd> find_stream_ends(GstElement* pipeline) {
  std::vector<StreamEnd> ends;
  for (const ElementPtr& element : children_of(pipeline)) {
    if (!linked_pads(element.get(), GST_PAD_SINK).empty()) continue;
    if (auto end = follow(element)) ends.push_back(std::move(*end));
  }
  return ends;
}

bool has_muxer_that_keeps_seeks(const std::vector<StreamEnd>& ends) {
  return std::any_of(ends.begin(), ends.end(), [](const StreamEnd& end) {
    if (!end.is_before_muxer) return false;
    const ElementPtr muxer = element_behind(end.pad.get());
    if (!muxer) return false;
    GstPluginFeature* factory = GST_PLUGIN_FEATURE(gst_element_get_factory(muxer.get()));
    const gchar* plugin = gst_plugin_feature_get_plugin_name(factory);
    return std::string_view(GST_OBJECT_NAME(factory)).starts_with("nv") && plugin != nullptr &&
           std::string_view(plugin) != "pipewrightstandin";
  });
}

}  // namespace pipewright
