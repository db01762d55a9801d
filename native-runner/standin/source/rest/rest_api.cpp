// SPDX-License-Identifier: Apache-2.0
#include "rest_api.hpp"

#include <charconv>
#include <exception>

#include "common/text.hpp"
#include "metrics.hpp"
#include "prometheus_text.hpp"
#include "region_request.hpp"
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
    {"/api/v1/generate_text_embeddings",
     "the model is loaded by nvdsvisionencoder, which needs a GPU"},
    {"/api/v1/generate_image_embeddings",
     "the model is loaded by nvdsvisionencoder, which needs a GPU"},
};

// Headers that turn DeepStream's OpenTelemetry client on.
constexpr const char* kRefreshHeader = "x-refresh-period";
constexpr const char* kOtlpHeader = "x-otlp-url";

/// Routes that tell whether the bin has come as far as a state.
struct StateRoute {
  const char* gauge;  ///< last part of the path, first one of the gauge's name
  const char* title;
  const char* word;
  const char* group;
  const char* field;
  const char* metric_name;
  GstState least;
};
constexpr StateRoute kStateRoutes[] = {
    {"ready", "Ready", "READY", "ready-info", "ds-ready", "ds_ready", GST_STATE_PAUSED},
    {"live", "Live", "LIVE", "live-info", "ds-liveness", "ds_liveness", GST_STATE_PLAYING},
    {"startup", "Startup", "STARTUP", "startup-info", "ds-startup", "ds_startup", GST_STATE_PAUSED},
};
/// Of a path that answers in JSON only.
constexpr const char* kHealthGroup = "health-info";

/// Whether the answer is to be Prometheus' text; as DeepStream's server decides it.
bool wants_text(const HttpRequest& request) {
  return request.header("accept").find("text/plain") != std::string::npos;
}

HttpReply text_reply(std::string text) {
  return {.body = std::move(text), .content_type = kPrometheusType};
}

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
  add_state_routes();
  add_report_routes();
  add_change_routes();
}

void RestApi::add_state_routes() {
  const auto add = [this](const std::string& path, const char* group, const StateRoute& route) {
    routes_[path] = {
        "GET", [this, group, route](const HttpRequest& request) {
          const bool is_so = GST_STATE(bin_) >= route.least;
          if (wants_text(request) && group != std::string_view(kHealthGroup)) {
            return text_reply(gauge_text(concat(route.gauge, "_metrics"),
                                         concat(route.title, " metrics from ds"), route.metric_name,
                                         is_so ? 1 : 0));
          }
          json body = verdict_body({Status::kOk, concat("GET_", route.word, "_INFO_SUCCESS")});
          body[group] = {{route.field, is_so ? "YES" : "NO"}};
          return ok_reply(body);
        }};
  };
  for (const StateRoute& route : kStateRoutes) {
    for (const char* prefix : {"/", "/api/v1/"}) {
      add(concat(prefix, route.gauge), route.group, route);
    }
  }
  add("/api/v1/health/get-dsready-state", kHealthGroup, kStateRoutes[0]);
}

void RestApi::add_report_routes() {
  routes_["/api/v1/stream/get-stream-info"] = {
      "GET", [this](const HttpRequest& request) {
        const json body = stream_info(*source_);
        if (!wants_text(request)) return ok_reply(body);
        return text_reply(gauge_text("total_stream_count", "Stream info count from ds",
                                     "total_stream_count", body["stream-info"]["stream-count"]));
      }};
  routes_["/api/v1/metrics"] = {
      "GET", [this](const HttpRequest& request) {
        if (request.headers.contains(kRefreshHeader) || request.headers.contains(kOtlpHeader)) {
          return refusal({Status::kNotImplemented,
                          "The CPU stand-in sends no metrics to an OpenTelemetry collector: leave "
                          "X-Refresh-Period and X-OTLP-URL out, and have it scrape this address "
                          "with Accept: text/plain."});
        }
        const json info =
            metrics_info(*source_, system_.read(properties_->uint_value(multi_props::kGpuId)));
        if (wants_text(request)) return text_reply(metrics_text(info));
        const bool has_data = info["stream-count"] != 0;
        json body = verdict_body({Status::kOk, concat("GET_METRICS_INFO_SUCCESS",
                                                      has_data ? "" : " - No data available")});
        body["metrics-info"] = info;
        return ok_reply(body);
      }};
  // DeepStream answers with this version, whatever its own is, and with the licence of its server.
  routes_["/api/v1/metadata"] = {
      "GET", [](const HttpRequest&) {
        return ok_reply({{"version", "1.0.0"},
                         {"sub-version", ""},
                         {"licenseInfo",
                          {{"name", "Apache-2.0"},
                           {"path", ""},
                           {"url", "https://www.apache.org/licenses/LICENSE-2.0"}}}});
      }};
  routes_["/version"] = {
      "GET", [](const HttpRequest&) {
        return ok_reply({{"version",
                          "Pipewright CPU stand-in for DeepStream-SDK 9.1 - REST API "
                          "Version v1"}});
      }};
}

void RestApi::add_change_routes() {
  for (const char* path : {"/api/v1/stream/add", "/api/v1/stream/remove"}) {
    routes_[path] = {"POST", [this](const HttpRequest& request) {
                       return answer_change(change_streams(request.body, *source_));
                     }};
  }
  routes_["/api/v1/roi/update"] = {
      "POST", [this](const HttpRequest& request) {
        return answer_change(change_regions(request.body, bin_, *source_));
      }};
  for (const Setting& setting : settings()) {
    routes_[setting.path] = {
        "POST", [this, &setting](const HttpRequest& request) {
          return answer_change(change_setting(setting, request.body, bin_, *source_));
        }};
  }
}

HttpReply RestApi::answer_change(const Verdict& verdict) const {
  if (verdict.status != Status::kOk) source_->report_fault(verdict.sensor_id, verdict.reason);
  return ok_reply(verdict_body(verdict));
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
    return route.answer(request);
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
