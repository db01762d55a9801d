/** What Prometheus is told: read from the runs at the time of the scrape, nothing is counted twice. */
import type { RunState, RunStats, RunSummary } from '@pipewright/protocol';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Runs } from '../trpc/context.ts';
import { MeasuredHistogram } from './measured-histogram.ts';

const STATES: readonly RunState[] = [
  'starting',
  'playing',
  'paused',
  'stopping',
  'finished',
  'failed',
];

const RUN = ['run', 'pipeline'] as const;
const STREAM = [...RUN, 'stream'] as const;
const ELEMENT = [...RUN, 'element', 'pad'] as const;
const BOX = [...RUN, 'element', 'factory'] as const;
const GPU = [...RUN, 'gpu', 'name'] as const;
const PERCENT_OF_ONE_CORE = 100;

const PERCENT = 100;
const INFERENCE: ReadonlySet<string> = new Set(['nvinfer', 'nvinferserver']);

type RunLabels = Record<(typeof RUN)[number], string>;
type MeasuredRuns = Pick<Runs, 'list' | 'stats'>;

export class ServerMetrics {
  readonly #runs: MeasuredRuns;
  readonly #registry = new Registry();
  readonly #metrics: ReturnType<typeof createMetrics>;
  readonly #latencies: ReturnType<typeof createLatencies>;

  constructor(runs: MeasuredRuns, version: string) {
    this.#runs = runs;
    this.#metrics = createMetrics(this.#registry);
    this.#latencies = createLatencies(this.#registry);
    this.#metrics.build.set({ version }, 1);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    const { build: _, runs: states, ...perRun } = this.#metrics;
    for (const metric of [...Object.values(perRun), ...Object.values(this.#latencies)]) {
      metric.reset();
    }
    const list = this.#runs.list();
    for (const state of STATES) {
      states.set({ state }, list.filter((run) => run.state === state).length);
    }
    for (const run of list) {
      const stats = this.#runs.stats(run.id);
      if (stats !== undefined) {
        this.#measure(run, stats);
      }
    }
    return this.#registry.metrics();
  }

  #measure(run: RunSummary, stats: RunStats): void {
    const metrics = this.#metrics;
    const labels = { run: run.id, pipeline: run.documentName };
    const isLive = run.endedAtMillis === undefined;
    for (const { name, numFrames, framesPerSecond, latency } of stats.streams) {
      if (latency !== undefined) {
        this.#latencies.stream.set({ ...labels, stream: name }, latency);
      }
      metrics.frames.inc({ ...labels, stream: name }, numFrames);
      if (isLive) {
        metrics.streamRate.set({ ...labels, stream: name }, framesPerSecond);
      }
    }
    for (const { element, pad, numObjects, framesPerSecond, objectsPerSecond } of stats.pads) {
      const place = { ...labels, element, pad };
      metrics.objects.inc(place, numObjects);
      if (isLive) {
        metrics.elementRate.set(place, framesPerSecond);
        metrics.objectRate.set(place, objectsPerSecond);
      }
    }
    this.#measureElements(labels, stats, isLive);
    if (stats.process !== undefined) {
      const { cpuPercent, residentBytes, numThreads, numDroppedMetadataBatches } = stats.process;
      metrics.dropped.inc(labels, numDroppedMetadataBatches);
      if (isLive) {
        metrics.cpu.set(labels, cpuPercent / PERCENT_OF_ONE_CORE);
        metrics.memory.set(labels, residentBytes);
        metrics.threads.set(labels, numThreads);
      }
    }
  }

  #measureElements(labels: RunLabels, { elements, gpus }: RunStats, isLive: boolean): void {
    const metrics = this.#metrics;
    for (const { element, factory = '', latency, busy, queue, numDropped } of elements) {
      const box = { ...labels, element, factory };
      if (latency !== undefined) {
        this.#latencies.element.set(box, latency);
        if (INFERENCE.has(factory)) {
          this.#latencies.inference.set(box, latency);
        }
      }
      if (numDropped !== undefined) {
        metrics.elementDropped.inc(box, numDropped);
      }
      if (isLive) {
        setKnown(metrics.elementBusy, box, busy);
        setKnown(metrics.queueBuffers, box, queue?.numBuffers);
        setKnown(metrics.queueFill, box, queue?.fill);
      }
    }
    if (!isLive) {
      return;
    }
    for (const gpu of gpus) {
      const card = { ...labels, gpu: String(gpu.index), name: gpu.name };
      setKnown(metrics.gpuMemory, card, gpu.memoryUsedBytes);
      setKnown(metrics.gpuMemoryTotal, card, gpu.memoryTotalBytes);
      setKnown(metrics.gpuUtilization, card, gpu.utilizationPercent, PERCENT);
      setKnown(metrics.gpuDecoder, card, gpu.decoderPercent, PERCENT);
      setKnown(metrics.gpuEncoder, card, gpu.encoderPercent, PERCENT);
      setKnown(metrics.gpuPower, card, gpu.powerWatts);
      setKnown(metrics.gpuTemperature, card, gpu.temperatureCelsius);
    }
  }
}

