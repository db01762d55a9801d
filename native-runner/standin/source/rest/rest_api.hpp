// SPDX-License-Identifier: Apache-2.0
// The REST API of nvmultiurisrcbin: paths, bodies and answers of DeepStream 9.1.
#pragma once

#include <gst/gst.h>

#include <map>
#include <memory>
#include <string>

#include "http_server.hpp"
#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"
#include "system_monitor.hpp"

namespace pipewright::standin::rest {

/// Serves one bin, on the address and port in its properties.
class RestApi {
 public:
  RestApi(GstElement* bin, PropertyStore* properties, MultiUriSource* source);

  /// Begins to listen. False where port is 0, and, with a warning on the bus, where that cannot be.
  bool start();
  /// Stops to listen; waits for the requests that are being answered.
  void stop() { server_.reset(); }

 private:
  struct Route {
    const char* method;
    std::function<HttpReply(const HttpRequest&)> answer;
  };

  void add_state_routes();
  void add_report_routes();
  void add_change_routes();
  /// The answer to a change; one that failed is told as a fault too.
  [[nodiscard]] HttpReply answer_change(const Verdict& verdict) const;
  [[nodiscard]] HttpReply answer(const HttpRequest& request) const;

  GstElement* bin_;
  PropertyStore* properties_;
  MultiUriSource* source_;
  mutable SystemMonitor system_;
  std::map<std::string, Route, std::less<>> routes_;
  std::unique_ptr<HttpServer> server_;
};

}  // namespace pipewright::standin::rest
