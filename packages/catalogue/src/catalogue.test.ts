import { expect, test } from 'vitest';
import { catalogueFor } from './catalogue.ts';

const target = {
  platform: 'dgpu',
  deepstream: '9.1',
  streammux: 'legacy',
} as const;

test('the mux follows the target', () => {
  const legacy = catalogueFor(target);
  expect(legacy.factory('nvstreammux')?.variant).toBe('legacy');
  expect(legacy.property('nvstreammux', 'live-source')).toBeDefined();
  const modern = catalogueFor({ ...target, streammux: 'new' });
  expect(modern.factory('nvstreammux')?.id).toBe('nvstreammux#new');
  expect(modern.property('nvstreammux', 'live-source')).toBeUndefined();
});

test('entries that are not in this release are no factories', () => {
  const names = new Set(
    catalogueFor(target)
      .factories()
      .map((factory) => factory.name),
  );
  expect(names.has('nvinfer')).toBe(true);
  expect(names.has('nvblender')).toBe(false);
  expect(names.has('nvspot')).toBe(false);
  expect(names.size).toBeGreaterThan(200);
});

test('every factory has what its type says', () => {
  for (const factory of catalogueFor(target).factories()) {
    // playbin holds its sinks itself: the one element without pads.
    if (factory.name !== 'playbin') expect(factory.pads.length, factory.name).toBeGreaterThan(0);
    const names = factory.properties.map((property) => property.name);
    expect(new Set(names).size, factory.name).toBe(names.length);
    for (const property of factory.properties) {
      expect(['construct-only', 'ready', 'paused', 'playing']).toContain(property.mutable);
      expect(typeof property.summary).toBe('string');
    }
  }
});

test('a base class property reads the same on every element that has it', () => {
  const catalogue = catalogueFor(target);
  expect(catalogue.property('fakesink', 'async')).toBe(catalogue.property('filesink', 'async'));
  expect(catalogue.property('fakesink', 'async')?.default).toBe(true);
});

test('concrete pads find their template', () => {
  const catalogue = catalogueFor(target);
  expect(catalogue.padTemplateFor('nvstreammux', 'sink_3')?.name).toBe('sink_%u');
  expect(catalogue.padTemplateFor('nvstreammux', 'sink_%u')?.name).toBe('sink_%u');
  expect(catalogue.padTemplateFor('nvstreammux', 'sink')).toBeUndefined();
  expect(catalogue.padTemplateFor('tsdemux', 'video_0_0041')?.name).toBe('video_%01x_%05x');
});

test('slips find the name that was meant', () => {
  const catalogue = catalogueFor(target);
  expect(catalogue.nearest('nvinfr')[0]).toBe('nvinfer');
  expect(catalogue.nearest('nvstreamux')[0]).toBe('nvstreammux');
  expect(catalogue.nearestProperty('nvstreammux', 'batchsize')[0]).toBe('batch-size');
  expect(catalogue.nearest('xyzzyplugh')).toEqual([]);
});

test('search ranks names before words, and all words must fit', () => {
  const catalogue = catalogueFor(target);
  const first = (text: string) => catalogue.search(text)[0]?.name;
  expect(first('infer')).toBe('nvinfer');
  expect(first('tracker')).toBe('nvtracker');
  expect(first('h264 encoder')).toBe('nvv4l2h264enc');
  expect(first('detector')).toBe('nvinfer');
  expect(first('nvinfre')).toBe('nvinfer');
  expect(catalogue.search('zzzzqqqq')).toEqual([]);
  expect(catalogue.search('').length).toBe(catalogue.factories().length);
});
