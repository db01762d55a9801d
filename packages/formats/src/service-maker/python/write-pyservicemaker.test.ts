import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { ExportedFile, ExportProfile } from '../../export/export-format.ts';
import { noteText } from '../../note.ts';
import { awkwardPipeline, drawnPipelines, plannedGraph } from '../drawn-pipelines.ts';
import { ExportedProject } from '../exported-project.ts';
import { pyservicemakerExport } from './write-pyservicemaker.ts';

const catalogue = catalogueFor(emptyDocument('').target);
const ENVIRONMENT = { API_KEY: 'key-1', DATA_FOLDER: '/data', LOG_FILE: '' };
const projects: ExportedProject[] = [];

/** Processes are slow to start where tests run side by side. */
vi.setConfig({ testTimeout: 180_000 });

afterAll(() => {
  for (const project of projects) project.remove();
});

function written(document: PipelineDocument, profile: ExportProfile = 'production') {
  const result = pyservicemakerExport.write(document, {
    catalogue,
    documentFolder: '/srv/pipelines',
    profile,
  });
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  return { files: result.files, notes: result.notes.map(noteText) };
}

/** A project on disk, with `pyservicemaker` where Python finds it. */
function projectOf(document: PipelineDocument, profile?: ExportProfile): ExportedProject {
  const { files } = written(document, profile);
  const project = new ExportedProject(files);
  projects.push(project);
  const stub = files.find(({ path }) => path === 'tests/servicemaker_stub.py');
  project.write([{ path: 'sdk/pyservicemaker.py', text: stub?.text ?? '' }]);
  return project;
}

const DUMP = `
import json
import warnings
from pathlib import Path

warnings.simplefilter("error")
for path in Path(".").rglob("*.py"):
    compile(path.read_text(), str(path), "exec")

from app.pipeline import build_pipeline
from app.settings import Settings

settings = Settings()
pipeline = build_pipeline(settings)
print(json.dumps({
    "name": pipeline.name,
    "elements": [[name, factory, node.properties] for name, (factory, node) in pipeline.elements.items()],
    "links": pipeline.links,
    "files": str(settings._run_folder),
}))
`;

const documents = { ...drawnPipelines, awkward: awkwardPipeline };
const profiles: readonly ExportProfile[] = ['development', 'production'];
const cases: readonly (readonly [string, ExportProfile, PipelineDocument])[] = [
  ['detection', 'development', documents.detection],
  ...Object.entries(documents).map(([name, document]) => [name, 'production', document] as const),
];

describe.each(cases)('the application of %s (%s)', (_name, profile, document) => {
  const project = projectOf(document, profile);
  const python = written(document, profile).files.filter(({ path }) => path.endsWith('.py'));

  it('is Python that ruff finds nothing to say of', () => {
    const ruff = new Workspace(
      {
        'line-length': 100,
        'target-version': 'py310',
        lint: { select: ['E', 'F', 'I', 'B', 'UP'] },
      },
      PositionEncoding.Utf16,
    );
    for (const { path, text } of python) {
      const findings = ruff
        .check(text)
        .map((each: { code: string; message: string; start_location: { row: number } }) =>
          [path, each.start_location.row, each.code, each.message].join(' '),
        );
      expect(findings).toEqual([]);
      expect({ path, text: ruff.format(text) }).toEqual({ path, text });
    }
  });

  it('compiles without a warning, and builds the elements, properties and links that were drawn', () => {
    const { code, output } = project.run('python3', ['-c', DUMP], {
      ...ENVIRONMENT,
      PYTHONPATH: 'sdk',
    });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    const { files, ...built } = JSON.parse(output);
    expect(built).toEqual(
      plannedGraph(document, {
        filesFolder: files,
        dataFolder: '/data',
        secret: ENVIRONMENT.API_KEY,
      }),
    );
  });

  it('passes its own tests', () => {
    const { code, output } = project.run('python3', [
      '-m',
      'unittest',
      'discover',
      '-t',
      '.',
      'tests',
    ]);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('OK') });
  });
});

/** The application as a process of its own, once its pipeline runs. */
async function started(project: ExportedProject, environment: NodeJS.ProcessEnv = {}) {
  const child = spawn('python3', ['-m', 'app'], {
    cwd: project.folder,
    env: {
      ...process.env,
      ...ENVIRONMENT,
      METRICS_PORT: '0',
      PYTHONPATH: 'sdk',
      PYTHONDONTWRITEBYTECODE: '1',
      ...environment,
    },
  });
  let log = '';
  const exited = once(child, 'close');
  const running = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes('the pipeline runs')) resolve();
    });
    child.once('close', () => reject(new Error(log)));
  });
  return { child, running, exited, log: () => log };
}

