/** The server itself, for people and for what watches over it. */
import { z } from 'zod';
import { json, type Operation, written } from '../operation.ts';
import { HttpProblem } from '../problem.ts';
import { health, readiness, serverInfo } from '../schemas/server.ts';

const tag = 'Server';

/** As Prometheus' text format calls itself. */
export const METRICS_MEDIA_TYPE = 'text/plain';

export const serverOperations: readonly Operation[] = [
  json({
    id: 'getInfo',
    method: 'get',
    path: '/info',
    tag,
    summary: 'Tell version, workspace and runtime',
    returns: 'What serves here.',
    output: serverInfo,
    errors: [],
    handle: (_input, { services }) => services.info(),
  }),
  json({
    id: 'getHealth',
    method: 'get',
    path: '/health',
    rootPath: '/health',
    tag,
    summary: 'Tell whether the server lives',
    returns: 'It answers.',
    output: health,
    errors: [],
    handle: (_input, { services }) => ({ status: 'ok' as const, version: services.version }),
  }),
  json({
    id: 'getReadiness',
    method: 'get',
    path: '/ready',
    rootPath: '/ready',
    tag,
    summary: 'Tell whether pipelines can be run',
    description: 'Waits for the first look at what this machine can run.',
    returns: 'The workspace is there and a runner can be started.',
    output: readiness,
    errors: [503],
    handle: async (_input, { services }) => {
      const [{ runtime, problem }] = await Promise.all([
        services.info(),
        services.documents.list().catch((error: unknown) => {
          throw new HttpProblem(503, `The workspace can not be read: ${messageOf(error)}`);
        }),
      ]);
      if (runtime === undefined) {
        throw new HttpProblem(503, problem ?? 'No runner can be started here.');
      }
      return { status: 'ready' as const, runtime: runtime.name };
    },
  }),
  written({
    id: 'getMetrics',
    method: 'get',
    path: '/metrics',
    rootPath: '/metrics',
    tag,
    summary: 'Measure, for Prometheus',
    returns: "Runs, streams, elements and processes in Prometheus' text format.",
    content: { [METRICS_MEDIA_TYPE]: z.string() },
    errors: [],
    handle: async (_input, { services }, response) => {
      const text = await services.metrics();
      response.set('Content-Type', `${METRICS_MEDIA_TYPE}; version=0.0.4; charset=utf-8`);
      response.send(text);
    },
  }),
];

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
