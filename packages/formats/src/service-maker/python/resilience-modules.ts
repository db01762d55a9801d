/** Modules of the production profile: back-off, circuit breaker, broker, metrics. */

export const resilienceModule = `"""Back-off and circuit breaker for what lies outside the application."""

import threading
import time


class BackOff:
    """Growing delays: 1 s, 2 s, 4 s, then none, as trying on is pointless."""

    def __init__(
        self,
        num_attempts=3,
        first_delay_s=1.0,
        factor=2.0,
        calm_s=60.0,
        clock=time.monotonic,
    ):
        self._num_attempts = num_attempts
        self._first_delay_s = first_delay_s
        self._factor = factor
        self._calm_s = calm_s
        self._clock = clock
        self._num_failures = 0
        self._last_failure = None

    def next_delay_s(self):
        """Returns how long to wait before the next attempt; None when there are none left.

        Failures with a long calm time between them are not counted together.
        """
        now = self._clock()
        if self._last_failure is not None and now - self._last_failure > self._calm_s:
            self._num_failures = 0
        self._last_failure = now
        if self._num_failures >= self._num_attempts:
            return None
        delay_s = self._first_delay_s * self._factor**self._num_failures
        self._num_failures += 1
        return delay_s


class CircuitOpenError(Exception):
    """The service failed so often that it is left alone for a while."""


class CircuitBreaker:
    """Calls a service; after too many failures in a row, refuses to for a while.

    Closed: calls go through. Open: they are refused. Half-open: one goes through, and decides.
    """

    def __init__(self, max_failures=5, open_s=60.0, clock=time.monotonic):
        self._max_failures = max_failures
        self._open_s = open_s
        self._clock = clock
        self._lock = threading.Lock()
        self._num_failures = 0
        self._opened = None
        self._is_probing = False

    @property
    def state(self):
        """Returns \`closed\`, \`open\` or \`half-open\`."""
        with self._lock:
            return self._state()

    def call(self, service):
        """Returns what \`service\` returns; raises CircuitOpenError without calling it when open."""
        with self._lock:
            state = self._state()
            if state == "open" or (state == "half-open" and self._is_probing):
                raise CircuitOpenError("the service failed too often")
            self._is_probing = state == "half-open"
        try:
            result = service()
        except Exception:
            self._note_failure()
            raise
        with self._lock:
            self._num_failures, self._opened, self._is_probing = 0, None, False
        return result

    def _state(self):
        if self._opened is None:
            return "closed"
        return "half-open" if self._clock() - self._opened >= self._open_s else "open"

    def _note_failure(self):
        with self._lock:
            self._num_failures += 1
            if self._is_probing or self._num_failures >= self._max_failures:
                self._opened = self._clock()
            self._is_probing = False
`;

export const brokerModule = `"""Waits for message brokers before the pipeline starts: without them, it would fail at once."""

import logging
import socket

from app.resilience import BackOff, CircuitBreaker, CircuitOpenError

log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 3.0


def broker_address(connection):
    """Returns host and port of a connection string such as \`host;9092\`; None for other forms."""
    host, _, rest = connection.partition(";")
    port = rest.partition(";")[0]
    return (host, int(port)) if host and port.isdigit() else None


class BrokerGate:
    """Opens once every broker takes connections."""

    def __init__(self, connections, connect=socket.create_connection, back_off=BackOff):
        self._addresses = [address for address in map(broker_address, connections) if address]
        self._connect = connect
        self._back_off = back_off
        self._breakers = {address: CircuitBreaker() for address in self._addresses}

    def wait_until_reachable(self, stop):
        """Returns when all are reachable or a stop is asked for; raises when one stays away."""
        for address in self._addresses:
            self._wait_for(address, stop)

    def _wait_for(self, address, stop):
        back_off = self._back_off()
        while not stop.requested:
            try:
                self._breakers[address].call(lambda: self._try(address))
                return
            except (OSError, CircuitOpenError) as error:
                delay_s = back_off.next_delay_s()
                if delay_s is None:
                    raise ConnectionError(f"no broker at {address[0]}:{address[1]}") from error
                log.warning("no broker at %s:%d (%s)", address[0], address[1], error)
                stop.wait(delay_s)

    def _try(self, address):
        self._connect(address, timeout=CONNECT_TIMEOUT_S).close()
`;

export const metricsModule = `"""Prometheus metrics; without prometheus_client the application runs, but nothing is served."""

import logging

try:
    import prometheus_client
except ImportError:
    prometheus_client = None

log = logging.getLogger(__name__)


class _Nothing:
    """Takes the calls of a metric and does nothing."""

    def labels(self, **_labels):
        return self

    def inc(self, _amount=1):
        pass

    def observe(self, _value):
        pass


class Metrics:
    """What the application counts and measures."""

    def __init__(self, client=prometheus_client):
        self._client = client
        self._registry = None if client is None else client.CollectorRegistry()
        self._frames = self._counter(
            "deepstream_frames_processed_total", "Frames that passed the probe", ["source"]
        )
        self._objects = self._counter(
            "deepstream_objects_detected_total", "Objects in those frames", ["source", "class_id"]
        )
        self._dropped = self._counter(
            "deepstream_reports_dropped_total", "Reports that found the worker's queue full"
        )
        self._restarts = self._counter(
            "deepstream_pipeline_restarts_total", "Runs that were started again after a failure"
        )
        self._inference = (
            _Nothing()
            if client is None
            else client.Histogram(
                "deepstream_inference_latency_seconds",
                "Time that a batch spends inside an inference element",
                ["element"],
                registry=self._registry,
            )
        )

    def _counter(self, name, description, labels=()):
        if self._client is None:
            return _Nothing()
        return self._client.Counter(name, description, labels, registry=self._registry)

    def serve(self, port):
        """Serves the metrics over HTTP; port 0 leaves it."""
        if not port:
            return
        if self._client is None:
            log.warning("no metrics on port %d: prometheus_client is not installed", port)
            return
        self._client.start_http_server(port, registry=self._registry)
        log.info("metrics on port %d", port)

    def count_frame(self, source_id, num_objects):
        """Counts a frame and its objects by class."""
        self._frames.labels(source=source_id).inc()
        for class_id, number in num_objects.items():
            self._objects.labels(source=source_id, class_id=class_id).inc(number)

    def count_dropped(self):
        """Counts a report that was dropped."""
        self._dropped.inc()

    def count_restart(self):
        """Counts a run that is started again."""
        self._restarts.inc()

    def observe_inference(self, element, seconds):
        """Notes how long a batch was inside an inference element."""
        self._inference.labels(element=element).observe(seconds)
`;
