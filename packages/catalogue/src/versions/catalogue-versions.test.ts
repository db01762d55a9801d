import { expect, test } from 'vitest';
import { type Catalogue, catalogueFor, whyNotInTarget } from '../catalogue.ts';
import { mergeRegistry } from '../registry.ts';
import { snapshotEntries, snapshotFactory } from '../snapshot.ts';
import { compareVersions } from './compare-versions.ts';
import {
  currentDeepStream,
  deepStreamVersions,
  historyWords,
  versionData,
} from './version-data.ts';

function of(deepstream: string, streammux: 'legacy' | 'new' = 'legacy'): Catalogue {
  return catalogueFor({ platform: 'dgpu', deepstream, streammux });
}

test('elements are there from the version that brought them', () => {
  expect(of('6.3').factory('nvds3dbridge')).toBeUndefined();
  expect(of('7.0').factory('nvds3dbridge')?.isUncertain).toBeUndefined();
  expect(of('6.3').otherVersions('nvds3dbridge')).toEqual({ after: '6.4', since: '7.0' });
  expect(of('7.0').otherVersions('nvds3dbridge')).toBeUndefined();
  expect(of('9.1').factory('nvblender')).toBeUndefined();
  expect(of('9.2').factory('nvblender')).toMatchObject({ history: { since: '9.2' } });
  expect(of('9.2').factory('nvblender')?.status).toBeUndefined();
});

test('what was removed is there before, with its facts', () => {
  expect(of('9.1').factory('nvoverlaysink')).toBeUndefined();
  expect(of('5.1').property('nvoverlaysink', 'display-id')?.type).toBe('uint');
  expect(of('5.1').property('nvoverlaysink', 'sync')?.default).toBe(true);
  expect(of('6.1').property('nvdsosd', 'hw-blend-color-attr')?.type).toBe('string');
  expect(of('6.2').property('nvdsosd', 'hw-blend-color-attr')).toBeUndefined();
  expect(of('9.1').otherVersions('nvdsosd', 'hw-blend-color-attr')).toEqual({
    last: '6.1',
    gone: '6.2',
  });
});

test('properties come, and where no source tells when, that is said', () => {
  expect(of('6.2').property('nvmsgbroker', 'sleep-time')).toBeUndefined();
  expect(of('6.3').property('nvmsgbroker', 'sleep-time')).toMatchObject({
    since: 'DeepStream 6.3',
  });
  expect(of('6.3').property('nvinfer', 'strongly-typed')).toBeUndefined();
  const uncertain = of('7.1').property('nvinfer', 'strongly-typed');
  expect(uncertain?.isUncertain).toBe(true);
  expect(uncertain?.history && historyWords(uncertain.history)).toBe(
    'since DeepStream 9.0 at the latest, but not in 6.3',
  );
  expect(of('9.0').property('nvinfer', 'strongly-typed')?.isUncertain).toBeUndefined();
});

test('a bin has what the element inside it has', () => {
  expect(of('9.0').property('nvosdbin', 'blur-bbox')).toBeDefined();
  expect(of('8.0').property('nvosdbin', 'blur-bbox')).toBeUndefined();
});

test("GStreamer's properties come with the system that has that GStreamer", () => {
  expect(of('9.1').property('filesink', 'file-mode')?.since).toBe('GStreamer 1.24');
  expect(of('8.0').property('filesink', 'file-mode')).toBeDefined();
  expect(of('7.1').property('filesink', 'file-mode')).toBeUndefined();
  expect(of('7.1').otherVersions('filesink', 'file-mode')).toEqual({ after: '7.1', since: '8.0' });
});

