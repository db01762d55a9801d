import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument, parseDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { deepstreamAppExport } from '../deepstream-app.ts';
import { messages, throughApp, writeApp } from '../testing/app-harness.ts';

/** A document out of lines: `name factory property=value ...`, then links. */
function pipeline(
  elements: readonly string[],
  links: readonly string[],
  rest: Partial<PipelineDocument> = {},
): PipelineDocument {
  const text = [
    'formatVersion: 1',
    'name: Yard',
    'target: {platform: dgpu, deepstream: "9.1", streammux: legacy}',
    'elements:',
    ...elements.flatMap((line) => {
      const [name, factory, ...properties] = line.split(' ');
      return [
        `  ${name}:`,
        `    factory: ${factory}`,
        ...(properties.length > 0 ? ['    properties:'] : []),
        ...properties.map((property) => `      ${property.replace('=', ': ')}`),
      ];
    }),
    'links:',
    ...links.map((link) => `  - ${link}`),
    '',
  ].join('\n');
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.document, ...rest };
}

const start = [
  'gate nvurisrcbin uri=rtsp://10.0.0.1/gate',
  'mux nvstreammux batch-size=1 width=1280 height=720',
];
const startLinks = ['gate.vsrc_%u -> mux.sink_0'];

describe('a pipeline drawn by hand', () => {
  const drawn = pipeline(
    [
      ...start,
      'detector nvinfer config-file-path=detector.txt unique-id=1',
      'tracker nvtracker ll-lib-file=/opt/t.so tracker-width=640 tracker-height=384',
      'tiler nvmultistreamtiler rows=1 columns=1 width=1280 height=720',
      'osd nvdsosd',
      'screen nveglglessink sync=false',
    ],
    [
      ...startLinks,
      'mux.src -> detector.sink',
      'detector.src -> tracker.sink',
      'tracker.src -> tiler.sink',
      'tiler.src -> osd.sink',
      'osd.src -> screen.sink',
    ],
  );

  it('becomes groups in their usual order, with what the app needs', () => {
    const { files } = writeApp(drawn);
    expect(files[0].path).toBe('Yard.txt');
    expect(files[0].text.match(/^\[.*\]$/gm)).toEqual([
      '[tiled-display]',
      '[source0]',
      '[sink0]',
      '[osd]',
      '[streammux]',
      '[primary-gie]',
      '[tracker]',
    ]);
    expect(files[0].text).toContain('[source0]\nenable=1\ntype=4\nuri=rtsp://10.0.0.1/gate\n');
    expect(files[0].text).toContain('[primary-gie]\nenable=1\nconfig-file=detector.txt\n');
    // The element's own default, where the app has another.
    expect(files[0].text).toContain('tracking-id-reset-mode=1');
  });

  it('says what the app adds', () => {
    const { notes } = writeApp(drawn);
    expect(messages(notes, 'lost')).toEqual([]);
    expect(messages(notes, 'changed')).toContainEqual(
      expect.stringMatching(
        /^deepstream-app adds what its bins have: \d+ queue, \d+ nvvideoconvert$/,
      ),
    );
  });

  it('comes back with the same elements between the app’s own', async () => {
    const { document } = await throughApp(drawn);
    const factories = Object.values(document.elements).map(({ factory }) => factory);
    expect(factories.filter((factory) => !/^(queue|nvvideoconvert)$/.test(factory))).toEqual(
      Object.values(drawn.elements).map(({ factory }) => factory),
    );
  });

  it('is written as YAML with a CSV file', () => {
    const { files } = writeApp(drawn, 'yaml');
    expect(files.map(({ path }) => path)).toEqual(['Yard.yml', 'Yard-sources.csv']);
    expect(files[0].text).toContain('source:\n  csv-file-path: Yard-sources.csv\n');
    expect(files[1]?.text).toBe('enable,type,uri\n1,4,rtsp://10.0.0.1/gate\n');
  });
});

describe('what does not fit', () => {
  const lost = (document: PipelineDocument) =>
    writeApp(document).notes.filter(({ kind }) => kind === 'lost');

  it('names properties that no key sets', () => {
    const document = pipeline(
      [...start, 'gie nvinfer config-file-path=a.txt output-tensor-meta=true', 'end fakesink'],
      [...startLinks, 'mux.src -> gie.sink', 'gie.src -> end.sink'],
    );
    expect(lost(document)).toEqual([
      {
        kind: 'lost',
        message: 'deepstream-app has no key for output-tensor-meta of nvinfer: true',
        place: { element: 'gie', property: 'output-tensor-meta' },
      },
    ]);
  });

  it('names elements that the app has no place for, and writes the rest', () => {
    const document = pipeline(
      [
        ...start,
        'gie nvinfer config-file-path=a.txt',
        'extract nvdsmetaextract',
        'analysis nvdsanalytics config-file=b.txt',
        'end appsink',
      ],
      [
        ...startLinks,
        'mux.src -> gie.sink',
        'gie.src -> extract.sink',
        'extract.src -> analysis.sink',
        'analysis.src -> end.sink',
      ],
    );
    expect(lost(document).map(({ place }) => place.element)).toEqual(['extract', 'end']);
    expect(writeApp(document).files[0].text).toContain('[nvds-analytics]\nenable=1');
  });

  it('says when the order is another', () => {
    const document = pipeline(
      [...start, 'tracker nvtracker ll-lib-file=/opt/t.so', 'gie nvinfer config-file-path=a.txt'],
      [...startLinks, 'mux.src -> tracker.sink', 'tracker.src -> gie.sink'],
    );
    expect(lost(document)).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining('stands behind a stage'),
        place: { element: 'gie' },
      }),
    );
  });

  it('says when files have no encoder that the app has', () => {
    const document = pipeline(
      [...start, 'encoder jpegenc', 'file filesink location=a.mjpeg'],
      [...startLinks, 'mux.src -> encoder.sink', 'encoder.src -> file.sink'],
    );
    expect(lost(document).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('an encoder that it has'),
    );
  });

  it('names branches that lead elsewhere', () => {
    const document = pipeline(
      [
        'camera v4l2src device=/dev/camera',
        'split tee',
        'mux nvstreammux batch-size=1 width=640 height=480',
        'record filesink location=a',
        'end fakesink',
      ],
      [
        'camera.src -> split.sink',
        'split.src_%u -> mux.sink_0',
        'split.src_%u -> record.sink',
        'mux.src -> end.sink',
      ],
    );
    const notes = lost(document);
    expect(notes.map(({ place }) => place.element)).toEqual(['camera', 'record']);
    expect(notes[0]?.message).toContain('/dev/camera has no number');
  });

  it('refuses a pipeline without a muxer, and one with several', () => {
    const options = {
      catalogue: catalogueFor(emptyDocument('a').target),
      documentFolder: '/pipelines',
    };
    expect(deepstreamAppExport.write(emptyDocument('a'), options)).toMatchObject({
      ok: false,
      errors: [{ remedy: expect.stringContaining('nvstreammux') }],
    });
    const two = pipeline(['a nvstreammux', 'b nvstreammux'], []);
    expect(deepstreamAppExport.write(two, options)).toMatchObject({
      ok: false,
      errors: [{ place: { element: 'b' } }],
    });
  });
});

