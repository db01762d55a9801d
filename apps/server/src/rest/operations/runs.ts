/** Runs: from start to end, and what they tell. */
import type { LogLine, RunStats } from '@pipewright/protocol';
import { z } from 'zod';
import { Refusal } from '../../errors/app-error.ts';
import type { StartInput } from '../../trpc/context.ts';
import { runIdInput, setPropertyInput } from '../../trpc/inputs.ts';
import { empty, json, type Operation, type RestServices, written } from '../operation.ts';
import { sendRunEvents } from '../run-events.ts';
import {
  eventsQuery,
  logPage,
  logQuery,
  runStats,
  runSummary,
  setValue,
  startedRun,
  startRunBody,
  whepInput,
  whepSession,
} from '../schemas/runs.ts';
import { padIndexOf } from './run-pads.ts';

const tag = 'Runs';
const noStats: RunStats = { streams: [], pads: [], elements: [], gpus: [] };
const SDP_MEDIA_TYPE = 'application/sdp';

export const runOperations: readonly Operation[] = [
  json({
    id: 'listRuns',
    method: 'get',
    path: '/runs',
    tag,
    summary: 'List the runs',
    returns: 'Live and ended runs, the newest first.',
    output: z.array(runSummary),
    errors: [],
    handle: (_input, { services }) => services.runs.list(),
  }),
  json({
    id: 'startRun',
    method: 'post',
    path: '/runs',
    tag,
    summary: 'Start a run',
    description:
      'Of a text, or of the document at `path`. Refused with 422 and every diagnostic when the pipeline has errors, and with 412 when no runner can be started or too many run.',
    input: startRunBody,
    status: 201,
    returns: 'The run is starting.',
    output: startedRun,
    errors: [404, 412, 413, 415, 422],
    handle: async (input, { services }, response) => {
      const started = await services.runs.start(await withText(input, services));
      response.location(`${response.req.baseUrl}/runs/${started.runId}`);
      return started;
    },
  }),
  json({
    id: 'getRun',
    method: 'get',
    path: '/runs/{runId}',
    tag,
    summary: 'Look at a run',
    input: runIdInput,
    returns: 'Its state, problems and pads.',
    output: runSummary,
    errors: [404],
    handle: ({ runId }, { services }) => services.runs.get(runId),
  }),
  empty({
    id: 'stopRun',
    method: 'post',
    path: '/runs/{runId}/stop',
    tag,
    summary: 'Stop a run',
    description: 'With EOS, so that files are finalised. Answers when the run is over.',
    input: runIdInput,
    returns: 'The run is over.',
    errors: [404],
    handle: ({ runId }, { services }) => services.runs.stop(runId),
  }),
  empty({
    id: 'killRun',
    method: 'post',
    path: '/runs/{runId}/kill',
    tag,
    summary: 'Kill a run',
    description: 'Nothing is finalised. Answers when no process is left.',
    input: runIdInput,
    returns: 'The run is over.',
    errors: [404],
    handle: ({ runId }, { services }) => services.runs.kill(runId),
  }),
  empty({
    id: 'pauseRun',
    method: 'post',
    path: '/runs/{runId}/pause',
    tag,
    summary: 'Pause a run',
    input: runIdInput,
    returns: 'The pipeline goes to PAUSED.',
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.pause(runId),
  }),
  empty({
    id: 'resumeRun',
    method: 'post',
    path: '/runs/{runId}/resume',
    tag,
    summary: 'Resume a run',
    input: runIdInput,
    returns: 'The pipeline goes to PLAYING.',
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.resume(runId),
  }),
  json({
    id: 'setProperty',
    method: 'post',
    path: '/runs/{runId}/properties',
    tag,
    summary: 'Set a property while the pipeline runs',
    input: setPropertyInput,
    returns: 'The value as the element has it now.',
    output: setValue,
    errors: [404, 412, 415],
    handle: (input, { services }) => services.runs.setProperty(input),
  }),
  json({
    id: 'getRunStats',
    method: 'get',
    path: '/runs/{runId}/stats',
    tag,
    summary: 'Measure a run',
    input: runIdInput,
    returns:
      'The newest measurements of streams, elements, pads, GPUs and process; the last ones of an ended run.',
    output: runStats,
    errors: [404],
    handle: ({ runId }, { services }) => services.runs.stats(runId) ?? noStats,
  }),
  json({
    id: 'getRunLogs',
    method: 'get',
    path: '/runs/{runId}/logs',
    tag,
    summary: "Read a run's log",
    description: 'Page by page: `after` of the next page is `nextAfter` of this one.',
    input: logQuery,
    returns: 'Lines in their order.',
    output: logPage,
    errors: [404],
    handle: ({ runId, after, limit }, { services }) =>
      pageOf(services.runs.log(runId), after, limit),
  }),
  written({
    id: 'watchRun',
    method: 'get',
    path: '/runs/{runId}/events',
    tag,
    summary: 'Watch a run',
    description:
      'Server-sent events until the run is over: `run` with a Run (first, and with every change of state or problems), `stats` with RunStats (twice a second), `log` with `{lines, numDropped}` when `logs` is true, and `end` at last.',
    input: eventsQuery,
    returns: 'The events.',
    content: { 'text/event-stream': z.string() },
    errors: [404],
    handle: ({ runId, logs }, { services, signal }, response) =>
      sendRunEvents({ runId, withLogs: logs === 'true', runs: services.runs, signal, response }),
  }),
  written({
    id: 'startWhep',
    method: 'post',
    path: '/runs/{runId}/whep/{pad}',
    tag,
    summary: 'Watch the video of a pad by WHEP',
    description:
      'The URL for a WHEP player: it sends an offer with its candidates and gets the answer with those of the runner, and in Location the session to delete. What is shown is encoded once for all who watch the same.',
    input: whepInput,
    textBody: { name: 'offer', mediaType: SDP_MEDIA_TYPE },
    status: 201,
    returns: 'The answer.',
    content: { [SDP_MEDIA_TYPE]: z.string() },
    errors: [404, 412, 413, 415],
    handle: async ({ runId, pad, ...viewer }, { services, signal }, response) => {
      const padIndex = padIndexOf(services.runs.get(runId), pad);
      const input = { runId, padIndex, ...viewer };
      const { viewerId, sdp } = await services.previews.answerOffer(input, signal);
      response
        .status(201)
        .location(`${response.req.originalUrl.split('?', 1)[0]}/${viewerId}`)
        .type(SDP_MEDIA_TYPE)
        .send(sdp);
    },
  }),
  empty({
    id: 'endWhep',
    method: 'delete',
    path: '/runs/{runId}/whep/{pad}/{viewerId}',
    tag,
    summary: 'End a WHEP session',
    input: whepSession,
    returns: 'The session has ended.',
    errors: [404, 412],
    handle: ({ runId, viewerId }, { services }) => services.previews.detach({ runId, viewerId }),
  }),
];

async function withText(
  { text, ...input }: z.output<typeof startRunBody>,
  { documents }: RestServices,
): Promise<StartInput> {
  if (text !== undefined) {
    return { ...input, text };
  }
  if (input.path === undefined) {
    throw new Refusal('bad-request', 'Send a text, or the path of a document in the workspace.');
  }
  const document = await documents.open(input.path);
  return { ...input, text: document.text, revision: document.revision };
}

function pageOf(kept: readonly LogLine[], after: number, limit: number): z.output<typeof logPage> {
  const newer = kept.filter(({ sequence }) => sequence > after);
  const lines = newer.slice(0, limit);
  const first = newer[0]?.sequence ?? after + 1;
  return {
    lines,
    nextAfter: lines.at(-1)?.sequence ?? after,
    hasMore: newer.length > lines.length,
    numMissing: Math.max(0, first - after - 1),
  };
}
