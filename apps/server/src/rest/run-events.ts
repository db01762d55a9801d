/** A run as server-sent events. */
import type { RunEvent } from '@pipewright/protocol';
import type { Response } from 'express';
import type { Runs } from '../trpc/context.ts';
import { EventSourceResponse } from './event-source-response.ts';

export interface RunEventsCall {
  readonly runId: string;
  readonly withLogs: boolean;
  readonly runs: Runs;
  /** Aborts when the client goes. */
  readonly signal: AbortSignal;
  readonly response: Response;
}

/** Resolves when the run is over or the client has gone. Refuses unknown runs before it sends. */
export async function sendRunEvents(call: RunEventsCall): Promise<void> {
  const { runId, runs, signal, response } = call;
  const state = runs.get(runId).state;
  const isOver = state === 'finished' || state === 'failed';
  if (isOver && response.req.get('Last-Event-ID') !== undefined) {
    // A browser comes back after the end of its own accord; 204 tells it not to.
    response.status(204).end();
    return;
  }
  const events = runs.events(runId, signal);
  const stats = runs.statsChanges(runId, signal);
  const out = new EventSourceResponse(response, signal);
  await Promise.all([sendEvents(events, out, call.withLogs), sendAll('stats', stats, out)]);
  await out.send('end', { runId });
  out.end();
}

async function sendEvents(
  events: AsyncIterable<RunEvent>,
  out: EventSourceResponse,
  withLogs: boolean,
): Promise<void> {
  for await (const event of events) {
    if (event.kind !== 'log') {
      await out.send('run', event.run);
    }
    if (withLogs && event.kind === 'snapshot') {
      await out.send('log', { lines: event.log, numDropped: 0 });
    } else if (withLogs && event.kind === 'log') {
      await out.send('log', { lines: event.lines, numDropped: event.numDropped });
    }
  }
}

async function sendAll(
  name: string,
  values: AsyncIterable<unknown>,
  out: EventSourceResponse,
): Promise<void> {
  for await (const value of values) {
    await out.send(name, value);
  }
}
