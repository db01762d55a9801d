// SPDX-License-Identifier: Apache-2.0
#include <gst/base/gstbasetransform.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/batch_lock.hpp"
#include "gstnvdsmeta.h"
#include "nvdsmeta_schema.h"
#include "standin/elements.hpp"
#include "standin/messaging/conversion/debug_dump.hpp"
#include "standin/messaging/conversion/message_maker.hpp"
#include "standin/messaging/conversion/payload_meta.hpp"
#include "standin/properties/nvmsgconv.gen.hpp"
#include "standin/properties/property_store.hpp"

GST_DEBUG_CATEGORY_STATIC(nvmsgconv_debug);
#define GST_CAT_DEFAULT nvmsgconv_debug

// nvmsgconv: makes messages of events or of frames and objects, and hangs them on the frames. Pads,
// properties, configuration and messages as DeepStream's element of this name.
namespace {

namespace property = pipewright::standin::properties::nvmsgconv;
using pipewright::BatchLock;
using pipewright::Result;
using pipewright::standin::install_element;
using pipewright::standin::PropertyStore;
using namespace pipewright::standin::messaging;

/// Lives while the element is started.
struct Converter {
  MessageMaker maker;
  std::optional<DebugDump> dump;
  unsigned component_id = 0;
  bool has_warned_of_dump = false;
};

struct GstNvMsgConv {
  GstBaseTransform parent;
  PropertyStore* properties;
  Converter* converter;
};

struct GstNvMsgConvClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstNvMsgConv, gst_nv_msg_conv, GST_TYPE_BASE_TRANSFORM)

GstNvMsgConv* cast(gpointer object) {
  return static_cast<GstNvMsgConv*>(object);
}

void refuse(GstNvMsgConv* self, const std::string& text) {
  GST_ELEMENT_ERROR(self, LIBRARY, SETTINGS, ("%s", text.c_str()), (nullptr));
}

/// Posts an error and gives nothing for what needs a library that is not here.
std::optional<Schema> read_schema(GstNvMsgConv* self) {
  const std::string library = self->properties->text_value(property::kMsg2pLib);
  const std::string name = library.substr(library.rfind('/') + 1);
  if (!name.empty() && name != "libnvds_msgconv.so") {
    refuse(self, "property msg2p-lib: '" + library +
                     "' can't be used, it is made for DeepStream with a GPU: leave the property "
                     "unset, and set payload-type to 0 (full) or 1 (minimal)");
    return std::nullopt;
  }
  switch (self->properties->enum_value(property::kPayloadType)) {
    case NVDS_PAYLOAD_DEEPSTREAM:
      return Schema::kFull;
    case NVDS_PAYLOAD_DEEPSTREAM_MINIMAL:
      return Schema::kMinimal;
    case NVDS_PAYLOAD_DEEPSTREAM_PROTOBUF:
      refuse(self,
             "payload-type 2 (protobuf) is not possible on a CPU: set 1, which says the same as "
             "JSON");
      return std::nullopt;
    default:
      refuse(self,
             "payload-type 256 and 257 need a library of your own, which is not possible on a "
             "CPU: set 0 (full) or 1 (minimal)");
      return std::nullopt;
  }
}

std::optional<MessageConfig> read_config(GstNvMsgConv* self, Schema schema) {
  const std::string path = self->properties->text_value(property::kConfig);
  if (path.empty()) {
    if (schema == Schema::kMinimal) return MessageConfig{};
    refuse(self,
           "property config is not set: payload-type 0 needs a file with sections sensor<n>, "
           "place<n> and analytics<n>; or set payload-type=1, which needs none");
    return std::nullopt;
  }
  auto config = read_message_config(path, schema);
  if (!config) {
    refuse(self, "property config: " + config.error().message);
    return std::nullopt;
  }
  for (const std::string& warning : config.value().warnings) {
    GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
  }
  return std::move(config).value();
}

