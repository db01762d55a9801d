/** Which run a command is for. */
import type { RunSummary } from '@pipewright/protocol';
import { CommandError } from '../exit-codes.ts';
import type { ServerClient } from './server-client.ts';

const LIVE: ReadonlySet<RunSummary['state']> = new Set([
  'starting',
  'playing',
  'paused',
  'stopping',
]);

/** The run asked for, else the only live one. Throws CommandError where that is not clear. */
export async function chooseRun(client: ServerClient, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) {
    return wanted;
  }
  const runs = await client.json<RunSummary[]>('GET', '/runs');
  const live = runs.filter(({ state }) => LIVE.has(state));
  const [only, another] = live;
  if (only === undefined) {
    throw new CommandError('No run is live on this server.');
  }
  if (another !== undefined) {
    const names = live.map(({ id, documentName }) => `\n  ${id}  ${documentName}`);
    throw new CommandError(`Several runs are live: choose one with --run.${names.join('')}`);
  }
  return only.id;
}
