import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument, type PropertyValue } from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportedPipeline } from '../import/import-format.ts';
import { dotImport } from './read-dot.ts';
import { dotFormat } from './write-dot.ts';

const target = emptyDocument('x').target;
const catalogue = catalogueFor(target);

function write(document: PipelineDocument): string {
  const result = dotFormat.write(document, { catalogue, documentFolder: '/work' });
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.files[0].text;
}

async function read(text: string): Promise<ImportedPipeline> {
  const result = await dotImport.read({ text, fileName: 'graph.dot' }, { catalogueFor });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.pipelines[0];
}

/** A dump's element, as GStreamer writes them. */
function dumped(type: string, name: string, settings = '', tooltip = ''): string {
  const pads = (side: string) => `
    subgraph cluster_${name}_${side} {
      label="";
      style="invis";
      ${name}_${side} [color=black, fillcolor="#aaaaff", label="${side}\\n[>][bfb]", height="0.2"];
    }`;
  return `
  subgraph cluster_${name} {
    label="${type}\\n${name}\\n[>]${settings}";
    ${tooltip === '' ? '' : `tooltip="${tooltip}";`}${pads('sink')}${pads('src')}
  }`;
}

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,9}$/);
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((one) => !one.includes('…') && !one.includes('${'));

const document: fc.Arbitrary<PipelineDocument> = fc
  .record({
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
    location: text,
    width: fc.nat({ max: 4096 }),
    sync: fc.boolean(),
    caps: fc.constantFrom(
      undefined,
      'video/x-raw(memory:NVMM), format=NV12',
      'text/x-raw, a="b\\"c"',
    ),
    joins: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 6 }),
  })
  .map(({ names, location, width, sync, caps, joins }) => {
    const settings: readonly Record<string, PropertyValue>[] = [
      { location },
      { width, name: 'x' },
      { sync },
    ];
    const factories = ['filesrc', 'nvstreammux', 'fakesink'];
    const elements = Object.fromEntries(
      names.map((each, at) => [
        each,
        { factory: factories[at % 3] ?? 'queue', properties: settings[at % 3] ?? {}, pads: {} },
      ]),
    );
    const links = joins.flatMap(([a, b], at) => {
      const [from, to] = [names[a % names.length], names[b % names.length]];
      if (from === undefined || to === undefined || from === to) return [];
      const link = {
        from: { element: from, pad: `src_${at}` },
        to: { element: to, pad: 'sink_%u' },
      };
      return [caps === undefined ? link : { ...link, caps }];
    });
    return { ...emptyDocument('a "b" \\ c'), elements, links };
  });

test('what is written is read back', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (written) => {
      const { document: readBack, notes } = await read(write(written));
      expect(readBack).toEqual(written);
      expect(notes).toEqual([]);
    }),
  );
});

test('references are read as parameters of the types that they are used as', async () => {
  const written: PipelineDocument = {
    ...emptyDocument('cameras'),
    parameters: {
      video: { type: 'path', default: '/a.mp4' },
      count: { type: 'integer' },
      prefix: { type: 'string' },
    },
    elements: {
      source: { factory: 'filesrc', properties: { location: '${video}' }, pads: {} },
      mux: { factory: 'nvstreammux', properties: { 'batch-size': '${count}' }, pads: {} },
      sink: { factory: 'filesink', properties: { location: '${prefix}-$${x}' }, pads: {} },
    },
  };
  const { document: found, notes } = await read(write(written));
  expect(found.elements).toEqual(written.elements);
  expect(found.parameters).toEqual({
    video: { type: 'path' },
    count: { type: 'integer' },
    prefix: { type: 'string' },
  });
  expect(notes.map(({ kind, place }) => [kind, place])).toEqual([
    ['advice', { parameter: 'video' }],
    ['advice', { parameter: 'count' }],
    ['advice', { parameter: 'prefix' }],
  ]);
});

test('what DOT can not hold is said', () => {
  const result = dotFormat.write(
    {
      ...emptyDocument('x'),
      files: { 'tracker.yml': 'a: 1' },
      parameters: { loop: { type: 'boolean' } },
    },
    { catalogue, documentFolder: '/work' },
  );
  expect(result.ok && result.notes.map(({ kind, place }) => [kind, place])).toEqual([
    ['lost', { file: 'tracker.yml' }],
    ['lost', { parameter: 'loop' }],
  ]);
});

