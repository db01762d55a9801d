// SPDX-License-Identifier: Apache-2.0
// One pipeline from READY to NULL: its state changes, its end, its live properties.
#pragma once

#include <gst/gst.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runner/error.hpp"
#include "runner/main_queue.hpp"
#include "runner/pipeline/bus_watch.hpp"
#include "runner/pipeline/pipeline_builder.hpp"

namespace pipewright {

/// STATE_CHANGE_FAILED with the element's own words, if one posted an error.
runner::Error state_change_failure(const std::string& what,
                                   const std::optional<runner::BusMessage>& reason);

/// Learns what happens to a pipeline, on the main thread.
class PipelineObserver {
 public:
  virtual ~PipelineObserver() = default;
  /// To be passed on to the server.
  virtual void on_notification(const runner::Notification& notification) = 0;
  /// All sinks got EOS, and nobody asked for it. The notification follows.
  virtual void on_end_of_stream() = 0;
  /// The pipeline is about to go to NULL: let go of its streaming threads.
  virtual void on_stopping() = 0;
  /// The pipeline is in NULL. The answer to Stop follows.
  virtual void on_stopped() = 0;
  /// A sink is done with a step.
  virtual void on_step_done() = 0;
  /// An element failed. The notification follows.
  virtual void on_element_error(const runner::BusMessage& message) = 0;
  /// An element of the pipeline lacks a plugin.
  virtual void on_missing_plugin(GstMessage* message) = 0;
};

/// Main thread only. State changes run one after the other on a helper thread, since some elements
/// block in them; everything else can be asked meanwhile.
class Pipeline : private BusListener, public std::enable_shared_from_this<Pipeline> {
 public:
  using Callback = std::function<void(Outcome<void>)>;
  template <class T>
  using Finished = std::function<void(Outcome<T>)>;

  Pipeline(BuiltPipeline built, MainQueue& main, PipelineObserver& observer);
  /// Takes the pipeline to NULL; waits for a state change that is under way.
  ~Pipeline() override;

  /// Asks all elements for a state. Answers when they accepted it; the state itself is reached
  /// later and notified. Fails with STATE_CHANGE_FAILED and the first element's error.
  void change_state(GstState target, Callback done);

  /// EOS into the sources, at most `eos_timeout_millis` for it to reach the sinks (0: no EOS), then
  /// NULL. Answers in NULL, also when it is there already.
  void stop(std::uint32_t eos_timeout_millis, Callback done);

  /// Sets a property of an element or of its pad; gives what it reads then.
  Outcome<std::string> set_property(const runner::SetProperty& request);

  /// Adds elements and links, and starts the new elements. Gives their watches' indexes; after a
  /// failure the pipeline is as it was.
  void add_elements(const runner::AddElements& request, Finished<std::vector<std::uint32_t>> done);

  /// Takes whole sources out. Gives the indexes of the watches that ended.
  void remove_elements(const std::vector<std::string>& names,
                       Finished<std::vector<std::uint32_t>> done);

  /// Does `work` with the pipeline on a helper thread, as elements may wait in it, and answers on
  /// the main thread. INVALID_STATE while the pipeline does not stream.
  template <class T>
  void ask(const char* what, std::function<Outcome<T>(GstElement*)> work, Finished<T> done) {
    if (auto streaming = check_streaming(what); !streaming) {
      return done(std::move(streaming).error());
    }
    call_async([&main = main_, weak = weak_from_this(), work = std::move(work),
                done = std::move(done)](GstElement* element) {
      // Shared, as a task has to be copyable.
      auto outcome = std::make_shared<Outcome<T>>(work(element));
      main.post([weak, outcome, done] {
        if (weak.lock()) done(std::move(*outcome));
      });
    });
  }

  /// INVALID_STATE, saying that one cannot do `what`, while the pipeline does not stream.
  [[nodiscard]] Outcome<void> check_streaming(const char* what) const;

  [[nodiscard]] GstElement* element() const { return pipeline_; }
  [[nodiscard]] bool is_paused() const;

  [[nodiscard]] const std::vector<std::unique_ptr<PadWatch>>& watches() const {
    return built_.watches;
  }
  [[nodiscard]] const std::vector<std::unique_ptr<ElementWatch>>& element_watches() const {
    return built_.element_watches;
  }
  [[nodiscard]] const BuiltPipeline& built() const { return built_; }
  [[nodiscard]] const BusTraffic& traffic() const { return bus_watch_->traffic(); }
  /// The state that was asked for last, and whether elements are still being asked for it.
  [[nodiscard]] GstState target() const { return target_; }
  [[nodiscard]] bool is_changing() const { return is_changing_; }

 private:
  struct StateChange {
    GstState target;
    Callback done;
  };
  enum class StopPhase { kNone, kWaitingForEos, kGoingToNull, kStopped };

  void on_state_changed(GstState state, GstState pending) override;
  void on_end_of_stream() override;
  void on_bus_message(const runner::BusMessage& message) override;
  void on_latency_changed() override;
  void on_clock_lost() override;
  void on_step_done() override;
  void on_end_requested() override;
  void on_missing_plugin(GstMessage* message) override;

  void start_added(const std::vector<std::string>& names, std::size_t first_watch,
                   Finished<std::vector<std::uint32_t>> done);
  void withdraw(const std::vector<std::string>& names, Finished<std::vector<std::uint32_t>> done);
  [[nodiscard]] std::optional<runner::BusMessage> first_error_of(
      const std::vector<std::string>& unsettled) const;
  void settle(const std::vector<std::string>& names);
  void run_next_change();
  void finish_change(GstStateChangeReturn result);
  runner::Error state_change_error(GstState target) const;
  void call_async(std::function<void(GstElement*)> work);
  void begin_stop(std::uint32_t eos_timeout_millis);
  void send_end_of_stream(std::uint32_t eos_timeout_millis, std::function<void()> give_up);
  void stop_waiting_for_eos();
  void go_to_null();
  void notify(runner::Notification notification);
  void send_held();

  MainQueue& main_;
  PipelineObserver& observer_;
  BuiltPipeline built_;
  GstElement* pipeline_;
  std::unique_ptr<BusWatch> bus_watch_;

  std::deque<StateChange> changes_;
  bool is_changing_ = false;
  GstState target_ = GST_STATE_NULL;
  std::optional<runner::BusMessage> first_error_;  // since the change began
  std::vector<runner::Notification> held_;         // follow the answer to the change under way
  /// Being added or removed, with their first errors, which are not the run's.
  std::map<std::string, std::optional<runner::BusMessage>> unsettled_;
  bool is_recalculating_latency_ = false;
  bool is_latency_stale_ = false;
  bool has_ended_ = false;
  StopPhase stop_phase_ = StopPhase::kNone;
  std::vector<Callback> stop_callbacks_;
  int num_eos_requests_ = 0;  // sources that are still being asked
  guint eos_timer_ = 0;       // of what is done when EOS does not come
  std::function<void()> give_up_;
};

}  // namespace pipewright
