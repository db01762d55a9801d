/** `app/processing.py`: the probe that reads metadata, and the worker that it hands results to. */
import { pythonCall, pythonString } from './python-text.ts';

export interface ProcessingParts {
  /** Element that the probe reads metadata at. */
  readonly metadata: string | undefined;
  /** Inference elements that are measured. */
  readonly inference: readonly string[];
  readonly eventMessages: string | undefined;
  readonly hasMetrics: boolean;
}

export function processingModule(parts: ProcessingParts): string {
  const { hasMetrics } = parts;
  return `"""What is done with the metadata of frames.

A probe runs in the pipeline's own thread: while it works, no frame passes. So it only counts, and
hands a report to a worker through a bounded queue. A full queue drops reports, and counts them,
rather than hold the pipeline up.
"""

import logging
import queue
import threading
${hasMetrics ? 'import time\n' : ''}from collections import Counter${hasMetrics ? ', OrderedDict' : ''}
from dataclasses import dataclass

from pyservicemaker import BatchMetadataOperator, Probe

log = logging.getLogger(__name__)

QUEUE_CAPACITY = 256


@dataclass(frozen=True)
class FrameReport:
    """What is kept of a frame when its buffer has gone on."""

    source_id: int
    frame_number: int
    pts_ns: int
    #: Class id -> how many objects of it.
    num_objects: Counter


class Worker:
    """Gives reports to \`deliver\`, one by one, on a thread of its own."""

    _END = object()

    def __init__(self, deliver, capacity=QUEUE_CAPACITY, on_dropped=None):
        self._deliver = deliver
        self._queue = queue.Queue(maxsize=capacity)
        self._on_dropped = on_dropped
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self.num_dropped = 0

    def start(self):
        """Starts to deliver."""
        self._thread.start()

    def offer(self, report):
        """Queues a report and returns at once; False when the queue is full and it is dropped."""
        try:
            self._queue.put_nowait(report)
            return True
        except queue.Full:
            self.num_dropped += 1
            if self._on_dropped is not None:
                self._on_dropped()
            return False

    def stop(self, timeout_s=5.0):
        """Delivers what is queued, for at most this long; returns whether that was enough."""
        self._stopping.set()
        try:
            self._queue.put_nowait(self._END)
        except queue.Full:
            pass  # The thread ends once it has emptied the queue.
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self):
        while True:
            report = self._queue.get()
            if report is self._END:
                return
            try:
                self._deliver(report)
            except Exception:
                log.exception("a report could not be delivered")
            if self._stopping.is_set() and self._queue.empty():
                return


class MetadataReader(BatchMetadataOperator):
    """Counts the objects of each frame and offers a report to the worker."""

    def __init__(self, worker${hasMetrics ? ', metrics' : ''}):
        super().__init__()
        self._worker = worker
${hasMetrics ? '        self._metrics = metrics\n' : ''}
    def handle_metadata(self, batch_meta):
        """Reads a batch. Items of metadata are iterators: each is gone through once."""
        for frame in batch_meta.frame_items:
            num_objects = Counter()
            for found in frame.object_items:
                num_objects[found.class_id] += 1
${hasMetrics ? '            self._metrics.count_frame(frame.source_id, num_objects)\n' : ''}            self._worker.offer(
                FrameReport(frame.source_id, frame.frame_number, frame.buffer_pts, num_objects)
            )

${hasMetrics ? TIMING : ''}
def log_report(report):
    """Delivers a report to the log: replace it by what your application is for."""
    log.debug(
        "source %d, frame %d: %s", report.source_id, report.frame_number, dict(report.num_objects)
    )


def attach_probes(pipeline, worker${hasMetrics ? ', metrics' : ''}, probe_type=Probe):
    """Attaches the probes to the pipeline's elements, and returns what must live as long as it."""
${attachLines(parts).join('\n')}
`;
}

/** Frames are told apart by source and time stamp, which the metadata of both pads has. */
const TIMING = `
class InferenceTimer:
    """Measures how long batches are inside an element, between probes on its two pads."""

    _MAX_PENDING = 64

    def __init__(self, element, metrics):
        self._element = element
        self._metrics = metrics
        self._entered = OrderedDict()
        self._lock = threading.Lock()

    def enter(self, batch):
        """Notes that a batch has come in."""
        with self._lock:
            self._entered[batch] = time.monotonic()
            while len(self._entered) > self._MAX_PENDING:
                self._entered.popitem(last=False)

    def leave(self, batch):
        """Notes that a batch has gone out."""
        with self._lock:
            entered = self._entered.pop(batch, None)
        if entered is not None:
            self._metrics.observe_inference(self._element, time.monotonic() - entered)


class BatchMark(BatchMetadataOperator):
    """Tells \`on_batch\` which batch passes: by its first frame."""

    def __init__(self, on_batch):
        super().__init__()
        self._on_batch = on_batch

    def handle_metadata(self, batch_meta):
        """Looks at the first frame only."""
        for frame in batch_meta.frame_items:
            self._on_batch((frame.source_id, frame.buffer_pts))
            break

`;

function attachLines(parts: ProcessingParts): string[] {
  const { metadata, inference, eventMessages, hasMetrics } = parts;
  const indent = '    ';
  const lines: string[] = [];
  const kept: string[] = [];
  if (metadata !== undefined) {
    lines.push(`${indent}reader = MetadataReader(worker${hasMetrics ? ', metrics' : ''})`);
    lines.push(
      ...pythonCall(indent, 'pipeline.attach', [
        pythonString(metadata),
        'probe_type("metadata", reader)',
      ]),
    );
    kept.push('reader');
  }
  if (eventMessages !== undefined) {
    lines.push(
      `${indent}# nvmsgconv makes its payloads of event messages, which nothing else makes.`,
      ...pythonCall(indent, 'pipeline.attach', [
        pythonString(eventMessages),
        '"add_message_meta_probe"',
        '"event messages"',
      ]),
    );
  }
  const [measured] = inference;
  if (measured !== undefined) {
    lines.push(
      `${indent}# Only elements with a sink and a source pad can be measured.`,
      ...pythonCall(indent, 'pipeline.attach', [
        pythonString(measured),
        '"measure_fps_probe"',
        '"frame rate"',
      ]),
    );
  }
  if (hasMetrics && measured !== undefined) {
    const names = inference.map(pythonString);
    const tuple = `(${names.join(', ')}${names.length === 1 ? ',' : ''})`;
    lines.push(
      `${indent}timers = []`,
      `${indent}for element in ${tuple}:`,
      `${indent}    timer = InferenceTimer(element, metrics)`,
      `${indent}    marks = BatchMark(timer.enter), BatchMark(timer.leave)`,
      `${indent}    pipeline.attach(element, probe_type(f"{element} in", marks[0]), tips="sink")`,
      `${indent}    pipeline.attach(element, probe_type(f"{element} out", marks[1]), tips="src")`,
      `${indent}    timers.append((timer, marks))`,
    );
    kept.push('timers');
  }
  lines.push(`${indent}return [${kept.join(', ')}]`);
  return lines;
}
