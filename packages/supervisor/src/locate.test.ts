import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRepositoryRoot, locateRunner, runnerEnvironment } from './locate.ts';

describe('locating the runner', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'pipewright-locate-'));
    await writeFile(join(root, 'pnpm-workspace.yaml'), '');
    await mkdir(join(root, 'apps/server/dist'), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('finds the root from a bundle below it, or by the environment', () => {
    expect(findRepositoryRoot(join(root, 'apps/server/dist'), {})).toBe(root);
    expect(findRepositoryRoot('/', { PIPEWRIGHT_ROOT: root })).toBe(root);
    expect(findRepositoryRoot('/', {})).toBeUndefined();
  });

  it('finds what the build left, and says what to do when there is none', async () => {
    const missing = locateRunner(root, {});
    expect(missing).toEqual({ ok: false, problem: expect.stringContaining('npm start') });
    const build = join(root, 'native-runner/build');
    await mkdir(join(build, 'runner'), { recursive: true });
    await writeFile(join(build, 'runner/pipewright-runner'), '');
    const located = locateRunner(root, {});
    expect(located).toMatchObject({
      installation: { binary: join(build, 'runner/pipewright-runner') },
    });
    expect(located.ok && located.installation.standinPlugin).toBeUndefined();
    await mkdir(join(build, 'standin'));
    await writeFile(join(build, 'standin/libgstpipewrightstandin.so'), '');
    expect(locateRunner(root, { PIPEWRIGHT_ONNXRUNTIME: '/lib/onnx.so' })).toEqual({
      ok: true,
      installation: {
        binary: join(build, 'runner/pipewright-runner'),
        standinPlugin: join(build, 'standin/libgstpipewrightstandin.so'),
        onnxRuntime: '/lib/onnx.so',
      },
    });
  });

  it('names the runner that the environment asks for and that is not there', () => {
    const located = locateRunner(root, { PIPEWRIGHT_RUNNER: '/no/such/runner' });
    expect(located).toEqual({ ok: false, problem: expect.stringContaining('/no/such/runner') });
  });

  it("finds ONNX Runtime's library in this repository", () => {
    const here = findRepositoryRoot(import.meta.dirname, {});
    const located = locateRunner(here, { PIPEWRIGHT_RUNNER: process.execPath });
    expect(located.ok && located.installation.onnxRuntime).toMatch(/libonnxruntime\.so\.1$/);
  });

  it('tells the runner of its libraries, whatever it inherits', () => {
    const environment = runnerEnvironment(
      { binary: '/r', standinPlugin: '/s.so' },
      { PATH: '/bin', PIPEWRIGHT_ONNXRUNTIME: '/other' },
      { environment: { USE_NEW_NVSTREAMMUX: 'yes' }, platform: 'jetson' },
    );
    expect(environment).toMatchObject({
      PATH: '/bin',
      USE_NEW_NVSTREAMMUX: 'yes',
      PIPEWRIGHT_STANDIN_PLATFORM: 'jetson',
      PIPEWRIGHT_STANDIN_PLUGIN: '/s.so',
      PIPEWRIGHT_ONNXRUNTIME: undefined,
    });
  });

  it('keeps ONNX Runtime from reporting, unless it is told otherwise', () => {
    const telemetry = (inherited: Readonly<Record<string, string>>) =>
      runnerEnvironment({ binary: '/r' }, inherited).ORT_DISABLE_TELEMETRY;
    expect(telemetry({})).toBe('1');
    expect(telemetry({ ORT_DISABLE_TELEMETRY: '0' })).toBe('0');
  });
});
