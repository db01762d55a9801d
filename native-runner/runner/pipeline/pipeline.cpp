// SPDX-License-Identifier: Apache-2.0
#include "runner/pipeline/pipeline.hpp"

#include <utility>

#include "common/log.hpp"
#include "common/text.hpp"
#include "runner/pipeline/property_access.hpp"
#include "runner/pipeline/source_eos.hpp"

namespace pipewright {
namespace {

/// How long EOS may take to the sinks when an element asks for the end. A demuxer that has read all
/// of its file takes none before it is done with it.
constexpr std::uint32_t kEndRequestMillis = 3000;

runner::PipelineState to_wire(GstState state) {
  switch (state) {
    case GST_STATE_NULL:
      return runner::NULL_STATE;
    case GST_STATE_READY:
      return runner::READY;
    case GST_STATE_PAUSED:
      return runner::PAUSED;
    case GST_STATE_PLAYING:
      return runner::PLAYING;
    default:
      return runner::PIPELINE_STATE_UNSPECIFIED;
  }
}

/// The element's own words, which follow place and path in a message's debug text. For many errors
/// GStreamer's message only says "Resource not found." and the file's name is here.
std::string details_of(const runner::BusMessage& message) {
  const std::string& debug = message.debug();
  const auto line_end = debug.find('\n');
  if (line_end == std::string::npos || line_end + 1 >= debug.size()) return {};
  return concat(" (", debug.substr(line_end + 1), ")");
}

GstStateChangeReturn set_state(GstElement* pipeline, GstState target, bool are_sources_asked) {
  return target == GST_STATE_NULL && are_sources_asked ? stop_sinks_first(GST_BIN(pipeline))
                                                       : gst_element_set_state(pipeline, target);
}

}  // namespace

runner::Error state_change_failure(const std::string& what,
                                   const std::optional<runner::BusMessage>& reason) {
  if (!reason) {
    return make_error(runner::STATE_CHANGE_FAILED,
                      concat(what,
                             ", and no element said why. GST_DEBUG=3 in the runner's environment "
                             "makes elements say more in the run's log."));
  }
  return make_error(
      runner::STATE_CHANGE_FAILED,
      concat(what, ": ",
             reason->element().empty() ? std::string()
                                       : concat("element '", reason->element(), "' reports: "),
             reason->message(), details_of(*reason)),
      {.element = reason->element(), .debug = reason->debug()});
}

Pipeline::Pipeline(BuiltPipeline built, MainQueue& main, PipelineObserver& observer)
    : main_(main),
      observer_(observer),
      built_(std::move(built)),
      pipeline_(built_.pipeline.get()),
      bus_watch_(std::make_unique<BusWatch>(pipeline_, static_cast<BusListener&>(*this))) {
  // What elements say while they go to NULL (a muxer that cannot write its index) is to be heard.
  g_object_set(pipeline_, "auto-flush-bus", FALSE, nullptr);
}

Pipeline::~Pipeline() {
  stop_waiting_for_eos();
  set_state(pipeline_, GST_STATE_NULL, num_eos_requests_ > 0);
  bus_watch_.reset();
}

void Pipeline::call_async(std::function<void(GstElement*)> work) {
  gst_element_call_async(
      pipeline_,
      [](GstElement* element, gpointer user_data) {
        (*static_cast<std::function<void(GstElement*)>*>(user_data))(element);
      },
      new std::function<void(GstElement*)>(std::move(work)),
      [](gpointer user_data) { delete static_cast<std::function<void(GstElement*)>*>(user_data); });
}

void Pipeline::change_state(GstState target, Callback done) {
  if (stop_phase_ != StopPhase::kNone) {
    done(make_error(runner::INVALID_STATE,
                    "The run is being stopped, or has been: it cannot be "
                    "played or paused any more. Start a new run."));
    return;
  }
  if (num_eos_requests_ > 0 && target < GST_STATE_PLAYING) {
    done(make_error(runner::INVALID_STATE,
                    "The sources are being asked for their end: the run cannot be paused now."));
    return;
  }
  changes_.push_back({target, std::move(done)});
  run_next_change();
}

void Pipeline::run_next_change() {
  if (is_changing_ || changes_.empty()) return;
  is_changing_ = true;
  first_error_.reset();
  target_ = changes_.front().target;
  call_async([target = target_, are_sources_asked = num_eos_requests_ > 0, &main = main_,
              weak = weak_from_this()](GstElement* element) {
    const GstStateChangeReturn result = set_state(element, target, are_sources_asked);
    main.post([weak, result] {
      if (const auto self = weak.lock()) self->finish_change(result);
    });
  });
}

void Pipeline::finish_change(GstStateChangeReturn result) {
  bus_watch_->drain();  // the reason of a failure is there already
  StateChange change = std::move(changes_.front());
  changes_.pop_front();
  is_changing_ = false;
  if (result == GST_STATE_CHANGE_FAILURE) {
    change.done(state_change_error(change.target));
  } else {
    change.done({});
  }
  send_held();
  run_next_change();
}

runner::Error Pipeline::state_change_error(GstState target) const {
  return state_change_failure(
      concat("The pipeline could not go to ", gst_element_state_get_name(target)), first_error_);
}

void Pipeline::stop(std::uint32_t eos_timeout_millis, Callback done) {
  if (stop_phase_ == StopPhase::kStopped) {
    done({});
    return;
  }
  stop_callbacks_.push_back(std::move(done));
  if (stop_phase_ == StopPhase::kNone) {
    begin_stop(eos_timeout_millis);
  } else if (eos_timeout_millis == 0 && stop_phase_ == StopPhase::kWaitingForEos) {
    go_to_null();
  }
}

void Pipeline::begin_stop(std::uint32_t eos_timeout_millis) {
  GstState state = GST_STATE_NULL;
  GstState pending = GST_STATE_VOID_PENDING;
  gst_element_get_state(pipeline_, &state, &pending, 0);
  const bool is_streaming =
      is_changing_ || state >= GST_STATE_PAUSED || pending >= GST_STATE_PAUSED;
  if (eos_timeout_millis == 0 || has_ended_ || !is_streaming) {
    go_to_null();
    return;
  }
  // EOS passes only where data flows: a paused pipeline plays on to its end. Behind a change that
  // is under way this waits for it.
  stop_phase_ = StopPhase::kWaitingForEos;
  changes_.push_back({GST_STATE_PLAYING, [this, eos_timeout_millis](const Outcome<void>& played) {
                        if (stop_phase_ != StopPhase::kWaitingForEos) return;
                        if (played) {
                          send_end_of_stream(eos_timeout_millis, [this] { go_to_null(); });
                        } else {
                          go_to_null();
                        }
                      }});
  run_next_change();
}

void Pipeline::send_end_of_stream(std::uint32_t eos_timeout_millis, std::function<void()> give_up) {
  stop_waiting_for_eos();
  give_up_ = std::move(give_up);
  // Sources may push EOS into full queues, so this can take until NULL frees them.
  ++num_eos_requests_;
  call_async([&main = main_, weak = weak_from_this()](GstElement* element) {
    send_eos_to_sources(GST_BIN(element));
    main.post([weak] {
      if (const auto self = weak.lock()) --self->num_eos_requests_;
    });
  });
  eos_timer_ = g_timeout_add(
      eos_timeout_millis,
      [](gpointer user_data) -> gboolean {
        auto* pipeline = static_cast<Pipeline*>(user_data);
        pipeline->eos_timer_ = 0;
        log(LogLevel::kWarning, "pipeline",
            "EOS did not reach all sinks in time: files that are being written may lack their end");
        pipeline->give_up_();
        return G_SOURCE_REMOVE;
      },
      this);
}

void Pipeline::stop_waiting_for_eos() {
  if (eos_timer_ != 0) g_source_remove(std::exchange(eos_timer_, 0));
}

void Pipeline::go_to_null() {
  if (stop_phase_ == StopPhase::kGoingToNull || stop_phase_ == StopPhase::kStopped) return;
  stop_phase_ = StopPhase::kGoingToNull;
  stop_waiting_for_eos();
  observer_.on_stopping();
  changes_.push_back({GST_STATE_NULL, [this](Outcome<void> stopped) {
                        stop_phase_ = StopPhase::kStopped;
                        observer_.on_stopped();
                        for (Callback& done : std::exchange(stop_callbacks_, {})) done(stopped);
                      }});
  run_next_change();
}

Outcome<std::string> Pipeline::set_property(const runner::SetProperty& request) {
  const auto found = built_.elements.find(request.element());
  if (found == built_.elements.end()) {
    std::vector<std::string> names;
    for (const auto& [name, element] : built_.elements) names.push_back(name);
    return make_error(runner::NO_SUCH_ELEMENT,
                      concat("The run has no element '", request.element(), "'.",
                             did_you_mean(request.element(), names)),
                      {.element = request.element()});
  }
  GstElement* element = found->second;
  const PropertyOwner owner{request.element(), built_.factories.at(request.element()),
                            request.pad()};
  if (request.pad().empty()) {
    return set_property_live(G_OBJECT(element), element, owner, request.property());
  }
  const PadPtr pad(gst_element_get_static_pad(element, request.pad().c_str()));
  if (!pad) {
    return make_error(
        runner::NO_SUCH_PAD,
        concat("Element '", request.element(), "' has no pad '", request.pad(), "' now."),
        {.element = request.element(), .pad = request.pad()});
  }
  return set_property_live(G_OBJECT(pad.get()), element, owner, request.property());
}

void Pipeline::on_step_done() {
  observer_.on_step_done();
}

void Pipeline::on_state_changed(GstState state, GstState pending) {
  runner::Notification notification;
  notification.mutable_state_changed()->set_state(to_wire(state));
  notification.mutable_state_changed()->set_pending(to_wire(pending));
  notify(std::move(notification));
}

void Pipeline::on_end_of_stream() {
  has_ended_ = true;
  stop_waiting_for_eos();
  if (stop_phase_ == StopPhase::kWaitingForEos) {
    go_to_null();
    return;
  }
  if (stop_phase_ != StopPhase::kNone) return;
  observer_.on_end_of_stream();
  runner::Notification notification;
  notification.mutable_end_of_stream();
  notify(std::move(notification));
}

void Pipeline::on_end_requested() {
  if (has_ended_ || stop_phase_ != StopPhase::kNone || eos_timer_ != 0) return;
  send_end_of_stream(kEndRequestMillis, [this] { on_end_of_stream(); });
}

void Pipeline::on_bus_message(const runner::BusMessage& message) {
  runner::Notification notification;
  *notification.mutable_bus_message() = message;
  const auto unsettled = unsettled_.find(message.element());
  if (message.severity() == runner::ERROR && unsettled != unsettled_.end()) {
    if (!unsettled->second) unsettled->second = message;
    notification.mutable_bus_message()->set_severity(runner::WARNING);
  } else if (message.severity() == runner::ERROR) {
    if (!first_error_) first_error_ = message;
    observer_.on_element_error(message);
  }
  observer_.on_notification(notification);  // reasons come before what they cause
  // An element that failed passes no EOS on.
  const bool has_failed = notification.bus_message().severity() == runner::ERROR;
  if (has_failed && stop_phase_ == StopPhase::kWaitingForEos) go_to_null();
}

void Pipeline::on_latency_changed() {
  is_latency_stale_ = true;
  if (std::exchange(is_recalculating_latency_, true)) return;
  is_latency_stale_ = false;
  call_async([&main = main_, weak = weak_from_this()](GstElement* element) {
    gst_bin_recalculate_latency(GST_BIN(element));
    main.post([weak] {
      const auto self = weak.lock();
      if (!self) return;
      self->is_recalculating_latency_ = false;
      if (self->is_latency_stale_) self->on_latency_changed();
    });
  });
}

void Pipeline::on_clock_lost() {
  if (target_ != GST_STATE_PLAYING || stop_phase_ != StopPhase::kNone) return;
  for (const GstState state : {GST_STATE_PAUSED, GST_STATE_PLAYING}) {
    change_state(state, [](const Outcome<void>& changed) {
      if (!changed) log(LogLevel::kError, "pipeline", changed.error().message());
    });
  }
}

void Pipeline::on_missing_plugin(GstMessage* message) {
  observer_.on_missing_plugin(message);
}

void Pipeline::notify(runner::Notification notification) {
  if (is_changing_) {
    held_.push_back(std::move(notification));
  } else {
    observer_.on_notification(notification);
  }
}

void Pipeline::send_held() {
  for (const runner::Notification& notification : std::exchange(held_, {})) {
    observer_.on_notification(notification);
  }
}

}  // namespace pipewright
