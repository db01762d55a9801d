/** What has to join and to leave a running pipeline for it to be as another plan says. */
import type { Plan, PlanElement, PlanLink } from '@pipewright/graph';

export interface PlanChanges {
  readonly addedElements: readonly PlanElement[];
  readonly addedLinks: readonly PlanLink[];
  /** Names of elements that go, with their links. */
  readonly removed: readonly string[];
  /** Names of elements that stay with other properties. */
  readonly differing: readonly string[];
}

/** Two plans differ in what can't be changed while a pipeline runs. */
export class PlanChangeError extends Error {
  override readonly name = 'PlanChangeError';
}

/** By names. Throws PlanChangeError for links that come or go between elements that stay. */
export function planChanges(running: Plan, wanted: Plan): PlanChanges {
  const before = new Map(running.elements.map((element) => [element.name, element]));
  const after = new Map(wanted.elements.map((element) => [element.name, element]));
  const stays = (name: string) => before.has(name) && after.has(name);
  for (const [name, element] of after) {
    const { factory = element.factory } = before.get(name) ?? {};
    if (factory !== element.factory) {
      throw new PlanChangeError(
        `"${name}" runs as ${factory} and would become ${element.factory}. Give the new element another name, or start a new run.`,
      );
    }
  }
  const addedLinks = linksWithout(wanted.links, running.links);
  const removedLinks = linksWithout(running.links, wanted.links);
  refuseBetweenStaying(addedLinks, 'added', stays);
  refuseBetweenStaying(removedLinks, 'removed', stays);
  return {
    addedElements: wanted.elements.filter(({ name }) => !before.has(name)),
    addedLinks,
    removed: running.elements.map(({ name }) => name).filter((name) => !after.has(name)),
    differing: wanted.elements
      .filter((element) => !hasSameProperties(before.get(element.name) ?? element, element))
      .map(({ name }) => name),
  };
}

/** The running plan with a part of the changes done. */
export function changedPlan(
  running: Plan,
  { addedElements, addedLinks, removed }: Omit<PlanChanges, 'differing'>,
): Plan {
  const gone = new Set(removed);
  return {
    ...running,
    elements: [...running.elements.filter(({ name }) => !gone.has(name)), ...addedElements],
    links: [
      ...running.links.filter((link) => !gone.has(link.fromElement) && !gone.has(link.toElement)),
      ...addedLinks,
    ],
  };
}

function linksWithout(links: readonly PlanLink[], others: readonly PlanLink[]): PlanLink[] {
  const known = new Set(others.map(({ id }) => id));
  return links.filter(({ id }) => !known.has(id));
}

function refuseBetweenStaying(
  links: readonly PlanLink[],
  what: 'added' | 'removed',
  stays: (name: string) => boolean,
): void {
  const link = links.find(({ fromElement, toElement }) => stays(fromElement) && stays(toElement));
  if (link !== undefined) {
    throw new PlanChangeError(
      `The link ${link.origin} was ${what} between elements that are running: only whole sources can join or leave a run. Start a new run for it.`,
    );
  }
}

function hasSameProperties(a: PlanElement, b: PlanElement): boolean {
  return (
    JSON.stringify([sorted(a.properties), a.pads]) ===
    JSON.stringify([sorted(b.properties), b.pads])
  );
}

function sorted(properties: PlanElement['properties']): [string, unknown][] {
  return Object.entries(properties).sort(([a], [b]) => a.localeCompare(b));
}
