import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunLogFile, writeRunFolder } from './run-folder.ts';
import { chainPlan } from './testing/plans.ts';

describe('a run folder', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'pipewright-run-folder-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  it('holds the plan without its secrets, and the config files', async () => {
    const folder = join(parent, 'run');
    const plan = {
      ...chainPlan(['camera', 'rtspsrc', { 'user-pw': 'swordfish' }], ['sink', 'fakesink']),
      files: [{ path: join(folder, 'files/tracker.yml'), text: 'BaseConfig:\n' }],
      secretProperties: [{ element: 'camera', property: 'user-pw' }],
    };
    await writeRunFolder(folder, plan);
    const record = await readFile(join(folder, 'plan.json'), 'utf8');
    expect(record).not.toContain('swordfish');
    expect(JSON.parse(record)).toMatchObject({
      name: 'test',
      elements: [{ name: 'camera', factory: 'rtspsrc' }, { name: 'sink' }],
      files: [join(folder, 'files/tracker.yml')],
    });
    expect(await readFile(join(folder, 'files/tracker.yml'), 'utf8')).toBe('BaseConfig:\n');
  });

  it('writes nothing outside itself', async () => {
    const outside = join(parent, 'elsewhere.txt');
    const plan = { ...chainPlan(), files: [{ path: outside, text: 'x' }] };
    await expect(writeRunFolder(join(parent, 'run'), plan)).rejects.toThrow(outside);
    await expect(readFile(outside)).rejects.toThrow('ENOENT');
  });

  it('keeps the log, line by line, and how many lines are missing', async () => {
    const log = new RunLogFile(parent);
    const line = { sequence: 1, atMillis: 0, stream: 'stderr', text: 'hello' } as const;
    log.append({ lines: [line], numDropped: 7 });
    await log.close();
    const text = await readFile(join(parent, 'run.log'), 'utf8');
    expect(text).toContain('1970-01-01T00:00:00.000Z stderr hello\n');
    expect(text).toContain('7 lines came too fast');
  });
});
