import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../testing/command.ts';
import { short, withErrors } from '../testing/documents.ts';
import { useScratchFolder } from '../testing/scratch-folder.ts';

const scratch = useScratchFolder();
const file = scratch.file;

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
    await mkdir(join(scratch.path, 'media'));
    await writeFile(join(scratch.path, 'media/absent.raw'), '');
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
    const rule = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'unknown-property');
    expect(rule).toMatchObject({
      shortDescription: { text: 'The property exists on the element' },
      fullDescription: { text: expect.stringMatching(/GStreamer refuses a property .*\.$/) },
      help: { text: expect.stringMatching(/\.$/) },
      defaultConfiguration: { level: 'error' },
    });
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
    const absent = join(scratch.path, 'absent.yaml');
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

  it('checks pipelines of other formats and config files, as their content tells', async () => {
    const inputs = [
      ['gst-launch-1.0 videotestsrc ! nvinferr ! fakesink', 'gst-launch', 'unknown-element'],
      ['videotestsrc num-buffers=soon ! fakesink', 'gst-launch', 'property-type'],
      ['[property]\nonnx-file=a.onnx\nnetwork-mode=9\n', 'nvinfer-config', 'nvinfer-config-value'],
      [
        '%YAML:1.0\nBaseConfig:\n  minDetectorConfidence: high\n',
        'tracker-config',
        'config-file-value',
      ],
    ];
    for (const [input = '', kind, code] of inputs) {
      const { exitCode, stdout } = await runCommandLine(['check', '-', '--json'], { input });
      const [report] = JSON.parse(stdout).files;
      expect([report.kind, exitCode], input).toEqual([kind, 1]);
      expect(report.diagnostics.map((each: { code: string }) => each.code)).toContain(code);
    }
  });

  it('places what is wrong in a config file', async () => {
    const path = await file('[property]\nonnx-file=a.onnx\nunique-id=3\n', 'detector.txt');
    const { stdout } = await runCommandLine(['check', path, '--no-files', '--json']);
    const { diagnostics } = JSON.parse(stdout).files[0];
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ line: 3, fix: expect.stringContaining('gie-unique-id') }),
    );
  });

  it('judges nothing by this machine\u2019s files when asked not to', async () => {
    const path = await file(
      '[property]\nonnx-file=absent.onnx\nnum-detected-classes=2\n',
      'detector.txt',
    );
    const codes = async (...options: string[]) => {
      const { stdout } = await runCommandLine(['check', path, '--json', ...options]);
      return JSON.parse(stdout).files[0].diagnostics.map((each: { code: string }) => each.code);
    };
    expect(await codes()).toContain('nvinfer-model');
    expect(await codes('--no-files')).not.toContain('nvinfer-model');
  });

  it('asks what a text is that it does not know', async () => {
    const { exitCode, stderr } = await runCommandLine(['check', '-'], { input: 'Dear reader,\n' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--from');
  });
});
