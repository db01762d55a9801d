import type { ElementMetrics } from './sample-metrics.ts';

export interface NamedMetrics {
  readonly name: string;
  readonly metrics: ElementMetrics;
}

/** The `most` elements with the longest latencies and the fullest queues, in their order. */
export function mostTelling<Item extends NamedMetrics>(
  elements: readonly Item[],
  most: number,
): readonly Item[] {
  if (elements.length <= most) {
    return elements;
  }
  const told = new Set(
    [...elements]
      .sort((a, b) => weight(b.metrics) - weight(a.metrics))
      .slice(0, most)
      .map(({ name }) => name),
  );
  return elements.filter(({ name }) => told.has(name));
}

/** What drops or is full comes before what is slow. */
function weight({ latency, queue, dropped }: ElementMetrics): number {
  const trouble = (dropped?.perSecond ?? 0) > 0 ? 2 : (queue?.fill ?? 0);
  return trouble * 1e6 + (latency?.p95 ?? 0);
}
