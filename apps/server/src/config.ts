/** The environment, parsed once; nothing else in the server reads it. */
import { join, resolve } from 'node:path';
import type { Environment } from '@pipewright/supervisor';
import { z } from 'zod';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface ServerConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Absolute. */
  readonly workspace: string;
  readonly logLevel: LogLevel;
}

/** A variable holds something that can't be used; the message names it and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const schema = z.object({
  PIPEWRIGHT_HOST: z.string().min(1, 'must be an address').default('127.0.0.1'),
  PIPEWRIGHT_PORT: z
    .string()
    .regex(/^\d+$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be a port number from 0 to 65535')
    .default(4400),
  PIPEWRIGHT_WORKSPACE: z.string().min(1, 'must be a folder').optional(),
  PIPEWRIGHT_LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
    .default('info'),
});

/** Throws ConfigError. `root` is the repository's; the default workspace lies in it. */
export function readConfig(environment: Environment, root: string): ServerConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      ({ path, message }) =>
        `${path.join('.')} ${message}, but it is "${environment[String(path[0])]}"`,
    );
    throw new ConfigError(issues.join('\n'));
  }
  const { data } = parsed;
  return {
    host: data.PIPEWRIGHT_HOST,
    port: data.PIPEWRIGHT_PORT,
    workspace: resolve(data.PIPEWRIGHT_WORKSPACE ?? join(root, 'workspace')),
    logLevel: data.PIPEWRIGHT_LOG_LEVEL,
  };
}
