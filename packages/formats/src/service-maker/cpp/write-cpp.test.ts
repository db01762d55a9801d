import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExportProfile } from '../../export/export-format.ts';
import { noteText } from '../../note.ts';
import { awkwardPipeline, drawnPipelines, plannedGraph } from '../drawn-pipelines.ts';
import { ExportedProject } from '../exported-project.ts';
import { cppExport } from './write-cpp.ts';

const catalogue = catalogueFor(emptyDocument('').target);
const STUB = fileURLToPath(new URL('stub', import.meta.url));
const COMPILE = [
  '-std=c++17',
  '-Wall',
  '-Wextra',
  '-Werror',
  `-I${STUB}`,
  '-DFILES_FOLDER="files"',
];
const COMMON = ['main', 'processing', 'settings', 'log'];
const ENVIRONMENT = { API_KEY: 'key-1', DATA_FOLDER: '/data', LOG_LEVEL: 'DEBUG' };
/** Compilers are slow where tests run side by side. */
const TIMEOUT_MS = 300_000;
vi.setConfig({ testTimeout: TIMEOUT_MS });

const documents = { ...drawnPipelines, awkward: awkwardPipeline };
const project = new ExportedProject([]);

afterAll(() => project.remove());

function written(document: PipelineDocument, profile: ExportProfile = 'production') {
  const result = cppExport.write(document, {
    catalogue,
    documentFolder: '/srv/pipelines',
    profile,
  });
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  return result.files;
}

function textOf(document: PipelineDocument, path: string, profile?: ExportProfile): string {
  return written(document, profile).find((file) => file.path === path)?.text ?? '';
}

function compile(...args: string[]): void {
  const { code, output } = project.run('g++', [...COMPILE, ...args]);
  expect({ code, output }).toEqual({ code: 0, output: '' });
}

/** All sources but the pipeline's are the same for every document: they are compiled once. */
beforeAll(() => {
  project.write(written(documents.detection));
  for (const name of COMMON) compile('-c', `src/${name}.cpp`, '-o', `${name}.o`);
  compile('-c', 'src/pipeline.cpp', '-o', 'detection.o');
  linkProgram('detection');
}, TIMEOUT_MS);

function linkProgram(name: string): void {
  compile(...COMMON.map((each) => `${each}.o`), `${name}.o`, '-o', name, '-pthread');
}

interface Built {
  name: string;
  elements: [string, string, Record<string, string>][];
  links: string[][];
  attached: string[][];
}

/** What the stub said was built. */
function builtBy(output: string): Built {
  const built: Built = { name: '', elements: [], links: [], attached: [] };
  for (const line of output.split('\n')) {
    const [kind, ...words] = line.split('\t');
    const [first = '', second = '', third = ''] = words;
    if (kind === 'pipeline') built.name = first;
    if (kind === 'element') built.elements.push([first, second, {}]);
    if (kind === 'property') {
      const element = built.elements.find(([name]) => name === first);
      if (element) element[2][second] = third;
    }
    if (kind === 'link') built.links.push(words);
    if (kind === 'attach') built.attached.push(words);
  }
  return built;
}

/** A value as the stub prints it, its type before it. */
function stubText(value: unknown): string {
  if (typeof value === 'boolean') return `bool ${value}`;
  if (typeof value === 'string') return `string ${value}`;
  const number = Number(value);
  if (!Number.isInteger(number)) return `double ${number.toFixed(6)}`;
  return `int ${number}`;
}

function filesFolderIn(output: string): string {
  return /\/\S*pipeline-\w{6}/.exec(output)?.[0] ?? '/none';
}

/** A program as a process of its own; `running` once its log has a text. */
function started(program: string, text: string, environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, {
    cwd: project.folder,
    env: { ...process.env, ...ENVIRONMENT, ...environment },
  });
  let log = '';
  const exited = once(child, 'close');
  const running = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes(text)) resolve();
    });
    child.once('close', () => reject(new Error(log)));
  });
  return { child, running, exited, log: () => log };
}

