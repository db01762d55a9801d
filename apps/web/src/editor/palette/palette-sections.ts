import {
  type Catalogue,
  type ElementFactory,
  paletteGroups,
  rankFactories,
  shortLabel,
  whyNotInTarget,
} from '@pipewright/catalogue';

/** Palette entries under one heading. */
export interface PaletteSectionData {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly factories: readonly ElementFactory[];
}

const MOST_FOUND = 80;

/**
 * Search results in one list by rank; else groups in the order of a pipeline. What the target has
 * not is left out, or comes last.
 */
export function paletteSections(
  catalogue: Catalogue,
  wanted: string,
  showsAll: boolean,
): readonly PaletteSectionData[] {
  const isHere = (factory: ElementFactory): boolean =>
    whyNotInTarget(factory, catalogue.target) === undefined;
  const all = showsAll
    ? [...catalogue.factories(), ...catalogue.factoriesElsewhere()]
    : catalogue.factories().filter(isHere);
  const hereFirst = (a: ElementFactory, b: ElementFactory): number =>
    Number(isHere(b)) - Number(isHere(a));
  if (wanted !== '') {
    const factories = rankFactories(all, wanted).sort(hereFirst).slice(0, MOST_FOUND);
    return factories.length === 0
      ? []
      : [{ id: 'found', label: 'Found', description: '', factories }];
  }
  return paletteGroups(all).map((group) => ({
    ...group,
    factories: [...group.factories].sort((a, b) => hereFirst(a, b) || deepStreamFirst(a, b)),
  }));
}

function deepStreamFirst(a: ElementFactory, b: ElementFactory): number {
  return (
    Number(b.origin === 'deepstream') - Number(a.origin === 'deepstream') ||
    Number(b.installed !== false) - Number(a.installed !== false) ||
    shortLabel(a).localeCompare(shortLabel(b))
  );
}
