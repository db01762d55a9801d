import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../testing/command.ts';

/** No runner is there: only the shipped facts. */
const shippedOnly = { environment: { PIPEWRIGHT_RUNNER: '/nonexistent/runner' } };

async function names(args: readonly string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runCommandLine(['inspect', ...args, '--json']);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout).factories.map((factory: { name: string }) => factory.name);
}

describe('inspect FACTORY', () => {
  it('shows all facts, with what this machine has', async () => {
    const { exitCode, stdout } = await runCommandLine(['inspect', 'fakesink', '--json']);
    expect(exitCode).toBe(0);
    const factory = JSON.parse(stdout);
    expect(factory).toMatchObject({
      name: 'fakesink',
      installed: true,
      target: { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' },
      machine: { runtime: expect.stringMatching(/^(standin|deepstream)$/) },
    });
    expect(factory.properties).toContainEqual(
      expect.objectContaining({ name: 'sync', type: 'boolean', default: false }),
    );
  });

  it('prints pads with caps, and properties with type, range, default, choices and notes', async () => {
    const { stdout } = await runCommandLine(['inspect', 'nvdsosd']);
    expect(stdout).toMatch(/^nvdsosd {2}Overlay\n/);
    expect(stdout).toMatch(/offered by +the (CPU stand-in|DeepStream SDK)/);
    expect(stdout).toMatch(
      /sink {2}sink, always\n +video\/x-raw in memory:NVMM\n +format +NV12, RGBA/,
    );
    expect(stdout).toMatch(/process-mode +enum, default MODE_GPU \(1\), before the start/);
    expect(stdout).toMatch(/0 {2}MODE_CPU/);
    expect(stdout).toMatch(/blur-bbox +uint, 2 or less, default 0.*\n.*\n +Since DeepStream 9\.0/);
    // Not a terminal.
    expect(stdout).not.toContain('\u001B');
  });

  it('says what file a property names, and what must be set', async () => {
    const { stdout } = await runCommandLine(['inspect', 'nvinfer']);
    expect(stdout).toMatch(/config +config-file-path: nvinfer settings/);
    expect(stdout).toMatch(/config-file-path .*\n.*\n +Required/);
  });

  it("shows the target's facts", async () => {
    const args = ['inspect', 'nvdsosd', '--deepstream', '6.2'];
    const { stdout } = await runCommandLine(args, shippedOnly);
    expect(stdout).toContain('default MODE_CPU (0)');
    expect(stdout).not.toContain('blur-bbox');
    const modern = await runCommandLine(
      ['inspect', 'nvstreammux', '--streammux', 'new'],
      shippedOnly,
    );
    expect(modern.stdout).toContain('config-file-path');
    expect(modern.stdout).not.toMatch(/^ +live-source /m);
    const jetson = await runCommandLine(
      ['inspect', 'nveglglessink', '--platform', 'jetson'],
      shippedOnly,
    );
    expect(jetson.stdout).toContain('memory:EGLImage');
    expect(jetson.stdout).not.toContain('On Jetson:');
  });

  it('marks where this machine differs from the version that is asked for', async () => {
    const { stdout } = await runCommandLine([
      'inspect',
      'nvinfer',
      '--deepstream',
      '6.3',
      '--json',
    ]);
    expect(JSON.parse(stdout).differences).toContainEqual({
      property: 'strongly-typed',
      text: 'is new here',
    });
  });

  it('still shows the shipped facts without a runner, and says why', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['inspect', 'nvinfer'], shippedOnly);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Shipped facts only: .*nonexistent/);
    expect(stdout).toMatch(/offered by +not known on this machine/);
  });

  it('suggests what a mistyped name may mean', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['inspect', 'nvinfr']);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('nvinfer');
  });

  it('says in which version an element exists', async () => {
    const args = ['inspect', 'nvds3dbridge', '--deepstream', '6.3'];
    const { exitCode, stderr } = await runCommandLine(args, shippedOnly);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('exists since DeepStream 7.0');
  });
});

describe('inspect', () => {
  it('lists all, installed or not', async () => {
    expect(await names([])).toEqual(
      expect.arrayContaining(['nvinfer', 'nvstreammux', 'videotestsrc']),
    );
  });

  it('groups the list and says what each does', async () => {
    const { stdout } = await runCommandLine(['inspect'], shippedOnly);
    expect(stdout).toMatch(/Sources {2}source: /);
    expect(stdout).toMatch(/nvtracker +Gives each object an id/);
  });

  it('is narrowed by words', async () => {
    expect((await names(['--search', 'tracker']))[0]).toBe('nvtracker');
  });

  it('is narrowed by category', async () => {
    expect(await names(['--category', 'tracker'])).toEqual(['nvtracker']);
  });

  it.each([
    ['jetson', true],
    ['dgpu', false],
  ])('is narrowed by platform: %s', async (platform, hasDrm) => {
    const sinks = await names(['--platform', platform, '--category', 'sink']);
    expect(sinks.includes('nvdrmvideosink')).toBe(hasDrm);
  });

  it.each([
    ['6.3', 'nvds3dbridge', false],
    ['9.2', 'nvblender', true],
  ])('is narrowed by version: %s', async (version, factory, hasIt) => {
    expect((await names(['--deepstream', version])).includes(factory)).toBe(hasIt);
  });

  it.each<readonly [readonly string[], RegExp]>([
    [['--category', 'nosuch'], /--category takes source, decoder/],
    [['--platform', 'amiga'], /--platform takes dgpu, jetson, sbsa/],
    [['--deepstream', '4.0'], /--deepstream takes 5\.1/],
    [['--streammux', 'old'], /--streammux takes legacy, new/],
    [['nvinfer', '--search', 'x'], /without a factory/],
    [['nvinfer', 'nvtracker'], /one factory/],
    [['--search', 'zzzzqqqq'], /No element fits/],
  ])('refuses options that say nothing: %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await runCommandLine(['inspect', ...args], shippedOnly);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
