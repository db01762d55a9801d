// SPDX-License-Identifier: Apache-2.0
#include "rest_reply.hpp"

#include <stdexcept>

#include "common/text.hpp"

namespace pipewright::standin::rest {
namespace {

struct HttpStatus {
  unsigned code;
  const char* name;
};

HttpStatus http_status(Status status) {
  switch (status) {
    case Status::kOk:
      return {200, "OK"};
    case Status::kBadRequest:
      return {400, "Bad Request"};
    case Status::kNotFound:
      return {404, "Not Found"};
    case Status::kMethodNotAllowed:
      return {405, "Method Not Allowed"};
    case Status::kInternalError:
      return {500, "Internal Server Error"};
    case Status::kNotImplemented:
      break;
  }
  return {501, "Not Implemented"};
}

/// Foreign texts may be no UTF-8; such bytes are replaced rather than refused.
std::string written(const json& body) {
  return body.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace

json verdict_body(const Verdict& verdict) {
  const HttpStatus status = http_status(verdict.status);
  return {{"status", concat("HTTP/1.1 ", status.code, " ", status.name)},
          {"reason", verdict.reason}};
}

HttpReply ok_reply(const json& body) {
  return {200, written(body)};
}

HttpReply refusal(const Verdict& verdict) {
  return {http_status(verdict.status).code, written(verdict_body(verdict))};
}

std::string text_field(const json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_structured()) throw std::invalid_argument(concat("'", name, "' is no text"));
  return found->dump();
}

}  // namespace pipewright::standin::rest
