import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LiveFactory } from '../live-registry.ts';
import type { StoredCatalogue, StoredElement, StoredProperty } from '../snapshot.ts';
import { formatSnapshot } from './format-snapshot.ts';
import { refreshSnapshot } from './refresh-snapshot.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const stored: StoredCatalogue = JSON.parse(read('../../data/deepstream-9.1.json'));
/** What the runner tells of three of the stand-in's elements. */
const recorded: { readonly factories: readonly LiveFactory[] } = JSON.parse(
  read('./data/standin-registry.json'),
);

function element(catalogue: StoredCatalogue, id: string): StoredElement {
  const found = catalogue.elements.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`${id} is gone`);
  return found;
}

function property(
  catalogue: StoredCatalogue,
  id: string,
  name: string,
): StoredProperty | undefined {
  return element(catalogue, id)
    .properties.filter((entry) => typeof entry !== 'string')
    .find((entry) => entry.name === name);
}

/** The recorded registry with one factory changed. */
function registryWith(name: string, change: (factory: LiveFactory) => LiveFactory): unknown {
  return {
    factories: recorded.factories.map((factory) =>
      factory.name === name ? change(factory) : factory,
    ),
  };
}

test.each(['deepstream-9.1', 'gstreamer-1.24'])('%s is written as it is stored', (name) => {
  const text = read(`../../data/${name}.json`);
  expect(formatSnapshot(JSON.parse(text))).toBe(text);
});

test('a registry of the same facts changes only what it declares', () => {
  const { catalogue, changes } = refreshSnapshot(stored, recorded);
  // The stand-in's tables are made of the data: it only says more of when properties may be set.
  const others = changes.filter(
    (change) => !/(mutableDeclared|declaredDefault) \S+ became/.test(change),
  );
  expect(others).toEqual([]);
  expect(element(catalogue, 'nvtracker').pads).toEqual(element(stored, 'nvtracker').pads);
  expect(refreshSnapshot(catalogue, recorded).changes).toEqual([]);
});

test('only what the registry has is touched, and the other mux is not it', () => {
  const { catalogue } = refreshSnapshot(stored, recorded);
  const touched = catalogue.elements.filter((now) => now !== element(stored, now.id));
  expect(touched.map(({ id }) => id).sort()).toEqual(['nvdsosd', 'nvstreammux', 'nvtracker']);
});

test('types, ranges, choices and defaults are the registry’s; words and platforms stay ours', () => {
  const registry = registryWith('nvtracker', (factory) => ({
    ...factory,
    properties: (factory.properties ?? []).map((own) =>
      own.name === 'user-meta-pool-size'
        ? { ...own, defaultValue: '64', max: '128', blurb: 'Not our words' }
        : own,
    ),
  }));
  const { catalogue, changes } = refreshSnapshot(stored, registry);
  const before = property(stored, 'nvtracker', 'user-meta-pool-size');
  expect(property(catalogue, 'nvtracker', 'user-meta-pool-size')).toEqual({
    ...before,
    default: 64,
    max: 128,
    gtype: 'guint',
  });
  expect(changes).toContain(
    "nvtracker: property 'user-meta-pool-size': default 32 became 64, max 4294967295 became 128",
  );
});

test('new choices come, and known ones keep their meaning', () => {
  const registry = registryWith('nvdsosd', (factory) => ({
    ...factory,
    properties: (factory.properties ?? []).map((own) =>
      own.name === 'process-mode'
        ? { ...own, values: [...(own.values ?? []), { value: 7, nick: 'MODE_NEW', name: 'x' }] }
        : own,
    ),
  }));
  const { catalogue } = refreshSnapshot(stored, registry);
  const before = property(stored, 'nvdsosd', 'process-mode')?.enum;
  expect(property(catalogue, 'nvdsosd', 'process-mode')?.enum).toEqual([
    ...(before ?? []),
    { value: 7, nick: 'MODE_NEW' },
  ]);
});

test('properties come and go, but not those of another platform', () => {
  const registry = registryWith('nvtracker', (factory) => ({
    ...factory,
    properties: [
      ...(factory.properties ?? []).filter(
        ({ name }) => name !== 'sub-batches' && name !== 'compute-hw',
      ),
      { name: 'brand-new', type: 'boolean', defaultValue: 'true', readable: true, writable: true },
    ],
  }));
  const { catalogue, changes } = refreshSnapshot(stored, registry);
  expect(property(catalogue, 'nvtracker', 'sub-batches')).toBeUndefined();
  expect(changes).toContain("nvtracker: property 'sub-batches' is gone");
  expect(property(catalogue, 'nvtracker', 'brand-new')).toEqual({
    name: 'brand-new',
    type: 'boolean',
    default: true,
    mutableDeclared: false,
    summary: 'brand new',
  });
  expect(changes).toContain("nvtracker: property 'brand-new' is new: write its summary");
  const isJetson = property(stored, 'nvtracker', 'compute-hw')?.platform !== undefined;
  expect(property(catalogue, 'nvtracker', 'compute-hw') !== undefined).toBe(isJetson);
});

test('pads are the registry’s', () => {
  const registry = registryWith('nvtracker', (factory) => ({
    ...factory,
    pads: [{ name: 'sink', direction: 'sink', presence: 'always', caps: 'video/x-raw' }],
  }));
  const { catalogue, changes } = refreshSnapshot(stored, registry);
  expect(element(catalogue, 'nvtracker').pads).toEqual([
    { name: 'sink', direction: 'sink', presence: 'always', caps: 'video/x-raw' },
  ]);
  expect(changes).toContain("nvtracker: pad 'src' is gone");
  expect(changes).toContain("nvtracker: pad 'sink': caps or presence changed");
});

test('what is no registry is refused', () => {
  expect(() => refreshSnapshot(stored, 'text')).toThrow(TypeError);
});
