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
 * unnamed elements per factory, whatever others are called, so that one `queue1` written makes all
 * queues be written.
 */
export function namedElements(
  elements: readonly PlanElement[],
  referred: ReadonlySet<string>,
): Set<string> {
  const isCounted = ({ name, factory }: PlanElement) =>
    name.startsWith(factory) && /^\d+$/.test(name.slice(factory.length));
  const isNeeded = (element: PlanElement) => referred.has(element.name) || !isCounted(element);
  const named = new Set(elements.filter(isNeeded).map(({ name }) => name));
  const clashing = new Set(
    elements
      .filter((element) => named.has(element.name) && isCounted(element))
      .map(({ factory }) => factory),
  );
  for (const { name, factory } of elements) if (clashing.has(factory)) named.add(name);
  return named;
}
