import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exportFormats } from '@pipewright/formats';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../testing/command.ts';
import { HEAD, short, withConfig } from '../testing/documents.ts';
import { useScratchFolder } from '../testing/scratch-folder.ts';

const scratch = useScratchFolder();

describe('export', () => {
  it('writes a line that gst-launch-1.0 runs to its end', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(
      ['export', '-', '--to', 'gst-launch', '--line', '--param', 'frames=7'],
      { input: short },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^gst-launch-1\.0 .*num-buffers=7/);
    const launched = spawnSync('sh', ['-c', stdout], { encoding: 'utf8' });
    expect(launched.status, launched.stderr).toBe(0);
    expect(launched.stdout).toContain('EOS');
  });

  it('says of a line alone that it needs its config files', async () => {
    const path = await scratch.file(`${withConfig}files:\n  settings.txt: text\n`);
    const line = await runCommandLine(['export', path, '--to', 'gst-launch', '--line']);
    expect(line.stderr).toContain('settings.txt');
  });

  it('writes a script that brings its config files along, to stdout or into a folder', async () => {
    const path = await scratch.file(`${withConfig}files:
  settings.txt: |
    mark of the settings
`);
    const out = join(scratch.path, 'out');
    const args = ['export', path, '--to', 'gst-launch'];
    const printed = await runCommandLine(args);
    expect(printed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(printed.stdout).toContain('mark of the settings');
    const written = await runCommandLine([...args, '-o', out]);
    expect(written.stdout).toBe(`${join(out, 'Test.sh')}\n`);
    expect(await readFile(join(out, 'Test.sh'), 'utf8')).toBe(printed.stdout);
    const launched = spawnSync(join(out, 'Test.sh'), { encoding: 'utf8' });
    expect(launched.status, launched.stderr).toBe(0);
  });

  it('offers every format', async () => {
    const path = await scratch.file(short);
    for (const { id } of exportFormats) {
      const { exitCode, stdout, stderr } = await runCommandLine([
        'export',
        path,
        '--to',
        id,
        '--json',
      ]);
      // deepstream-app has no place for a plain test source: it says so, and writes nothing.
      if (exitCode !== 0) {
        expect([id, exitCode, stdout]).toEqual([expect.stringMatching(/^deepstream-app/), 1, '']);
        expect(stderr).toContain('error: ');
        continue;
      }
      const { files, notes } = JSON.parse(stdout);
      expect(files[0].text.length, id).toBeGreaterThan(100);
      expect(notes).toEqual(expect.any(Array));
    }
  });

  it('asks for a folder where there is more than one file', async () => {
    const path = await scratch.file(short);
    const refused = await runCommandLine(['export', path, '--to', 'docker']);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('Dockerfile');
    const out = join(scratch.path, 'deploy');
    const written = await runCommandLine(['export', path, '--to', 'docker', '-o', out]);
    expect(written.exitCode).toBe(0);
    expect(written.stdout).toContain(join(out, 'compose.yaml'));
    expect(await readFile(join(out, 'Dockerfile'), 'utf8')).toContain('HEALTHCHECK');
  });

  it('takes pipelines of other formats', async () => {
    const { exitCode, stdout } = await runCommandLine(['export', '-', '--to', 'dot'], {
      input: 'gst-launch-1.0 videotestsrc ! queue ! fakesink\n',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^digraph pipeline/);
  });

  it('bundles everything with what is on the disk, as a ZIP file or a folder', async () => {
    await scratch.file('clip', 'media/clip.bin');
    const path = await scratch.file(
      `${HEAD}elements:
  file: { factory: filesrc, properties: { location: ../media/clip.bin } }
  gone: { factory: filesrc, properties: { location: ../media/gone.bin } }
  sink: { factory: filesink, properties: { location: copy.bin } }
links:
  - file.src -> sink.sink
`,
      'pipelines/copy.pipeline.yaml',
    );
    const folder = join(scratch.path, 'bundle');
    const written = await runCommandLine(['export', path, '--to', 'bundle', '-o', folder]);
    expect(written).toMatchObject({ exitCode: 0, stdout: `${folder}\n` });
    expect(written.stderr).toContain('../media/gone.bin is not there');
    expect(await readFile(join(folder, 'data/media/clip.bin'), 'utf8')).toBe('clip');
    expect(((await stat(join(folder, 'run.sh'))).mode & 0o111) !== 0).toBe(true);

    const zip = join(scratch.path, 'copy.zip');
    const packed = await runCommandLine(['export', path, '--to', 'bundle', '-o', zip, '--json']);
    const report = JSON.parse(packed.stdout);
    expect(report.output).toBe(zip);
    expect(report.missing.map((each: { path: string }) => each.path)).toEqual([
      '../media/gone.bin',
    ]);
    const unpacked = spawnSync('python3', ['-m', 'zipfile', '-e', zip, scratch.path]);
    expect(unpacked.status).toBe(0);
    const check = spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], {
      cwd: join(scratch.path, 'copy'),
    });
    expect(check.status).toBe(0);
  });

  it('names the parameter that has no value', async () => {
    const document = short.replace('default: 20', 'description: how many');
    const { exitCode, stderr } = await runCommandLine(['export', '-', '--to', 'gst-launch'], {
      input: document,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('frames');
  });

  it('says why a folder can not be written', async () => {
    const path = await scratch.file(short);
    const { exitCode, stderr } = await runCommandLine(['export', path, '--to', 'svg', '-o', path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("can't be written");
  });
});
