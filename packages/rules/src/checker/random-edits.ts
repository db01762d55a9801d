/** Edits of every kind for property-based tests, made to fit the document that they are for. */
import type { Edit, ElementNode, Link, PipelineDocument, PropertyValue } from '@pipewright/graph';
import fc from 'fast-check';

/** Numbers that an edit is made of. */
export type Dice = readonly [kind: number, a: number, b: number, c: number];

export const arbitraryDice: fc.Arbitrary<Dice> = fc.tuple(
  fc.nat(),
  fc.nat(1000),
  fc.nat(1000),
  fc.nat(1000),
);

const factories = [
  'nvinfer',
  'nvinferserver',
  'nvstreammux',
  'nvtracker',
  'nvvideoconvert',
  'videoconvert',
  'capsfilter',
  'tee',
  'queue',
  'nvurisrcbin',
  'filesrc',
  'fakesink',
  'filesink',
  'nvdsosd',
  'nosuch',
];
const properties = [
  'batch-size',
  'batch_size',
  'width',
  'height',
  'gpu-id',
  'unique-id',
  'process-mode',
  'config-file-path',
  'config-file',
  'caps',
  'location',
  'uri',
  'async',
  'sync',
  'live-source',
  'name',
  'nosuch',
];
const values: readonly PropertyValue[] = [
  0,
  1,
  2,
  640,
  -1,
  true,
  false,
  'detector.txt',
  './secondary.txt',
  'nosuch.txt',
  'out.mp4',
  'rtsp://camera/1',
  '${size}',
  'x${size}',
  '',
  'video/x-raw, width=320',
];
const caps = [
  undefined,
  'video/x-raw',
  'video/x-raw(memory:NVMM), format=NV12',
  'video/x-raw(memory:NVMM), width=${size}, height=480',
  'video/x-raw, format=RGBA, framerate=30/1',
  'video/x-raw(',
];
const texts = [
  undefined,
  '',
  '[property]\ngie-unique-id=1\nonnx-file=m.onnx\nbatch-size=2\n',
  '[property]\ngie-unique-id=2\nprocess-mode=2\noperate-on-gie-id=1\nonnx-file=nosuch.onnx\n',
  'property:\n  gie-unique-id: 3\n',
  'car\nperson\n',
];
const pads = ['src', 'sink', 'sink_0', 'sink_1', 'src_0', 'src_%u'];

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)];
}

function nodeOf(a: number, b: number, c: number): ElementNode {
  const property = pick(properties, b) ?? 'name';
  return {
    factory: pick(factories, a) ?? 'queue',
    properties: { [property]: pick(values, c) ?? 0 },
    pads: c % 5 === 0 ? { [pick(pads, a) ?? 'src']: { [property]: pick(values, b) ?? 0 } } : {},
  };
}

/** An edit for the document; it may be one that the document refuses. */
export function editFor(document: PipelineDocument, [kind, a, b, c]: Dice): Edit {
  const names = Object.keys(document.elements);
  const name = pick(names, a) ?? 'none';
  const link = pick(document.links, b);
  const linkId = link ? idOf(link) : 'none';
  const newLink = {
    from: { element: name, pad: pick(pads, b) ?? 'src' },
    to: { element: pick(names, c) ?? 'none', pad: pick(pads, a + c) ?? 'sink' },
  };
  const value = pick(values, c);
  const property = pick(properties, b) ?? 'name';
  // The batch is the last kind; there is none in another.
  const plain = ([first, ...others]: Dice): Dice => [first % (makers.length - 1), ...others];
  const makers: readonly (() => Edit)[] = [
    () => ({
      kind: 'set-property',
      element: name,
      property,
      ...(value !== undefined && { value }),
    }),
    () => ({ kind: 'set-property', element: name, property: existing(document, name, b) }),
    () => ({
      kind: 'set-property',
      element: name,
      property: existing(document, name, b),
      value: value ?? 3,
    }),
    () => ({
      kind: 'set-property',
      element: name,
      pad: newLink.from.pad,
      property,
      value: value ?? 1,
    }),
    () => ({ kind: 'remove-link', link: linkId }),
    () => ({ kind: 'add-link', link: newLink, index: a % (document.links.length + 1) }),
    () => {
      const written = pick(caps, c);
      return {
        kind: 'set-link-caps',
        link: linkId,
        ...(written !== undefined && { caps: written }),
      };
    },
    () => ({
      kind: 'add-element',
      name: `new${a % 3}`,
      element: nodeOf(a, b, c),
      index: b % (names.length + 1),
    }),
    () => ({ kind: 'remove-element', name }),
    () => ({ kind: 'rename-element', name, newName: `renamed${b % 3}` }),
    () => ({ kind: 'replace-element', name, element: nodeOf(b, c, a) }),
    () => ({
      kind: 'insert-element',
      link: linkId,
      name: `between${a % 3}`,
      element: nodeOf(a, b, c),
      sinkPad: 'sink',
      srcPad: 'src',
    }),
    () => ({
      kind: 'set-parameter',
      name: 'size',
      ...(a % 3 > 0 && { parameter: { type: 'integer', default: 320 * (a % 3) } }),
    }),
    () => {
      const text = pick(texts, c);
      const files = [...Object.keys(document.files), 'secondary.txt', 'nosuch.txt'];
      return { kind: 'set-file', name: pick(files, a) ?? '', ...(text !== undefined && { text }) };
    },
    () => ({
      kind: 'set-target',
      target: {
        platform: a % 2 === 0 ? 'dgpu' : 'jetson',
        deepstream: '9.1',
        streammux: b % 2 === 0 ? 'legacy' : 'new',
      },
    }),
    () => ({
      kind: 'set-rule',
      rule: pick(['property-type', 'unlinked-pad', 'incompatible-caps', 'nosuch'], a) ?? '',
      ...(b % 2 === 0 && { override: { severity: c % 2 ? 'off' : 'hint', reason: 'a test' } }),
    }),
    () => ({ kind: 'set-name', name: `name ${a}` }),
    () => ({
      kind: 'batch',
      label: 'two',
      edits: [editFor(document, plain([a, b, c, a])), editFor(document, plain([b, c, a, b]))],
    }),
  ];
  const make = makers[kind % makers.length];
  if (!make) throw new Error('there is no such kind of edit');
  return make();
}

function existing(document: PipelineDocument, name: string, at: number): string {
  return pick(Object.keys(document.elements[name]?.properties ?? {}), at) ?? 'name';
}

function idOf({ from, to }: Link): string {
  return `${from.element}.${from.pad} -> ${to.element}.${to.pad}`;
}
