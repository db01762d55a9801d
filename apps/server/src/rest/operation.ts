/** What an operation of the REST API is: one entry of the table that routes and document come from. */
import type { Response } from 'express';
import { z } from 'zod';
import type { Exchange } from '../exchange/exchange.ts';
import type { Services } from '../trpc/context.ts';

export type HttpMethod = 'get' | 'post' | 'put' | 'delete';

/** Statuses that an operation may answer with besides success; 400, 403 and 500 go without saying. */
export type ErrorStatus = 404 | 409 | 412 | 413 | 415 | 422 | 503;

/** Everything an operation may use. */
export interface RestServices extends Services {
  readonly exchange: Exchange;
  readonly version: string;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
}

export interface Call {
  readonly services: RestServices;
  /** Aborts when the client goes. */
  readonly signal: AbortSignal;
}

/** Header fields of a success, with what they tell. */
export type ResponseHeaders = Readonly<Record<string, string>>;

export type Success =
  | {
      readonly kind: 'json';
      readonly status: 200 | 201;
      readonly description: string;
      readonly schema: z.ZodType;
    }
  | { readonly kind: 'empty'; readonly status: 204; readonly description: string }
  /** The operation writes the response itself. */
  | {
      readonly kind: 'written';
      readonly status: 200 | 201;
      readonly description: string;
      /** By media type; a text or bytes where there is no schema. */
      readonly content: Readonly<Record<string, z.ZodType>>;
    };

export interface TextBody {
  /** Of the input. */
  readonly name: string;
  readonly mediaType: string;
}

export interface Operation {
  /** Unique, e.g. `saveDocument`. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Below the API's root, e.g. `/runs/{runId}`. */
  readonly path: string;
  /** Where it is to be had besides, from the server's root on. */
  readonly rootPath?: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Parts of the path, and the query (GET, DELETE) or the JSON body (POST, PUT), in one. */
  readonly input: z.ZodObject;
  /** The part of the input that is the body as it comes, in place of JSON; the others are the query. */
  readonly textBody?: TextBody;
  readonly success: Success;
  readonly errors: readonly ErrorStatus[];
  /** Parses the input; resolves with the body of a `json` success. Throws ZodError and Refusal. */
  readonly run: (input: unknown, call: Call, response: Response) => Promise<unknown>;
}

type Shared = Pick<
  Operation,
  'id' | 'method' | 'path' | 'rootPath' | 'tag' | 'summary' | 'description' | 'errors' | 'textBody'
>;

type Handler<Input, Output> = (
  input: Input,
  call: Call,
  response: Response,
) => Output | Promise<Output>;

interface JsonSpec<Input extends z.ZodObject, Output> extends Shared {
  readonly input?: Input;
  readonly status?: 200 | 201;
  readonly returns: string;
  readonly output: z.ZodType<Output>;
  readonly handle: Handler<z.output<Input>, NoInfer<Output>>;
}

interface EmptySpec<Input extends z.ZodObject> extends Shared {
  readonly input?: Input;
  readonly returns: string;
  readonly handle: Handler<z.output<Input>, void>;
}

interface WrittenSpec<Input extends z.ZodObject> extends EmptySpec<Input> {
  readonly status?: 200 | 201;
  readonly content: Readonly<Record<string, z.ZodType>>;
}

/** An operation that answers with JSON. */
export function json<Input extends z.ZodObject, Output>(spec: JsonSpec<Input, Output>): Operation {
  const { input, handle, status = 200, returns: description, output: schema, ...shared } = spec;
  return {
    ...shared,
    ...runnable(input, handle),
    success: { kind: 'json', status, description, schema },
  };
}

/** An operation that answers with nothing but its success. */
export function empty<Input extends z.ZodObject>(spec: EmptySpec<Input>): Operation {
  const { input, handle, returns: description, ...shared } = spec;
  return {
    ...shared,
    ...runnable(input, handle),
    success: { kind: 'empty', status: 204, description },
  };
}

/** An operation that writes its response itself. */
export function written<Input extends z.ZodObject>(spec: WrittenSpec<Input>): Operation {
  const { input, handle, status = 200, content, returns: description, ...shared } = spec;
  return {
    ...shared,
    ...runnable(input, handle),
    success: { kind: 'written', status, description, content },
  };
}

function runnable<Input extends z.ZodObject, Output>(
  input: Input | undefined,
  handle: Handler<z.output<Input>, Output>,
): Pick<Operation, 'input' | 'run'> {
  // A misspelt name is told of, not passed over.
  const strict = (input ?? z.object({})).strict();
  return {
    input: strict,
    run: async (raw, call, response) =>
      handle((await strict.parseAsync(raw)) as z.output<Input>, call, response),
  };
}

/** Names of the parts of an operation's path. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** Whether the input beside the path comes as a JSON body. */
export function hasBody({ method, path, input, textBody }: Operation): boolean {
  if (textBody !== undefined) return false;
  const numInPath = pathNames(path).length;
  return (method === 'post' || method === 'put') && Object.keys(input.shape).length > numInPath;
}
