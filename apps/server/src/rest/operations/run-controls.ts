/** What a running pipeline can be asked for: places, pictures, graphs, log levels, sources. */
import { z } from 'zod';
import {
  logLevelsInput,
  runIdInput,
  seekInput,
  stepInput,
  updateRunInput,
} from '../../trpc/inputs.ts';
import { json, type Operation, written } from '../operation.ts';
import { runGraph, runLogLevels, runPosition, runUpdate, snapshotInput } from '../schemas/runs.ts';
import { padIndexOf } from './run-pads.ts';

const tag = 'Runs';

export const runControlOperations: readonly Operation[] = [
  json({
    id: 'getRunPosition',
    method: 'get',
    path: '/runs/{runId}/position',
    tag,
    summary: 'Ask where a run is',
    input: runIdInput,
    returns: 'Position and duration of each source and of all, and whether they can seek.',
    output: runPosition,
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.position(runId),
  }),
  json({
    id: 'seekRun',
    method: 'post',
    path: '/runs/{runId}/seek',
    tag,
    summary: 'Go to another place, or play at another rate',
    description:
      'Of recorded streams. Answers when the sinks have pictures from there; refused with the name of the source that cannot seek.',
    input: seekInput,
    returns: 'The position reached.',
    output: runPosition,
    errors: [404, 412, 413, 415],
    handle: (input, { services }) => services.runs.seek(input),
  }),
  json({
    id: 'stepRun',
    method: 'post',
    path: '/runs/{runId}/step',
    tag,
    summary: 'Let a paused run advance',
    description: 'By buffers of the sinks or by milliseconds, one of the two.',
    input: stepInput,
    returns: 'The position reached.',
    output: runPosition,
    errors: [404, 412, 413, 415],
    handle: (input, { services }) => services.runs.step(input),
  }),
  json({
    id: 'flushRun',
    method: 'post',
    path: '/runs/{runId}/flush',
    tag,
    summary: 'Throw away what is on its way to the sinks',
    description:
      'Recorded streams seek to where they are; live sources go on with what comes next.',
    input: runIdInput,
    returns: 'The position.',
    output: runPosition,
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.flush(runId),
  }),
  written({
    id: 'takeSnapshot',
    method: 'get',
    path: '/runs/{runId}/snapshot/{pad}',
    tag,
    summary: 'Take a picture of a pad',
    description:
      'The next picture that passes; of a paused run the one that a sink behind the pad holds.',
    input: snapshotInput,
    returns: 'The picture.',
    content: { 'image/png': z.string().meta({ format: 'binary' }) },
    errors: [404, 412],
    handle: async ({ runId, pad, ...request }, { services }, response) => {
      const padIndex = padIndexOf(services.runs.get(runId), pad);
      const png = await services.runs.snapshot({ runId, padIndex, ...request });
      response.type('image/png').send(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
    },
  }),
  json({
    id: 'getRunGraph',
    method: 'get',
    path: '/runs/{runId}/graph',
    tag,
    summary: 'Describe the running pipeline',
    description: 'With the states of its elements, negotiated caps and properties.',
    input: runIdInput,
    returns: 'The graph.',
    output: runGraph,
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.graph(runId),
  }),
  json({
    id: 'getLogLevels',
    method: 'get',
    path: '/runs/{runId}/log-levels',
    tag,
    summary: "Ask for GStreamer's log levels",
    input: runIdInput,
    returns: 'The levels of all categories of the process.',
    output: runLogLevels,
    errors: [404, 412],
    handle: ({ runId }, { services }) => services.runs.logLevels(runId),
  }),
  json({
    id: 'setLogLevels',
    method: 'put',
    path: '/runs/{runId}/log-levels',
    tag,
    summary: "Set GStreamer's log levels while the pipeline runs",
    input: logLevelsInput,
    returns: 'The levels of all categories of the process.',
    output: runLogLevels,
    errors: [404, 412, 413, 415],
    handle: (input, { services }) => services.runs.setLogLevels(input),
  }),
  json({
    id: 'updateRun',
    method: 'post',
    path: '/runs/{runId}/update',
    tag,
    summary: 'Add and remove sources while the pipeline runs',
    description:
      'The run becomes what the document says now: sources that it has are added to their muxer, sources that it lacks are taken out. Refused when other parts of the pipeline differ.',
    input: updateRunInput,
    returns: 'What joined and what left.',
    output: runUpdate,
    errors: [404, 412, 413, 415, 422],
    handle: (input, { services }) => services.runs.update(input),
  }),
];
