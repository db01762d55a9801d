/** The server itself in the REST API. */
import type { ServerInfo } from '@pipewright/protocol';
import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { diagnostic } from './exchange.ts';

export const serverInfo: z.ZodType<ServerInfo> = z
  .object({
    version: z.string(),
    workspace: z.object({ name: z.string(), root: z.string() }),
    runtime: z
      .object({ name: z.enum(['deepstream', 'standin']), gstreamerVersion: z.string() })
      .exactOptional(),
    problem: z.string().exactOptional(),
  })
  .meta({ id: 'ServerInfo' });

export const health = z
  .object({ status: z.literal('ok'), version: z.string() })
  .meta({ id: 'Health' });

export const readiness = z
  .object({ status: z.literal('ready'), runtime: z.enum(['deepstream', 'standin']) })
  .meta({ id: 'Readiness' });

export const problem: z.ZodType<Problem> = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).exactOptional(),
    diagnostics: z.array(diagnostic).exactOptional(),
    conflict: z
      .object({ path: z.string(), currentRevision: z.string(), currentText: z.string() })
      .exactOptional(),
  })
  .meta({ id: 'Problem', description: 'Problem details as RFC 9457 has them.' });
