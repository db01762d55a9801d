// SPDX-License-Identifier: Apache-2.0
// What GStreamer's own parser makes of gst-launch texts, for tests of other readers of such texts.
//
// Reads texts from standard input, separated by zero bytes, and writes one line of JSON for each:
//   {"ok":false,"code":N,"message":"..."}                  code: GstParseError
//   {"ok":true,"elements":[{"name","factory","properties":{name:text|null},"pads":{pad:{...}}}],
//    "links":[{"from","fromPad","to","toPad"}],             "*": a pad that is yet to come
//   }
// Plain bins are looked through. Each text is parsed in a process of its own, so that elements are
// numbered from 0 and a crash ends one text only.
#include <gst/gst.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"

namespace pipewright {
namespace {

struct DelayedLink {
  std::string from;
  std::string from_pad;
  std::string to;
  std::string to_pad;
};

/// Links that wait for a pad are nowhere to be asked for: the parser's log tells of them.
std::vector<DelayedLink> delayed_links;

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      out += '\\';
      out += character;
    } else if (static_cast<unsigned char>(character) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(character));
      out += code;
    } else {
      out += character;
    }
  }
  return out + '"';
}

void watch_log(GstDebugCategory* category, GstDebugLevel, const gchar*, const gchar*, gint,
               GObject*, GstDebugMessage* message, gpointer) {
  if (std::string(gst_debug_category_get_name(category)) != "GST_PIPELINE") return;
  static const std::regex pattern(
      "trying delayed link (?:pad|some) +(\\S+) of \\S+ named (\\S+) to (?:pad|some) +(\\S+) of \\S+ "
      "named (\\S+)");
  const std::string text = gst_debug_message_get(message);
  std::smatch match;
  if (!std::regex_search(text, match, pattern)) return;
  const auto pad_name = [](const std::string& name) { return name == "pad" ? "*" : name; };
  delayed_links.push_back({match[2], pad_name(match[1]), match[4], pad_name(match[3])});
}

bool is_plain_bin(GstElement* element) {
  return G_OBJECT_TYPE(element) == GST_TYPE_BIN || G_OBJECT_TYPE(element) == GST_TYPE_PIPELINE;
}

/// In the order in which they were made; plain bins are replaced by what is in them.
void collect_elements(GstElement* element, std::vector<GstElement*>& elements) {
  if (!is_plain_bin(element)) {
    elements.push_back(element);
    return;
  }
  // A bin has its latest child first.
  GList* children = g_list_reverse(g_list_copy(GST_BIN_CHILDREN(element)));
  for (GList* each = children; each != nullptr; each = each->next) {
    collect_elements(GST_ELEMENT(each->data), elements);
  }
  g_list_free(children);
}

std::string name_of(gpointer object) {
  return take_text(gst_object_get_name(GST_OBJECT(object)));
}

std::string property_json(GObject* object, GParamSpec* spec) {
  GValue value = G_VALUE_INIT;
  g_value_init(&value, spec->value_type);
  g_object_get_property(object, spec->name, &value);
  std::string text = "null";
  if (G_VALUE_HOLDS_STRING(&value)) {
    if (g_value_get_string(&value) != nullptr) text = json_text(g_value_get_string(&value));
  } else if (G_VALUE_HOLDS_BOXED(&value) && g_value_get_boxed(&value) == nullptr) {
    // Nothing is set.
  } else if (GST_VALUE_HOLDS_CAPS(&value)) {
    const GstCaps* caps = gst_value_get_caps(&value);
    if (caps != nullptr) text = json_text(take_text(gst_caps_to_string(caps)));
  } else if (G_TYPE_IS_ENUM(spec->value_type)) {
    const auto* type = G_ENUM_CLASS(g_type_class_ref(spec->value_type));
    const auto* meant = g_enum_get_value(const_cast<GEnumClass*>(type), g_value_get_enum(&value));
    if (meant != nullptr) text = json_text(meant->value_nick);
  } else if (gchar* serialised = gst_value_serialize(&value); serialised != nullptr) {
    text = json_text(take_text(serialised));
  }
  g_value_unset(&value);
  return text;
}

std::string properties_json(GObject* object) {
  guint count = 0;
  GParamSpec** specs = g_object_class_list_properties(G_OBJECT_GET_CLASS(object), &count);
  std::string out = "{";
  for (guint index = 0; index < count; ++index) {
    GParamSpec* spec = specs[index];
    const bool is_value = (spec->flags & G_PARAM_READABLE) != 0 &&
                          (spec->flags & G_PARAM_WRITABLE) != 0 &&
                          !g_type_is_a(spec->value_type, G_TYPE_OBJECT);
    if (!is_value) continue;
    if (out.size() > 1) out += ',';
    out += json_text(spec->name) + ':' + property_json(object, spec);
  }
  g_free(specs);
  return out + '}';
}

