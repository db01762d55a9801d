import { parseCaps } from '@pipewright/caps';
import { expect, test } from 'vitest';
import { catalogueFor } from './catalogue.ts';
import type { ElementFactory, PropertySpec } from './element-factory.ts';
import { shortSummary } from './palette.ts';
import { snapshotEntries, snapshotFactory } from './snapshot.ts';
import { deepStreamVersions } from './versions/version-data.ts';

/** Every element of every version, and its facts in each. */
const factories: readonly (readonly [string, ElementFactory])[] = [
  ...snapshotEntries().flatMap(({ id }) => {
    const factory = snapshotFactory(id);
    return factory ? [[id, factory] as const] : [];
  }),
  ...deepStreamVersions.flatMap(({ version: deepstream }) =>
    (['legacy', 'new'] as const).flatMap((streammux) =>
      catalogueFor({ platform: 'dgpu', deepstream, streammux })
        .factories()
        .map((factory) => [`${factory.id} of ${deepstream}`, factory] as const),
    ),
  ),
];

/** Also of a fraction's text. */
function numberOf(value: unknown): number {
  const [numerator, denominator = 1] = String(value).split('/').map(Number);
  return (numerator ?? Number.NaN) / denominator;
}

/** Names where sources only say that the element exists. */
const isNameOnly = ({ status }: ElementFactory) =>
  status === 'unverified' || status?.startsWith('new in') === true;

function problemsOf(find: (factory: ElementFactory) => readonly string[]): string[] {
  return factories.flatMap(([id, factory]) => find(factory).map((problem) => `${id}: ${problem}`));
}

function propertyProblems(find: (property: PropertySpec) => string | undefined): string[] {
  return problemsOf((factory) =>
    [...factory.properties, ...factory.pads.flatMap((pad) => pad.properties)].flatMap(
      (property) => {
        const problem = find(property);
        return problem === undefined ? [] : [`${property.name} ${problem}`];
      },
    ),
  );
}

test('there are all elements of DeepStream, and those of GStreamer that pipelines use', () => {
  const entries = snapshotEntries();
  expect(entries.filter(({ origin }) => origin === 'deepstream').length).toBeGreaterThan(95);
  expect(entries.filter(({ origin }) => origin === 'gstreamer').length).toBeGreaterThan(170);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('every element has pads, a class and a platform', () => {
  const problems = problemsOf((factory) => {
    // playbin holds its sinks itself.
    const needsPads = !isNameOnly(factory) && factory.name !== 'playbin' && !factory.history;
    return [
      ...(needsPads && factory.pads.length === 0 ? ['has no pads'] : []),
      ...(factory.platforms.length === 0 ? ['is on no platform'] : []),
      ...(isNameOnly(factory) || factory.history || factory.klass !== '' ? [] : ['has no class']),
    ];
  });
  expect(problems).toEqual([]);
});

test('every pad has caps that can be read, on every platform', () => {
  const problems = problemsOf(({ pads }) =>
    pads.flatMap(({ name, caps, capsJetson }) =>
      [caps, ...(capsJetson === undefined ? [] : [capsJetson])].flatMap((text) =>
        parseCaps(text).ok ? [] : [`${name} has unreadable caps`],
      ),
    ),
  );
  expect(problems).toEqual([]);
});

test('every element says in one line what it does', () => {
  const problems = problemsOf((factory) => {
    const summary = shortSummary(factory);
    if (summary === '') return ['has no summary'];
    return summary.length > 80 || summary.endsWith('.') ? [`has the summary '${summary}'`] : [];
  });
  expect(problems).toEqual([]);
});

test('every property says what it does', () => {
  expect(
    propertyProblems(({ summary }) => (summary === '' ? 'has no summary' : undefined)),
  ).toEqual([]);
});

test("an enum's default is one of its values", () => {
  const problems = propertyProblems(({ type, enum: choices, default: value, defaultNick }) => {
    if (type !== 'enum') return undefined;
    if (!choices || choices.length === 0) return 'has no values';
    if (new Set(choices.map(({ nick }) => nick)).size !== choices.length) return 'repeats a nick';
    const starts = choices.filter((choice) => choice.value === value);
    if (starts.length === 0) return `starts at ${value}, which is none of its values`;
    return defaultNick === undefined || starts.some(({ nick }) => nick === defaultNick)
      ? undefined
      : `starts at ${value}, which is not ${defaultNick}`;
  });
  expect(problems).toEqual([]);
});

test('a default lies in the range', () => {
  const problems = propertyProblems(({ default: value, min, max }) => {
    if (min === undefined || max === undefined) return undefined;
    if (numberOf(min) > numberOf(max)) return `takes ${min} to ${max}`;
    const isInside = numberOf(min) <= numberOf(value) && numberOf(value) <= numberOf(max);
    return value === undefined || isInside ? undefined : `starts at ${value}, outside`;
  });
  expect(problems).toEqual([]);
});

test('a default is of the type', () => {
  const problems = propertyProblems(({ type, default: value }) => {
    if (value === undefined) return undefined;
    const isText = typeof value === 'string';
    switch (type) {
      case 'boolean':
        return typeof value === 'boolean' ? undefined : `starts at ${value}`;
      case 'int':
      case 'uint':
      case 'int64':
      case 'uint64':
        return /^-?\d+$/.test(String(value)) ? undefined : `starts at ${value}`;
      case 'string':
        return isText ? undefined : `starts at ${value}`;
      default:
        return undefined;
    }
  });
  expect(problems).toEqual([]);
});

test('what may be set instead of a required property exists', () => {
  const problems = problemsOf((factory) => {
    const names = new Set(factory.properties.map(({ name }) => name));
    // Words with spaces are about the config file.
    const isAbsent = (other: string) => !other.includes(' ') && !names.has(other);
    return factory.properties.flatMap(({ name, requiredOneOf }) =>
      (requiredOneOf ?? []).filter(isAbsent).map((other) => `${name}: ${other}`),
    );
  });
  expect(problems).toEqual([]);
});
