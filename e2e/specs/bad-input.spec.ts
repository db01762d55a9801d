import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pipewright } from '../support/processes.ts';
import { detectorDocument, withFolder, writeWorkspace } from '../support/workspace.ts';

interface CheckedDiagnostic {
  readonly severity: string;
  readonly element?: string;
  readonly property?: string;
  readonly message: string;
}

async function check(
  path: string,
): Promise<{ exitCode: number | null; diagnostics: CheckedDiagnostic[] }> {
  const { exitCode, stdout, stderr } = await pipewright(['check', path, '--json']);
  const report: { files: { diagnostics: CheckedDiagnostic[] }[] } = JSON.parse(stdout || stderr);
  return { exitCode, diagnostics: report.files[0]?.diagnostics ?? [] };
}

const errorsOf = (diagnostics: readonly CheckedDiagnostic[]) =>
  diagnostics.filter((diagnostic) => diagnostic.severity === 'error');

test('the intact pipeline passes the check and runs to its end', async () => {
  await withFolder(async (folder) => {
    const path = await writeWorkspace(folder, detectorDocument());
    expect(errorsOf((await check(path)).diagnostics)).toEqual([]);
    const run = await pipewright(['run', path, '--runtime', 'standin', '--json']);
    expect(run.exitCode, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout);
    expect(summary.frames).toBeGreaterThan(100);
    expect(
      Object.values<number>(summary.objects).reduce((sum, count) => sum + count, 0),
    ).toBeGreaterThan(100);
  });
});

test('a missing video file is an error on its source', async () => {
  await withFolder(async (folder) => {
    const path = await writeWorkspace(folder, detectorDocument({ uri: '../media/absent.mp4' }));
    const { exitCode, diagnostics } = await check(path);
    expect(exitCode).toBe(1);
    expect(errorsOf(diagnostics)).toEqual([
      expect.objectContaining({
        element: 'camera',
        property: 'uri',
        message: expect.stringContaining('absent.mp4'),
      }),
    ]);
    expect((await pipewright(['run', path])).exitCode).toBe(1);
  });
});

test('a corrupt video file fails the run, on its source', async () => {
  await withFolder(async (folder) => {
    const path = await writeWorkspace(folder, detectorDocument({ uri: '../media/corrupt.mp4' }));
    await writeFile(join(folder, 'media', 'corrupt.mp4'), 'this is no video '.repeat(1000));
    const run = await pipewright(['run', path, '--runtime', 'standin', '--json']);
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout)).toMatchObject({
      state: 'failed',
      errors: expect.arrayContaining([expect.objectContaining({ element: 'camera' })]),
    });
  });
});

const withoutModel = `[property]
gie-unique-id=1
network-type=0
num-detected-classes=4
labelfile-path=../models/traffic/labels.txt
`;

test('a config without a model is an error on the detector', async () => {
  await withFolder(async (folder) => {
    const path = await writeWorkspace(folder, detectorDocument({ config: 'detector.txt' }));
    await writeFile(join(folder, 'pipelines', 'detector.txt'), withoutModel);
    const { exitCode, diagnostics } = await check(path);
    expect(exitCode).toBe(1);
    expect(errorsOf(diagnostics)).toContainEqual(
      expect.objectContaining({
        element: 'detector',
        message: expect.stringContaining('onnx-file'),
      }),
    );
  });
});

test('a config with nothing but an engine fails on the stand-in and says what to set', async () => {
  await withFolder(async (folder) => {
    const path = await writeWorkspace(folder, detectorDocument({ config: 'detector.txt' }));
    await writeFile(
      join(folder, 'pipelines', 'detector.txt'),
      `${withoutModel}model-engine-file=detector_b1_gpu0_fp16.engine\n`,
    );
    await writeFile(join(folder, 'pipelines', 'detector_b1_gpu0_fp16.engine'), 'engine');
    const run = await pipewright(['run', path, '--runtime', 'standin', '--json']);
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).errors).toContainEqual(
      expect.objectContaining({
        element: 'detector',
        message: expect.stringContaining('onnx-file'),
      }),
    );
  });
});

test('an unreadable document ends with exit code 2 and the place', async () => {
  await withFolder(async (folder) => {
    const path = join(folder, 'broken.pipeline.yaml');
    await writeFile(
      path,
      'formatVersion: 1\nname: Broken\nelements:\n  mux: {factory: nvstreammux\n',
    );
    const broken = await pipewright(['run', path]);
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toContain('broken.pipeline.yaml');
    const absent = await pipewright(['check', join(folder, 'absent.pipeline.yaml')]);
    expect(absent.exitCode).toBe(2);
    expect(absent.stderr).toContain('absent.pipeline.yaml');
  });
});
