// SPDX-License-Identifier: Apache-2.0
// A small HTTP server for requests with short bodies.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/result.hpp"

struct MHD_Daemon;

namespace pipewright::standin::rest {

struct HttpRequest {
  std::string method;                          ///< in capitals
  std::string path;                            ///< without the query
  std::map<std::string, std::string> headers;  ///< by name in small letters
  std::string body;

  /// A header's value; empty where it was not sent. `name` in small letters.
  [[nodiscard]] std::string header(const std::string& name) const;
};

struct HttpReply {
  unsigned status = 200;
  std::string body = {};
  const char* content_type = "text/plain";
};

/// Listens from its making to its end. Bodies over 1 MiB get 413.
class HttpServer {
 public:
  /// Called from a thread per connection.
  using Handler = std::function<HttpReply(const HttpRequest&)>;

  /// `address` is a host name or a number; the error says what cannot be listened on, and why.
  static Result<std::unique_ptr<HttpServer>> listen(const std::string& address, std::uint16_t port,
                                                    Handler handler);
  /// Waits for the requests that are being answered.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] HttpReply answer(const HttpRequest& request) const { return handler_(request); }

 private:
  explicit HttpServer(Handler handler) : handler_(std::move(handler)) {}

  Handler handler_;
  MHD_Daemon* daemon_ = nullptr;
};

}  // namespace pipewright::standin::rest
