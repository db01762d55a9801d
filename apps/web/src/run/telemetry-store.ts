import type { RunPad, telemetry } from '@pipewright/protocol';
import { useSyncExternalStore } from 'react';
import { type Bottleneck, findBottleneck, type MeasuredElement } from './bottleneck.ts';

/** One stream of a batch. */
export interface StreamMetrics {
  readonly sourceId: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
}

/** What flows over a link, from the latest sample. */
export interface LinkMetrics {
  readonly buffersPerSecond: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
  readonly numFrames: number;
  readonly numObjects: number;
  readonly streams: readonly StreamMetrics[];
  /** Negotiated caps; empty before the first buffer. */
  readonly caps: string;
}

/** What an element handles, summed up from its links. */
export interface ElementMetrics {
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
  readonly numObjects: number;
  /** Of the last interval; absent where buffers can't be matched. */
  readonly latency?: Percentiles;
  /** Share of the interval in which it worked, 0 to 1; absent where that can't be told. */
  readonly busy?: number;
  readonly queue?: QueueFill;
  /** Buffers since the start, and per second; absent where nothing counts them. */
  readonly dropped?: { readonly count: number; readonly perSecond: number };
}

/** Of one interval, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface QueueFill {
  readonly numBuffers: number;
  /** 0: no limit. */
  readonly maxBuffers: number;
  /** Share of the nearest limit, 0 to 1. */
  readonly fill: number;
}

/** Of one stream at the sink where it is latest. */
export interface StreamLatency extends Percentiles {
  /** Undefined: of buffers that are in no batch. */
  readonly sourceId: number | undefined;
}

export interface RunMetrics {
  /** Frames per second of all sources together. */
  readonly framesPerSecond: number;
  readonly cpuPercent: number;
  readonly residentBytes: number;
  readonly numDroppedMetadata: number;
  /** From source to sink, of the last interval. */
  readonly latencies: readonly StreamLatency[];
  readonly gpus: readonly telemetry.GpuSample[];
  readonly bottleneck: Bottleneck | undefined;
  /** The newest last; of the last few minutes. */
  readonly history: readonly HistoryPoint[];
}

export interface HistoryPoint {
  readonly framesPerSecond: number;
  readonly cpuPercent: number;
  readonly residentBytes: number;
  /** Of the slowest stream, in milliseconds; undefined where it is not known. */
  readonly latencyP95: number | undefined;
}

/** Two minutes at two samples a second. */
export const HISTORY_LENGTH = 240;

type Listener = () => void;

interface ElementPads {
  readonly outgoing: number[];
  readonly incoming: number[];
}

/**
 * The latest sample of the shown run, apart from all other state: a sample wakes only those that
 * show one of its links or elements, at most once per animation frame.
 */
export class TelemetryStore {
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #links = new Map<string, LinkMetrics>();
  readonly #elements = new Map<string, ElementMetrics>();
  #pads: readonly RunPad[] = [];
  #elementPads = new Map<string, ElementPads>();
  #sources: string[] = [];
  readonly #downstream = new Map<string, string[]>();
  #run: RunMetrics | undefined;
  #pending: telemetry.Sample | undefined;
  readonly #pendingCaps = new Map<number, string>();

  /** `schedule` calls back at the next animation frame. */
  constructor(schedule: (flush: () => void) => void = (flush) => requestAnimationFrame(flush)) {
    this.#schedule = schedule;
  }

  /** The watched pads of the run whose samples follow; `linkTargets` maps a link to its sink side. */
  setPads(pads: readonly RunPad[], linkTargets: ReadonlyMap<string, string>): void {
    if (pads === this.#pads) {
      return;
    }
    this.#pads = pads;
    this.#elementPads = new Map();
    this.#downstream.clear();
    for (const pad of pads) {
      this.#padsOf(pad.element).outgoing.push(pad.index);
      const target = linkTargets.get(pad.link);
      if (target !== undefined) {
        this.#padsOf(target).incoming.push(pad.index);
        this.#downstream.set(pad.element, [...(this.#downstream.get(pad.element) ?? []), target]);
      }
    }
    this.#sources = [...this.#elementPads]
      .filter(([, own]) => own.incoming.length === 0)
      .map(([name]) => name);
  }