describe('parameters and files', () => {
  it('puts values in, but no secrets', () => {
    const document = pipeline(
      [
        'gate nvurisrcbin uri=rtsp://user:${password}@10.0.0.1/gate latency=${wait}',
        start[1] ?? '',
      ],
      startLinks,
      {
        parameters: {
          password: { type: 'string', secret: true },
          wait: { type: 'integer', default: 250 },
        },
      },
    );
    const { files, notes } = writeApp(document);
    expect(files[0].text).toContain('uri=rtsp://user:<password>@10.0.0.1/gate\n');
    expect(files[0].text).toContain('latency=250');
    expect(notes).toContainEqual(expect.objectContaining({ place: { parameter: 'password' } }));
  });

  it('brings config files along, with paths from where they stand', () => {
    const document = pipeline(
      [...start, 'gie nvinfer config-file-path=configs/a.txt'],
      [...startLinks, 'mux.src -> gie.sink'],
      {
        files: {
          'configs/a.txt': '[property]\nonnx-file=models/a.onnx\nlabelfile-path=configs/l.txt\n',
        },
      },
    );
    expect(writeApp(document).files[1]).toEqual({
      path: 'configs/a.txt',
      text: '[property]\nonnx-file=../models/a.onnx\nlabelfile-path=l.txt\n',
    });
  });

  it('takes ids that secondaries need from the files', () => {
    const document = pipeline(
      [
        ...start,
        'gie nvinfer config-file-path=p.txt',
        'cars nvinfer config-file-path=s.txt process-mode=secondary',
      ],
      [...startLinks, 'mux.src -> gie.sink', 'gie.src -> cars.sink'],
      {
        files: {
          'p.txt': '[property]\ngie-unique-id=7\n',
          's.txt': '[property]\ngie-unique-id=8\noperate-on-gie-id=7\n',
        },
      },
    );
    const { files } = writeApp(document);
    expect(files[0].text).toMatch(/\[primary-gie\][^[]*gie-unique-id=7/);
    expect(files[0].text).toMatch(/\[secondary-gie0\][^[]*gie-unique-id=8[^[]*operate-on-gie-id=7/);
  });

  it('gives secondaries ids where nobody has said any', async () => {
    const document = pipeline(
      [
        ...start,
        'gie nvinfer config-file-path=p.txt',
        'cars nvinfer config-file-path=s.txt process-mode=secondary',
      ],
      [...startLinks, 'mux.src -> gie.sink', 'gie.src -> cars.sink'],
    );
    const { document: again, written } = await throughApp(document);
    expect(again.elements.secondary_gie0?.properties).toMatchObject({
      'unique-id': 2,
      'infer-on-gie-id': 1,
    });
    expect(messages(written.notes, 'changed')).toContainEqual(
      expect.stringContaining('[secondary-gie0] says unique-id=2'),
    );
  });
});

describe('what is kept', () => {
  const kept =
    '[application]\nglobal-gpu-id=1\n[osd]\ntext-size=20\n[sink0]\nenable=0\ntype=3\n[tracker]\ndisplay=1\n[nvds-analytics]\nenable=0\n';
  const document = pipeline(
    [...start, 'analysis nvdsanalytics config-file=a.txt', 'osd nvdsosd', 'end fakesink'],
    [...startLinks, 'mux.src -> analysis.sink', 'analysis.src -> osd.sink', 'osd.src -> end.sink'],
    { files: { 'deepstream-app.txt': kept } },
  );

  it('goes back to its groups; elements go before it', () => {
    const { files, notes } = writeApp(document);
    expect(files).toHaveLength(1);
    const { text } = files[0];
    expect(text).toContain('[application]\nglobal-gpu-id=1\n');
    expect(text).toContain('text-size=20');
    expect(text).toContain('[sink0]\nenable=0\ntype=3\n');
    expect(text).toMatch(/\[sink1\]\nenable=1\ntype=1\n/);
    // Without the key the global one would count.
    expect(text).toMatch(/\[streammux\][^[]*gpu-id=0/);
    expect(messages(notes, 'advice')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/No element stands for \[tracker\]/),
        expect.stringMatching(/\[nvds-analytics\] of deepstream-app.txt gives way/),
      ]),
    );
  });
});
