import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument, parseDocument } from '@pipewright/graph';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundlePipeline } from './bundle-pipeline.ts';
import { checksums, packBundle } from './pack-bundle.ts';

const detector: PipelineDocument = {
  ...emptyDocument('Yard watch'),
  parameters: { password: { type: 'string', secret: true } },
  elements: {
    source: {
      factory: 'nvurisrcbin',
      properties: { uri: 'file:///srv/media/yard.mp4' },
      pads: {},
    },
    mux: {
      factory: 'nvstreammux',
      properties: { 'batch-size': 1, width: 640, height: 360 },
      pads: {},
    },
    detector: {
      factory: 'nvinfer',
      properties: { 'config-file-path': '../models/yard/detector.txt' },
      pads: {},
    },
    tracker: {
      factory: 'nvtracker',
      properties: {
        'll-lib-file': '/opt/nvidia/deepstream/deepstream/lib/libnvds_nvmultiobjecttracker.so',
        'll-config-file': 'tracker.yml',
      },
      pads: {},
    },
    sink: { factory: 'fakesink', properties: {}, pads: {} },
  },
  links: [
    { from: { element: 'source', pad: 'vsrc_%u' }, to: { element: 'mux', pad: 'sink_0' } },
    { from: { element: 'mux', pad: 'src' }, to: { element: 'detector', pad: 'sink' } },
    { from: { element: 'detector', pad: 'src' }, to: { element: 'tracker', pad: 'sink' } },
    { from: { element: 'tracker', pad: 'src' }, to: { element: 'sink', pad: 'sink' } },
  ],
  files: { 'tracker.yml': '%YAML:1.0\nReID:\n  onnxFile: ../models/reid.onnx\n' },
};

const disk: Readonly<Record<string, string>> = {
  '../models/yard/detector.txt':
    '# ours\n[property]\nonnx-file=yard.onnx\nlabelfile-path=/srv/labels.txt\nmodel-engine-file=yard.onnx_b1_gpu0_fp16.engine\n',
};

async function bundle(document: PipelineDocument) {
  const result = await bundlePipeline(document, {
    catalogue: catalogueFor(document.target),
    documentFolder: '/srv/pipelines',
    profile: 'production',
    readFile: async (path) => disk[path],
  });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  return { ...result, text: (path: string) => texts.get(path) ?? '', paths: [...texts.keys()] };
}

test('the document in it refers to nothing outside of it but the SDK', async () => {
  const { text, references } = await bundle(detector);
  const parsed = parseDocument(text('Yard-watch.pipeline.yaml'));
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  const { elements, files } = parsed.document;
  expect(elements.source?.properties.uri).toBe('data/srv/media/yard.mp4');
  expect(elements.tracker?.properties['ll-lib-file']).toMatch(/^\/opt\/nvidia/);
  const config = elements.detector?.properties['config-file-path'];
  expect(config).toBe('detector.txt');
  expect(files['detector.txt']).toContain(
    '# ours\n[property]\nonnx-file=data/models/yard/yard.onnx',
  );
  expect(files['detector.txt']).toContain('labelfile-path=data/srv/labels.txt');
  expect(files['tracker.yml']).toContain('onnxFile: data/models/reid.onnx');
  expect(references.map(({ path, target, isOutput }) => [path, target, isOutput])).toEqual([
    ['/srv/media/yard.mp4', 'data/srv/media/yard.mp4', false],
    ['../models/reid.onnx', 'data/models/reid.onnx', false],
    ['../models/yard/yard.onnx', 'data/models/yard/yard.onnx', false],
    ['/srv/labels.txt', 'data/srv/labels.txt', false],
    [
      '../models/yard/yard.onnx_b1_gpu0_fp16.engine',
      'data/models/yard/yard.onnx_b1_gpu0_fp16.engine',
      true,
    ],
  ]);
});

test('holds every form, and says what a form lacks', async () => {
  const { paths, text, notes } = await bundle(detector);
  expect(paths[0]).toBe('README.md');
  expect(paths).toEqual(
    expect.arrayContaining([
      'run.sh',
      'Yard-watch.svg',
      'application/compose.yaml',
      'application/Dockerfile',
      'kubernetes/deployment.yaml',
    ]),
  );
  expect(paths.filter((path) => path.startsWith('kubernetes/image/'))).toEqual([]);
  expect(text('application/.env.example')).toContain('DATA_ON_HOST=..\n');
  const { environment } = parse(text('application/compose.yaml')).services['yard-watch'];
  expect(environment.DATA_FOLDER).toBe('/data');
  const lost = notes.filter(({ kind }) => kind === 'lost').map(({ message }) => message);
  expect(lost.every((message) => message.startsWith('deepstream-app/'))).toBe(true);
  expect(text('README.md')).toContain('| `data/models/yard/yard.onnx` | named in `detector.txt` |');
});

test('its script runs from any folder', async () => {
  const copy: PipelineDocument = {
    ...emptyDocument('copy'),
    elements: {
      read: { factory: 'filesrc', properties: { location: '../in here.bin' }, pads: {} },
      write: { factory: 'filesink', properties: { location: 'out/copy.bin' }, pads: {} },
    },
    links: [{ from: { element: 'read', pad: 'src' }, to: { element: 'write', pad: 'sink' } }],
  };
  const { files } = await bundle(copy);
  const folder = mkdtempSync(join(tmpdir(), 'a bundle-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    mkdirSync(join(folder, 'data/out'), { recursive: true });
    writeFileSync(join(folder, 'data/in here.bin'), 'these bytes');
    const { status, stderr } = spawnSync('sh', [join(folder, 'run.sh')], {
      cwd: '/',
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(folder, 'data/out/copy.bin'), 'utf8')).toBe('these bytes');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('two files of one name both have a place', async () => {
  const both: PipelineDocument = {
    ...emptyDocument('both'),
    elements: {
      a: { factory: 'filesrc', properties: { location: '../clip.mp4' }, pads: {} },
      b: { factory: 'filesrc', properties: { location: 'clip.mp4' }, pads: {} },
    },
  };
  const { references } = await bundle(both);
  expect(references.map(({ target }) => target)).toEqual(['data/clip.mp4', 'data/clip-2.mp4']);
});

test('packs files with checksums that sha256sum accepts, the same bytes each time', () => {
  const files = [
    { path: 'run.sh', bytes: strToU8('echo\n'), isExecutable: true },
    { path: 'data/a.mp4', bytes: new Uint8Array([1, 2, 3]) },
  ];
  const zip = packBundle('yard', files);
  expect(packBundle('yard', files)).toEqual(zip);
  const unpacked = unzipSync(zip);
  expect(Object.keys(unpacked)).toEqual(['yard/run.sh', 'yard/data/a.mp4', 'yard/SHA256SUMS']);
  expect(strFromU8(unpacked['yard/SHA256SUMS'] ?? new Uint8Array())).toBe(checksums(files));
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    mkdirSync(join(folder, 'data'));
    for (const { path, bytes } of files) writeFileSync(join(folder, path), bytes);
    const run = spawnSync('sha256sum', ['-c', '-'], { cwd: folder, input: checksums(files) });
    expect(run.status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a pipeline without elements has no bundle', async () => {
  const result = await bundlePipeline(emptyDocument('x'), {
    catalogue: catalogueFor(detector.target),
    documentFolder: '/work',
  });
  expect(result.ok).toBe(false);
});
