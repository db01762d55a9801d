/** The REST API of a Pipewright server. */
import { CommandError, EXIT_INPUT_ERRORS, EXIT_RUN_FAILED, EXIT_UNUSABLE } from '../exit-codes.ts';

const API = '/api/v1';

/** The parts of its problem details that are shown. */
interface Problem {
  readonly detail?: string;
  readonly diagnostics?: readonly { readonly severity: string; readonly message: string }[];
}

/** Asks a server; what it refuses is a CommandError with its own words. */
export class ServerClient {
  readonly #base: string;

  /** `server` is the address that the server says when it is ready. */
  constructor(server: string) {
    if (!/^https?:\/\//.test(server) || !URL.canParse(server)) {
      throw new CommandError(
        `--server takes an address such as http://127.0.0.1:4400, but got "${server}".`,
      );
    }
    this.#base = `${server.replace(/\/+$/, '')}${API}`;
  }

  /** The JSON of an answer; undefined where there is none. */
  async json<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await this.#ask(method, path, body);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** The bytes of an answer. */
  async bytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask('GET', path)).arrayBuffer());
  }

  async #ask(method: string, path: string, body?: object): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.#base}${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CommandError(
        `No server answers at ${this.#base}: ${reasonOf(error)}. Start it (npm start), or name another one with --server.`,
      );
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    return response;
  }
}

async function refusal(response: Response): Promise<CommandError> {
  const problem = await readProblem(response);
  if (problem?.detail === undefined) {
    return new CommandError(
      `${response.url} answers ${response.status} ${response.statusText}: is that a Pipewright server?`,
    );
  }
  const findings = (problem.diagnostics ?? []).map(
    ({ severity, message }) => `\n  ${severity}: ${message}`,
  );
  return new CommandError(`${problem.detail}${findings.join('')}`, exitCodeOf(response.status));
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  try {
    return (await response.json()) as Problem;
  } catch {
    // Not one of ours: its status has to do.
    return undefined;
  }
}

function exitCodeOf(status: number): number {
  if (status === 422) {
    return EXIT_INPUT_ERRORS;
  }
  return status >= 500 ? EXIT_RUN_FAILED : EXIT_UNUSABLE;
}

/** `fetch` hides what happened in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? String(cause);
}
