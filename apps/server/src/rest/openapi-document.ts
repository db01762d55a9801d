/** The OpenAPI 3.1 document of the table of operations. */
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { hasBody, type Operation, pathNames, type Success } from './operation.ts';
import { API_ROOT } from './operations.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';
import { problem } from './schemas/server.ts';

/** Every operation may answer with these: wrong input, a way out of the workspace, a fault of ours. */
const COMMON_ERRORS = [400, 403, 500] as const;

export type OpenApiDocument = ReturnType<typeof createDocument>;

export function openApiDocument(
  operations: readonly Operation[],
  version: string,
): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Pipewright',
      version,
      description:
        'What the Pipewright server does, for other tools: documents of the workspace, checks, imports, exports, runs and their measurements. Paths are relative to the workspace; what leads out of it is refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_ROOT }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths as ZodOpenApiPathsObject,
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, input, path, success, errors } = operation;
  const { textBody } = operation;
  const names = pathNames(path);
  const inPath = maskOf(names);
  const beside = input.omit(maskOf(textBody === undefined ? names : [...names, textBody.name]));
  const statuses = [...new Set([...COMMON_ERRORS, ...errors])].sort((a, b) => a - b);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...parametersOf(operation, names.length > 0 ? input.pick(inPath) : undefined, beside),
    ...(hasBody(operation)
      ? { requestBody: { required: true, content: { 'application/json': { schema: beside } } } }
      : {}),
    ...(textBody === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [textBody.mediaType]: { schema: input.shape[textBody.name] as z.ZodType } },
          },
        }),
    responses: {
      [success.status]: { description: success.description, ...contentOf(success) },
      ...Object.fromEntries(statuses.map((status) => [status, errorResponse(status)])),
    },
  };
}

function parametersOf(
  operation: Operation,
  path: z.ZodObject | undefined,
  beside: z.ZodObject,
): Pick<ZodOpenApiOperationObject, 'requestParams'> {
  const hasQuery = !hasBody(operation) && Object.keys(beside.shape).length > 0;
  return path === undefined && !hasQuery
    ? {}
    : {
        requestParams: {
          ...(path === undefined ? {} : { path }),
          ...(hasQuery ? { query: beside } : {}),
        },
      };
}

function contentOf(success: Success): { content?: Record<string, { schema: z.ZodType }> } {
  switch (success.kind) {
    case 'json':
      return { content: { 'application/json': { schema: success.schema } } };
    case 'written':
      return {
        content: Object.fromEntries(
          Object.entries(success.content).map(([type, schema]) => [type, { schema }]),
        ),
      };
    case 'empty':
      return {};
  }
}

function errorResponse(status: number) {
  return {
    description: STATUS_CODES[status] ?? 'Error',
    content: { [PROBLEM_MEDIA_TYPE]: { schema: problem } },
  };
}

function maskOf(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true]));
}