  /** Takes a sample; shown with the next animation frame. */
  push(sample: telemetry.Sample): void {
    for (const pad of sample.pads) {
      if (pad.caps !== '') {
        this.#pendingCaps.set(pad.padIndex, pad.caps);
      }
    }
    const isScheduled = this.#pending !== undefined;
    this.#pending = sample;
    if (!isScheduled) {
      this.#schedule(() => this.#flush());
    }
  }

  /** Forgets everything: the run is over. */
  clear(): void {
    const keys = [...this.#links.keys(), ...this.#elements.keys()];
    this.#links.clear();
    this.#elements.clear();
    this.#pendingCaps.clear();
    this.#pending = undefined;
    this.#run = undefined;
    this.#pads = [];
    this.#elementPads = new Map();
    this.#sources = [];
    this.#downstream.clear();
    for (const key of keys) {
      this.#wake(key);
    }
    this.#wake(RUN_KEY);
  }

  link(id: string): LinkMetrics | undefined {
    return this.#links.get(`link:${id}`);
  }

  element(name: string): ElementMetrics | undefined {
    return this.#elements.get(`element:${name}`);
  }

  run(): RunMetrics | undefined {
    return this.#run;
  }

  /** Calls back when the metrics of `key` changed: `link:ID`, `element:NAME` or `run`. */
  subscribe(key: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(key);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(key, listeners);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) {
        this.#listeners.delete(key);
      }
    };
  }

  #padsOf(element: string): ElementPads {
    let own = this.#elementPads.get(element);
    if (own === undefined) {
      own = { outgoing: [], incoming: [] };
      this.#elementPads.set(element, own);
    }
    return own;
  }

  #flush(): void {
    const sample = this.#pending;
    this.#pending = undefined;
    if (sample === undefined) {
      return;
    }
    const byIndex = new Map<number, telemetry.PadSample>();
    for (const pad of sample.pads) {
      byIndex.set(pad.padIndex, pad);
    }
    for (const pad of this.#pads) {
      const counters = byIndex.get(pad.index);
      if (counters !== undefined) {
        const key = `link:${pad.link}`;
        const caps = this.#pendingCaps.get(pad.index) ?? this.#links.get(key)?.caps ?? '';
        this.#links.set(key, linkMetrics(counters, caps));
        this.#wake(key);
      }
    }
    this.#pendingCaps.clear();
    const measured = new Map(sample.elements.map((element) => [element.element, element]));
    for (const [name, own] of this.#elementPads) {
      const key = `element:${name}`;
      this.#elements.set(key, {
        ...elementMetrics(own, byIndex),
        ...measurements(measured.get(name)),
      });
      this.#wake(key);
    }
    let framesPerSecond = 0;
    for (const source of this.#sources) {
      framesPerSecond += this.#elements.get(`element:${source}`)?.framesPerSecond ?? 0;
    }
    const load = {
      framesPerSecond,
      cpuPercent: sample.process?.cpuPercent ?? 0,
      residentBytes: Number(sample.process?.rssBytes ?? 0n),
    };
    const latencies = streamLatencies(sample);
    const latencyP95 =
      latencies.length === 0 ? undefined : Math.max(...latencies.map(({ p95 }) => p95));
    this.#run = {
      ...load,
      numDroppedMetadata: Number(sample.process?.droppedMetadata ?? 0n),
      latencies,
      gpus: sample.gpus,
      bottleneck: findBottleneck(this.#boxes()),
      history: [...(this.#run?.history ?? []).slice(1 - HISTORY_LENGTH), { ...load, latencyP95 }],
    };
    this.#wake(RUN_KEY);
  }

  /** Elements with their neighbours downstream. */
  #boxes(): MeasuredElement[] {
    return [...this.#elementPads.keys()].flatMap((name) => {
      const metrics = this.element(name);
      return metrics === undefined
        ? []
        : [{ name, metrics, downstream: this.#downstream.get(name) ?? [] }];
    });
  }

  #wake(key: string): void {
    const listeners = this.#listeners.get(key);
    if (listeners !== undefined) {
      for (const listener of listeners) {
        listener();
      }
    }
  }
}

const RUN_KEY = 'run';

