// SPDX-License-Identifier: Apache-2.0
// What the REST API answers: bodies of DeepStream 9.1.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "http_server.hpp"

namespace pipewright::standin::rest {

using nlohmann::json;

/// The status within a body. DeepStream's server answers requests that it knows with HTTP 200 and
/// says there how they went.
enum class Status {
  kOk,
  kBadRequest,
  kNotFound,
  kMethodNotAllowed,
  kInternalError,
  kNotImplemented
};

/// How a request went: `reason` begins with DeepStream's word for it, such as STREAM_ADD_SUCCESS.
struct Verdict {
  Status status = Status::kOk;
  std::string reason;
  std::string sensor_id = {};  ///< of the stream that it is about; empty where it is of none
};

/// The body of an answer.
json verdict_body(const Verdict& verdict);
/// HTTP 200 with a body.
HttpReply ok_reply(const json& body);
/// HTTP `verdict.status` with its body: for requests that no route takes.
HttpReply refusal(const Verdict& verdict);

/// The object's field as a text; numbers and truth values are written out, a missing field is
/// empty. Throws std::invalid_argument for lists and objects.
std::string text_field(const json& object, std::string_view name);

}  // namespace pipewright::standin::rest