/// The pad at the other end, through the walls of plain bins.
PadPtr real_peer(GstPad* pad) {
  PadPtr peer(gst_pad_get_peer(pad));
  while (peer != nullptr) {
    GstObject* parent = GST_OBJECT_PARENT(peer.get());
    if (GST_IS_GHOST_PAD(peer.get()) && GST_IS_ELEMENT(parent) &&
        is_plain_bin(GST_ELEMENT(parent))) {
      peer.reset(gst_ghost_pad_get_target(GST_GHOST_PAD(peer.get())));
    } else if (GST_IS_GHOST_PAD(parent) && is_plain_bin(GST_ELEMENT(GST_OBJECT_PARENT(parent)))) {
      peer.reset(gst_pad_get_peer(GST_PAD(parent)));
    } else {
      break;
    }
  }
  return peer;
}

std::string link_json(const DelayedLink& link) {
  return "{\"from\":" + json_text(link.from) + ",\"fromPad\":" + json_text(link.from_pad) +
         ",\"to\":" + json_text(link.to) + ",\"toPad\":" + json_text(link.to_pad) + "}";
}

std::string describe(GstElement* root) {
  std::vector<GstElement*> elements;
  collect_elements(root, elements);
  std::string described;
  std::string links;
  for (GstElement* element : elements) {
    GstElementFactory* factory = gst_element_get_factory(element);
    std::string pads;
    for (GList* each = element->pads; each != nullptr; each = each->next) {
      auto* pad = GST_PAD(each->data);
      if (!pads.empty()) pads += ',';
      pads += json_text(name_of(pad)) + ':' + properties_json(G_OBJECT(pad));
      if (gst_pad_get_direction(pad) != GST_PAD_SRC) continue;
      const PadPtr peer = real_peer(pad);
      if (peer == nullptr || !GST_IS_ELEMENT(GST_OBJECT_PARENT(peer.get()))) continue;
      if (!links.empty()) links += ',';
      links += link_json({name_of(element), name_of(pad), name_of(GST_OBJECT_PARENT(peer.get())),
                          name_of(peer.get())});
    }
    if (!described.empty()) described += ',';
    described += "{\"name\":" + json_text(name_of(element)) +
                 ",\"factory\":" + json_text(name_of(factory)) +
                 ",\"properties\":" + properties_json(G_OBJECT(element)) + ",\"pads\":{" + pads +
                 "}}";
  }
  for (const DelayedLink& link : delayed_links) {
    if (!links.empty()) links += ',';
    links += link_json(link);
  }
  return "{\"ok\":true,\"elements\":[" + described + "],\"links\":[" + links + "]}";
}

std::string parse(const std::string& text) {
  GError* error = nullptr;
  const ElementPtr root = share_object(gst_parse_launch(text.c_str(), &error));
  const GErrorPtr owner(error);
  if (root != nullptr && error == nullptr) return describe(root.get());
  return "{\"ok\":false,\"code\":" + std::to_string(error != nullptr ? error->code : -1) +
         ",\"message\":" + json_text(error != nullptr ? error->message : "") + "}";
}

/// Parses in a child process and passes its line on.
void parse_apart(const std::string& text) {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    // Between two elements that give pads without end, ":" links for ever.
    alarm(5);
    std::cout << parse(text) << std::endl;
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::cout << "{\"ok\":false,\"code\":-2,\"message\":\"the parser crashed or did not end\"}" << std::endl;
  }
}

}  // namespace
}  // namespace pipewright

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  gst_debug_set_active(TRUE);
  gst_debug_remove_log_function(nullptr);
  gst_debug_add_log_function(pipewright::watch_log, nullptr, nullptr);
  gst_debug_set_threshold_for_name("GST_PIPELINE", GST_LEVEL_DEBUG);
  // Once here instead of in each child.
  for (const char* plugin : {"coreelements", "videotestsrc", "compositor", "videoparsersbad"}) {
    const pipewright::GstPtr<GstPlugin> loaded(gst_plugin_load_by_name(plugin));
  }
  const std::string input((std::istreambuf_iterator<char>(std::cin)), {});
  for (std::size_t start = 0; start < input.size();) {
    const std::size_t end = std::min(input.find('\0', start), input.size());
    pipewright::parse_apart(input.substr(start, end - start));
    start = end + 1;
  }
  return 0;
}
