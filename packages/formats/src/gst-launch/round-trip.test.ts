/** What the writer writes, the reader reads as the same graph. */
import { catalogueFor, isPadPattern } from '@pipewright/catalogue';
import {
  type ElementNode,
  emptyDocument,
  type Link,
  linkId,
  type PipelineDocument,
  type Properties,
} from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gstLaunchExport } from './gst-launch-export.ts';
import { gstLaunchImport } from './gst-launch-import.ts';
import { writeGstLaunch } from './write-gst-launch.ts';

const target = emptyDocument('').target;
const options = { catalogue: catalogueFor(target), documentFolder: '/srv/pipelines' };

async function read(text: string, fileName = 'a.sh') {
  const result = await gstLaunchImport.read({ text, fileName }, { catalogueFor });
  if (!result.ok) throw new Error(`${JSON.stringify(result.errors)}\n${text}`);
  return result.pipelines[0];
}

function scriptOf(document: PipelineDocument): string {
  const written = gstLaunchExport.write(document, options);
  if (!written.ok) throw new Error(JSON.stringify(written.errors));
  return written.files[0].text;
}

/** Elements with their properties and links, in an order of their own; tee's pads by their number. */
function graphOf({ elements, links }: PipelineDocument) {
  const counts = new Map<string, number>();
  const numbered = links.map((link): Link => {
    const end = (ref: Link['from']) => {
      if (!isPadPattern(ref.pad) || elements[ref.element]?.factory !== 'tee') return ref;
      const number = counts.get(ref.element) ?? 0;
      counts.set(ref.element, number + 1);
      return { ...ref, pad: `src_${number}` };
    };
    return { ...link, from: end(link.from), to: link.to };
  });
  return {
    elements: Object.fromEntries(Object.entries(elements).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    links: numbered.toSorted((a, b) => (linkId(a) < linkId(b) ? -1 : 1)),
  };
}

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a b',
    'NULL',
    '"',
    '"q"',
    "it's",
    'a\\b',
    '!',
    '$HOME',
    '#',
    'x=y',
    '(',
    'ü',
    '1',
    'true',
    ' x',
  ),
  fc.string({ maxLength: 8 }).filter((each) => !/[\0]|\\$/.test(each)),
);

