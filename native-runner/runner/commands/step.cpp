// SPDX-License-Identifier: Apache-2.0
#include "runner/commands/step.hpp"

#include <utility>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"

namespace pipewright {
namespace {

constexpr guint kPatienceMillis = 5000;

std::vector<ElementPtr> sinks_of(GstElement* pipeline) {
  std::vector<ElementPtr> sinks;
  GstIterator* iterator = gst_bin_iterate_sinks(GST_BIN(pipeline));
  GValue item = G_VALUE_INIT;
  for (GstIteratorResult result;
       (result = gst_iterator_next(iterator, &item)) != GST_ITERATOR_DONE;) {
    if (result == GST_ITERATOR_ERROR) break;
    if (result == GST_ITERATOR_RESYNC) {
      sinks.clear();
      gst_iterator_resync(iterator);
      continue;
    }
    sinks.push_back(share_object(GST_ELEMENT(g_value_get_object(&item))));
    g_value_reset(&item);
  }
  g_value_unset(&item);
  gst_iterator_free(iterator);
  return sinks;
}

GstEvent* step_event(const runner::Step& request) {
  const bool is_timed = request.amount_case() == runner::Step::kDurationNs;
  return gst_event_new_step(is_timed ? GST_FORMAT_TIME : GST_FORMAT_BUFFERS,
                            is_timed ? request.duration_ns() : request.buffers(), 1.0, TRUE, FALSE);
}

}  // namespace

Step::~Step() {
  if (timer_ != 0) g_source_remove(timer_);
}

void Step::start(GstElement* pipeline, const runner::Step& request, Callback done) {
  if (request.buffers() == 0 && request.duration_ns() == 0) {
    return done(make_error(runner::BAD_REQUEST,
                           "A step is of at least one buffer or of a time above zero."));
  }
  if (done_) {
    return done(make_error(runner::INVALID_STATE,
                           "A step is under way: the next one can begin when it is done."));
  }
  GstState state = GST_STATE_NULL;
  GstState pending = GST_STATE_VOID_PENDING;
  gst_element_get_state(pipeline, &state, &pending, 0);
  if (state != GST_STATE_PAUSED || pending == GST_STATE_PLAYING) {
    return done(make_error(runner::INVALID_STATE,
                           concat("Only a paused pipeline can step, and this one is in ",
                                  gst_element_state_get_name(state), ". Pause it first.")));
  }
  const std::vector<ElementPtr> sinks = sinks_of(pipeline);
  const GstPtr<GstEvent> event(step_event(request));
  std::vector<std::string> refusing;
  num_waiting_ = 0;
  for (const ElementPtr& sink : sinks) {
    if (gst_element_send_event(sink.get(), gst_event_ref(event.get())) != FALSE) {
      ++num_waiting_;
    } else {
      refusing.push_back(object_name(sink.get()));
    }
  }
  if (num_waiting_ == 0) {
    return done(make_error(runner::INVALID_STATE, concat("No sink of this pipeline can step: ",
                                                         join(refusing, ", "), ".")));
  }
  done_ = std::move(done);
  timer_ = g_timeout_add(
      kPatienceMillis,
      [](gpointer user_data) -> gboolean {
        auto* step = static_cast<Step*>(user_data);
        step->timer_ = 0;
        step->finish(make_error(runner::NO_PICTURE,
                                "The sinks got nothing to step to: live sources give nothing while "
                                "paused, and at its end a stream has no more."));
        return G_SOURCE_REMOVE;
      },
      this);
}

void Step::on_step_done() {
  if (num_waiting_ > 0 && --num_waiting_ == 0) finish({});
}

void Step::cancel(const std::string& reason) {
  finish(make_error(runner::INVALID_STATE, concat("The step was broken off: ", reason, ".")));
}

void Step::finish(Outcome<void> outcome) {
  if (timer_ != 0) g_source_remove(std::exchange(timer_, 0));
  num_waiting_ = 0;
  if (done_) std::exchange(done_, nullptr)(std::move(outcome));
}

}  // namespace pipewright
