/** A histogram whose buckets were counted elsewhere: in the runner, per buffer. */
import type { RunLatency } from '@pipewright/protocol';
import type { Metric, Registry } from 'prom-client';

const MILLIS_PER_SECOND = 1000;

type Labels = Record<string, string>;

export class MeasuredHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly collect = undefined;
  #values: { labels: Labels; latency: RunLatency }[] = [];

  constructor(name: string, help: string, registry: Registry) {
    this.name = name;
    this.help = help;
    // prom-client takes anything that has `get`; its own histogram can only observe.
    registry.registerMetric(this as unknown as Metric);
  }

  set(labels: Labels, latency: RunLatency): void {
    this.#values.push({ labels, latency });
  }

  reset(): void {
    this.#values = [];
  }

  /** As prom-client prints it. */
  async get() {
    return {
      name: this.name,
      help: this.help,
      type: this.type,
      aggregator: this.aggregator,
      values: this.#values.flatMap(({ labels, latency }) => [
        ...latency.buckets.map(({ upToMillis, count }) =>
          this.#value('bucket', { ...labels, le: String(upToMillis / MILLIS_PER_SECOND) }, count),
        ),
        this.#value('bucket', { ...labels, le: '+Inf' }, latency.count),
        this.#value('sum', labels, latency.sumMillis / MILLIS_PER_SECOND),
        this.#value('count', labels, latency.count),
      ]),
    };
  }

  #value(part: string, labels: Labels, value: number) {
    return { metricName: `${this.name}_${part}`, labels, value };
  }
}
