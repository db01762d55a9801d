// SPDX-License-Identifier: Apache-2.0
#include "http_server.hpp"

#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>

#include <cstring>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright::standin::rest {
namespace {

constexpr std::size_t kLargestBody = std::size_t{1} << 20;
constexpr unsigned kMostConnections = 64;
constexpr unsigned kTimeoutSeconds = 30;

/// What has come of a request so far.
struct Exchange {
  HttpRequest request;
  bool is_too_large = false;
};

struct AddressRelease {
  void operator()(addrinfo* addresses) const { freeaddrinfo(addresses); }
};
using AddressPtr = std::unique_ptr<addrinfo, AddressRelease>;

/// The first address of a host, IPv4 before IPv6.
Result<AddressPtr> look_up(const std::string& host, std::uint16_t port) {
  int problem = 0;
  for (const int family : {AF_INET, AF_INET6}) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    addrinfo* addresses = nullptr;
    problem = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &addresses);
    if (problem == 0) return AddressPtr(addresses);
  }
  return Error{gai_strerror(problem)};
}

MHD_Result reply(MHD_Connection* connection, const HttpReply& reply) {
  MHD_Response* response = MHD_create_response_from_buffer(
      reply.body.size(), const_cast<char*>(reply.body.data()), MHD_RESPMEM_MUST_COPY);
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply.content_type);
  const MHD_Result result = MHD_queue_response(connection, reply.status, response);
  MHD_destroy_response(response);
  return result;
}

/// Of a name that comes more than once, as Accept may, the values are one list.
MHD_Result take_header(void* data, MHD_ValueKind, const char* name, const char* value) {
  auto& headers = *static_cast<std::map<std::string, std::string>*>(data);
  std::string& known = headers[GCharPtr(g_ascii_strdown(name, -1)).get()];
  if (!known.empty()) known += ", ";
  known += value == nullptr ? "" : value;
  return MHD_YES;
}

/// Called at a request's start, for each part of its body, and at its end.
MHD_Result on_request(void* data, MHD_Connection* connection, const char* url, const char* method,
                      const char*, const char* part, std::size_t* part_size, void** exchange_slot) {
  auto* exchange = static_cast<Exchange*>(*exchange_slot);
  if (exchange == nullptr) {
    exchange = new Exchange{{method, url, {}, {}}};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &take_header,
                              &exchange->request.headers);
    *exchange_slot = exchange;
    return MHD_YES;
  }
  if (*part_size > 0) {
    std::string& body = exchange->request.body;
    exchange->is_too_large |= body.size() + *part_size > kLargestBody;
    if (!exchange->is_too_large) body.append(part, *part_size);
    *part_size = 0;
    return MHD_YES;
  }
  if (exchange->is_too_large) return reply(connection, {MHD_HTTP_CONTENT_TOO_LARGE, {}});
  return reply(connection, static_cast<HttpServer*>(data)->answer(exchange->request));
}

void on_end(void*, MHD_Connection*, void** exchange_slot, MHD_RequestTerminationCode) {
  delete static_cast<Exchange*>(*exchange_slot);
  *exchange_slot = nullptr;
}

}  // namespace

std::string HttpRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const std::string& address,
                                                       std::uint16_t port, Handler handler) {
  const auto found = look_up(address, port);
  if (!found) return Error{concat("there is no address ", address, ": ", found.error().message)};
  const addrinfo& target = *found.value();
  std::unique_ptr<HttpServer> server(new HttpServer(std::move(handler)));
  unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION;
  if (target.ai_family == AF_INET6) flags |= MHD_USE_IPv6;
  errno = 0;
  server->daemon_ = MHD_start_daemon(
      flags, port, nullptr, nullptr, &on_request, server.get(), MHD_OPTION_SOCK_ADDR,
      target.ai_addr, MHD_OPTION_NOTIFY_COMPLETED, &on_end, nullptr, MHD_OPTION_CONNECTION_LIMIT,
      kMostConnections, MHD_OPTION_CONNECTION_TIMEOUT, kTimeoutSeconds, MHD_OPTION_END);
  if (server->daemon_ == nullptr) {
    return Error{concat("cannot listen on ", address, " port ", port, ": ", std::strerror(errno))};
  }
  return server;
}

HttpServer::~HttpServer() {
  if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
}

}  // namespace pipewright::standin::rest
