/** The list of elements, as text. */
import {
  type Catalogue,
  type ElementFactory,
  isOnPlatform,
  paletteGroups,
  shortSummary,
} from '@pipewright/catalogue';
import type { Style } from '../style.ts';

/** What the list is narrowed to. */
export interface ListFilter {
  /** Words that name, label or summary must hold; best hit first. */
  readonly search?: string | undefined;
  /** Id of a palette group. */
  readonly category?: string | undefined;
  /** Only what the target's platform has; without it, all. */
  readonly isPlatformBound: boolean;
}

/** The elements that pass. */
export function filterFactories(catalogue: Catalogue, filter: ListFilter): ElementFactory[] {
  const found =
    filter.search === undefined ? catalogue.factories() : catalogue.search(filter.search);
  const members =
    filter.category === undefined
      ? undefined
      : new Set(paletteGroups(found).find(({ id }) => id === filter.category)?.factories);
  return found.filter(
    (factory) =>
      (members === undefined || members.has(factory)) &&
      (!filter.isPlatformBound || isOnPlatform(factory, catalogue.target.platform)),
  );
}

/** Groups in the order of a pipeline, a line an element; search hits stay in their order. */
export function listText(
  factories: readonly ElementFactory[],
  isRanked: boolean,
  { heading, name, faint }: Style,
): string {
  const columns = Math.max(0, ...factories.map((factory) => factory.name.length));
  const line = (factory: ElementFactory): string =>
    `${installedMark(factory)} ${name(factory.name.padEnd(columns))}  ${shortSummary(factory)}`;
  const legend = factories.some(({ installed }) => installed !== undefined)
    ? ['', faint('+ on this machine, - not')]
    : [];
  const lines = isRanked
    ? factories.map(line)
    : paletteGroups(factories).flatMap((group, index) => [
        ...(index > 0 ? [''] : []),
        `${heading(group.label)}  ${faint(`${group.id}: ${group.description}`)}`,
        ...group.factories.map(line),
      ]);
  return [...lines, ...legend, ''].join('\n');
}

function installedMark({ installed }: ElementFactory): string {
  return installed === undefined ? ' ' : installed ? '+' : '-';
}
