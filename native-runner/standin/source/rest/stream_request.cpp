// SPDX-License-Identifier: Apache-2.0
#include "stream_request.hpp"

#include <exception>

#include "common/text.hpp"

namespace pipewright::standin::rest {
namespace {

enum class Change { kUnknown, kAdd, kRemove };

struct StreamRequest {
  Change change = Change::kUnknown;
  Camera camera;
};

Change change_named(std::string_view word) {
  const auto has = [word](std::string_view part) { return word.find(part) != word.npos; };
  if (has("add") || has("streaming")) return Change::kAdd;
  return has("remove") ? Change::kRemove : Change::kUnknown;
}

Verdict failure(Change change, Status status, std::string_view why) {
  const char* word = change == Change::kAdd      ? "STREAM_ADD_FAIL"
                     : change == Change::kRemove ? "STREAM_REMOVE_FAIL"
                                                 : "STREAM ADD/REMOVE_FAIL";
  return {status, concat(word, ", ", why)};
}

/// Reads a body; throws std::exception with what is wrong in it.
StreamRequest read_request(const std::string& body) {
  const json root = json::parse(body);
  StreamRequest request;
  for (const char* group : {"event", "value"}) {
    const auto found = root.find(group);
    if (found == root.end()) continue;
    request.change = change_named(text_field(*found, "change"));
    request.camera.uri = text_field(*found, "camera_url");
    request.camera.sensor_id = text_field(*found, "camera_id");
    request.camera.sensor_name = text_field(*found, "camera_name");
  }
  return request;
}

Verdict add_stream(const Camera& camera, MultiUriSource& source) {
  const auto added = source.add(camera);
  if (added) return {Status::kOk, "STREAM_ADD_SUCCESS"};
  switch (added.error().kind) {
    case AddProblem::kFull:
      return failure(Change::kAdd, Status::kInternalError,
                     "Active sources exceded max-batch-size of nvstreammux");
    case AddProblem::kDuplicateId:
      return failure(Change::kAdd, Status::kInternalError,
                     "Duplicate Camera id, unable to add stream");
    case AddProblem::kCannotPlay:
      break;
  }
  const std::string& why = added.error().message;
  return failure(Change::kAdd, Status::kInternalError,
                 concat("Failed to add source stream", why.empty() ? "" : ": ", why));
}

Verdict remove_stream(const Camera& camera, MultiUriSource& source) {
  if (source.remove(camera.uri, camera.sensor_id)) return {Status::kOk, "STREAM_REMOVE_SUCCESS"};
  return failure(Change::kRemove, Status::kInternalError,
                 "No record found. Failed to remove source stream");
}

Verdict make_change(const StreamRequest& request, MultiUriSource& source) {
  if (request.change == Change::kUnknown) {
    return {Status::kBadRequest, "Sensor API change string not supported"};
  }
  if (request.camera.uri.empty()) {
    return failure(request.change, Status::kBadRequest, "Source url empty");
  }
  if (request.camera.sensor_id.empty()) {
    return failure(request.change, Status::kBadRequest, "Source id empty");
  }
  return request.change == Change::kAdd ? add_stream(request.camera, source)
                                        : remove_stream(request.camera, source);
}

}  // namespace

Verdict change_streams(const std::string& body, MultiUriSource& source) {
  StreamRequest request;
  try {
    request = read_request(body);
  } catch (const std::exception& problem) {
    return failure(Change::kUnknown, Status::kBadRequest, concat("error: ", problem.what()));
  }
  Verdict verdict = make_change(request, source);
  verdict.sensor_id = request.camera.sensor_id;
  return verdict;
}

json stream_info(const MultiUriSource& source) {
  json streams = json::array();
  for (const Camera& camera : source.cameras()) {
    streams.push_back({{"source_id", camera.source_id},
                       {"camera_id", camera.sensor_id},
                       {"camera_name", camera.sensor_name}});
  }
  json body = verdict_body({Status::kOk, "GET_LIVE_STREAM_INFO_SUCCESS"});
  const std::size_t count = streams.size();
  body["stream-info"] = {{"stream-count", count}, {"stream-info", std::move(streams)}};
  return body;
}

}  // namespace pipewright::standin::rest
