// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/payload_meta.hpp"

#include "nvdsmeta_schema.h"

namespace pipewright::standin::messaging {
namespace {

NvDsPayload* new_payload(gconstpointer bytes, guint size, guint component_id) {
  auto* payload = g_new0(NvDsPayload, 1);
  payload->payload = g_memdup2(bytes, size);
  payload->payloadSize = size;
  payload->componentId = component_id;
  return payload;
}

gpointer copy_payload(gpointer data, gpointer) {
  const auto* meta = static_cast<const NvDsUserMeta*>(data);
  const auto* payload = static_cast<const NvDsPayload*>(meta->user_meta_data);
  if (payload == nullptr) return nullptr;
  return new_payload(payload->payload, payload->payloadSize, payload->componentId);
}

void release_payload(gpointer data, gpointer) {
  auto* meta = static_cast<NvDsUserMeta*>(data);
  auto* payload = static_cast<NvDsPayload*>(meta->user_meta_data);
  if (payload == nullptr) return;
  g_free(payload->payload);
  g_free(payload);
  meta->user_meta_data = nullptr;
}

}  // namespace

void attach_payload(NvDsFrameMeta& frame, std::string_view message, unsigned component_id) {
  NvDsUserMeta* meta = nvds_acquire_user_meta_from_pool(frame.base_meta.batch_meta);
  meta->base_meta.meta_type = NVDS_PAYLOAD_META;
  meta->base_meta.copy_func = copy_payload;
  meta->base_meta.release_func = release_payload;
  meta->user_meta_data =
      new_payload(message.data(), static_cast<guint>(message.size()), component_id);
  nvds_add_user_meta_to_frame(&frame, meta);
}

}  // namespace pipewright::standin::messaging