describe('a running application', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops cleanly on %s', async (signal) => {
    for (const profile of profiles) {
      const { child, running, exited, log } = await started(
        projectOf(documents.detection, profile),
      );
      await running;
      child.kill(signal);
      expect(await exited).toEqual([0, null]);
      expect(log()).toContain('stopping');
      expect(log()).toContain('the pipeline has ended');
    }
  });

  it('says which setting is missing, and fails with 2', async () => {
    const { running, exited, log } = await started(projectOf(documents.messages), { API_KEY: '' });
    await expect(running).rejects.toThrow('set the environment variable API_KEY');
    expect(await exited).toEqual([2, null]);
    expect(log()).not.toContain('Traceback');
  });

  it('never puts a secret into its log', async () => {
    const broker = 'app/broker.py';
    const project = projectOf(documents.messages);
    expect(written(documents.messages).files.map(({ path }) => path)).toContain(broker);
    const { child, running, exited, log } = await started(project, {
      API_KEY: 'sesame',
      LOG_LEVEL: 'DEBUG',
      PIPELINE_BROKER: 'no-address',
    });
    await running;
    child.kill('SIGTERM');
    await exited;
    expect(log()).not.toContain('sesame');
  });

  it('logs one JSON object a line in production', async () => {
    const { child, running, exited, log } = await started(projectOf(documents.plain));
    await running;
    child.kill('SIGTERM');
    await exited;
    const lines = log().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).level)).toContain('INFO');
  });
});

const RESTARTS = `
import threading

from app.broker import BrokerGate, broker_address
from app.resilience import BackOff
from app.runner import StopRequest, run_pipeline, run_with_restarts
from pyservicemaker import Pipeline


class Quick(BackOff):
    def next_delay_s(self):
        delay_s = super().next_delay_s()
        return None if delay_s is None else 0.0


runs = []


def fails():
    pipeline = Pipeline("run")
    pipeline.end(RuntimeError("bus error"))
    runs.append(pipeline)
    return run_pipeline(pipeline, stop)


stop = StopRequest()
assert run_with_restarts(fails, stop, Quick()) == 1
assert len(runs) == 4, runs

runs.clear()
stop.set()
assert run_with_restarts(fails, stop, Quick()) == 1
assert len(runs) == 1

assert broker_address("host;9092;topic") == ("host", 9092)
assert broker_address("amqp://host") is None

tried = []


class Connection:
    def close(self):
        pass


def connect(address, timeout):
    tried.append(address)
    if len(tried) < 3:
        raise OSError("refused")
    return Connection()


BrokerGate(["host;9092"], connect, Quick).wait_until_reachable(StopRequest())
assert tried == [("host", 9092)] * 3


def refuse(address, timeout):
    raise OSError("refused")


try:
    BrokerGate(["host;1"], refuse, Quick).wait_until_reachable(StopRequest())
    raise AssertionError("it must not open")
except ConnectionError as error:
    assert str(error) == "no broker at host:1"
print("ok")
`;

describe('resilience', () => {
  it('starts failed runs again with back-off, and waits for brokers', () => {
    const project = projectOf(documents.messages);
    const { code, output } = project.run('python3', ['-c', RESTARTS], { PYTHONPATH: 'sdk' });
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('ok') });
  });
});

describe('the export', () => {
  it('measures rates only at elements with a sink and a source pad', () => {
    const { files } = written(documents.detection);
    const processing = textOf(files, 'app/processing.py');
    expect(processing).toContain('pipeline.attach("detector", "measure_fps_probe", "frame rate")');
    expect(processing).toContain('pipeline.attach("tracker", probe_type("metadata", reader))');
    expect(textOf(written(documents.plain).files, 'app/processing.py')).not.toContain(
      'measure_fps_probe',
    );
  });

  it('sets the muxer that the target asks for before DeepStream is loaded', () => {
    const target = { ...documents.detection.target, streammux: 'new' as const };
    const { files } = written({ ...documents.detection, target });
    expect(textOf(files, 'app/__init__.py')).toContain(
      'os.environ.setdefault("USE_NEW_NVSTREAMMUX", "yes")',
    );
  });

  it('is leaner in development', () => {
    const paths = (profile: ExportProfile) =>
      written(documents.detection, profile).files.map(({ path }) => path);
    const more = paths('production').filter((path) => !paths('development').includes(path));
    expect(more).toEqual([
      'app/metrics.py',
      'app/resilience.py',
      'tests/test_resilience.py',
      'requirements.txt',
      'Dockerfile',
      '.dockerignore',
    ]);
  });

  it('builds on the image of the document’s DeepStream', () => {
    expect(textOf(written(documents.detection).files, 'Dockerfile')).toContain(
      'deepstream:9.1-triton-multiarch',
    );
  });

  it('says what the environment has to hold', () => {
    expect(written(documents.messages).notes).toEqual([
      'broker: the environment variable PIPELINE_BROKER sets the parameter "broker"',
      'api-key: the secret "api-key" is read from the environment variable API_KEY',
      'detector: the probe add_message_meta_probe is added here: without its event messages nvmsgconv sends nothing, unless msg2p-newapi is set',
    ]);
  });

  it('reports errors of the document', () => {
    const broken = {
      ...emptyDocument('Broken'),
      elements: { a: { factory: 'queue', properties: { x: '${gone}' }, pads: {} } },
    };
    const result = pyservicemakerExport.write(broken, { catalogue, documentFolder: '/srv' });
    expect(result).toMatchObject({ ok: false, errors: [{ place: { element: 'a' } }] });
  });
});

function textOf(files: readonly ExportedFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}
