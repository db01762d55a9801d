/** Which element holds a run back, and how that is seen. */
import { type ElementMetrics, QUEUE_NEARLY_FULL } from './sample-metrics.ts';

export interface MeasuredElement {
  readonly name: string;
  readonly metrics: ElementMetrics;
  /** Elements that it feeds. */
  readonly downstream: readonly string[];
}

export interface Bottleneck {
  readonly element: string;
  /** A sentence. */
  readonly reason: string;
}

/** From here on an element has no time left to speak of. */
const BUSY = 0.85;
/** Below, what stands before a full queue waits for a sink's clock rather than for work. */
const WORKING = 0.5;
const EMPTY = 0.25;

/**
 * The element that is busy almost all of the time (the last of several in a row: those before it
 * wait for it), else the one behind a full queue that leaves the next queue empty. Undefined when
 * nothing stands in the way: the sources, or the clock of the sinks, set the pace.
 */
export function findBottleneck(elements: readonly MeasuredElement[]): Bottleneck | undefined {
  const byName = new Map(elements.map((element) => [element.name, element]));
  const busy = elements.filter(({ metrics }) => (metrics.busy ?? 0) >= BUSY);
  const last = busy.find(
    (element) => !busy.some((other) => other !== element && feeds(byName, element, other.name)),
  );
  if (last !== undefined) {
    const percent = Math.round((last.metrics.busy ?? 0) * 100);
    return { element: last.name, reason: `${last.name} is busy ${percent} % of the time.` };
  }
  for (const queue of elements) {
    if ((queue.metrics.queue?.fill ?? 0) >= QUEUE_NEARLY_FULL) {
      const slow = behindQueue(byName, queue);
      if (slow !== undefined) {
        return {
          element: slow,
          reason: `${queue.name}, the queue before ${slow}, stands full, and what follows waits for it.`,
        };
      }
    }
  }
  return undefined;
}

/** What a full queue waits for, unless another queue behind it is full as well. */
function behindQueue(
  byName: ReadonlyMap<string, MeasuredElement>,
  queue: MeasuredElement,
): string | undefined {
  const [first] = queue.downstream;
  let slowest: MeasuredElement | undefined;
  let current = first === undefined ? undefined : byName.get(first);
  const visited = new Set<string>();
  while (current !== undefined && !visited.has(current.name)) {
    visited.add(current.name);
    const fill = current.metrics.queue?.fill;
    if (fill !== undefined) {
      return fill <= EMPTY ? slowest?.name : undefined;
    }
    const busy = current.metrics.busy ?? 0;
    if (busy >= WORKING && busy > (slowest?.metrics.busy ?? 0)) {
      slowest = current;
    }
    const [next] = current.downstream;
    current = next === undefined ? undefined : byName.get(next);
  }
  return slowest?.name;
}

function feeds(
  byName: ReadonlyMap<string, MeasuredElement>,
  from: MeasuredElement,
  to: string,
): boolean {
  const visited = new Set<string>();
  const waiting = [...from.downstream];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === to) {
      return true;
    }
    if (!visited.has(name)) {
      visited.add(name);
      waiting.push(...(byName.get(name)?.downstream ?? []));
    }
  }
  return false;
}
