/** Properties as a table: a line of facts each, then what it means. */
import {
  defaultWords,
  type ElementFactory,
  mutabilityWords,
  type Platform,
  type PropertySpec,
  propertyNotes,
  rangeWords,
  summaryWords,
} from '@pipewright/catalogue';
import type { Style } from '../style.ts';
import { wrap } from './wrap.ts';

export interface TextLayout {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  readonly platform: Platform;
}

const MOST_NAME_COLUMNS = 34;

/** Own properties first, then those of base classes, then what one should not use any more. */
export function propertyTables(factory: ElementFactory, layout: TextLayout): string[] {
  const groups = new Map<string, PropertySpec[]>();
  for (const property of [...factory.properties].sort(byOwnership)) {
    const title = groupTitle(property);
    groups.set(title, [...(groups.get(title) ?? []), property]);
  }
  const lines = [...groups].flatMap(([title, properties]) => [
    '',
    layout.style.heading(title),
    ...properties.flatMap((property) => propertyLines(factory, property, layout)),
  ]);
  return lines.length > 0 ? lines : ['', layout.style.heading('No properties are known.')];
}

function byOwnership(a: PropertySpec, b: PropertySpec): number {
  return rank(a) - rank(b);
}

function rank({ inheritedFrom, deprecated, required }: PropertySpec): number {
  if (deprecated) return 3;
  // Every element has a name and a parent: they say least.
  if (inheritedFrom === 'GstObject') return 4;
  if (inheritedFrom !== undefined) return 2;
  return required ? 0 : 1;
}

function groupTitle(property: PropertySpec): string {
  if (property.deprecated) return 'Deprecated properties';
  return property.inheritedFrom === undefined
    ? 'Properties'
    : `Properties of ${property.inheritedFrom}`;
}

function propertyLines(
  factory: ElementFactory,
  property: PropertySpec,
  { style, width, platform }: TextLayout,
): string[] {
  const indent = ' '.repeat(6);
  const value = defaultWords(property, platform);
  const facts = [
    property.type,
    rangeWords(property),
    value === '' ? '' : `default ${value}`,
    mutabilityWords(property),
  ].filter(Boolean);
  const name = property.name.padEnd(Math.min(MOST_NAME_COLUMNS, nameColumns(factory)));
  const differences = (factory.differences ?? []).filter(
    (difference) => difference.property === property.name,
  );
  return [
    `  ${style.name(name)}  ${facts.join(', ')}`,
    ...wrap(summaryWords(property), width, indent),
    ...propertyNotes(property).flatMap((note) => wrap(note, width, indent).map(style.faint)),
    ...differences.flatMap(({ text }) =>
      wrap(`This machine: ${text}`, width, indent).map(style.warning),
    ),
    ...choiceLines(property, width, indent),
  ];
}

function choiceLines(
  { enum: choices = [] }: PropertySpec,
  width: number,
  indent: string,
): string[] {
  const columns = Math.max(0, ...choices.map(({ nick }) => nick.length));
  return choices.flatMap(({ value, nick, meaning = '' }) => {
    const head = `${indent}${String(value).padStart(4)}  ${nick.padEnd(columns)}  `;
    const [first = '', ...rest] = wrap(meaning, width, ' '.repeat(head.length));
    return [(head + first.trimStart()).trimEnd(), ...rest];
  });
}

function nameColumns({ properties }: ElementFactory): number {
  return Math.max(0, ...properties.map(({ name }) => name.length));
}
