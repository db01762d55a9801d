// SPDX-License-Identifier: Apache-2.0
// Real HTTP requests to the REST server of an nvmultiurisrcbin.
#pragma once

#include <gio/gio.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "common/gst_ptr.hpp"

namespace pipewright::standin::testing {

constexpr unsigned kRestPort = 9000;

/// An address of the loopback network that no other test process has, so port 9000 is free there.
inline std::string own_address() {
  const auto pid = static_cast<unsigned>(getpid());
  return "127." + std::to_string(1 + (pid >> 16) % 250) + "." + std::to_string((pid >> 8) % 256) +
         "." + std::to_string(1 + pid % 250);
}

/// A bin that serves, and what follows it: a sink that keeps the pace of the video, if nothing else
/// is said.
inline std::string serving_line(
    const std::string& properties,
    const std::string& rest = "fakesink name=out sync=true async=false") {
  return "nvmultiurisrcbin name=multi ip-address=" + own_address() + " width=64 height=64 " +
         properties + " ! " + rest;
}

struct RestAnswer {
  int status = 0;  ///< of HTTP
  nlohmann::json body;

  [[nodiscard]] std::string reason() const { return body.value("reason", ""); }
  /// The number in the body's status.
  [[nodiscard]] int verdict() const {
    int number = 0;
    std::sscanf(body.value("status", "").c_str(), "HTTP/1.1 %d", &number);
    return number;
  }
};

/// What came over the wire.
struct HttpAnswer {
  int status = 0;  ///< 0 when nobody answers
  std::string head;
  std::string body;
};

/// Sends one request; `headers` are whole lines.
inline HttpAnswer exchange(const std::string& method, const std::string& path,
                           const std::string& body, const std::string& headers = {}) {
  const GstPtr<GSocketClient> client(g_socket_client_new());
  g_socket_client_set_timeout(client.get(), 30);
  // Looking for one would ask the desktop's settings, over D-Bus.
  g_socket_client_set_enable_proxy(client.get(), FALSE);
  const GstPtr<GSocketConnection> connection(g_socket_client_connect_to_host(
      client.get(), own_address().c_str(), kRestPort, nullptr, nullptr));
  if (!connection) return {};
  const std::string request = method + " " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close" +
                              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                              headers + "\r\n" + body;
  auto* stream = G_IO_STREAM(connection.get());
  g_output_stream_write_all(g_io_stream_get_output_stream(stream), request.data(), request.size(),
                            nullptr, nullptr, nullptr);
  std::string text;
  char part[4096];
  gssize size = 0;
  while ((size = g_input_stream_read(g_io_stream_get_input_stream(stream), part, sizeof(part),
                                     nullptr, nullptr)) > 0) {
    text.append(part, static_cast<std::size_t>(size));
  }
  HttpAnswer answer;
  std::sscanf(text.c_str(), "HTTP/1.1 %d", &answer.status);
  const std::size_t head = text.find("\r\n\r\n");
  answer.head = text.substr(0, head);
  if (head != std::string::npos) answer.body = text.substr(head + 4);
  return answer;
}

/// Sends one request that is answered in JSON; an answer without a status when nobody answers.
inline RestAnswer send_request(const std::string& method, const std::string& path,
                               const std::string& body = {}, const std::string& headers = {}) {
  const HttpAnswer answer = exchange(method, path, body, headers);
  RestAnswer read{.status = answer.status, .body = {}};
  if (!answer.body.empty()) {
    read.body = nlohmann::json::parse(answer.body, nullptr, false);
    EXPECT_FALSE(read.body.is_discarded()) << answer.body;
  }
  return read;
}

/// A GET of what Prometheus scrapes.
inline HttpAnswer scrape(const std::string& path) {
  return exchange("GET", path, {}, "Accept: text/plain; version=0.0.4\r\n");
}

inline RestAnswer get(const std::string& path) {
  return send_request("GET", path);
}

inline RestAnswer post(const std::string& path, const nlohmann::json& body) {
  return send_request("POST", path, body.dump());
}

/// A request about one stream.
inline RestAnswer change(const std::string& path, const nlohmann::json& values) {
  return post("/api/v1/" + path, {{"stream", values}});
}

/// The body of stream/add and stream/remove as DeepStream's documentation has it.
inline nlohmann::json stream_body(const std::string& change, const std::string& id,
                                  const std::string& url) {
  return {{"key", "sensor"},
          {"value",
           {{"camera_id", id},
            {"camera_name", "name of " + id},
            {"camera_url", url},
            {"change", change},
            {"metadata", {{"resolution", "64x64"}, {"codec", "h264"}, {"framerate", 30}}}}},
          {"headers", {{"source", "vst"}, {"created_at", "2021-06-01T14:34:13.417Z"}}}};
}

inline RestAnswer add_stream(const std::string& id, const std::string& url) {
  return post("/api/v1/stream/add", stream_body("camera_add", id, url));
}

inline RestAnswer remove_stream(const std::string& id, const std::string& url) {
  return post("/api/v1/stream/remove", stream_body("camera_remove", id, url));
}

}  // namespace pipewright::standin::testing