test('defaults and choices are those of the version', () => {
  const mode = (version: string) => of(version).property('nvdsosd', 'process-mode');
  expect(mode('9.1')).toMatchObject({ default: 1, defaultNick: 'MODE_GPU' });
  expect(mode('6.2')).toMatchObject({ default: 0, defaultNick: 'MODE_CPU' });
  expect(mode('6.1')?.enum?.map(({ nick }) => nick)).toEqual(['CPU_MODE', 'GPU_MODE', 'HW_MODE']);
  expect(of('6.3').property('nvtracker', 'user-meta-pool-size')?.default).toBe(16);
  expect(of('6.3').property('srtsrc', 'poll-timeout')?.default).toBe(-1);
});

test('the new mux has its own history', () => {
  expect(of('6.3', 'new').property('nvstreammux', 'batched-push-timeout')).toBeUndefined();
  expect(of('6.3', 'legacy').property('nvstreammux', 'batched-push-timeout')).toBeDefined();
});

test('an element is deprecated from a version on', () => {
  expect(of('9.1').factory('nvdsasr')?.status).toMatch(/^deprecated/);
  expect(of('9.0').factory('nvdsasr')?.status).toBeUndefined();
});

test('what only other versions have is listed apart, with the reason', () => {
  const target = { platform: 'dgpu', deepstream: '6.3', streammux: 'legacy' } as const;
  const elsewhere = of('6.3').factoriesElsewhere();
  const bridge = elsewhere.find(({ name }) => name === 'nvds3dbridge');
  expect(bridge && whyNotInTarget(bridge, target)).toBe('since DeepStream 7.0');
  expect(elsewhere.map(({ name }) => name)).not.toContain('nvinfer');
  const display = of('6.3').factory('nvdrmvideosink');
  expect(display && whyNotInTarget(display, target)).toBe('only on jetson');
  const detector = of('6.3').factory('nvinfer');
  expect(detector && whyNotInTarget(detector, target)).toBeUndefined();
});

test('what nobody knows has no other version', () => {
  expect(of('6.3').otherVersions('nosuch')).toBeUndefined();
  expect(of('6.3').otherVersions('nvinfer', 'constructor')).toBeUndefined();
  expect(of('6.3').otherVersions('constructor')).toBeUndefined();
});

test("what this machine has but the target's version has not is there, and marked", () => {
  const registry = {
    factories: [
      { name: 'nvds3dbridge', properties: [] },
      {
        name: 'nvinfer',
        properties: [{ name: 'strongly-typed', type: 'boolean', readable: true, writable: true }],
      },
    ],
  };
  const merged = mergeRegistry(of('6.3'), registry);
  expect(merged.knowsRegistry).toBe(false);
  expect(merged.factory('nvds3dbridge')).toMatchObject({ installed: true, isNotInTarget: true });
  expect(merged.property('nvinfer', 'strongly-typed')).toMatchObject({
    isNotInTarget: true,
    history: { after: '6.3', since: '9.0' },
  });
  expect(merged.factory('nvinfer')?.isNotInTarget).toBeUndefined();
});

test('the changes speak of things that exist, and in order', () => {
  const names = deepStreamVersions.map(({ version }) => version);
  expect(names).toEqual([...names].sort(compareVersions));
  expect(names).toContain(currentDeepStream);
  const ids = new Set(snapshotEntries().map(({ id }) => id));
  for (const [id, [after, since]] of Object.entries(versionData.elements)) {
    expect(ids, id).toContain(id);
    if (after !== null) expect(compareVersions(after, since), id).toBeLessThan(0);
  }
  for (const [id, properties] of Object.entries(versionData.properties)) {
    const known = snapshotFactory(id)?.properties.map(({ name }) => name);
    for (const [name, [after, since]] of Object.entries(properties)) {
      expect(known, id).toContain(name);
      if (after !== null) expect(compareVersions(after, since), name).toBeLessThan(0);
    }
  }
  for (const [id, properties] of Object.entries(versionData.earlier)) {
    const known = snapshotFactory(id)?.properties.map(({ name }) => name);
    expect(known, id).toEqual(expect.arrayContaining(Object.keys(properties)));
  }
});