describe('the C++ application', () => {
  const { detection, messages, awkward } = documents;

  it.each([
    ['detection', detection],
    ['messages', messages],
    ['awkward', { ...awkward, name: 'Its name' }],
  ])(
    'of %s compiles, and builds the elements, properties and links that were drawn',
    (name, document) => {
      project.write([
        { path: `src/${name}.cpp`, text: textOf(document, 'src/pipeline.cpp') },
        ...written(document).filter(({ path }) => path.startsWith('files/')),
      ]);
      compile('-c', `src/${name}.cpp`, '-o', `${name}.o`);
      linkProgram(name);
      const { code, output } = project.run(`./${name}`, [], { ...ENVIRONMENT, STUB_END: '1' });
      expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
      const planned = plannedGraph(document, {
        filesFolder: filesFolderIn(output),
        dataFolder: '/data',
        secret: ENVIRONMENT.API_KEY,
      });
      const built = builtBy(output);
      expect(built.name).toBe(document.name);
      expect(built.links).toEqual(planned.links);
      expect(built.elements.map(([element, factory]) => [element, factory])).toEqual(
        planned.elements.map(([element, factory]) => [element, factory]),
      );
      for (const [index, [, , properties]] of built.elements.entries()) {
        const wanted = Object.entries(planned.elements[index]?.[2] ?? {});
        const texts = wanted.map(([property, value]) => [property, stubText(value)]);
        const given = Object.entries(properties).map(([property, text]) => [
          property,
          text.replace(/^(?:uint|long|ulong) (\d+)$/, (_, digits) => `int ${Number(digits)}`),
        ]);
        expect(given).toEqual(texts);
      }
    },
  );

  it('reads metadata through its probe', () => {
    const { output } = project.run('./detection', [], { ...ENVIRONMENT, STUB_END: '1' });
    expect(builtBy(output).attached).toEqual([
      ['tracker', 'metadata', ''],
      ['detector', 'measure_fps_probe', 'frame rate'],
    ]);
    expect(output).toContain('DEBUG source 0, frame 7: class 2 x 1');
    expect(output).toContain('the streams have ended');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops cleanly on %s', async (signal) => {
    const { running, child, exited, log } = started('./detection', 'the pipeline runs');
    await running;
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    expect(log()).toContain('stopping');
    expect(log()).toContain('the pipeline has ended');
  });

  it('says which setting is wrong, and fails with 2', () => {
    const { code, output } = project.run('./detection', [], {
      ...ENVIRONMENT,
      PIPELINE_LOOP: 'perhaps',
    });
    expect(code).toBe(2);
    expect(output).toContain('PIPELINE_LOOP has to be true or false, but it is "perhaps"');
  });

  it('starts failed runs again, until it is asked to stop', async () => {
    const { running, child, exited, log } = started('./detection', 'the next starts in 1 s', {
      STUB_ERROR: 'no GPU',
    });
    await running;
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(log()).toContain('the run failed: no GPU');
  });

  it('is leaner in development, where it fails with the run', () => {
    const files = written(detection, 'development');
    expect(files.map(({ path }) => path)).not.toContain('Dockerfile');
    project.write([
      { path: 'src/lean.cpp', text: textOf(detection, 'src/main.cpp', 'development') },
    ]);
    compile('-c', 'src/lean.cpp', '-o', 'lean-main.o');
    const others = COMMON.filter((name) => name !== 'main').map((name) => `${name}.o`);
    compile('lean-main.o', ...others, 'detection.o', '-o', 'lean', '-pthread');
    const { code, output } = project.run('./lean', [], { ...ENVIRONMENT, STUB_ERROR: 'no GPU' });
    expect(code).toBe(1);
    expect(output).toContain('ERROR the run failed: no GPU');
  });

  it('links what it is built from', () => {
    const lists = textOf(detection, 'CMakeLists.txt');
    for (const name of [...COMMON, 'pipeline']) expect(lists).toContain(`src/${name}.cpp`);
    expect(lists).toContain('find_package(nvds_service_maker REQUIRED');
  });
});
