import { catalogueFor } from '@pipewright/catalogue';
import {
  applyEdit,
  emptyDocument,
  type PipelineDocument,
  type PropertyValue,
} from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import type { Diagnostic } from './diagnostic.ts';
import { documentOf } from './rule-harness.ts';
import { rules } from './rules.ts';

const target = { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' } as const;
const catalogue = catalogueFor(target);

test('rules have ids of their own, and titles', () => {
  const ids = rules.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of rules) {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(rule.title).toMatch(/^[A-Z'a-z].{10,}[^.]$/);
  }
});

test('rules explain themselves in a few sentences', () => {
  for (const { id, explanation } of rules) {
    expect(explanation, id).toMatch(/^[A-Z].*\.$/);
    const sentences = explanation.split(/\.(?= [A-Z])/);
    expect(sentences.length, id).toBeGreaterThanOrEqual(2);
    expect(sentences.length, id).toBeLessThanOrEqual(5);
    expect(explanation.length, id).toBeGreaterThan(100);
    expect(explanation.length, id).toBeLessThan(600);
  }
});

test('a sound pipeline has no findings', () => {
  const document = documentOf({
    elements: {
      left: ['nvurisrcbin', { uri: 'media/left.mp4' }],
      right: ['nvurisrcbin', { uri: 'rtsp://camera/1' }],
      mux: ['nvstreammux', { 'batch-size': 2, width: 1280, height: 720 }],
      detector: ['nvinfer', { 'config-file-path': 'detector.txt' }],
      tracker: ['nvtracker', { 'll-lib-file': 'libnvds_nvmultiobjecttracker.so' }],
      tiler: ['nvmultistreamtiler', { rows: 1, columns: 2 }],
      osd: 'nvdsosd',
      split: 'tee',
      screen: ['nveglglessink', { async: false, sync: false }],
      queue: 'queue',
      display: 'queue',
      convert: 'nvvideoconvert',
      encode: ['x264enc', { bitrate: 4000, tune: 'zerolatency' }],
      parse: 'h264parse',
      container: 'mp4mux',
      file: ['filesink', { location: 'out.mp4', async: false }],
    },
    links: [
      'left.vsrc_%u -> mux.sink_0',
      'right.vsrc_%u -> mux.sink_1',
      'mux.src -> detector.sink',
      'detector.src -> tracker.sink',
      'tracker.src -> tiler.sink',
      'tiler.src -> osd.sink | video/x-raw(memory:NVMM), format=RGBA',
      'osd.src -> split.sink',
      'split.src_0 -> display.sink',
      'display.src -> screen.sink',
      'split.src_1 -> queue.sink',
      'queue.src -> convert.sink',
      'convert.src -> encode.sink | video/x-raw, format=I420',
      'encode.src -> parse.sink',
      'parse.src -> container.video_%u',
      'container.src -> file.sink',
    ],
    files: {
      'detector.txt':
        '[property]\ngie-unique-id=1\nonnx-file=models/detector.onnx\nbatch-size=2\n[class-attrs-all]\npre-cluster-threshold=0.3\n',
    },
  });
  const files = () => ({ exists: true, kind: 'file', sizeBytes: 10 }) as const;
  expect(check(document, { catalogue, files }).diagnostics).toEqual([]);
});

test('worst first, then in the order of the document', () => {
  const document = documentOf({
    elements: {
      b: ['fakesink', { nosuch: 1 }],
      t: 'nvtracker',
      a: ['fakesink', { nosuch: 1 }],
    },
  });
  const { diagnostics } = check(document, { catalogue });
  const severities = diagnostics.map(({ severity }) => severity);
  expect(severities).toEqual([...severities].sort((x, y) => weight(x) - weight(y)));
  const unknown = diagnostics.filter(({ code }) => code === 'unknown-property');
  expect(unknown.map(({ place }) => place.element)).toEqual(['b', 'a']);
});

function findingsIn(document: PipelineDocument): string[] {
  return check(document, { catalogue: catalogueFor(document.target) }).diagnostics.map(textOf);
}

/** Two links may have the same fault: the place tells them apart. */
function textOf({ message, place }: Diagnostic): string {
  return `${message} ${JSON.stringify(place)}`;
}

function weight(severity: string): number {
  return ['error', 'warning', 'hint'].indexOf(severity);
}

describe('whatever the document', () => {
  const names = catalogue.factories().map((factory) => factory.name);
  const propertyNames = [
    ...new Set(catalogue.factories().flatMap(({ properties }) => properties.map((it) => it.name))),
  ];
  const padNames = ['src', 'sink', 'src_0', 'src_%u', 'sink_0', 'sink_%u', 'vsrc_%u', 'video_0'];
  const elementNames = ['a', 'b', 'c', 'd', 'e'];
  const value: fc.Arbitrary<PropertyValue> = fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(
      '',
      'true',
      '-1',
      '0x1f',
      '30/1',
      '${x}',
      'video/x-raw',
      'a;b',
      'file:///x',
      '%d',
    ),
    fc.string({ maxLength: 12 }),
  );
  const properties = fc.dictionary(fc.constantFrom(...propertyNames), value, { maxKeys: 5 });
  const element = fc.record({
    factory: fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom('nvstreammux', 'nvinfer', 'tee', 'queue', 'nvmultistreamtiler', 'nosuch'),
    ),
    properties,
    pads: fc.dictionary(fc.constantFrom(...padNames), properties, { maxKeys: 2 }),
  });
  const end = fc.record({
    element: fc.constantFrom(...elementNames),
    pad: fc.constantFrom(...padNames),
  });
  const link = fc.record(
    { from: end, to: end, caps: fc.constantFrom('video/x-raw', 'video/x-raw(memory:NVMM)', '{') },
    { requiredKeys: ['from', 'to'] },
  );
  const document: fc.Arbitrary<PipelineDocument> = fc
    .record({
      elements: fc.dictionary(fc.constantFrom(...elementNames), element, { maxKeys: 5 }),
      links: fc.uniqueArray(link, {
        maxLength: 8,
        selector: ({ from, to }) => `${from.element}.${from.pad} ${to.element}.${to.pad}`,
      }),
      platform: fc.constantFrom('dgpu' as const, 'jetson' as const, 'sbsa' as const),
      streammux: fc.constantFrom('legacy' as const, 'new' as const),
    })
    .map(({ elements, links, platform, streammux }) => ({
      ...emptyDocument('any'),
      target: { platform, deepstream: '9.1', streammux },
      elements,
      links,
    }));

  test('the check does not throw, and every fix applies and removes its finding', () => {
    fc.assert(
      fc.property(document, (any) => {
        const result = check(any, { catalogue: catalogueFor(any.target) });
        for (const diagnostic of result.diagnostics) {
          const { code, fixes } = diagnostic;
          for (const fix of fixes) {
            const applied = applyEdit(any, fix.edit);
            if (!applied.ok) throw new Error(`${code}: "${fix.title}": ${applied.error.message}`);
            const left = findingsIn(applied.document);
            expect(left, `${code}: ${fix.title}`).not.toContain(textOf(diagnostic));
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
