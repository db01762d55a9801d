import { expect, test } from 'vitest';
import { catalogueFor } from './catalogue.ts';
import type { PropertySpec } from './element-factory.ts';
import {
  defaultWords,
  mutabilityWords,
  offeredWords,
  propertyNotes,
  rangeWords,
  summaryWords,
} from './fact-words.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });

function property(factory: string, name: string): PropertySpec {
  const spec = catalogue.property(factory, name);
  if (!spec) throw new Error(`${factory} has no ${name}`);
  return spec;
}

test('ranges say only what the type does not', () => {
  expect(rangeWords(property('nvstreammux', 'batch-size'))).toBe('1024 or less');
  expect(rangeWords(property('nvinfer', 'unique-id'))).toBe('');
  expect(rangeWords({ ...property('nvinfer', 'unique-id'), min: 1 })).toBe('1 or more');
  expect(rangeWords(property('nvdsosd', 'display-text'))).toBe('');
  expect(rangeWords({ ...property('nvinfer', 'unique-id'), min: -2147483648, max: 5 })).toBe(
    '5 or less',
  );
});

test('defaults are nick and number, of the platform where they differ', () => {
  expect(defaultWords(property('nvdsosd', 'process-mode'))).toBe('MODE_GPU (1)');
  expect(defaultWords(property('nvv4l2decoder', 'num-extra-surfaces'), 'jetson')).toBe('1');
  expect(defaultWords(property('nvv4l2decoder', 'num-extra-surfaces'), 'dgpu')).toBe('0');
  expect(defaultWords(property('filesrc', 'location'))).toBe('');
});

test('summaries read alike, wherever they come from', () => {
  const spec = property('filesrc', 'location');
  expect(summaryWords({ ...spec, summary: 'path to read' })).toBe('Path to read');
  expect(summaryWords({ ...spec, summary: 'Path to read.' })).toBe('Path to read');
});

test('mutability says how sure it is', () => {
  expect(mutabilityWords(property('nvtracker', 'tracker-width'))).toBe('before the start');
  expect(mutabilityWords(property('queue', 'current-level-bytes'))).toBe('read only');
  expect(mutabilityWords(property('nvdsosd', 'display-mask'))).toBe('any time (not declared)');
});

test('notes say what one trips over', () => {
  expect(propertyNotes(property('filesrc', 'typefind'))).toContain('Deprecated');
  expect(propertyNotes(property('nvinfer', 'strongly-typed'))).toContainEqual(
    expect.stringContaining('Since DeepStream 9.0'),
  );
  expect(propertyNotes(property('filesink', 'file-mode'))).toContain(
    'Since DeepStream 8.0, with GStreamer 1.24',
  );
});

test('who offers an element', () => {
  const nvinfer = catalogue.factory('nvinfer');
  if (!nvinfer) throw new Error('nvinfer is gone');
  const machine = { runtime: 'standin', gstreamerVersion: 'GStreamer 1.22.0' };
  expect(offeredWords(nvinfer, undefined)).toBe('not known on this machine');
  expect(offeredWords({ ...nvinfer, installed: false }, machine)).toBe('not on this machine');
  expect(offeredWords({ ...nvinfer, installed: true }, machine)).toBe('the CPU stand-in');
  expect(offeredWords({ ...nvinfer, installed: true, origin: 'gstreamer' }, machine)).toBe(
    'GStreamer 1.22.0',
  );
});
