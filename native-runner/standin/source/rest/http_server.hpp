// SPDX-License-Identifier: Apache-2.0
// A small HTTP server for requests with short bodies.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "common/result.hpp"

struct MHD_Daemon;

namespace pipewright::standin::rest {

struct HttpRequest {
  std::string method;  ///< in capitals
  std::string path;    ///< without the query
  std::string body;
};

struct HttpReply {
  unsigned status = 200;
  std::string body = {};
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
