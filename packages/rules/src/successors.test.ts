import { catalogueFor } from '@pipewright/catalogue';
import { describe, expect, test } from 'vitest';
import { successorsOf, successorTable } from './successors.ts';

const catalogueOn = (platform: 'dgpu' | 'jetson') =>
  catalogueFor({ platform, deepstream: '9.1', streammux: 'legacy' });

describe('successors', () => {
  const table = [...successorTable()];

  test.each(table)('%s is gone, and what took its place is there', (factory, now) => {
    const catalogue = catalogueOn('jetson');
    expect(catalogue.factory(factory)).toBeUndefined();
    expect(successorsOf(factory, catalogue)).toEqual(now);
  });

  test('are those that the platform has', () => {
    expect(successorsOf('nvoverlaysink', catalogueOn('dgpu'))).toEqual(['nveglglessink']);
    expect(successorsOf('nvcamerasrc', catalogueOn('dgpu'))).toEqual([]);
    expect(successorsOf('fakesink', catalogueOn('dgpu'))).toEqual([]);
  });
});
