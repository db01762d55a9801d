import { type Catalogue, catalogueFor, type PropertySpec } from '@pipewright/catalogue';
import {
  type ElementNode,
  emptyDocument,
  type Link,
  type PipelineDocument,
  type PropertyValue,
} from '@pipewright/graph';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { ExportFormat } from '../export/export-format.ts';
import type { ImportFormat } from '../import/import-format.ts';
import { pyservicemakerImport } from './python/read/read-pyservicemaker.ts';
import { pyservicemakerExport } from './python/write-pyservicemaker.ts';
import { serviceMakerImport } from './yaml/read-service-maker.ts';
import { serviceMakerExport } from './yaml/write-service-maker.ts';

vi.setConfig({ testTimeout: 180_000 });

const catalogue: Catalogue = catalogueFor(emptyDocument('').target);
const FILTERS = ['queue', 'nvvideoconvert', 'nvinfer', 'nvtracker', 'nvdsosd', 'nvdslogger'];
const CAPS = ['video/x-raw', 'video/x-raw(memory:NVMM), format=RGBA, width=[ 1, 2 ]'];

/** Text that a document takes literally; dollars would begin a reference. */
const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('$'));

function valueFor({ type, enum: choices, min, max }: PropertySpec): fc.Arbitrary<PropertyValue> {
  const lowest = Math.max(Number(min ?? 0), -(2 ** 31));
  const highest = Math.min(Number(max ?? 2 ** 31), 2 ** 32 - 1);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return fc.integer({ min: Math.min(lowest, highest), max: Math.max(lowest, highest) });
    case 'float':
    case 'double':
      return fc.double({ min: 0, max: 1e6, noNaN: true }).map((number) => number + 0);
    case 'enum':
      return fc.constantFrom(...(choices ?? []).map(({ nick }) => nick));
    default:
      return text;
  }
}

const KINDS = new Set([
  'boolean',
  'int',
  'uint',
  'int64',
  'uint64',
  'float',
  'double',
  'enum',
  'string',
]);

function elementOf(factory: string): fc.Arbitrary<ElementNode> {
  const specs = (catalogue.factory(factory)?.properties ?? []).filter(
    ({ name, type, writable, enum: choices }) =>
      writable &&
      KINDS.has(type) &&
      name !== 'name' &&
      (type !== 'enum' || (choices ?? []).length > 0) &&
      catalogue.propertyRole(factory, name, '/a') === 'plain',
  );
  return fc
    .subarray(specs, { maxLength: 4 })
    .chain((chosen) =>
      fc.tuple(...chosen.map((spec) => fc.tuple(fc.constant(spec.name), valueFor(spec)))),
    )
    .map((pairs) => ({ factory, properties: Object.fromEntries(pairs), pads: {} }));
}

/** Some sources, a muxer, some filters, a tee and some sinks; caps here and there. */
const pipelines: fc.Arbitrary<PipelineDocument> = fc
  .record({
    sources: fc.array(elementOf('nvurisrcbin'), { minLength: 1, maxLength: 3 }),
    mux: elementOf('nvstreammux'),
    filters: fc.array(fc.constantFrom(...FILTERS).chain(elementOf), { maxLength: 4 }),
    sinks: fc.array(elementOf('fakesink'), { minLength: 1, maxLength: 3 }),
    caps: fc.array(fc.option(fc.constantFrom(...CAPS), { nil: undefined }), {
      minLength: 12,
      maxLength: 12,
    }),
  })
  .map(({ sources, mux, filters, sinks, caps }) => {
    const links: Link[] = [];
    const link = (from: string, fromPad: string, to: string, toPad: string) => {
      const written = caps[links.length];
      links.push({
        from: { element: from, pad: fromPad },
        to: { element: to, pad: toPad },
        ...(written !== undefined && { caps: written }),
      });
    };
    const elements: Record<string, ElementNode> = {};
    sources.forEach((source, index) => {
      elements[`source-${index}`] = source;
      link(`source-${index}`, 'vsrc_%u', 'mux', `sink_${index}`);
    });
    elements.mux = mux;
    let last = 'mux';
    filters.forEach((filter, index) => {
      elements[`filter-${index}`] = filter;
      link(last, 'src', `filter-${index}`, 'sink');
      last = `filter-${index}`;
    });
    elements.tee = { factory: 'tee', properties: {}, pads: {} };
    link(last, 'src', 'tee', 'sink');
    sinks.forEach((sink, index) => {
      elements[`sink-${index}`] = sink;
      link('tee', `src_${index}`, `sink-${index}`, 'sink');
    });
    return { ...emptyDocument('Generated'), elements, links };
  });

/** Elements and links, in an order of their own. */
function contentOf({ elements, links }: PipelineDocument) {
  const written = links.map(
    ({ from, to, caps }) => `${from.element}.${from.pad} ${to.element}.${to.pad} ${caps ?? ''}`,
  );
  return { elements, links: written.sort() };
}

const ROUND_TRIPS: readonly [string, ExportFormat, ImportFormat][] = [
  ['Service Maker YAML', serviceMakerExport, serviceMakerImport],
  ['a pyservicemaker application', pyservicemakerExport, pyservicemakerImport],
];

it.each(ROUND_TRIPS)('%s gives back every pipeline that it is given', async (_, writer, reader) => {
  await fc.assert(
    fc.asyncProperty(pipelines, async (document) => {
      const written = writer.write(document, { catalogue, documentFolder: '/srv' });
      if (!written.ok) throw new Error(JSON.stringify(written.errors));
      const [main] = written.files;
      const read = await reader.read({ text: main.text, fileName: main.path }, { catalogueFor });
      if (!read.ok) throw new Error(JSON.stringify(read.errors));
      expect(contentOf(read.pipelines[0].document)).toEqual(contentOf(document));
    }),
    { numRuns: 60 },
  );
});