function linkMetrics(counters: telemetry.PadSample, caps: string): LinkMetrics {
  return {
    buffersPerSecond: counters.buffersPerS,
    framesPerSecond: counters.framesPerS,
    objectsPerSecond: counters.objectsPerS,
    numFrames: Number(counters.frames),
    numObjects: Number(counters.objects),
    streams: counters.streams.map((stream) => ({
      sourceId: stream.sourceId,
      framesPerSecond: stream.framesPerS,
      objectsPerSecond: stream.objectsPerS,
    })),
    caps,
  };
}

/** Outgoing links tell what an element makes (branches of a tee carry the same); a sink has none. */
function elementMetrics(
  own: ElementPads,
  byIndex: ReadonlyMap<number, telemetry.PadSample>,
): ElementMetrics {
  let framesPerSecond = 0;
  let objectsPerSecond = 0;
  let numObjects = 0;
  for (const index of own.outgoing.length > 0 ? own.outgoing : own.incoming) {
    const counters = byIndex.get(index);
    if (counters !== undefined) {
      framesPerSecond = Math.max(framesPerSecond, counters.framesPerS);
      objectsPerSecond = Math.max(objectsPerSecond, counters.objectsPerS);
      numObjects = Math.max(numObjects, Number(counters.objects));
    }
  }
  return { framesPerSecond, objectsPerSecond, numObjects };
}

/** What the runner says of an element by its name. */
function measurements(
  element: telemetry.ElementSample | undefined,
): Pick<ElementMetrics, 'latency' | 'busy' | 'queue' | 'dropped'> {
  const latency = percentiles(element?.latency);
  const { busy, queue, drops } = element ?? {};
  return {
    ...(latency === undefined ? {} : { latency }),
    ...(busy === undefined ? {} : { busy }),
    ...(queue === undefined ? {} : { queue: queueFill(queue) }),
    ...(drops === undefined
      ? {}
      : { dropped: { count: Number(drops.dropped), perSecond: drops.droppedPerS } }),
  };
}

/** Undefined when nothing came in the interval. */
function percentiles(latency: telemetry.LatencySample | undefined): Percentiles | undefined {
  const interval = latency?.interval;
  if (interval === undefined || interval.count === 0n) {
    return undefined;
  }
  const millis = (nanos: bigint): number => Number(nanos) / 1e6;
  return {
    p50: millis(interval.p50Ns),
    p95: millis(interval.p95Ns),
    p99: millis(interval.p99Ns),
    max: millis(interval.maxNs),
  };
}

function queueFill(queue: telemetry.QueueSample): QueueFill {
  const share = (level: bigint, limit: bigint): number =>
    limit === 0n ? 0 : Number(level) / Number(limit);
  return {
    numBuffers: Number(queue.buffers),
    maxBuffers: Number(queue.maxBuffers),
    fill: Math.min(
      1,
      Math.max(
        share(queue.buffers, queue.maxBuffers),
        share(queue.bytes, queue.maxBytes),
        share(queue.timeNs, queue.maxTimeNs),
      ),
    ),
  };
}

function streamLatencies(sample: telemetry.Sample): StreamLatency[] {
  const latest = new Map<number | undefined, StreamLatency>();
  for (const { sourceId, latency } of sample.elements.flatMap((element) => element.streams)) {
    const found = percentiles(latency);
    const known = latest.get(sourceId);
    if (found !== undefined && (known === undefined || found.p95 > known.p95)) {
      latest.set(sourceId, { ...found, sourceId });
    }
  }
  return [...latest.values()].sort((a, b) => (a.sourceId ?? -1) - (b.sourceId ?? -1));
}

/** Metrics of one link; only a new sample of that link re-renders. */
export function useLinkMetrics(store: TelemetryStore, link: string): LinkMetrics | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribe(`link:${link}`, listener),
    () => store.link(link),
  );
}

/** Metrics of one element. */
export function useElementMetrics(store: TelemetryStore, name: string): ElementMetrics | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribe(`element:${name}`, listener),
    () => store.element(name),
  );
}

/** Metrics of the whole run. */
export function useRunMetrics(store: TelemetryStore): RunMetrics | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribe(RUN_KEY, listener),
    () => store.run(),
  );
}
