import { type CatalogueTarget, catalogueFor, mergeRegistry } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { styleFor } from '../style.ts';
import { capsText } from './caps-text.ts';
import { factoryText } from './factory-text.ts';
import { wrap } from './wrap.ts';

const target: CatalogueTarget = { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' };
const layout = { style: styleFor(false), width: 80, platform: target.platform } as const;

test('words stay whole in lines that fit', () => {
  const lines = wrap('one two three four five six seven eight', 26, '  ');
  expect(lines).toEqual(['  one two three four five', '  six seven eight']);
  expect(wrap('', 80, '  ')).toEqual([]);
  expect(wrap('x'.repeat(90), 40, '')).toEqual(['x'.repeat(90)]);
});

test('caps are blocks with aligned fields', () => {
  const text =
    'video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }; audio/x-raw, rate=(int)8000';
  expect(capsText(text, 80, ' ')).toEqual([
    ' video/x-raw in memory:NVMM',
    '   format         NV12, RGBA',
    ' audio/x-raw',
    '   rate           8000',
  ]);
});

test('differences of this machine stand where they belong', () => {
  const registry = {
    factories: [
      {
        name: 'nvdsanalytics',
        pads: [{ name: 'sink', direction: 'sink', presence: 'always', caps: 'video/x-raw' }],
        properties: [
          { name: 'unique-id', type: 'uint', defaultValue: '99', readable: true, writable: true },
        ],
      },
    ],
  };
  const factory = mergeRegistry(catalogueFor(target), registry).factory('nvdsanalytics');
  if (!factory) throw new Error('nvdsanalytics is gone');
  const text = factoryText(
    factory,
    { runtime: 'deepstream', gstreamerVersion: 'GStreamer 1.24.2' },
    layout,
  );
  expect(text).toMatch(/unique-id .*\n(.*\n)*? +This machine: starts at 99 here/);
  expect(text).toMatch(/ {2}sink {2}sink, always\n(.*\n)+? +This machine: has other caps here/);
  expect(text).toMatch(/config-file .*\n(.*\n)*? +This machine: is missing here/);
  expect(text).toMatch(/Not as DeepStream has it\n {2}pad src is missing here/);
});

test('colours are those of a terminal', () => {
  const factory = catalogueFor(target).factory('nvinfer');
  if (!factory) throw new Error('nvinfer is gone');
  const coloured = factoryText(factory, undefined, { ...layout, style: styleFor(true) });
  expect(coloured).toContain('\u001B[1mnvinfer\u001B[0m');
  expect(factoryText(factory, undefined, layout)).not.toContain('\u001B');
});