describe('dumps of running pipelines', () => {
  test('classes become factories, and what tells of the state is left out', async () => {
    const { document: found } = await read(`digraph pipeline {
  label="<GstPipeline>\\nfront door\\n[>]";
  ${dumped('GstNvStreamMux', 'mux', '\\nbatch-size=4\\nlive-source=TRUE')}
  ${dumped('Gstnvvideoconvert', 'convert')}
  ${dumped('GstQueue', 'queue0', '\\ncurrent-level-buffers=7\\nleaky=downstream')}
  mux_src -> convert_sink [label="video/x-raw(memory:NVMM)\\l  width: 640\\l"]
  convert_src -> queue0_sink
}`);
    expect(found.name).toBe('front door');
    expect(found.elements).toEqual({
      mux: {
        factory: 'nvstreammux',
        properties: { 'batch-size': 4, 'live-source': true },
        pads: {},
      },
      convert: { factory: 'nvvideoconvert', properties: {}, pads: {} },
      queue0: { factory: 'queue', properties: { leaky: 'downstream' }, pads: {} },
    });
    // Dumps begin at the sinks.
    expect(Object.keys(found.elements)).toEqual(['queue0', 'convert', 'mux']);
    expect(found.links).toEqual([
      { from: { element: 'convert', pad: 'src' }, to: { element: 'queue0', pad: 'sink' } },
      { from: { element: 'mux', pad: 'src' }, to: { element: 'convert', pad: 'sink' } },
    ]);
  });

  test('a value that is cut off is taken from the tooltip, or told to be lost', async () => {
    const { document: found, notes } = await read(`digraph pipeline {
  ${dumped('GstFileSrc', 'whole', '\\nlocation=\\"/media/a…', 'location=\\"/media/a long name.mp4\\"&#10;blocksize=512')}
  ${dumped('GstFileSrc', 'cut', '\\nlocation=\\"/media/a…')}
}`);
    expect(found.elements.whole?.properties).toEqual({
      location: '/media/a long name.mp4',
      blocksize: 512,
    });
    expect(found.elements.cut?.properties).toEqual({});
    expect(notes.map(({ kind, place }) => [kind, place])).toEqual([
      ['lost', { element: 'cut', property: 'location' }],
    ]);
  });

  test('bytes of UTF-8 are put together again', async () => {
    const { document: found } = await read(
      `digraph pipeline { ${dumped('GstFileSrc', 'a', '\\nlocation=\\"caf\\303\\251.mp4\\"')} }`,
    );
    expect(found.elements.a?.properties).toEqual({ location: 'café.mp4' });
  });

  test('a bin of elements is taken apart; a bin that makes its own stays one element', async () => {
    const inner = (bin: string, type: string, child: string) => `
  subgraph cluster_${bin} {
    label="${type}\\n${bin}\\n[>]";
    subgraph cluster_${bin}_sink { label=""; style="invis";
      ${bin}_ghost [label="sink\\n[>]"]; ${bin}_proxy [label="proxypad0\\n[>]"];
      ${bin}_ghost -> ${bin}_proxy [style=dashed]
    }
    ${dumped('GstIdentity', child)}
    ${bin}_proxy -> ${child}_sink
  }`;
    const { document: found, notes } = await read(`digraph pipeline {
  ${dumped('GstFakeSrc', 'start')}
  ${inner('branch', 'GstBin', 'inside')}
  ${inner('auto', 'GstAutoVideoSink', 'hidden')}
  start_src -> branch_ghost
  inside_src -> auto_ghost
}`);
    expect(Object.keys(found.elements)).toEqual(['start', 'inside', 'auto']);
    expect(found.links.map(({ from, to }) => `${from.element} ${to.element}.${to.pad}`)).toEqual([
      'start inside.sink',
      'inside auto.sink',
    ]);
    expect(notes.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
  });

  test('an unnamed capsfilter becomes the caps of its link', async () => {
    const { document: found } = await read(`digraph pipeline {
  ${dumped('GstFakeSrc', 'a')}
  ${dumped('GstCapsFilter', 'capsfilter0', '\\ncaps=video/x-raw, width=(int)640')}
  ${dumped('GstFakeSink', 'b')}
  a_src -> capsfilter0_sink
  capsfilter0_src -> b_sink
}`);
    expect(found.links).toEqual([
      {
        from: { element: 'a', pad: 'src' },
        to: { element: 'b', pad: 'sink' },
        caps: 'video/x-raw, width=(int)640',
      },
    ]);
  });
});

describe('what is no dump', () => {
  test.each([
    ['digraph { a -> ', /not readable as DOT/],
    ['digraph { a -> b }', /no elements/],
    ['', /not readable as DOT|no elements/],
  ])('%j', async (source, problem) => {
    const result = await dotImport.read({ text: source, fileName: 'x.dot' }, { catalogueFor });
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.errors[0]?.message).toMatch(problem);
  });

  test('is recognised as such', () => {
    const score = (source: string) => dotImport.recognise({ text: source, fileName: 'x' });
    expect(score('// by hand\ndigraph pipeline {\n subgraph cluster_a {} }')).toBe(1);
    expect(score('gst-launch-1.0 fakesrc ! fakesink')).toBe(0);
    expect(score('elements:\n  graph: {factory: queue}')).toBe(0);
  });
});