/** What stands between a source and a sink. */
const MIDDLE: readonly (readonly [string, fc.Arbitrary<Properties>])[] = [
  [
    'queue',
    fc.record(
      { 'max-size-buffers': fc.nat(), leaky: fc.constantFrom('no', 'downstream') },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ],
  [
    'nvvideoconvert',
    fc.record({ 'gpu-id': fc.nat(3) }, { requiredKeys: [], noNullPrototype: true }),
  ],
  [
    'nvinfer',
    fc.record(
      {
        'config-file-path': fc.constantFrom('/models/a.txt', '/a b/c.yml'),
        'batch-size': fc.integer({ min: 1, max: 64 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ],
  [
    'nvdsosd',
    fc.record({ 'display-text': fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
  ],
  ['textoverlay', fc.record({ text }, { noNullPrototype: true })],
  ['capsfilter', fc.constant({ caps: 'video/x-raw, width=3' })],
];

const name = fc.option(fc.constantFrom('alpha', 'beta-1', 'gamma_2', 'queue1', 'q:x'), { freq: 2 });
const caps = fc.option(
  fc.constantFrom(
    'video/x-raw(memory:NVMM), format=NV12',
    'video/x-raw, width=(int)[ 1, 20 ], format={ (string)I420, (string)NV12 }',
    'video/x-raw, width=1; video/x-raw, width=2',
    'video/x-raw, colorimetry="a b"',
  ),
  { freq: 3 },
);
const chain = fc.record({
  middle: fc.array(
    fc.constantFrom(...MIDDLE.keys()).chain((index) => {
      const [factory, properties] = MIDDLE[index] ?? ['queue', fc.constant({})];
      return fc.record({ factory: fc.constant(factory), properties, name, caps });
    }),
    { maxLength: 4 },
  ),
  hasTee: fc.boolean(),
  isBatched: fc.boolean(),
  caps,
});

/** Sources through chains into one nvstreammux, or ends of their own; some go through a tee. */
const arbitraryPipeline = fc.array(chain, { minLength: 1, maxLength: 4 }).map((chains) => {
  const elements: Record<string, ElementNode> = {};
  const links: Link[] = [];
  const add = (factory: string, properties: Properties, wanted: string | null): string => {
    let free = wanted ?? '';
    for (let number = 0; free === '' || free in elements; number++) free = `${factory}${number}`;
    elements[free] = { factory, properties, pads: {} };
    return free;
  };
  const connect = (
    from: string,
    fromPad: string,
    to: string,
    toPad: string,
    filter: string | null,
  ) => {
    links.push({
      from: { element: from, pad: fromPad },
      to: { element: to, pad: toPad },
      ...(filter !== null && { caps: filter }),
    });
  };
  let numBatched = 0;
  for (const { middle, hasTee, isBatched, caps: last } of chains) {
    let end = add('videotestsrc', { 'num-buffers': 3 }, null);
    let pad = 'src';
    for (const each of middle) {
      const next = add(each.factory, each.properties, each.name);
      connect(end, pad, next, each.factory === 'textoverlay' ? 'video_sink' : 'sink', each.caps);
      [end, pad] = [next, 'src'];
    }
    if (hasTee) {
      const tee = add('tee', {}, null);
      connect(end, pad, tee, 'sink', null);
      connect(tee, 'src_%u', add('fakesink', { sync: false }, null), 'sink', null);
      [end, pad] = [tee, 'src_%u'];
    }
    if (isBatched) {
      if (!('mux' in elements)) {
        elements.mux = { factory: 'nvstreammux', properties: { 'batch-size': 4 }, pads: {} };
        connect('mux', 'src', add('fakesink', {}, 'out'), 'sink', null);
      }
      connect(end, pad, 'mux', `sink_${numBatched++}`, last);
    } else connect(end, pad, add('fakesink', {}, null), 'sink', last);
  }
  return { ...emptyDocument('Round trip'), elements, links };
});

describe('a document', () => {
  it('comes back from the script as the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPipeline, async (document) => {
        const { document: again } = await read(scriptOf(document));
        expect(graphOf(again)).toEqual(graphOf(document));
        expect(again.name).toBe('Round trip');
      }),
      { numRuns: 300 },
    );
  });

  it('comes back from the line as the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPipeline, async (document) => {
        const written = writeGstLaunch(document, options);
        if (!written.ok) throw new Error(JSON.stringify(written.errors));
        const { document: again } = await read(written.line);
        expect(graphOf(again)).toEqual(graphOf(document));
      }),
      { numRuns: 200 },
    );
  });

  it('is stable once it has been read', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPipeline, async (document) => {
        const { document: once } = await read(scriptOf(document));
        const { document: twice } = await read(scriptOf(once));
        expect(graphOf(twice)).toEqual(graphOf(once));
        expect(twice.parameters).toEqual(once.parameters);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps its config files, pads, secrets and the new nvstreammux', async () => {
    const document: PipelineDocument = {
      ...emptyDocument('All kinds'),
      target: { ...target, streammux: 'new' },
      parameters: { password: { type: 'string', secret: true } },
      elements: {
        source: {
          factory: 'rtspsrc',
          properties: { location: 'rtsp://camera/1', 'user-pw': '${password}' },
          pads: {},
        },
        mux: { factory: 'nvstreammux', properties: { 'batch-size': 1 }, pads: {} },
        infer: {
          factory: 'nvinfer',
          properties: { 'config-file-path': 'configs/detector.txt' },
          pads: {},
        },
        wall: {
          factory: 'compositor',
          properties: {},
          pads: { sink_0: { xpos: 10, alpha: 0.5 } },
        },
      },
      links: [
        { from: { element: 'source', pad: 'stream_%u' }, to: { element: 'mux', pad: 'sink_0' } },
        { from: { element: 'mux', pad: 'src' }, to: { element: 'infer', pad: 'sink' } },
        { from: { element: 'infer', pad: 'src' }, to: { element: 'wall', pad: 'sink_0' } },
      ],
      files: {
        'configs/detector.txt': '[property]\nlabelfile-path=labels.txt\n# $HOME `x` \\n\n',
        'labels.txt': 'car\nEOF\n',
      },
    };
    const { document: again } = await read(scriptOf(document));
    expect(again).toMatchObject({
      name: 'All kinds',
      target: { streammux: 'new' },
      parameters: { PASSWORD: { type: 'string', secret: true } },
      files: document.files,
      links: document.links,
    });
    expect(again.elements.infer?.properties).toEqual({
      'config-file-path': 'configs/detector.txt',
    });
    expect(again.elements.wall?.pads).toEqual(document.elements.wall?.pads);
    expect(again.elements.source?.properties['user-pw']).toBe('${PASSWORD}');
  });
});
