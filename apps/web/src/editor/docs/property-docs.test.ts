import { catalogueFor } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { propertySections } from './property-docs.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });
const specs = (factory: string) => catalogue.factory(factory)?.properties ?? [];

function found(factory: string, filter: string): string[] {
  return propertySections(specs(factory), filter).flatMap(({ properties }) =>
    properties.map(({ name }) => name),
  );
}

test('without words there are all, own ones first, what is required before the rest', () => {
  const sections = propertySections(specs('nvinfer'), '');
  expect(sections[0]?.title).toBe('Properties');
  expect(sections[0]?.properties[0]?.name).toBe('config-file-path');
  expect(sections.at(-1)?.title).toBe('Of GstObject');
  expect(found('nvinfer', '').length).toBe(specs('nvinfer').length);
});

test('names, summaries and choices are searched, and all words must fit', () => {
  expect(found('nvstreammux', 'batch')[0]).toMatch(/^batch/);
  expect(found('nvdsosd', 'MODE_CPU')).toEqual(['process-mode']);
  expect(found('nvdsosd', 'clock font size')).toEqual(['clock-font-size']);
  expect(found('nvdsosd', 'nosuchthing')).toEqual([]);
});

test('deprecated properties stand apart', () => {
  const sections = propertySections(specs('filesrc'), 'typefind');
  expect(sections).toEqual([
    { title: 'Deprecated', properties: [expect.objectContaining({ name: 'typefind' })] },
  ]);
});
