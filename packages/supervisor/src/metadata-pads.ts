/** Where a pipeline's object metadata is complete. */
import type { Plan } from '@pipewright/graph';
import type { runner } from '@pipewright/protocol';

/** Elements that add objects, or what is known of them, to the batch's metadata. */
const ANALYTICS_FACTORIES: ReadonlySet<string> = new Set([
  'nvinfer',
  'nvinferserver',
  'nvtracker',
  'nvdsanalytics',
]);

/**
 * Indexes of the pads that leave the last analytics element of each chain: what comes out there has
 * seen every detector, tracker and analysis before it, and nothing is told twice.
 */
export function metadataPadIndexes(plan: Plan, pads: readonly runner.WatchedPad[]): number[] {
  const analytics = new Set(
    plan.elements
      .filter((element) => ANALYTICS_FACTORIES.has(element.factory))
      .map((element) => element.name),
  );
  const isLast = (element: string) =>
    analytics.has(element) && !reaches(plan, element, analytics, new Set());
  return pads.filter((pad) => isLast(pad.element)).map((pad) => pad.index);
}

/** Whether one of `targets` is downstream of the element. */
function reaches(
  plan: Plan,
  element: string,
  targets: ReadonlySet<string>,
  visited: Set<string>,
): boolean {
  return plan.links.some((link) => {
    if (link.fromElement !== element || visited.has(link.toElement)) {
      return false;
    }
    visited.add(link.toElement);
    return targets.has(link.toElement) || reaches(plan, link.toElement, targets, visited);
  });
}
