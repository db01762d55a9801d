// SPDX-License-Identifier: Apache-2.0
#include "setting_request.hpp"

#include <exception>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "common/text.hpp"
#include "gst-nvcustomevent.h"
#include "gst-nvdscustomevent.h"
#include "gst-nvdscustommessage.h"
#include "request_parts.hpp"
#include "video/picture_converter.hpp"

namespace pipewright::standin::rest {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<gint>::max();
constexpr std::int64_t kMaxUint = std::numeric_limits<guint>::max();

/// A number of a request whose range is that of the property or event that it goes to.
guint uint_of(const SettingRequest& request) {
  return static_cast<guint>(request.number);
}

GstEvent* interval_event(SettingRequest& request) {
  return gst_nvevent_infer_interval_update(request.stream_id.data(), uint_of(request));
}
GstEvent* process_mode_event(SettingRequest& request) {
  return gst_nvevent_osd_process_mode_update(request.stream_id.data(), uint_of(request));
}
GstEvent* tracker_event(SettingRequest& request) {
  return gst_nvevent_nvtracker_config_update(request.stream_id.data(), request.text.data());
}
GstEvent* bitrate_event(SettingRequest& request) {
  return gst_nvevent_enc_bitrate_update(request.stream_id.data(), uint_of(request));
}
GstEvent* idr_event(SettingRequest& request) {
  return gst_nvevent_enc_force_idr(request.stream_id.data(), static_cast<gint>(request.number));
}
GstEvent* intra_event(SettingRequest& request) {
  return gst_nvevent_enc_force_intra(request.stream_id.data(), static_cast<gint>(request.number));
}
GstEvent* iframe_event(SettingRequest& request) {
  return gst_nvevent_enc_iframeinterval_update(request.stream_id.data(), uint_of(request));
}
GstEvent* analytics_event(SettingRequest& request) {
  return gst_nvevent_analytics_reload_config_update(request.text.data());
}

constexpr Setting kSettings[] = {
    {.path = "/api/v1/dec/drop-frame-interval",
     .owner = SettingOwner::kDecoder,
     .field = "drop_frame_interval",
     .word = "DROP_FRAME_INTERVAL_UPDATE",
     .most = 30,
     .property = "drop-frame-interval"},
    {.path = "/api/v1/dec/skip-frames",
     .owner = SettingOwner::kDecoder,
     .field = "skip_frames",
     .word = "SKIP_FRAMES_UPDATE",
     .most = 2,
     .property = "skip-frames"},
    {.path = "/api/v1/dec/low-latency-mode",
     .owner = SettingOwner::kDecoder,
     .field = "low_latency_mode",
     .word = "LOW_LATENCY_MODE_UPDATE",
     .most = 1,
     .property = "low-latency-mode"},
    {.path = "/api/v1/conv/srccrop",
     .owner = SettingOwner::kConverter,
     .field = "src_crop",
     .word = "SRC_CROP_UPDATE",
     .property = "src-crop"},
    {.path = "/api/v1/conv/destcrop",
     .owner = SettingOwner::kConverter,
     .field = "dest_crop",
     .word = "DEST_CROP_UPDATE",
     .property = "dest-crop"},
    {.path = "/api/v1/conv/flip-method",
     .owner = SettingOwner::kConverter,
     .field = "flip_method",
     .word = "FLIP_METHOD_UPDATE",
     .most = 7,
     .property = "flip-method"},
    {.path = "/api/v1/conv/interpolation-method",
     .owner = SettingOwner::kConverter,
     .field = "interpolation_method",
     .word = "INTERPOLATION_METHOD_UPDATE",
     .most = 6,
     .property = "interpolation-method"},
    {.path = "/api/v1/mux/batched-push-timeout",
     .owner = SettingOwner::kMux,
     .field = "batched_push_timeout",
     .word = "BATCHED_PUSH_TIMEOUT_UPDATE",
     .least = -1,
     .most = kMaxInt,
     .property = "batched-push-timeout"},
    {.path = "/api/v1/mux/max-latency",
     .owner = SettingOwner::kMux,
     .field = "max_latency",
     .word = "MAX_LATENCY_UPDATE",
     .most = kMaxUint,
     .property = "max-latency"},
    {.path = "/api/v1/infer/set-interval",
     .owner = SettingOwner::kStreamElement,
     .field = "interval",
     .word = "INFER_INTERVAL_UPDATE",
     .most = 32,
     .make_event = &interval_event},
    {.path = "/api/v1/inferserver/set-interval",
     .owner = SettingOwner::kStreamElement,
     .field = "interval",
     .word = "INFERSERVER_INTERVAL_UPDATE",
     .most = 32,
     .make_event = &interval_event},
    {.path = "/api/v1/osd/process-mode",
     .owner = SettingOwner::kStreamElement,
     .field = "process_mode",
     .word = "PROCESS_MODE_UPDATE",
     .most = 1,
     .make_event = &process_mode_event},
    {.path = "/api/v1/enc/bitrate",
     .owner = SettingOwner::kStreamElement,
     .field = "bitrate",
     .word = "BITRATE_UPDATE",
     .most = kMaxUint,
     .make_event = &bitrate_event},
    {.path = "/api/v1/enc/force-idr",
     .owner = SettingOwner::kStreamElement,
     .field = "force_idr",
     .word = "FORCE_IDR_UPDATE",
     .most = 1,
     .make_event = &idr_event},
    {.path = "/api/v1/enc/force-intra",
     .owner = SettingOwner::kStreamElement,
     .field = "force_intra",
     .word = "FORCE_INTRA_UPDATE",
     .most = 1,
     .make_event = &intra_event},
    {.path = "/api/v1/enc/iframe-interval",
     .owner = SettingOwner::kStreamElement,
     .field = "iframeinterval",
     .word = "IFRAME_INTERVAL_UPDATE",
     .most = 256,
     .make_event = &iframe_event},
    {.path = "/api/v1/nvtracker/config-path",
     .owner = SettingOwner::kStreamElement,
     .field = "config_path",
     .word = "NVTRACKER_CONFIG_UPDATE",
     .make_event = &tracker_event},
    {.path = "/api/v1/analytics/reload-config",
     .owner = SettingOwner::kElement,
     .field = "config_file_path",
     .word = "RELOAD_CONFIG_UPDATE",
     .make_event = &analytics_event},
    {.path = "/api/v1/app/quit",
     .owner = SettingOwner::kApplication,
     .field = "app_quit",
     .word = "QUIT",
     .most = 1},
};

bool is_of_one_stream(SettingOwner owner) {
  return owner == SettingOwner::kDecoder || owner == SettingOwner::kConverter ||
         owner == SettingOwner::kStreamElement;
}

bool is_text(const Setting& setting) {
  return setting.least == setting.most;
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
  if (!is_text(setting)) {
    request.number = number_in(object, setting);
    return request;
  }
  request.text = text_field(object, setting.field);
  if (request.text.empty()) {
    throw std::invalid_argument(concat("there is no '", setting.field, "' in it"));
  }
  if (setting.owner == SettingOwner::kConverter) {
    if (const auto crop = parse_crop(request.text); !crop) {
      throw std::invalid_argument(concat(setting.field, ": ", crop.error().message));
    }
  }
  return request;
}

/// The element of a kind right within a source; null when there is none (yet).
ElementPtr element_within(GstElement* stream, const char* factory) {
  GstIterator* elements =
      gst_bin_iterate_all_by_element_factory_name(GST_BIN_CAST(stream), factory);
  ElementPtr found;
  GValue item = G_VALUE_INIT;
  while (!found && gst_iterator_next(elements, &item) == GST_ITERATOR_OK) {
    auto* element = GST_ELEMENT_CAST(g_value_get_object(&item));
    // The decoder has a converter of its own.
    if (GST_OBJECT_PARENT(element) == GST_OBJECT_CAST(stream)) found = share_object(element);
    g_value_reset(&item);
  }
  g_value_unset(&item);
  gst_iterator_free(elements);
  return found;
}

/// Sets a property of whatever type; false when the element has none of that name.
bool set_property(GstElement* element, const Setting& setting, const SettingRequest& request) {
  GObjectClass* klass = G_OBJECT_GET_CLASS(element);
  if (g_object_class_find_property(klass, setting.property) == nullptr) return false;
  if (is_text(setting)) {
    g_object_set(element, setting.property, request.text.c_str(), nullptr);
  } else {
    gst_util_set_object_arg(G_OBJECT(element), setting.property,
                            std::to_string(request.number).c_str());
  }
  return true;
}

/// Why a rectangle cannot be taken or filled in the pictures that a converter has; empty when it
/// can.
std::optional<std::string> crop_problem(GstElement* converter, const Setting& setting,
                                        const SettingRequest& request) {
  const auto crop = parse_crop(request.text);
  const bool is_source = setting.property == std::string_view("src-crop");
  const PadPtr pad(gst_element_get_static_pad(converter, is_source ? "sink" : "src"));
  const CapsPtr caps(gst_pad_get_current_caps(pad.get()));
  if (!caps) return concat(setting.property, " not set on nvvideoconvert: no frame has come yet");
  GstVideoInfo info;
  if (!crop || !crop.value() || gst_video_info_from_caps(&info, caps.get()) == FALSE) return {};
  const auto inside = check_crop(setting.property, *crop.value(), FrameFormat::from_info(info));
  return inside ? std::nullopt : std::optional(inside.error().message);
}

std::optional<std::string> set_on_converter(GstElement* stream, const Setting& setting,
                                            const SettingRequest& request) {
  const ElementPtr converter = element_within(stream, "nvvideoconvert");
  if (!converter) {
    return concat(setting.property, " not set on nvvideoconvert: the stream has none yet");
  }
  if (is_text(setting)) {
    if (auto problem = crop_problem(converter.get(), setting, request)) return problem;
  }
  set_property(converter.get(), setting, request);
  return std::nullopt;
}

std::optional<std::string> quit(GstElement* bin, const MultiUriSource& source) {
  if (const ElementPtr mux = source.mux(); mux) {
    g_object_set(mux.get(), "drop-pipeline-eos", FALSE, nullptr);
  }
  gst_element_post_message(bin, gst_nvmessage_force_pipeline_eos(GST_OBJECT_CAST(bin), TRUE));
  return std::nullopt;
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
      const ElementPtr decoder = element_within(stream.get(), "nvv4l2decoder");
      if (decoder && set_property(decoder.get(), setting, request)) return std::nullopt;
      return concat(setting.property, " not set on decoder: the stream has none yet");
    }
    case SettingOwner::kConverter:
      return set_on_converter(stream.get(), setting, request);
    case SettingOwner::kMux: {
      const ElementPtr mux = source.mux();
      if (mux && set_property(mux.get(), setting, request)) return std::nullopt;
      return concat(setting.property, " value not updated: this nvstreammux has no such property");
    }
    case SettingOwner::kApplication:
      return request.number == 0 ? std::nullopt : quit(bin, source);
    default:
      return send_downstream(bin, setting.make_event(request));
  }
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
