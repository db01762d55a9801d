/** `app/runner.py` and `app/__main__.py`: a run from its start to its clean end. */

export interface RunnerParts {
  /** Failed runs are started again, with back-off. */
  readonly hasRestarts: boolean;
  readonly hasMetrics: boolean;
  readonly hasBroker: boolean;
}

export function runnerModule({ hasRestarts }: RunnerParts): string {
  const restarting = hasRestarts
    ? `

def run_with_restarts(start_run, stop, back_off, on_restart=None):
    """Runs until the pipeline ends or is stopped; runs that fail are started again, with back-off.

    \`start_run\` does one run and returns an exit code. Runs that went well for long enough make
    back-off start anew.
    """
    while True:
        try:
            return start_run()
        except SettingError:
            raise
        except Exception as error:
            delay_s = None if stop.requested else back_off.next_delay_s()
            if delay_s is None:
                log.error("giving up: %s", error)
                return 1
            log.warning("the run failed: %s; the next starts in %.1f s", error, delay_s)
            if on_restart is not None:
                on_restart()
            if stop.wait(delay_s):
                return 0
`
    : '';
  return `"""Runs a pipeline until it ends or a signal asks it to stop."""

import logging
import signal
import threading
${hasRestarts ? '\nfrom app.settings import SettingError\n' : ''}
log = logging.getLogger(__name__)

#: How long a pipeline may take to stop.
STOP_TIMEOUT_S = 10.0


class StopRequest:
    """Set by SIGINT and SIGTERM. A second signal ends the process at once."""

    def __init__(self):
        self._event = threading.Event()
        self._on_request = []

    def install(self):
        """Handles the signals; to be called in the main thread."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._handle)

    def _handle(self, number, _frame):
        signal.signal(number, signal.SIG_DFL)
        self.set()

    def set(self):
        """Asks to stop."""
        self._event.set()
        for call in self._on_request:
            call()

    def on_request(self, call):
        """Has \`call\` called when a stop is asked for."""
        self._on_request.append(call)

    @property
    def requested(self):
        """Whether a stop was asked for."""
        return self._event.is_set()

    def wait(self, timeout_s):
        """Waits for a request, and returns whether there was one."""
        return self._event.wait(timeout_s)


def log_message(message):
    """Logs what the pipeline says of itself: changes of state, sources that come and go."""
    what = type(message).__name__
    details = [
        f"{name}={getattr(message, name)}"
        for name in ("origin", "old_state", "new_state", "source_id", "source_added", "uri")
        if hasattr(message, name)
    ]
    level = logging.DEBUG if what == "StateTransitionMessage" else logging.INFO
    log.log(level, "%s %s", what, " ".join(details))


def run_pipeline(pipeline, stop, stop_timeout_s=STOP_TIMEOUT_S):
    """Runs a pipeline to its end, and returns the process's exit code.

    \`wait\` blocks in native code, where Python handles no signals: so it runs on a thread, and the
    main thread waits for whichever comes first, the end or a request to stop.
    """
    changed = threading.Event()
    ended = threading.Event()
    failures = []

    def wait_for_end():
        try:
            pipeline.wait()
        except Exception as error:
            failures.append(error)
        finally:
            ended.set()
            changed.set()

    stop.on_request(changed.set)
    pipeline.prepare(log_message)
    pipeline.activate()
    log.info("the pipeline runs")
    threading.Thread(target=wait_for_end, name="wait", daemon=True).start()
    if not stop.requested:
        changed.wait()
    if stop.requested and not ended.is_set():
        log.info("stopping")
        pipeline.stop()
        if not ended.wait(stop_timeout_s):
            log.error("the pipeline did not stop within %.0f s", stop_timeout_s)
            return 1
    if failures:
        raise failures[0]
    log.info("the pipeline has ended")
    return 0
${restarting}`;
}

export function mainModule({ hasRestarts, hasMetrics, hasBroker }: RunnerParts): string {
  const imports = [
    hasBroker && 'from app.broker import BrokerGate',
    'from app.logs import set_up_logs',
    hasMetrics && 'from app.metrics import Metrics',
    hasBroker
      ? 'from app.pipeline import broker_connections, build_pipeline'
      : 'from app.pipeline import build_pipeline',
    'from app.processing import Worker, attach_probes, log_report',
    hasRestarts && 'from app.resilience import BackOff',
    hasRestarts
      ? 'from app.runner import StopRequest, run_pipeline, run_with_restarts'
      : 'from app.runner import StopRequest, run_pipeline',
    'from app.settings import SettingError, Settings',
  ].filter((line) => line !== false);
  const metrics = hasMetrics ? ', metrics' : '';
  const oneRun = [
    '        pipeline = build_pipeline(settings)',
    hasBroker && '        broker.wait_until_reachable(stop)',
    hasBroker && '        if stop.requested:',
    hasBroker && '            return 0',
    `        probes = attach_probes(pipeline, worker${metrics})`,
    '        log.debug("%d objects are attached to the pipeline", len(probes))',
    '        return run_pipeline(pipeline, stop)',
  ].filter((line) => line !== false);
  const runs = hasRestarts
    ? `        return run_with_restarts(one_run, stop, BackOff(), on_restart=metrics.count_restart)`
    : '        return one_run()';
  return `"""Entry point: \`python3 -m app\`."""

import logging
import sys

${imports.join('\n')}

log = logging.getLogger("app")


def main():
    """Runs the application and returns its exit code: 0 done, 1 failed, 2 wrongly set up."""
    settings = Settings()
    stop = StopRequest()
    stop.install()
    try:
        level = settings.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
        set_up_logs(level, settings.option("LOG_FILE", "logs/app.log"))
        return run(settings, stop)
    except SettingError as error:
        log.error("%s", error)
        return 2
    except Exception:
        log.exception("the application failed")
        return 1
    finally:
        settings.clean_up()


def run(settings, stop):
    """Runs the pipeline${hasRestarts ? ', again where it fails,' : ''} with its worker beside it."""
${hasMetrics ? '    metrics = Metrics()\n    metrics.serve(settings.option("METRICS_PORT", 9100))\n' : ''}${hasBroker ? '    broker = BrokerGate(broker_connections(settings))\n' : ''}    worker = Worker(log_report${hasMetrics ? ', on_dropped=metrics.count_dropped' : ''})
    worker.start()

    def one_run():
${oneRun.join('\n')}

    try:
${runs}
    finally:
        if not worker.stop():
            log.warning("reports that were still queued are lost")


if __name__ == "__main__":
    sys.exit(main())
`;
}
