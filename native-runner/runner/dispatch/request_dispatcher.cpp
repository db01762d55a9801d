// SPDX-License-Identifier: Apache-2.0
#include "runner/dispatch/request_dispatcher.hpp"

#include "common/text.hpp"

namespace pipewright {

void RequestDispatcher::dispatch(const runner::Request& request) {
  const auto reply = std::make_shared<Reply>(request.id(), send_);
  if (request.id() == 0) {
    reply->error(make_error(runner::BAD_REQUEST, "A request has no id; ids start at 1."));
    return;
  }
  switch (request.method_case()) {
    case runner::Request::kInspect:
      return session_.inspect(request.inspect(), reply);
    case runner::Request::kBuild:
      return session_.build(request.build(), reply);
    case runner::Request::kPlay:
      return session_.play(reply);
    case runner::Request::kPause:
      return session_.pause(reply);
    case runner::Request::kStop:
      return session_.stop(request.stop(), reply);
    case runner::Request::kSetProperty:
      return session_.set_property(request.set_property(), reply);
    case runner::Request::kSetMetadataTaps:
      return session_.set_metadata_taps(request.set_metadata_taps(), reply);
    case runner::Request::kAttachViewer:
      return session_.attach_viewer(request.attach_viewer(), reply);
    case runner::Request::kAnswerViewer:
      return session_.answer_viewer(request.answer_viewer(), reply);
    case runner::Request::kAddIceCandidate:
      return session_.add_ice_candidate(request.add_ice_candidate(), reply);
    case runner::Request::kDetachViewer:
      return session_.detach_viewer(request.detach_viewer(), reply);
    case runner::Request::kSeek:
      return session_.seek(request.seek(), reply);
    case runner::Request::kQueryPosition:
      return session_.query_position(reply);
    case runner::Request::kTakeSnapshot:
      return session_.take_snapshot(request.take_snapshot(), reply);
    case runner::Request::kDescribeGraph:
      return session_.describe_graph(reply);
    case runner::Request::kSetDebugThresholds:
      return session_.set_debug_thresholds(request.set_debug_thresholds(), reply);
    case runner::Request::kFlush:
      return session_.flush(reply);
    case runner::Request::kStep:
      return session_.step(request.step(), reply);
    case runner::Request::kAddElements:
      return session_.add_elements(request.add_elements(), reply);
    case runner::Request::kRemoveElements:
      return session_.remove_elements(request.remove_elements(), reply);
    case runner::Request::METHOD_NOT_SET:
      break;
  }
  reply->error(make_error(runner::BAD_REQUEST,
                          concat("Request ", request.id(),
                                 " has no method that this runner knows. Server and runner have to "
                                 "be of one version.")));
}

}  // namespace pipewright
