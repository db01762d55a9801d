// SPDX-License-Identifier: Apache-2.0
#include "rest_api.hpp"

#include <charconv>
#include <exception>

#include "common/text.hpp"
#include "setting_request.hpp"
#include "stream_request.hpp"

namespace pipewright::standin::rest {
namespace {

/// Routes of DeepStream's server that ask for what has no meaning here, and why.
struct MissingRoute {
  std::string_view path;
  const char* why;
};
constexpr MissingRoute kMissingRoutes[] = {
    {"/api/v1/conv/srccrop", "decoded frames pass no nvvideoconvert here"},
    {"/api/v1/conv/destcrop", "decoded frames pass no nvvideoconvert here"},
    {"/api/v1/conv/flip-method", "decoded frames pass no nvvideoconvert here"},
    {"/api/v1/conv/interpolation-method", "decoded frames pass no nvvideoconvert here"},
    {"/api/v1/enc/bitrate", "encoders take no settings from a source here"},
    {"/api/v1/enc/force-idr", "encoders take no settings from a source here"},
    {"/api/v1/enc/force-intra", "encoders take no settings from a source here"},
    {"/api/v1/enc/iframe-interval", "encoders take no settings from a source here"},
    {"/api/v1/nvtracker/config-path", "the tracker keeps the configuration of its start here"},
    {"/api/v1/roi/update", "nvdspreprocess keeps the regions of its configuration here"},
    {"/api/v1/dec/low-latency-mode", "the decoder keeps the threads of its start here"},
    {"/api/v1/generate_text_embeddings", "it needs nvdsvisionencoder, which needs a GPU"},
    {"/api/v1/generate_image_embeddings", "it needs nvdsvisionencoder, which needs a GPU"},
    {"/api/v1/metadata", "it is about DeepStream's own licence"},
    {"/api/v1/metrics", "the server of the workbench measures"},
};

/// The refusal of a path without a route.
HttpReply refuse_path(const std::string& path) {
  for (const MissingRoute& missing : kMissingRoutes) {
    if (path == missing.path) {
      return refusal({Status::kNotImplemented,
                      concat("The CPU stand-in does not have ", path, ": ", missing.why, ".")});
    }
  }
  return refusal({Status::kNotFound, concat("There is no ", path, ".")});
}

}  // namespace

RestApi::RestApi(GstElement* bin, PropertyStore* properties, MultiUriSource* source)
    : bin_(bin), properties_(properties), source_(source) {
  add_status_routes();
  add_change_routes();
}

void RestApi::add_status_routes() {
  const auto state_route = [this](const char* word, const char* group, const char* field,
                                  GstState least) {
    return Route{"GET", [this, word, group, field, least](const HttpRequest&) {
                   const bool is_so = GST_STATE(bin_) >= least;
                   json body = verdict_body({Status::kOk, concat("GET_", word, "_INFO_SUCCESS")});
                   body[group] = {{field, is_so ? "YES" : "NO"}};
                   return body;
                 }};
  };
  for (const char* prefix : {"", "/api/v1"}) {
    routes_[concat(prefix, "/ready")] =
        state_route("READY", "ready-info", "ds-ready", GST_STATE_PAUSED);
    routes_[concat(prefix, "/live")] =
        state_route("LIVE", "live-info", "ds-liveness", GST_STATE_PLAYING);
    routes_[concat(prefix, "/startup")] =
        state_route("STARTUP", "startup-info", "ds-startup", GST_STATE_PAUSED);
  }
  routes_["/api/v1/health/get-dsready-state"] =
      state_route("READY", "health-info", "ds-ready", GST_STATE_PAUSED);
  routes_["/api/v1/stream/get-stream-info"] = {
      "GET", [this](const HttpRequest&) { return stream_info(*source_); }};
  routes_["/version"] = {"GET", [](const HttpRequest&) {
                           return json{{"version",
                                        "Pipewright CPU stand-in for DeepStream-SDK 9.1 - REST API "
                                        "Version v1"}};
                         }};
}

void RestApi::add_change_routes() {
  for (const char* path : {"/api/v1/stream/add", "/api/v1/stream/remove"}) {
    routes_[path] = {"POST", [this](const HttpRequest& request) {
                       return verdict_body(change_streams(request.body, *source_));
                     }};
  }
  for (const Setting& setting : settings()) {
    routes_[setting.path] = {
        "POST", [this, &setting](const HttpRequest& request) {
          return verdict_body(change_setting(setting, request.body, bin_, *source_));
        }};
  }
}

HttpReply RestApi::answer(const HttpRequest& request) const {
  const auto found = routes_.find(request.path);
  if (found == routes_.end()) return refuse_path(request.path);
  const Route& route = found->second;
  if (request.method != route.method) {
    return refusal(
        {Status::kMethodNotAllowed, concat(request.path, " takes ", route.method, " only.")});
  }
  try {
    return ok_reply(route.answer(request));
  } catch (const std::exception& problem) {
    return refusal({Status::kInternalError, problem.what()});
  }
}

bool RestApi::start() {
  const std::string port_text = properties_->text_value(multi_props::kPort);
  std::uint16_t port = 0;
  const char* end = port_text.data() + port_text.size();
  const auto [parsed, problem] = std::from_chars(port_text.data(), end, port);
  if (problem != std::errc() || parsed != end) {
    GST_ELEMENT_WARNING(bin_, LIBRARY, SETTINGS,
                        ("Property port of %s is '%s', which is no port: its REST server stays "
                         "off. Set a number up to 65535, 0 for no server.",
                         GST_OBJECT_NAME(bin_), port_text.c_str()),
                        (nullptr));
    return false;
  }
  if (port == 0) return false;
  auto server = HttpServer::listen(properties_->text_value(multi_props::kIpAddress), port,
                                   [this](const HttpRequest& request) { return answer(request); });
  if (!server) {
    GST_ELEMENT_WARNING(bin_, RESOURCE, BUSY,
                        ("The REST server of %s stays off: it %s. Change ip-address or port, or "
                         "set port to 0.",
                         GST_OBJECT_NAME(bin_), server.error().message.c_str()),
                        (nullptr));
    return false;
  }
  server_ = std::move(server).value();
  return true;
}

}  // namespace pipewright::standin::rest