/** What is not known has no series. */
function setKnown<Label extends string>(
  gauge: Gauge<Label>,
  labels: Record<Label, string>,
  value: number | undefined,
  divisor = 1,
): void {
  if (value !== undefined) {
    gauge.set(labels, value / divisor);
  }
}

function createLatencies(registry: Registry) {
  return {
    element: new MeasuredHistogram(
      'deepstream_element_latency_seconds',
      'Time of buffers between the pads of an element since the start of a run.',
      registry,
    ),
    inference: new MeasuredHistogram(
      'deepstream_inference_latency_seconds',
      'Time of batches in an inference element (nvinfer, nvinferserver) since the start of a run.',
      registry,
    ),
    stream: new MeasuredHistogram(
      'deepstream_stream_latency_seconds',
      'Time of the frames of a stream from their source to the sink since the start of a run.',
      registry,
    ),
  };
}

function createMetrics(registry: Registry) {
  const registers = [registry];
  return {
    build: new Gauge({
      name: 'pipewright_build_info',
      help: 'The version of the server; always 1.',
      labelNames: ['version'],
      registers,
    }),
    runs: new Gauge({
      name: 'pipewright_runs',
      help: 'Runs that the server knows of, by state.',
      labelNames: ['state'],
      registers,
    }),
    frames: new Counter({
      name: 'deepstream_frames_processed_total',
      help: 'Frames since the start of a run, by stream: at the pad of the pipeline that has seen the most.',
      labelNames: STREAM,
      registers,
    }),
    streamRate: new Gauge({
      name: 'deepstream_stream_frames_per_second',
      help: 'Frames per second of a stream of a live run.',
      labelNames: STREAM,
      registers,
    }),
    elementRate: new Gauge({
      name: 'deepstream_element_frames_per_second',
      help: 'Frames per second through a source pad of an element of a live run, all streams together.',
      labelNames: ELEMENT,
      registers,
    }),
    objects: new Counter({
      name: 'deepstream_element_objects_total',
      help: 'Objects in the metadata that left an element since the start of a run.',
      labelNames: ELEMENT,
      registers,
    }),
    objectRate: new Gauge({
      name: 'deepstream_element_objects_per_second',
      help: 'Objects per second in the metadata that leaves an element of a live run.',
      labelNames: ELEMENT,
      registers,
    }),
    elementBusy: new Gauge({
      name: 'deepstream_element_busy_ratio',
      help: 'Share of the time in which an element of a live run works on a buffer.',
      labelNames: BOX,
      registers,
    }),
    elementDropped: new Counter({
      name: 'deepstream_element_buffers_dropped_total',
      help: 'Buffers that an element has dropped since the start of a run.',
      labelNames: BOX,
      registers,
    }),
    queueBuffers: new Gauge({
      name: 'deepstream_queue_buffers',
      help: 'Buffers in a queue of a live run.',
      labelNames: BOX,
      registers,
    }),
    queueFill: new Gauge({
      name: 'deepstream_queue_fill_ratio',
      help: 'How full a queue of a live run is, by the nearest of its limits.',
      labelNames: BOX,
      registers,
    }),
    gpuMemory: new Gauge({
      name: 'deepstream_gpu_memory_bytes',
      help: 'Memory in use of a GPU that a live run may use.',
      labelNames: GPU,
      registers,
    }),
    gpuMemoryTotal: new Gauge({
      name: 'deepstream_gpu_memory_total_bytes',
      help: 'Memory of a GPU that a live run may use.',
      labelNames: GPU,
      registers,
    }),
    gpuUtilization: new Gauge({
      name: 'deepstream_gpu_utilization_ratio',
      help: 'Share of the time in which a GPU works.',
      labelNames: GPU,
      registers,
    }),
    gpuDecoder: new Gauge({
      name: 'deepstream_gpu_decoder_utilization_ratio',
      help: 'Share of the time in which the decoders of a GPU work.',
      labelNames: GPU,
      registers,
    }),
    gpuEncoder: new Gauge({
      name: 'deepstream_gpu_encoder_utilization_ratio',
      help: 'Share of the time in which the encoders of a GPU work.',
      labelNames: GPU,
      registers,
    }),
    gpuPower: new Gauge({
      name: 'deepstream_gpu_power_watts',
      help: 'Power that a GPU draws.',
      labelNames: GPU,
      registers,
    }),
    gpuTemperature: new Gauge({
      name: 'deepstream_gpu_temperature_celsius',
      help: 'Temperature of a GPU.',
      labelNames: GPU,
      registers,
    }),
    dropped: new Counter({
      name: 'pipewright_run_metadata_batches_dropped_total',
      help: 'Batches of object metadata that no reader was fast enough for.',
      labelNames: RUN,
      registers,
    }),
    cpu: new Gauge({
      name: 'pipewright_run_cpu_cores',
      help: 'CPU time of the runner process of a live run; 1 is one core.',
      labelNames: RUN,
      registers,
    }),
    memory: new Gauge({
      name: 'pipewright_run_resident_memory_bytes',
      help: 'Resident memory of the runner process of a live run.',
      labelNames: RUN,
      registers,
    }),
    threads: new Gauge({
      name: 'pipewright_run_threads',
      help: 'Threads of the runner process of a live run.',
      labelNames: RUN,
      registers,
    }),
  };
}
