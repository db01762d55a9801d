import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import type { Plan } from '@pipewright/graph';
import { type RunState, telemetry } from '@pipewright/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunSession } from './run-session.ts';
import type { RunSessionOptions } from './run-session-options.ts';
import { chainPlan } from './testing/plans.ts';
import { requireRunner } from './testing/real-runner.ts';

// A pattern that moves: videotestsrc keeps the picture of one that stands still, and another thread
// may be copying it while a test changes the pattern.
const endless = chainPlan(
  ['source', 'videotestsrc', { 'is-live': true, pattern: 'snow' }],
  ['sink', 'fakesink'],
);

describe('RunSession with the real runner', () => {
  let folder: string;
  let sessions: RunSession[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipewright-session-'));
    sessions = [];
  });
  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.stop()));
    await rm(folder, { recursive: true });
  });

  function sessionFor(plan: Plan, changes: Partial<RunSessionOptions> = {}): RunSession {
    const session = new RunSession({
      runId: 'run-1',
      plan,
      runtime: 'auto',
      installation: requireRunner(),
      environment: process.env,
      folder,
      telemetryIntervalMillis: 50,
      ...changes,
    });
    sessions.push(session);
    return session;
  }

  /** Every state from the start, in order. */
  function statesOf(session: RunSession): RunState[] {
    const states: RunState[] = [session.state];
    session.on('changed', () => {
      if (states.at(-1) !== session.state) {
        states.push(session.state);
      }
    });
    return states;
  }

  async function until(session: RunSession, state: RunState): Promise<void> {
    while (session.state !== state) {
      if (session.isOver) {
        throw new Error(`The run is ${session.state}: ${JSON.stringify(session.problems)}`);
      }
      await once(session, 'changed');
    }
  }

  it('plays to the end of the streams and counts every frame', async () => {
    const plan = chainPlan(['source', 'videotestsrc', { 'num-buffers': 30 }], ['sink', 'fakesink']);
    const session = sessionFor(plan);
    const states = statesOf(session);
    let last: telemetry.Sample | undefined;
    session.on('telemetry', (bytes) => {
      const { runId, content } = fromBinary(telemetry.TelemetrySchema, bytes);
      expect(runId).toBe('run-1');
      last = content.case === 'sample' ? content.value : last;
    });
    await session.start();
    await session.whenOver();
    expect(session.problems).toEqual([]);
    expect(states).toEqual(['starting', 'playing', 'stopping', 'finished']);
    expect(session.pads).toEqual([
      { index: 0, link: 'source.src -> sink.sink', element: 'source', pad: 'src' },
    ]);
    expect(last?.pads[0]?.buffers).toBe(30n);
  });

  it('stops an endless pipeline with EOS, and its process is gone', async () => {
    const session = sessionFor(endless);
    const states = statesOf(session);
    await session.start();
    await until(session, 'playing');
    await session.stop();
    expect(session.problems).toEqual([]);
    expect(states).toEqual(['starting', 'playing', 'stopping', 'finished']);
    await expect(session.pause()).rejects.toThrow('finished');
  });

  it('pauses and goes on', async () => {
    const session = sessionFor(endless);
    const states = statesOf(session);
    await session.start();
    await until(session, 'playing');
    await session.pause();
    await until(session, 'paused');
    await session.resume();
    await until(session, 'playing');
    expect(states).toEqual(['starting', 'playing', 'paused', 'playing']);
  });

  it('sets a property live and reads it back, and names what is wrong with others', async () => {
    const session = sessionFor(endless);
    await session.start();
    await until(session, 'playing');
    const place = { element: 'source', property: 'pattern' };
    expect(await session.setProperty(place, 'ball')).toBe('ball');
    await expect(
      session.setProperty({ element: 'source', property: 'no-such-thing' }, 1),
    ).rejects.toMatchObject({ code: 'NO_SUCH_PROPERTY', property: 'no-such-thing' });
    expect(session.state).toBe('playing');
  });

  it('fails with the element and property that the runner refuses', async () => {
    const session = sessionFor(
      chainPlan(['source', 'videotestsrc', { pattern: 'no-such-pattern' }], ['sink', 'fakesink']),
    );
    await session.start();
    await session.whenOver();
    expect(session.state).toBe('failed');
    expect(session.problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'INVALID_PROPERTY_VALUE',
        element: 'source',
        property: 'pattern',
      }),
    ]);
  });

  it("fails with an element's own error, on that element", async () => {
    const session = sessionFor(
      chainPlan(
        ['file', 'filesrc', { location: join(folder, 'absent.mp4') }],
        ['sink', 'fakesink'],
      ),
    );
    await session.start();
    await session.whenOver();
    expect(session.state).toBe('failed');
    expect(session.problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        element: 'file',
        code: 'gst-resource-error-quark:3',
      }),
    );
    expect(session.problems.filter((problem) => problem.element === undefined)).toEqual([]);
  });

  it('tells why a pipeline does not play, on what was drawn, and when that is over', async () => {
    const plan = chainPlan(
      ['source', 'videotestsrc', { 'is-live': true }],
      ['gate', 'valve', { drop: true }],
      ['sink', 'fakesink'],
    );
    const session = sessionFor(plan, { doctor: { prerollMillis: 300 } });
    await session.start();
    while (session.diagnoses.length === 0) {
      await once(session, 'changed');
    }
    expect(session.diagnoses).toEqual([
      expect.objectContaining({
        kind: 'not-prerolled',
        severity: 'error',
        elements: ['sink', 'gate'],
        fixes: expect.arrayContaining([
          {
            title: expect.stringContaining('async'),
            steps: [{ kind: 'set-property', element: 'sink', property: 'async', value: false }],
          },
        ]),
      }),
    ]);
    expect(session.diagnoses[0]?.evidence).toContainEqual(
      expect.objectContaining({
        element: 'gate',
        link: 'gate.src -> sink.sink',
        fact: { kind: 'flow', numBuffers: 0 },
      }),
    );
    await session.setProperty({ element: 'gate', property: 'drop' }, false);
    while (session.diagnoses[0]?.resolvedAtMillis === undefined) {
      await once(session, 'changed');
    }
    await until(session, 'playing');
    await session.stop();
    const lines = session.log.map(({ text }) => text).filter((text) => text.startsWith('DOCTOR'));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("'sink' waits for its first buffer");
    expect(lines[1]).toContain('over');
    expect(session.state).toBe('finished');
  });

  it('fails with the signal when its runner is killed', async () => {
    const session = sessionFor(endless);
    await session.start();
    await until(session, 'playing');
    const [runner] = childrenNamed('pipewright-runn');
    expect(runner).toBeDefined();
    process.kill(runner ?? 0, 'SIGKILL');
    await session.whenOver();
    expect(session.state).toBe('failed');
    expect(session.problems).toEqual([
      expect.objectContaining({
        code: 'runner-died',
        message: 'The runner process was killed by SIGKILL (signal 9).',
      }),
    ]);
  });

  it('can be stopped before it has started', async () => {
    const session = sessionFor(endless);
    const started = session.start();
    await session.stop();
    await started;
    expect(session.state).toBe('finished');
    expect(session.problems).toEqual([]);
  });

  it('says why a runner could not be started', async () => {
    const installation = { binary: join(folder, 'absent') };
    const session = sessionFor(endless, { installation });
    await session.start();
    await session.whenOver();
    expect(session.state).toBe('failed');
    expect(session.problems).toEqual([
      expect.objectContaining({ code: 'runner-start', message: expect.stringContaining('absent') }),
    ]);
  });

  it('refuses a preview of a pad that does not exist, and stays alive', async () => {
    const session = sessionFor(endless);
    await session.start();
    await until(session, 'playing');
    const viewer = { viewerId: 'viewer', padIndex: 99, stream: -1 };
    await expect(session.attachViewer(viewer)).rejects.toMatchObject({ code: 'NO_SUCH_PAD' });
    expect(session.state).toBe('playing');
  });

  it('is sought, stepped, pictured, described, and logs as it is told', async () => {
    const recorded = chainPlan(
      ['source', 'videotestsrc', { 'num-buffers': 500 }],
      ['filter', 'capsfilter', { caps: 'video/x-raw,width=64,height=48,framerate=25/1' }],
      ['sink', 'fakesink', { sync: true }],
    );
    const session = sessionFor(recorded);
    await session.start();
    await until(session, 'playing');
    await session.pause();
    await until(session, 'paused');
    const { controls } = session;
    const there = await controls.seek({ positionMillis: 7000, flush: true, precision: 'accurate' });
    expect(there).toMatchObject({ positionMillis: 7000, durationMillis: 20_000, isSeekable: true });
    expect(there.sources).toEqual([
      {
        element: 'source',
        positionMillis: expect.any(Number),
        durationMillis: 20_000,
        isSeekable: true,
      },
    ]);
    expect((await controls.step({ buffers: 1 })).positionMillis).toBe(7040);
    expect((await controls.step({ millis: 200 })).positionMillis).toBe(7240);
    expect((await controls.flush()).positionMillis).toBe(7240);
    const { png, width, height } = await controls.snapshot({
      padIndex: 1,
      stream: -1,
      timeoutMillis: 20_000,
    });
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
    expect([width, height]).toEqual([64, 48]);
    expect(await controls.graph()).toMatch(/^digraph pipeline/);
    const levels = await controls.setLogLevels('GST_PADS:5');
    expect(levels.categories).toContainEqual(
      expect.objectContaining({ name: 'GST_PADS', level: 'DEBUG' }),
    );
    expect((await controls.setLogLevels('')).thresholds).toBe('');
    await expect(controls.setLogLevels('GST_PADS:loud')).rejects.toThrow(/'GST_PADS:loud'/);
  });

  it('lets sources join and leave', async () => {
    const withCameras = (...names: readonly string[]): Plan => {
      const plan = chainPlan(['mux', 'funnel'], ['sink', 'fakesink']);
      const cameras = names.map((name) =>
        chainPlan([name, 'videotestsrc', { 'is-live': true, pattern: 'ball' }]).elements.slice(
          0,
          1,
        ),
      );
      const links = names.map((name, number) => {
        const id = `${name}.src -> mux.sink_${number}`;
        const to = { toElement: 'mux', toPad: `sink_${number}` };
        return { id, fromElement: name, fromPad: 'src', ...to, origin: id };
      });
      const elements = [...plan.elements, ...cameras.flat()];
      return { ...plan, elements, links: [...plan.links, ...links] };
    };
    const session = sessionFor(withCameras('camera0'));
    await session.start();
    await until(session, 'playing');
    const update = await session.update(withCameras('camera0', 'camera1'));
    expect(update).toEqual({ added: ['camera1'], removed: [], differing: [] });
    expect(session.pads.map(({ element }) => element)).toEqual(['mux', 'camera0', 'camera1']);
    await session.setProperty({ element: 'camera1', property: 'pattern' }, 'snow');
    expect(await session.update(withCameras('camera0'))).toMatchObject({ removed: ['camera1'] });
    expect(session.pads.map(({ element }) => element)).toEqual(['mux', 'camera0']);
    expect(session.problems).toEqual([]);
  });
});

/** Child processes of this one whose name begins so, newest first. */
function childrenNamed(prefix: string): number[] {
  const path = `/proc/${process.pid}/task`;
  const children = readFileSync(`${path}/${process.pid}/children`, 'utf8').trim().split(' ');
  return children
    .map(Number)
    .filter((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith(prefix))
    .reverse();
}
