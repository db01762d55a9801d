// SPDX-License-Identifier: Apache-2.0
#include "setting_request.hpp"

#include <exception>
#include <limits>
#include <optional>
#include <stdexcept>

#include "common/text.hpp"
#include "gst-nvdscustomevent.h"
#include "gst-nvdscustommessage.h"
#include "request_parts.hpp"

namespace pipewright::standin::rest {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<gint>::max();
constexpr std::int64_t kMaxUint = std::numeric_limits<guint>::max();

constexpr Setting kSettings[] = {
    {"/api/v1/dec/drop-frame-interval", SettingOwner::kDecoder, "drop_frame_interval",
     "DROP_FRAME_INTERVAL_UPDATE", 0, 30, "drop-frame-interval"},
    {"/api/v1/dec/skip-frames", SettingOwner::kDecoder, "skip_frames", "SKIP_FRAMES_UPDATE", 0, 2,
     "skip-frames"},
    {"/api/v1/mux/batched-push-timeout", SettingOwner::kMux, "batched_push_timeout",
     "BATCHED_PUSH_TIMEOUT_UPDATE", -1, kMaxInt, "batched-push-timeout"},
    {"/api/v1/mux/max-latency", SettingOwner::kMux, "max_latency", "MAX_LATENCY_UPDATE", 0,
     kMaxUint, "max-latency"},
    {"/api/v1/infer/set-interval", SettingOwner::kInference, "interval", "INFER_INTERVAL_UPDATE", 0,
     32},
    {"/api/v1/inferserver/set-interval", SettingOwner::kInference, "interval",
     "INFERSERVER_INTERVAL_UPDATE", 0, 32},
    {"/api/v1/osd/process-mode", SettingOwner::kOsd, "process_mode", "PROCESS_MODE_UPDATE", 0, 1},
    {"/api/v1/analytics/reload-config", SettingOwner::kAnalytics, "config_file_path",
     "RELOAD_CONFIG_UPDATE", 0, 0},
    {"/api/v1/app/quit", SettingOwner::kApplication, "app_quit", "QUIT", 0, 1},
};

/// A request's values.
struct SettingRequest {
  std::string stream_id;
  std::int64_t number = 0;
  std::string text;
};

bool is_of_one_stream(SettingOwner owner) {
  return owner == SettingOwner::kDecoder || owner == SettingOwner::kInference ||
         owner == SettingOwner::kOsd;
}

std::int64_t number_in(const json& object, const Setting& setting) {
  const auto found = object.find(setting.field);
  if (found == object.end()) {
    throw std::invalid_argument(concat("there is no '", setting.field, "' in it"));
  }
  if (found->is_boolean()) return found->get<bool>() ? 1 : 0;
  const bool is_in_range =
      found->is_number_integer() && *found >= setting.least && *found <= setting.most;
  if (!is_in_range) {
    throw std::invalid_argument(concat(
        setting.field, " value not parsed correctly, Range: ", setting.least, " - ", setting.most));
  }
  return found->get<std::int64_t>();
}

/// Reads a body; throws std::exception with what is wrong in it.
SettingRequest read_request(const std::string& body, const Setting& setting) {
  const json object = inner_object(body, setting.field);
  SettingRequest request;
  request.stream_id = text_field(object, "stream_id");
  if (setting.least == setting.most) {
    request.text = text_field(object, setting.field);
    if (request.text.empty()) {
      throw std::invalid_argument(concat("there is no '", setting.field, "' in it"));
    }
  } else {
    request.number = number_in(object, setting);
  }
  return request;
}

/// The decoder of a source; null when there is none (yet).
ElementPtr decoder_of(GstElement* stream) {
  ElementPtr decoder;
  GstIterator* decoders =
      gst_bin_iterate_all_by_element_factory_name(GST_BIN_CAST(stream), "nvv4l2decoder");
  GValue item = G_VALUE_INIT;
  if (gst_iterator_next(decoders, &item) == GST_ITERATOR_OK) {
    decoder = share_object(GST_ELEMENT_CAST(g_value_get_object(&item)));
    g_value_unset(&item);
  }
  gst_iterator_free(decoders);
  return decoder;
}

/// Sets an integer property of whatever width; false when the element has none of that name.
bool set_number(GstElement* element, const char* property, std::int64_t number) {
  if (g_object_class_find_property(G_OBJECT_GET_CLASS(element), property) == nullptr) return false;
  gst_util_set_object_arg(G_OBJECT(element), property, std::to_string(number).c_str());
  return true;
}

/// The event that tells the elements behind the bin.
GstEvent* event_for(const Setting& setting, SettingRequest& request) {
  switch (setting.owner) {
    case SettingOwner::kInference:
      return gst_nvevent_infer_interval_update(request.stream_id.data(),
                                               static_cast<guint>(request.number));
    case SettingOwner::kOsd:
      return gst_nvevent_osd_process_mode_update(request.stream_id.data(),
                                                 static_cast<guint>(request.number));
    default:
      return gst_nvevent_analytics_reload_config_update(request.text.data());
  }
}

/// Makes the change; what has kept it from being made.
std::optional<std::string> apply(const Setting& setting, SettingRequest& request, GstElement* bin,
                                 const MultiUriSource& source) {
  ElementPtr stream;
  if (is_of_one_stream(setting.owner)) {
    stream = source_named(request.stream_id, source);
    if (!stream) return unknown_stream(request.stream_id);
  }
  switch (setting.owner) {
    case SettingOwner::kDecoder: {
      const ElementPtr decoder = decoder_of(stream.get());
      if (decoder && set_number(decoder.get(), setting.property, request.number)) break;
      return concat(setting.property, " not set on decoder: the stream has none yet");
    }
    case SettingOwner::kMux: {
      const ElementPtr mux = source.mux();
      if (mux && set_number(mux.get(), setting.property, request.number)) break;
      return concat(setting.property, " value not updated: this nvstreammux has no such property");
    }
    case SettingOwner::kApplication:
      if (request.number == 0) break;
      if (const ElementPtr mux = source.mux(); mux) {
        g_object_set(mux.get(), "drop-pipeline-eos", FALSE, nullptr);
      }
      gst_element_post_message(bin, gst_nvmessage_force_pipeline_eos(GST_OBJECT_CAST(bin), TRUE));
      break;
    default:
      return send_downstream(bin, event_for(setting, request));
  }
  return std::nullopt;
}

}  // namespace

std::span<const Setting> settings() {
  return kSettings;
}

Verdict change_setting(const Setting& setting, const std::string& body, GstElement* bin,
                       const MultiUriSource& source) {
  try {
    SettingRequest request = read_request(body, setting);
    const auto problem = apply(setting, request, bin, source);
    if (!problem) return {Status::kOk, concat(setting.word, "_SUCCESS")};
    return {Status::kInternalError, concat(setting.word, "_FAIL, ", *problem),
            sensor_named(request.stream_id, source)};
  } catch (const std::exception& problem) {
    return {Status::kBadRequest, concat(setting.word, "_FAIL, error: ", problem.what())};
  }
}

}  // namespace pipewright::standin::rest
