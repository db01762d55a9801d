/** Calls the REST API by its own OpenAPI document, and holds every answer against it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../rest/openapi-document.ts';

export interface RestCall {
  /** Parts of the path, the query or the JSON body: what the document says of each. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Of a JSON answer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what the document has vouched for
  readonly json: any;
}

interface DescribedOperation {
  readonly method: string;
  readonly path: string;
}

export class RestClient {
  readonly document: OpenApiDocument;
  /** Operations that have answered with success. */
  readonly succeeded = new Set<string>();
  readonly #url: string;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  private constructor(url: string, document: OpenApiDocument) {
    this.#url = url;
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...document, $id: 'openapi' });
  }

  static async of(serverUrl: string): Promise<RestClient> {
    const url = `${serverUrl}/api/v1`;
    const response = await fetch(`${url}/openapi.json`);
    return new RestClient(url, (await response.json()) as OpenApiDocument);
  }

  get operationIds(): string[] {
    return this.#operations().map(([id]) => id);
  }

  /** Throws when the answer is none that the document foresees. */
  async call(operationId: string, call: RestCall = {}): Promise<RestAnswer> {
    const response = await this.fetch(operationId, call);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const type = response.headers.get('Content-Type')?.split(';', 1)[0];
    const isJson = type?.endsWith('json') ?? false;
    const json: unknown = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
    const validate = this.#validatorOf(operationId, response.status, type);
    const value = isJson ? json : new TextDecoder().decode(bytes);
    if (validate !== undefined && !validate(value)) {
      const problems = this.#ajv.errorsText(validate.errors, { separator: '\n' });
      throw new Error(`${operationId} ${response.status}:\n${problems}\n${JSON.stringify(json)}`);
    }
    if (response.ok) {
      this.succeeded.add(operationId);
    }
    return { status: response.status, headers: response.headers, bytes, json };
  }

  /** The response as it comes, for streams. */
  fetch(operationId: string, call: RestCall = {}, signal?: AbortSignal): Promise<Response> {
    const { method, path } = this.#operation(operationId);
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(call.path?.[name] ?? ''),
    );
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
    return fetch(`${this.#url}${filled}${query}`, {
      method: method.toUpperCase(),
      headers: {
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined
        ? {}
        : { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** A validator for a schema of the document by its name. */
  schema(name: string): ValidateFunction {
    return this.#compiled(`openapi#/components/schemas/${name}`);
  }

  #validatorOf(id: string, status: number, type: string | undefined): ValidateFunction | undefined {
    const { method, path } = this.#operation(id);
    const responses = this.document.paths?.[path]?.[method as 'get']?.responses ?? {};
    const response = responses[String(status)];
    if (response === undefined || '$ref' in response) {
      throw new Error(`${id}: the document foresees no ${status}.`);
    }
    const types = Object.keys(response.content ?? {});
    if (types.length === 0 && type === undefined) {
      return undefined;
    }
    if (type === undefined || !types.includes(type)) {
      throw new Error(`${id} ${status}: the document foresees ${types}, but ${type} came.`);
    }
    const steps = ['paths', path, method, 'responses', `${status}`, 'content', type, 'schema'];
    return this.#compiled(`openapi#/${steps.map(pointerStep).join('/')}`);
  }

  #compiled(reference: string): ValidateFunction {
    return this.#ajv.getSchema(reference) ?? this.#ajv.compile({ $ref: reference });
  }

  #operation(id: string): DescribedOperation {
    const found = this.#operations().find(([candidate]) => candidate === id);
    if (found === undefined) {
      throw new Error(`The document has no operation "${id}".`);
    }
    return found[1];
  }

  #operations(): [string, DescribedOperation][] {
    return Object.entries(this.document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { operationId: string }>).map(
        ([method, { operationId }]): [string, DescribedOperation] => [
          operationId,
          { method, path },
        ],
      ),
    );
  }
}

/** A step of a JSON pointer in a URI's fragment. */
function pointerStep(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}