gboolean start(GstBaseTransform* transform) {
  GstNvMsgConv* self = cast(transform);
  const PropertyStore& properties = *self->properties;
  const auto schema = read_schema(self);
  if (!schema) return FALSE;
  auto config = read_config(self, *schema);
  if (!config) return FALSE;
  std::optional<DebugDump> dump;
  const std::string folder = properties.text_value(property::kDebugPayloadDir);
  if (!folder.empty()) {
    Result<DebugDump> opened = DebugDump::open(folder);
    if (!opened) {
      refuse(self, "property debug-payload-dir: " + opened.error().message);
      return FALSE;
    }
    dump = std::move(opened).value();
  }
  const unsigned component_id = properties.uint_value(property::kCompId);
  const MakerSettings settings = {
      *schema,
      properties.boolean_value(property::kMsg2pNewapi),
      properties.uint_value(property::kFrameInterval),
      component_id,
      properties.boolean_value(property::kDummyPayload),
      !properties.text_value(property::kConfig).empty(),
  };
  self->converter =
      new Converter{MessageMaker(settings, std::move(*config)), std::move(dump), component_id};
  return TRUE;
}

gboolean stop(GstBaseTransform* transform) {
  GstNvMsgConv* self = cast(transform);
  delete self->converter;
  self->converter = nullptr;
  return TRUE;
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* caps, GstCaps*) {
  const GstStructure* structure = gst_caps_get_structure(caps, 0);
  if (gst_structure_has_name(structure, "video/x-raw")) return TRUE;
  refuse(cast(transform), std::string("Only batches of video can be converted on a CPU, not ") +
                              gst_structure_get_name(structure));
  return FALSE;
}

void dump_message(GstNvMsgConv* self, const std::string& message) {
  Converter& converter = *self->converter;
  if (!converter.dump) return;
  const Result<void> written = converter.dump->write(message);
  if (written || converter.has_warned_of_dump) return;
  converter.has_warned_of_dump = true;
  GST_ELEMENT_WARNING(self, RESOURCE, WRITE,
                      ("property debug-payload-dir: %s", written.error().message.c_str()),
                      (nullptr));
}

GstFlowReturn transform_ip(GstBaseTransform* transform, GstBuffer* buffer) {
  GstNvMsgConv* self = cast(transform);
  NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  // As with DeepStream, what is no batch just goes through.
  if (batch == nullptr) return GST_FLOW_OK;
  const BatchLock lock(batch);
  for (GList* item = batch->frame_meta_list; item != nullptr; item = item->next) {
    auto& frame = *static_cast<NvDsFrameMeta*>(item->data);
    self->converter->maker.make(
        frame, {[&](const std::string& message) {
                  attach_payload(frame, message, self->converter->component_id);
                  dump_message(self, message);
                },
                [&](const std::string& warning) {
                  GST_ELEMENT_WARNING(self, LIBRARY, SETTINGS, ("%s", warning.c_str()), (nullptr));
                }});
  }
  return GST_FLOW_OK;
}

void gst_nv_msg_conv_class_init(GstNvMsgConvClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvmsgconv_debug, "nvmsgconv", 0, "CPU stand-in for nvmsgconv");
  install_element(GST_ELEMENT_CLASS(klass), property::kElement, "Makes messages of metadata");
  GstBaseTransformClass* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->set_caps = set_caps;
  transform_class->transform_ip = transform_ip;
}

void gst_nv_msg_conv_init(GstNvMsgConv* self) {
  self->properties = PropertyStore::attach(G_OBJECT(self), property::kProperties);
  // Not passthrough, unlike DeepStream's: behind a tee, each branch then has metadata of its own.
  gst_base_transform_set_in_place(GST_BASE_TRANSFORM(self), TRUE);
}

}  // namespace

GST_ELEMENT_REGISTER_DEFINE(nvmsgconv, "nvmsgconv", pipewright::standin::kStandinRank,
                            gst_nv_msg_conv_get_type());
