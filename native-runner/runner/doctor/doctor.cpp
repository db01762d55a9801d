// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/doctor.hpp"

#include <algorithm>
#include <utility>

#include "runner/doctor/missing_plugin.hpp"
#include "runner/doctor/negotiation.hpp"
#include "runner/doctor/preroll.hpp"
#include "runner/doctor/stall.hpp"
#include "runner/telemetry/process_usage.hpp"

namespace pipewright {
namespace {

constexpr guint kLookMillis = 250;
constexpr gint64 kLoadLookMicros = G_USEC_PER_SEC;

constexpr std::uint32_t kPrerollLimitMillis = 5'000;
constexpr std::uint32_t kStallLimitMillis = 10'000;
constexpr std::uint32_t kThreadLimit = 256;
constexpr std::uint32_t kMessageLimitPerSecond = 1'000;

}  // namespace

Doctor::Limits Doctor::limits_of(const runner::DoctorSettings& settings) {
  const auto or_default = [](std::uint32_t value, std::uint32_t otherwise) {
    return value == 0 ? otherwise : value;
  };
  return {gint64{or_default(settings.preroll_limit_ms(), kPrerollLimitMillis)} * 1000,
          gint64{or_default(settings.stall_limit_ms(), kStallLimitMillis)} * 1000,
          or_default(settings.thread_limit(), kThreadLimit),
          static_cast<double>(or_default(settings.message_limit_per_s(), kMessageLimitPerSecond))};
}

Doctor::Doctor(const Pipeline& pipeline, const runner::DoctorSettings& settings,
               DiagnosisBoard::Report report)
    : pipeline_(pipeline),
      limits_(limits_of(settings)),
      board_(std::move(report)),
      map_(pipeline.built()),
      flood_(limits_.messages_per_second),
      threads_(limits_.threads) {}

Doctor::~Doctor() {
  stop();
}

void Doctor::start() {
  if (timer_ == 0) timer_ = g_timeout_add(kLookMillis, on_timer, this);
}

void Doctor::stop() {
  if (timer_ != 0) g_source_remove(std::exchange(timer_, 0));
}

gboolean Doctor::on_timer(gpointer user_data) {
  static_cast<Doctor*>(user_data)->examine();
  return G_SOURCE_CONTINUE;
}

void Doctor::on_error(const runner::BusMessage& message) {
  if (!is_negotiation_error(message)) return;
  map_.look(g_get_monotonic_time(), playing_since_);
  for (Finding& finding : find_unnegotiated(map_)) board_.show(std::move(finding));
}

void Doctor::on_missing_plugin(GstMessage* message) {
  board_.show(explain_missing_plugin(
      message, nearest_plan_element(GST_MESSAGE_SRC(message), pipeline_.element())));
}

void Doctor::examine() {
  const gint64 now = g_get_monotonic_time();
  if (GST_STATE(pipeline_.element()) != GST_STATE_PLAYING) {
    playing_since_ = 0;
  } else if (playing_since_ == 0) {
    playing_since_ = now;
  }
  map_.look(now, playing_since_);
  examine_preroll(now);
  examine_flow(now);
  examine_load(now);
}

void Doctor::examine_preroll(gint64 now) {
  const GstState target = pipeline_.target();
  const bool is_there = !pipeline_.is_changing() && GST_STATE(pipeline_.element()) >= target;
  gint64 last_reached = 0;
  for (const LinkFlow& link : map_.links()) {
    last_reached = std::max(last_reached, link.first_progress);
  }
  if (is_there || awaited_ != target || awaited_since_ == 0) {
    awaited_ = target;
    awaited_since_ = now;
  }
  // A first buffer that reaches one more link is progress: it may have a long way to go.
  const gint64 since = std::max(awaited_since_, last_reached);
  const bool is_late = !is_there && now - since > limits_.preroll;
  const bool is_asking = pipeline_.is_changing();
  board_.settle(runner::STATE_CHANGE_WAITS,
                is_late && is_asking ? find_waiting_change(map_, target) : std::vector<Finding>());
  // What waits is told until it is over, even where a stray buffer passed meanwhile.
  if (is_there || is_late) {
    board_.settle(runner::NOT_PREROLLED,
                  is_late && !is_asking ? find_unprerolled(map_) : std::vector<Finding>());
  }
}

void Doctor::examine_flow(gint64 now) {
  board_.settle(runner::STALLED, playing_since_ == 0
                                     ? std::vector<Finding>()
                                     : find_stalls(map_, now, playing_since_, limits_.stall));
}

void Doctor::examine_load(gint64 now) {
  if (now < next_load_look_) return;
  next_load_look_ = now + kLoadLookMicros;
  const BusTraffic& traffic = pipeline_.traffic();
  board_.settle(runner::MESSAGE_FLOOD, flood_.look(traffic, now));
  board_.settle(runner::THREAD_STORM,
                threads_.look(traffic, read_process_usage().num_threads, now));
}

}  // namespace pipewright
