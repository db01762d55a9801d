/** What can be asked of a run on a server. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunLogLevels, RunPosition, RunSummary, RunUpdate } from '@pipewright/protocol';
import { CommandError } from '../exit-codes.ts';
import { readDuration } from '../input/duration.ts';
import { readInput } from '../input/read-input.ts';
import type { Terminal } from '../terminal.ts';
import { levelsText, positionText, runsText, updateText } from './control-text.ts';
import { chooseRun } from './run-choice.ts';
import type { ServerClient } from './server-client.ts';

export interface ControlOptions {
  /** Absent: the only live one. */
  readonly run: string | undefined;
  readonly rate: string | undefined;
  readonly stream: string | undefined;
  /** Where a picture or graph is written. */
  readonly output: string | undefined;
}

export interface ControlCall {
  readonly client: ServerClient;
  readonly terminal: Terminal;
  readonly options: ControlOptions;
  readonly words: readonly string[];
}

/** What comes of an action: for programs, and for people. */
export interface ControlResult {
  readonly json: unknown;
  readonly text: string;
}

interface Action {
  /** Words that it takes, at least and at most. */
  readonly words: readonly [least: number, most: number];
  /** Options of its own. */
  readonly options?: readonly (keyof ControlOptions)[];
  readonly run: (call: ControlCall) => Promise<ControlResult>;
}

export const ACTIONS: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    run: async ({ client }) => {
      const runs = await client.json<RunSummary[]>('GET', '/runs');
      return { json: runs, text: runsText(runs) };
    },
  },
  pause: { words: [0, 0], run: (call) => changeState(call, 'pause') },
  resume: { words: [0, 0], run: (call) => changeState(call, 'resume') },
  stop: { words: [0, 0], run: (call) => changeState(call, 'stop') },
  kill: { words: [0, 0], run: (call) => changeState(call, 'kill') },
  position: { words: [0, 0], run: (call) => move(call, 'GET', 'position') },
  seek: { words: [0, 1], options: ['rate'], run: seek },
  step: {
    words: [0, 1],
    run: (call) =>
      move(call, 'POST', 'step', { buffers: wholeNumber('step', call.words[0] ?? '1') }),
  },
  flush: { words: [0, 0], run: (call) => move(call, 'POST', 'flush') },
  set: { words: [2, 2], run: setProperty },
  snapshot: { words: [1, 1], options: ['stream', 'output'], run: snapshot },
  graph: { words: [0, 0], options: ['output'], run: graph },
  levels: { words: [0, 1], run: levels },
  update: { words: [1, 1], run: update },
};

async function runPath({ client, options }: ControlCall): Promise<string> {
  return `/runs/${encodeURIComponent(await chooseRun(client, options.run))}`;
}

async function changeState(call: ControlCall, action: string): Promise<ControlResult> {
  const path = await runPath(call);
  await call.client.json('POST', `${path}/${action}`);
  const run = await call.client.json<RunSummary>('GET', path);
  return { json: run, text: runsText([run]) };
}

async function move(
  call: ControlCall,
  method: 'GET' | 'POST',
  action: string,
  body?: object,
): Promise<ControlResult> {
  const path = await runPath(call);
  const position = await call.client.json<RunPosition>(method, `${path}/${action}`, body);
  return { json: position, text: positionText(position) };
}

function seek(call: ControlCall): Promise<ControlResult> {
  const [time] = call.words;
  const { rate } = call.options;
  if (time === undefined && rate === undefined) {
    throw new CommandError('seek takes a time such as 90s, or --rate, or both.');
  }
  return move(call, 'POST', 'seek', {
    // Zero is no duration, but a place.
    ...(time === undefined
      ? {}
      : { positionMillis: /^0+(ms|s|m|h)?$/.test(time) ? 0 : readDuration('seek', time) }),
    ...(rate === undefined ? {} : { rate: decimal('--rate', rate) }),
    precision: 'accurate',
  });
}

async function setProperty(call: ControlCall): Promise<ControlResult> {
  const [target = '', assignment = ''] = call.words;
  const [element, pad] = target.split(/\.(.*)/s);
  const [property, value] = assignment.split(/=(.*)/s);
  if (value === undefined) {
    throw new CommandError(`set takes ELEMENT PROPERTY=VALUE, but got "${assignment}".`);
  }
  const body = { element, property, value, ...(pad === undefined ? {} : { pad }) };
  const path = await runPath(call);
  const set = await call.client.json<{ value: string }>('POST', `${path}/properties`, body);
  return { json: set, text: `${target}.${property} is ${set.value}\n` };
}

async function snapshot(call: ControlCall): Promise<ControlResult> {
  const [pad = ''] = call.words;
  const { output, stream } = call.options;
  if (output === undefined) {
    throw new CommandError('snapshot needs -o FILE.png: the picture is written there.');
  }
  const query = stream === undefined ? '' : `?stream=${wholeNumber('--stream', stream)}`;
  const path = await runPath(call);
  const png = await call.client.bytes(`${path}/snapshot/${encodeURIComponent(pad)}${query}`);
  const file = await write(call, output, png);
  return { json: { file, bytes: png.byteLength }, text: `${file}\n` };
}

async function graph(call: ControlCall): Promise<ControlResult> {
  const { output } = call.options;
  const answer = await call.client.json<{ dot: string }>('GET', `${await runPath(call)}/graph`);
  if (output === undefined) {
    return { json: answer, text: answer.dot };
  }
  const file = await write(call, output, answer.dot);
  return { json: { file }, text: `${file}\n` };
}

async function levels(call: ControlCall): Promise<ControlResult> {
  const [thresholds] = call.words;
  const path = `${await runPath(call)}/log-levels`;
  const found =
    thresholds === undefined
      ? await call.client.json<RunLogLevels>('GET', path)
      : await call.client.json<RunLogLevels>('PUT', path, { thresholds });
  return { json: found, text: levelsText(found) };
}

async function update(call: ControlCall): Promise<ControlResult> {
  const [file = ''] = call.words;
  const { text } = await readInput(file, call.terminal, undefined);
  const path = await runPath(call);
  const changed = await call.client.json<RunUpdate>('POST', `${path}/update`, { text });
  return { json: changed, text: updateText(changed) };
}

async function write(
  call: ControlCall,
  output: string,
  content: Uint8Array | string,
): Promise<string> {
  const file = resolve(call.terminal.workingFolder, output);
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CommandError(
      `${file} can't be written: ${error instanceof Error ? error.message : error}`,
    );
  }
  return file;
}

function wholeNumber(what: string, text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) {
    throw new CommandError(`${what} takes a whole number, but got "${text}".`);
  }
  return Number(text);
}

function decimal(what: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new CommandError(`${what} takes a number such as 0.5, 2 or -1, but got "${text}".`);
  }
  return value;
}
