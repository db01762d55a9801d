import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine, startCommand } from './testing/command.ts';

const HEAD = `formatVersion: 1
name: Test
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
`;

/** Ends by itself after `frames` frames. */
const short = `${HEAD}parameters:
  frames: { type: integer, default: 20 }
elements:
  camera: { factory: videotestsrc, properties: { num-buffers: "\${frames}" } }
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

const endless = `${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

const withErrors = `${HEAD}elements:
  camera:
    factory: videotestsrc
    properties:
      num-buffers: many
      no-such-thing: 1
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

/** Reads a file that the document owns. */
const withConfig = `${HEAD}elements:
  file: { factory: filesrc, properties: { location: settings.txt } }
  sink: { factory: fakesink }
links:
  - file.src -> sink.sink
`;

describe('the pipewright command', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipewright-cli-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function file(text: string, name = 'test.pipeline.yaml'): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  describe('itself', () => {
    it('explains itself on stdout when asked, on stderr when called wrongly', async () => {
      const help = await runCommandLine(['--help']);
      expect(help).toMatchObject({ exitCode: 0, stderr: '' });
      expect(help.stdout).toContain('pipewright COMMAND');
      const bare = await runCommandLine([]);
      expect(bare).toMatchObject({ exitCode: 2, stdout: '' });
      expect((await runCommandLine(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    });

    it('refuses commands and options that it does not know', async () => {
      const calls = [
        [['frobnicate'], 'frobnicate'],
        [['check'], 'at least one file'],
        [['check', '--jsn', 'a'], '--jsn'],
        [['check', '--target', 'toaster', 'a'], 'toaster'],
        [['run', 'a', 'b'], 'one file'],
        [['run', '--runtime', 'gpu', 'a'], 'gpu'],
        [['run', '--for', 'ever', 'a'], 'ever'],
        [['run', '--param', 'loop', 'a'], '"loop"'],
        [['export', 'a', '--to', 'punch-card'], 'punch-card'],
      ] as const;
      for (const [args, mention] of calls) {
        const { exitCode, stdout, stderr } = await runCommandLine(args);
        expect([exitCode, stdout], args.join(' ')).toEqual([2, '']);
        expect(stderr).toContain(mention);
      }
    });
  });

  describe('check', () => {
    it('finds nothing wrong with a sound document', async () => {
      const path = await file(short);
      const { exitCode, stdout, stderr } = await runCommandLine(['check', path]);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 0,
        stdout: `${path}: no problems\n`,
        stderr: '',
      });
    });

    it('names line, element and property of every error', async () => {
      const path = await file(withErrors);
      const text = await runCommandLine(['check', path]);
      expect(text.exitCode).toBe(1);
      expect(text.stdout).toMatch(/test\.pipeline\.yaml:8:\d+: error: .*num-buffers/);
      const { exitCode, stdout, stderr } = await runCommandLine(['check', path, '--json']);
      expect([exitCode, stderr]).toEqual([1, '']);
      const report = JSON.parse(stdout);
      expect(report.files).toEqual([
        { file: path, kind: 'pipeline', diagnostics: expect.any(Array) },
      ]);
      expect(report.files[0].diagnostics).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            severity: 'error',
            element: 'camera',
            property: 'num-buffers',
            line: 8,
          }),
          expect.objectContaining({
            code: 'unknown-property',
            severity: 'error',
            element: 'camera',
            property: 'no-such-thing',
            line: 9,
          }),
        ]),
      );
    });

    it('looks at the files that a document names, from its own folder', async () => {
      const text = short.replace(
        /camera: .*/,
        'camera: { factory: filesrc, properties: { location: media/absent.raw } }',
      );
      const path = await file(text);
      const missing = await runCommandLine(['check', path, '--json']);
      expect(JSON.parse(missing.stdout).files[0].diagnostics).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          element: 'camera',
          property: 'location',
          message: expect.stringContaining('absent.raw'),
        }),
      );
      await mkdir(join(folder, 'media'));
      await writeFile(join(folder, 'media/absent.raw'), '');
      expect((await runCommandLine(['check', path])).exitCode).toBe(0);
    });

    it('writes SARIF that code scanning takes', async () => {
      const path = await file(withErrors);
      const { exitCode, stdout } = await runCommandLine(['check', path, '--sarif']);
      expect(exitCode).toBe(1);
      const [run] = JSON.parse(stdout).runs;
      expect(run.tool.driver.name).toBe('pipewright');
      const result = run.results.find(
        (candidate: { ruleId: string }) => candidate.ruleId === 'unknown-property',
      );
      expect(result).toMatchObject({
        level: 'error',
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: path }, region: { startLine: 9 } },
            logicalLocations: [{ fullyQualifiedName: 'camera.no-such-thing' }],
          },
        ],
      });
      const ids = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
      expect(ids).toContain('unknown-property');
    });

    it("honours the document's overrides of rules, and tells their reasons", async () => {
      const off = 'rules: { unknown-property: { severity: off, reason: Our own build has it } }';
      const path = await file(`${withErrors}\n${off}\n`);
      const json = await runCommandLine(['check', path, '--json']);
      const [report] = JSON.parse(json.stdout).files;
      const codes = report.diagnostics.map(({ code }: { code: string }) => code);
      expect(codes).not.toContain('unknown-property');
      expect(report.suppressed).toEqual([
        expect.objectContaining({
          code: 'unknown-property',
          line: 9,
          reason: 'Our own build has it',
        }),
      ]);
      const sarif = await runCommandLine(['check', path, '--sarif']);
      const [run] = JSON.parse(sarif.stdout).runs;
      const suppressed = run.results.filter(
        (result: { suppressions?: unknown }) => result.suppressions !== undefined,
      );
      expect(suppressed).toEqual([
        expect.objectContaining({
          ruleId: 'unknown-property',
          suppressions: [
            { kind: 'inSource', status: 'accepted', justification: 'Our own build has it' },
          ],
        }),
      ]);
      const text = await runCommandLine(['check', path]);
      expect(text.stdout).toContain('(1 switched off by the document)');
    });

    it('reads standard input', async () => {
      const { exitCode, stdout } = await runCommandLine(['check', '-', '--json'], { input: short });
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout).files[0]).toMatchObject({ file: '-', kind: 'pipeline' });
    });

    it('checks the other files when one can not be read', async () => {
      const sound = await file(short);
      const broken = await file('formatVersion: 1\nelements: {\n', 'broken.pipeline.yaml');
      const absent = join(folder, 'absent.yaml');
      const { exitCode, stdout, stderr } = await runCommandLine([
        'check',
        absent,
        broken,
        sound,
        '--json',
      ]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('absent.yaml');
      const { files } = JSON.parse(stdout);
      expect(files).toHaveLength(3);
      expect(files[1].diagnostics[0]).toMatchObject({
        severity: 'error',
        line: expect.any(Number),
      });
      expect(files[2].diagnostics).toEqual([]);
    });

    it('recognises other kinds of input by their content and says what it reads', async () => {
      const inputs = [
        ['gst-launch-1.0 videotestsrc ! fakesink', 'gst-launch'],
        ['videotestsrc ! fakesink', 'gst-launch'],
        ['[application]\nenable-perf-measurement=1\n', 'deepstream-app'],
        ['[property]\nonnx-file=a.onnx\n', 'nvinfer'],
        ['deepstream:\n  nodes: []\n', 'Service Maker'],
      ];
      for (const [input, name] of inputs) {
        const { exitCode, stderr } = await runCommandLine(['check', '-'], { input: input ?? '' });
        expect(exitCode, input).toBe(2);
        expect(stderr).toContain(name);
        expect(stderr).toContain('pipeline document');
      }
    });
  });

  describe('run', () => {
    it('runs to the end and sums up', async () => {
      const args = ['run', '-', '--json', '--param', 'frames=50'];
      const { exitCode, stdout, stderr } = await runCommandLine(args, { input: short });
      expect([exitCode, stderr]).toEqual([0, '']);
      const summary = JSON.parse(stdout);
      expect(summary).toMatchObject({
        state: 'finished',
        frames: 50,
        fps: { camera: expect.any(Number) },
        objects: {},
        latencyMs: null,
        dropped: 0,
        errors: [],
      });
      expect(summary.fps.camera).toBeGreaterThan(0);
      expect(['deepstream', 'standin']).toContain(summary.runtime);
    });

    it('stops after the time asked for', async () => {
      const { exitCode, stdout } = await runCommandLine(['run', '-', '--for', '300ms', '--json'], {
        input: endless,
      });
      expect(exitCode).toBe(0);
      const summary = JSON.parse(stdout);
      expect(summary.state).toBe('finished');
      expect(summary.seconds).toBeGreaterThanOrEqual(0.3);
    });

    it('ends with EOS at the first Ctrl-C, so that files are whole', async () => {
      const output = join(folder, 'out.mkv');
      const path = await file(recording(output));
      const { child, finished } = startCommand(['run', path, '--json']);
      await whenWritten(output);
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await finished;
      expect(exitCode, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ state: 'finished', errors: [] });
      // Matroska's index of cues is written at EOS only.
      const cues = Buffer.from([0x1c, 0x53, 0xbb, 0x6b]);
      expect((await readFile(output)).includes(cues)).toBe(true);
    });

    it('is killed by a second Ctrl-C', async () => {
      // Holds EOS back for ever: nobody reads what comes out of the pipe.
      const pipe = join(folder, 'pipe');
      expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      const path = await file(`${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  sink: { factory: filesink, properties: { location: ${pipe}, buffer-mode: unbuffered } }
links:
  - camera.src -> sink.sink
`);
      const { child, finished } = startCommand(['run', path, '--json']);
      // Opened so that the sink can open it, and read until data comes: the pipeline plays.
      const reader = await open(pipe, 'r');
      await reader.read(Buffer.alloc(1));
      child.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await finished;
      await reader.close();
      expect(exitCode).toBe(3);
      expect(JSON.parse(stdout).state).toBe('failed');
      const kept = /are in (\S+)/.exec(stderr)?.[1] ?? '';
      await rm(kept, { recursive: true });
    });

    it('names the signal when its runner is killed', async () => {
      const output = join(folder, 'out.mkv');
      const path = await file(recording(output));
      const { child, finished } = startCommand(['run', path, '--json']);
      await whenWritten(output);
      process.kill(await runnerOf(child.pid ?? 0), 'SIGKILL');
      const { exitCode, stdout, stderr } = await finished;
      expect(exitCode).toBe(3);
      expect(JSON.parse(stdout).errors).toEqual([
        expect.objectContaining({
          code: 'runner-died',
          message: expect.stringContaining('SIGKILL'),
        }),
      ]);
      await rm(/are in (\S+)/.exec(stderr)?.[1] ?? '', { recursive: true });
    });

    it('does not run what has errors', async () => {
      const { exitCode, stdout, stderr } = await runCommandLine(['run', '-'], {
        input: withErrors,
      });
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toContain('no-such-thing');
    });

    it('tells wrong parameters and unreadable documents from runs that fail', async () => {
      const wrong = await runCommandLine(['run', '-', '--param', 'frames=x'], { input: short });
      expect(wrong.exitCode).toBe(2);
      expect(wrong.stderr).toContain('frames');
      const unknown = await runCommandLine(['run', '-', '--param', 'fps=1'], { input: short });
      expect(unknown.exitCode).toBe(2);
      const broken = await runCommandLine(['run', '-'], { input: 'formatVersion: 1\nname: [\n' });
      expect(broken.exitCode).toBe(2);
      expect(broken.stderr).toMatch(/^-:\d+:\d+: error: /);
    });

    it('fails with the element that failed, and keeps the log', async () => {
      await writeFile(join(folder, 'noise.mp4'), 'no video');
      const path = await file(`${HEAD}elements:
  file: { factory: filesrc, properties: { location: noise.mp4 } }
  demux: { factory: qtdemux }
  sink: { factory: fakesink }
links:
  - file.src -> demux.sink
  - demux.video_%u -> sink.sink
`);
      const { exitCode, stdout, stderr } = await runCommandLine(['run', path, '--json']);
      expect(exitCode, stderr).toBe(3);
      const summary = JSON.parse(stdout);
      expect(summary.state).toBe('failed');
      expect(summary.errors).toContainEqual(expect.objectContaining({ element: 'demux' }));
      const kept = /are in (\S+)/.exec(stderr)?.[1] ?? '';
      expect(await readFile(join(kept, 'run.log'), 'utf8')).toContain('demux');
      await rm(kept, { recursive: true });
    });

    it('says so when there is no runner', async () => {
      const environment = { PIPEWRIGHT_RUNNER: join(folder, 'absent') };
      const { exitCode, stderr } = await runCommandLine(['run', '-'], {
        input: short,
        environment,
      });
      expect(exitCode).toBe(3);
      expect(stderr).toContain('absent');
    });
  });

  describe('export', () => {
    it('writes a line that gst-launch-1.0 runs to its end', async () => {
      const { exitCode, stdout, stderr } = await runCommandLine(
        ['export', '-', '--to', 'gst-launch', '--param', 'frames=7'],
        { input: short },
      );
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^gst-launch-1\.0 .*num-buffers=7/);
      const launched = spawnSync('sh', ['-c', stdout], { encoding: 'utf8' });
      expect(launched.status, launched.stderr).toBe(0);
      expect(launched.stdout).toContain('EOS');
    });

    it('writes a script that brings its config files along', async () => {
      const path = await file(`${withConfig}files:
  settings.txt: |
    mark of the settings
`);
      const out = join(folder, 'out');
      const args = ['export', path, '--to', 'gst-launch', '--script'];
      const printed = await runCommandLine(args);
      expect(printed).toMatchObject({ exitCode: 0, stderr: '' });
      expect(printed.stdout).toContain('mark of the settings');
      const written = await runCommandLine([...args, '-o', out]);
      expect(written.stdout).toBe(`${join(out, 'test.sh')}\n`);
      expect(await readFile(join(out, 'test.sh'), 'utf8')).toBe(printed.stdout);
      const launched = spawnSync(join(out, 'test.sh'), { encoding: 'utf8' });
      expect(launched.status, launched.stderr).toBe(0);
    });

    it('says of a line alone that it needs its config files', async () => {
      const path = await file(`${withConfig}files:
  settings.txt: text
`);
      const line = await runCommandLine(['export', path, '--to', 'gst-launch']);
      expect(line.stderr).toContain('settings.txt');
      const out = join(folder, 'out');
      const complete = await runCommandLine(['export', path, '--to', 'gst-launch', '-o', out]);
      expect(complete.stderr).toBe('');
      expect(await readFile(join(out, 'settings.txt'), 'utf8')).toBe('text');
      const launched = spawnSync(join(out, 'test.sh'), { encoding: 'utf8' });
      expect(launched.status, launched.stderr).toBe(0);
    });
  });
});

/** Writes a file until it is stopped. */
function recording(output: string): string {
  return `${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  mux: { factory: matroskamux }
  sink: { factory: filesink, properties: { location: ${output} } }
links:
  - camera.src -> mux.video_%u
  - mux.src -> sink.sink
`;
}

/** Resolves when there is data in the file: the pipeline plays. */
async function whenWritten(path: string): Promise<void> {
  while ((await readFile(path).catch(() => Buffer.alloc(0))).length < 10_000) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The runner among the children of a process, once it is there. */
async function runnerOf(pid: number): Promise<number> {
  while (true) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.trim().split(' ').filter(Boolean)) {
      const name = await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '');
      if (name.startsWith('pipewright-runn')) {
        return Number(child);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
