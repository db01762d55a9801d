/** `tests/`: the small test that an application starts its life with. */
import type { AppPlan } from '../app/app-plan.ts';
import { pythonLiteral, pythonString } from './python-text.ts';

export const testPackage = `"""Tests run anywhere: pyservicemaker is stood in for."""

import sys

from tests import servicemaker_stub

sys.modules["pyservicemaker"] = servicemaker_stub
`;

export function testModule(
  plan: AppPlan,
  { hasMetrics }: { readonly hasMetrics: boolean },
): string {
  const metrics = hasMetrics ? ', Metrics(client=None)' : '';
  const environment = plan.parameters
    .filter(({ default: fallback }) => fallback === undefined)
    .map(({ variable, type }) => `    ${pythonString(variable)}: ${ANY_VALUE[type]},`);
  const names = plan.elements.map(({ name }) => `    ${pythonString(name)},`);
  const hasProbe = plan.probes.metadata !== undefined;
  return `"""The pipeline is built as it was drawn, stops when asked to, and no probe ever blocks it."""

import threading
import unittest

${hasMetrics ? 'from app.metrics import Metrics\n' : ''}from app.pipeline import build_pipeline
from app.processing import FrameReport, Worker, attach_probes
from app.runner import StopRequest, run_pipeline
from app.settings import Settings

ENVIRONMENT = {
    "DATA_FOLDER": "/data",
${environment.length > 0 ? `${environment.join('\n')}\n` : ''}}
ELEMENTS = [
${names.join('\n')}
]
TIMEOUT_S = 10.0


def report(number):
    """Returns a report of an empty frame."""
    return FrameReport(0, number, 0, {})


class PipelineTest(unittest.TestCase):
    """Builds and runs the pipeline."""

    def setUp(self):
        self.settings = Settings(ENVIRONMENT)
        self.addCleanup(self.settings.clean_up)

    def test_has_the_elements_that_were_drawn(self):
        pipeline = build_pipeline(self.settings)
        self.assertEqual(list(pipeline.elements), ELEMENTS)
        self.assertEqual(pipeline.name, ${pythonLiteral({ kind: 'text', value: plan.name })})

    def test_stops_when_asked_to(self):
        pipeline = build_pipeline(self.settings)
        stop = StopRequest()
        results = []
        runner = threading.Thread(target=lambda: results.append(run_pipeline(pipeline, stop)))
        runner.start()
        stop.set()
        runner.join(TIMEOUT_S)
        self.assertEqual(results, [0])
        self.assertIn("stop", pipeline.calls)

    def test_ends_with_the_stream(self):
        pipeline = build_pipeline(self.settings)
        pipeline.end()
        self.assertEqual(run_pipeline(pipeline, StopRequest()), 0)
        self.assertNotIn("stop", pipeline.calls)
${
  hasProbe
    ? `
    def test_reports_every_frame(self):
        reports = []
        worker = Worker(reports.append)
        pipeline = build_pipeline(self.settings)
        attach_probes(pipeline, worker${metrics})
        worker.start()
        pipeline.push([(0, 1, [2, 2, 0]), (1, 1, [])])
        self.assertTrue(worker.stop())
        self.assertEqual([dict(each.num_objects) for each in reports], [{2: 2, 0: 1}, {}])
`
    : `
    def test_has_probes_where_they_can_be(self):
        pipeline = build_pipeline(self.settings)
        self.assertEqual(attach_probes(pipeline, Worker(print)${metrics}), [])
`
}

class WorkerTest(unittest.TestCase):
    """The worker takes what it can, and never makes anyone wait."""

    def test_drops_and_counts_while_delivery_hangs(self):
        release = threading.Event()
        started = threading.Event()
        delivered = []

        def deliver(each):
            started.set()
            release.wait(TIMEOUT_S)
            delivered.append(each.frame_number)

        worker = Worker(deliver, capacity=2)
        worker.start()
        worker.offer(report(0))
        self.assertTrue(started.wait(TIMEOUT_S))
        taken = [worker.offer(report(number)) for number in range(1, 6)]
        self.assertEqual(taken, [True, True, False, False, False])
        self.assertEqual(worker.num_dropped, 3)
        release.set()
        self.assertTrue(worker.stop())
        self.assertEqual(delivered, [0, 1, 2])

    def test_goes_on_after_a_delivery_that_fails(self):
        delivered = []

        def deliver(each):
            if each.frame_number == 0:
                raise OSError("gone")
            delivered.append(each.frame_number)

        worker = Worker(deliver)
        worker.start()
        with self.assertLogs("app.processing", "ERROR"):
            worker.offer(report(0))
            worker.offer(report(1))
            self.assertTrue(worker.stop())
        self.assertEqual(delivered, [1])


if __name__ == "__main__":
    unittest.main()
`;
}

const ANY_VALUE = {
  string: '"text"',
  integer: '"1"',
  number: '"1"',
  boolean: '"true"',
  path: '"path"',
  uri: '"file:///path"',
} as const;

export const resilienceTestModule = `"""Back-off grows and ends; the breaker opens, lets one through, and closes."""

import unittest

from app.resilience import BackOff, CircuitBreaker, CircuitOpenError


class Clock:
    """Time that a test sets."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def failing():
    """Fails as a broker does that is away."""
    raise OSError("gone")


class BackOffTest(unittest.TestCase):
    """Delays between attempts."""

    def test_grows_and_ends(self):
        back_off = BackOff(clock=Clock())
        delays = [back_off.next_delay_s() for _ in range(4)]
        self.assertEqual(delays, [1.0, 2.0, 4.0, None])

    def test_starts_anew_after_a_calm_time(self):
        clock = Clock()
        back_off = BackOff(clock=clock)
        back_off.next_delay_s()
        clock.now = 61.0
        self.assertEqual(back_off.next_delay_s(), 1.0)


class CircuitBreakerTest(unittest.TestCase):
    """Calls of a service that fails."""

    def setUp(self):
        self.clock = Clock()
        self.breaker = CircuitBreaker(clock=self.clock)
        for _ in range(5):
            with self.assertRaises(OSError):
                self.breaker.call(failing)

    def test_opens_after_five_failures(self):
        self.assertEqual(self.breaker.state, "open")
        with self.assertRaises(CircuitOpenError):
            self.breaker.call(lambda: self.fail("it must not be called"))

    def test_closes_when_the_service_is_back(self):
        self.clock.now = 60.0
        self.assertEqual(self.breaker.state, "half-open")
        self.assertEqual(self.breaker.call(lambda: "there"), "there")
        self.assertEqual(self.breaker.state, "closed")

    def test_stays_open_when_it_is_not(self):
        self.clock.now = 60.0
        with self.assertRaises(OSError):
            self.breaker.call(failing)
        self.assertEqual(self.breaker.state, "open")


if __name__ == "__main__":
    unittest.main()
`;
