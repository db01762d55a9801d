/** What elements are called in gst-launch text. */
import type { PlanElement } from '@pipewright/graph';

/** What gst-launch takes as an element's name in references such as `mux.sink_0`. */
const REFERABLE = /^[A-Za-z0-9_][A-Za-z0-9_:-]*$/;

/** A name for each element: its own where gst-launch takes it, else one made from it. */
export function launchNames(elements: readonly PlanElement[]): Map<string, string> {
  const used = new Set(elements.map(({ name }) => name));
  const names = new Map<string, string>();
  for (const { name } of elements) {
    if (REFERABLE.test(name)) {
      names.set(name, name);
      continue;
    }
    const base = name.replace(/[^A-Za-z0-9_:-]/g, '_');
    let free = base;
    for (let number = 2; used.has(free); number++) free = `${base}_${number}`;
    used.add(free);
    names.set(name, free);
  }
  return names;
}

/**
 * Elements that need `name=`: those referred to, and those that their user named. GStreamer counts
 * unnamed elements per factory in the order in which they are written, so that one `queue1` that is
 * not the second queue makes all queues be named. `elements` have that order.
 */
export function namedElements(
  elements: readonly PlanElement[],
  referred: ReadonlySet<string>,
): Set<string> {
  const byFactory = new Map<string, string[]>();
  for (const { name, factory } of elements) {
    const names = byFactory.get(factory) ?? [];
    byFactory.set(factory, names);
    names.push(name);
  }
  const named = new Set<string>();
  for (const [factory, names] of byFactory) {
    const isCounted = (name: string) =>
      name.startsWith(factory) && /^\d+$/.test(name.slice(factory.length));
    const counted = names.filter(isCounted);
    const isAsCounted = counted.every(
      (name, index) => name === `${factory}${index}` && !referred.has(name),
    );
    for (const name of names) if (!isAsCounted || !isCounted(name)) named.add(name);
    // Without a name it would be read as the caps of a link.
    if (factory === 'capsfilter') for (const name of names) named.add(name);
  }
  return named;
}
