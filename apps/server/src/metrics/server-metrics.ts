/** What Prometheus is told: read from the runs at the time of the scrape, nothing is counted twice. */
import type { RunState, RunStats, RunSummary } from '@pipewright/protocol';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Runs } from '../trpc/context.ts';

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
const PERCENT_OF_ONE_CORE = 100;

type MeasuredRuns = Pick<Runs, 'list' | 'stats'>;

export class ServerMetrics {
  readonly #runs: MeasuredRuns;
  readonly #registry = new Registry();
  readonly #metrics: ReturnType<typeof createMetrics>;

  constructor(runs: MeasuredRuns, version: string) {
    this.#runs = runs;
    this.#metrics = createMetrics(this.#registry);
    this.#metrics.build.set({ version }, 1);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    const { build: _, runs: states, ...perRun } = this.#metrics;
    for (const metric of Object.values(perRun)) {
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
    for (const { name, numFrames, framesPerSecond } of stats.streams) {
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
