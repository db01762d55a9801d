import type { RunPad, telemetry } from '@pipewright/protocol';
import { useSyncExternalStore } from 'react';
import { findBottleneck, type MeasuredElement } from './bottleneck.ts';
import { type HeatLevel, heatLevel, shareOfLatency, totalLatency } from './heat.ts';
import {
  type ElementMetrics,
  type ElementPads,
  elementMetrics,
  HISTORY_LENGTH,
  type LinkMetrics,
  linkMetrics,
  measurements,
  type RunMetrics,
  streamLatencies,
} from './sample-metrics.ts';

type Listener = () => void;

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
    const processingLatency = this.#measureElements(sample, byIndex);
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
      processingLatency,
      history: [...(this.#run?.history ?? []).slice(1 - HISTORY_LENGTH), { ...load, latencyP95 }],
    };
    this.#wake(RUN_KEY);
  }

  /** Gives the processing latencies of all elements together. */
  #measureElements(
    sample: telemetry.Sample,
    byIndex: ReadonlyMap<number, telemetry.PadSample>,
  ): number {
    const measured = new Map(sample.elements.map((element) => [element.element, element]));
    const fresh = new Map<string, ElementMetrics>();
    for (const [name, own] of this.#elementPads) {
      fresh.set(`element:${name}`, {
        ...elementMetrics(own, byIndex),
        ...measurements(measured.get(name)),
      });
    }
    const total = totalLatency(fresh.values());
    for (const [key, metrics] of fresh) {
      const latencyShare = shareOfLatency(metrics, total);
      this.#elements.set(key, latencyShare === undefined ? metrics : { ...metrics, latencyShare });
      this.#wake(key);
    }
    return total;
  }

  /** The elements of the run with their latest numbers, in the order of its links. */
  elements(): readonly { readonly name: string; readonly metrics: ElementMetrics }[] {
    return this.#boxes();
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

/** How hot an element is; re-renders only when it gets to another step of the scale. */
export function useElementHeat(
  store: TelemetryStore,
  name: string,
  isShown: boolean,
): HeatLevel | undefined {
  return useSyncExternalStore(
    (listener) => (isShown ? store.subscribe(`element:${name}`, listener) : () => {}),
    () => {
      const share = isShown ? store.element(name)?.latencyShare : undefined;
      return share === undefined ? undefined : heatLevel(share);
    },
  );
}

const FILL_STEPS = 20;

/** How full a queue is, 0 to 1, in steps that can be seen; undefined for what is no queue. */
export function useQueueFill(store: TelemetryStore, name: string): number | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribe(`element:${name}`, listener),
    () => {
      const fill = store.element(name)?.queue?.fill;
      return fill === undefined ? undefined : Math.round(fill * FILL_STEPS) / FILL_STEPS;
    },
  );
}

/** Metrics of the whole run. */
export function useRunMetrics(store: TelemetryStore): RunMetrics | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribe(RUN_KEY, listener),
    () => store.run(),
  );
}
