/** `pipewright control ACTION` */
import { parseArgs } from 'node:util';
import { ACTIONS, type ControlOptions } from '../control/actions.ts';
import { ServerClient } from '../control/server-client.ts';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

const DEFAULT_SERVER = 'http://127.0.0.1:4400';

/** Options as the user writes them. */
const OPTION_NAMES: Readonly<Record<keyof ControlOptions, string>> = {
  run: '--run',
  rate: '--rate',
  stream: '--stream',
  output: '-o',
};

export async function controlCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      run: { type: 'string' },
      server: { type: 'string' },
      rate: { type: 'string' },
      stream: { type: 'string' },
      output: { type: 'string', short: 'o' },
      json: { type: 'boolean', default: false },
    },
  });
  const [name, ...words] = positionals;
  const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (name === undefined || action === undefined) {
    const got = name === undefined ? 'is missing' : `got "${name}"`;
    throw new CommandError(`control takes ${Object.keys(ACTIONS).join(', ')}, but ${got}.`);
  }
  const [least, most] = action.words;
  if (words.length < least || words.length > most) {
    throw new CommandError(`control ${name}: see pipewright control --help for what it takes.`);
  }
  for (const option of ['rate', 'stream', 'output'] as const) {
    if (values[option] !== undefined && action.options?.includes(option) !== true) {
      throw new CommandError(`control ${name} takes no ${OPTION_NAMES[option]}.`);
    }
  }
  const { json, server, run, rate, stream, output } = values;
  const client = new ServerClient(
    server ?? terminal.environment.PIPEWRIGHT_SERVER ?? DEFAULT_SERVER,
  );
  const result = await action.run({
    client,
    terminal,
    options: { run, rate, stream, output },
    words,
  });
  terminal.out(json ? `${JSON.stringify(result.json, null, 2)}\n` : result.text);
  return EXIT_DONE;
}
