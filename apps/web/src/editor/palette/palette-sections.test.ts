import { catalogueFor } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { paletteSections } from './palette-sections.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '6.3', streammux: 'legacy' });

function names(wanted: string, showsAll: boolean): string[] {
  return paletteSections(catalogue, wanted, showsAll).flatMap(({ factories }) =>
    factories.map(({ name }) => name),
  );
}

test('only what the target has, until all are asked for', () => {
  const few = names('', false);
  expect(few).toContain('nvinfer');
  expect(few).not.toContain('nvdrmvideosink');
  expect(few).not.toContain('nvds3dbridge');
  const all = names('', true);
  expect(all).toEqual(expect.arrayContaining(['nvinfer', 'nvdrmvideosink', 'nvds3dbridge']));
});

test('what the target has not comes last', () => {
  const [sinks] = paletteSections(catalogue, '', true).filter(({ id }) => id === 'sink');
  expect(sinks?.factories.map(({ name }) => name)).toContain('nvdrmvideosink');
  expect(sinks?.factories[0]?.platforms).toContain('dgpu');
  expect(sinks?.factories.at(-1)?.platforms).not.toContain('dgpu');
});

test('searches find what is asked for', () => {
  expect(names('tracker', false)[0]).toBe('nvtracker');
  expect(names('nvds3dbridge', true)[0]).toBe('nvds3dbridge');
  expect(names('zzzzqqqq', true)).toEqual([]);
});
