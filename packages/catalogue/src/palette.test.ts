import { expect, test } from 'vitest';
import { catalogueFor } from './catalogue.ts';
import { elementLabels } from './overlays/element-labels.ts';
import { paletteGroups, shortLabel } from './palette.ts';
import { snapshotEntries } from './snapshot.ts';

const catalogue = catalogueFor({
  platform: 'dgpu',
  deepstream: '9.1',
  streammux: 'legacy',
});

test('every factory is in exactly one group', () => {
  const grouped = paletteGroups(catalogue.factories()).flatMap((group) => group.factories);
  expect(grouped.length).toBe(catalogue.factories().length);
  expect(new Set(grouped).size).toBe(grouped.length);
});

test('elements stand where one looks for them', () => {
  const groupOf = (name: string) =>
    paletteGroups(catalogue.factories()).find((group) =>
      group.factories.some((factory) => factory.name === name),
    )?.id;
  expect(groupOf('nvurisrcbin')).toBe('source');
  expect(groupOf('nvstreammux')).toBe('batch');
  expect(groupOf('mp4mux')).toBe('container');
  expect(groupOf('nvinfer')).toBe('inference');
  expect(groupOf('queue')).toBe('utility');
  expect(groupOf('fakesink')).toBe('sink');
});

test('labels are of elements that exist', () => {
  const names = new Set(snapshotEntries().map((entry) => entry.name));
  for (const name of Object.keys(elementLabels)) expect(names, name).toContain(name);
  const nvinfer = catalogue.factory('nvinfer');
  expect(nvinfer && shortLabel(nvinfer)).toBe('Detector');
});
