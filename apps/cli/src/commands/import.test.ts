import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../testing/command.ts';
import { short } from '../testing/documents.ts';
import { useScratchFolder } from '../testing/scratch-folder.ts';

const scratch = useScratchFolder();
const launch = 'gst-launch-1.0 -e videotestsrc num-buffers=9 ! queue ! fakesink name=end\n';

describe('import', () => {
  it('prints a document that check and run take', async () => {
    const imported = await runCommandLine(['import', '-'], { input: launch });
    expect(imported.exitCode).toBe(0);
    const parsed = parseDocument(imported.stdout);
    expect(parsed.ok && Object.keys(parsed.document.elements)).toContain('end');
    const ran = await runCommandLine(['run', '-', '--json'], { input: imported.stdout });
    expect(JSON.parse(ran.stdout)).toMatchObject({ state: 'finished' });
  });

  it('brings config files along, and tells of those that are not there', async () => {
    await scratch.file('[property]\nonnx-file=a.onnx\n', 'configs/detector.txt');
    const path = await scratch.file(
      'gst-launch-1.0 videotestsrc ! nvinfer config-file-path=configs/detector.txt ! nvinfer config-file-path=gone.txt ! fakesink',
      'run.sh',
    );
    const { exitCode, stdout, stderr } = await runCommandLine(['import', path, '--json']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const { document, notes } = JSON.parse(stdout);
    expect(Object.keys(document.files)).toEqual(['configs/detector.txt']);
    expect(document.files['configs/detector.txt']).toContain('onnx-file=configs/a.onnx');
    expect(notes.map((note: { message: string }) => note.message).join()).toContain('gone.txt');
  });

  it('writes to a file, or several pipelines into a folder', async () => {
    const one = await scratch.file(launch, 'one.sh');
    const file = join(scratch.path, 'one.pipeline.yaml');
    expect((await runCommandLine(['import', one, '-o', file])).stdout).toBe(`${file}\n`);
    expect(await readFile(file, 'utf8')).toContain('num-buffers: 9');

    const two = await scratch.file(launch + launch, 'two.sh');
    const out = join(scratch.path, 'out');
    const { stdout } = await runCommandLine(['import', two, '-o', out]);
    expect(stdout).toBe(
      `${join(out, 'two-1.pipeline.yaml')}\n${join(out, 'two-2.pipeline.yaml')}\n`,
    );
    const ran = await runCommandLine(['run', two]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain('2 pipelines');
  });

  it('names line and column of what can not be read', async () => {
    const path = await scratch.file(
      'gst-launch-1.0 videotestsrc ! \\\n  queue ! ! fakesink\n',
      'bad.sh',
    );
    const { exitCode, stdout, stderr } = await runCommandLine(['import', path]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/error: .*2/);
  });

  it('says what an input is that is not imported', async () => {
    const document = await runCommandLine(['import', '-'], { input: short });
    expect(document).toMatchObject({ exitCode: 2 });
    expect(document.stderr).toContain('a pipeline document');
    const prose = await runCommandLine(['import', '-'], { input: 'Dear reader,\nhello.\n' });
    expect(prose.exitCode).toBe(2);
    expect(prose.stderr).toContain('--from');
  });

  it('takes the target from the call', async () => {
    const args = ['import', '-', '--target', 'jetson', '--deepstream', '7.1'];
    const { stdout } = await runCommandLine(args, { input: launch });
    const parsed = parseDocument(stdout);
    expect(parsed.ok && parsed.document.target).toMatchObject({
      platform: 'jetson',
      deepstream: '7.1',
    });
  });
});
