/** One typed method per method of the runner. */
import type { Plan, PropertyValue } from '@pipewright/graph';
import type { runner } from '@pipewright/protocol';
import { planToMessage, propertyToMessage } from './plan-message.ts';
import type { RequestMethod, ResponseResult, RunnerChannel } from './runner-channel.ts';

/** Time allowed per request, milliseconds. */
export interface RequestTimeouts {
  /** A first look at a registry may scan every plugin. */
  readonly inspect: number;
  readonly build: number;
  /** Changes of state: elements open files and cameras, and build a model's engine for minutes. */
  readonly stateChange: number;
  readonly other: number;
}

export const DEFAULT_REQUEST_TIMEOUTS: RequestTimeouts = {
  inspect: 120_000,
  build: 120_000,
  stateChange: 30 * 60_000,
  other: 10_000,
};

export interface ViewerRequest {
  readonly viewerId: string;
  readonly padIndex: number;
  /** Source id within the batch; -1: all, tiled. */
  readonly stream: number;
  readonly maxWidth?: number | undefined;
  readonly maxHeight?: number | undefined;
  /** The viewer's own SDP offer; without it, it is made one. */
  readonly offer?: string | undefined;
}

type ResultOf<Case extends ResponseResult['case']> = Extract<
  ResponseResult,
  { case: Case }
>['value'];

/** Every method rejects with RunnerError, RequestTimeoutError or ChannelClosedError. */
export class RunnerClient {
  readonly #channel: RunnerChannel;
  readonly #timeouts: RequestTimeouts;

  constructor(channel: RunnerChannel, timeouts: RequestTimeouts = DEFAULT_REQUEST_TIMEOUTS) {
    this.#channel = channel;
    this.#timeouts = timeouts;
  }

  /** The registry's facts of the named factories; those that are not there are left out. */
  inspect(factories: readonly string[], runtime: runner.Runtime): Promise<runner.InspectResult> {
    const value = { factories: [...factories], runtime };
    return this.#ask({ case: 'inspect', value }, 'inspect', this.#timeouts.inspect);
  }

  /** Builds the pipeline up to READY; once per process. */
  build(options: {
    plan: Plan;
    runId: string;
    runtime: runner.Runtime;
    telemetryIntervalMillis: number;
  }): Promise<runner.BuildResult> {
    const value = {
      plan: planToMessage(options.plan, options.runId),
      runtime: options.runtime,
      telemetryIntervalMs: options.telemetryIntervalMillis,
    };
    return this.#ask({ case: 'build', value }, 'build', this.#timeouts.build);
  }

  async play(): Promise<void> {
    await this.#ask({ case: 'play', value: {} }, 'done', this.#timeouts.stateChange);
  }

  async pause(): Promise<void> {
    await this.#ask({ case: 'pause', value: {} }, 'done', this.#timeouts.stateChange);
  }

  /** EOS, at most `eosTimeoutMillis` for it to arrive (0: no EOS), then NULL. */
  async stop(eosTimeoutMillis: number): Promise<void> {
    const value = { eosTimeoutMs: eosTimeoutMillis };
    const timeoutMillis = eosTimeoutMillis + this.#timeouts.other;
    await this.#ask({ case: 'stop', value }, 'done', timeoutMillis);
  }

  /** Sets a property of a plan element or of its pad; resolves with the value as read back. */
  async setProperty(
    place: { element: string; pad?: string | undefined; property: string },
    propertyValue: PropertyValue,
  ): Promise<string> {
    const value = {
      element: place.element,
      pad: place.pad ?? '',
      property: propertyToMessage(place.property, propertyValue),
    };
    const result = await this.#ask(
      { case: 'setProperty', value },
      'setProperty',
      this.#timeouts.other,
    );
    return result.value;
  }

  /** Replaces the set of pads whose object metadata is sent. */
  async setMetadataTaps(padIndexes: readonly number[], lossless: boolean): Promise<void> {
    const value = { padIndexes: [...padIndexes], lossless };
    await this.#ask({ case: 'setMetadataTaps', value }, 'done', this.#timeouts.other);
  }

  /** Resolves with the codec of the viewer's stream. */
  async attachViewer(viewer: ViewerRequest): Promise<string> {
    const value = {
      viewerId: viewer.viewerId,
      padIndex: viewer.padIndex,
      stream: viewer.stream,
      maxWidth: viewer.maxWidth ?? 0,
      maxHeight: viewer.maxHeight ?? 0,
      offer: viewer.offer ?? '',
    };
    const result = await this.#ask(
      { case: 'attachViewer', value },
      'attachViewer',
      this.#timeouts.other,
    );
    return result.codec;
  }

  async answerViewer(viewerId: string, sdp: string): Promise<void> {
    const value = { viewerId, sdp };
    await this.#ask({ case: 'answerViewer', value }, 'done', this.#timeouts.other);
  }

  async addIceCandidate(viewerId: string, mlineIndex: number, candidate: string): Promise<void> {
    const value = { viewerId, mlineIndex, candidate };
    await this.#ask({ case: 'addIceCandidate', value }, 'done', this.#timeouts.other);
  }

  async detachViewer(viewerId: string): Promise<void> {
    const value = { viewerId };
    await this.#ask({ case: 'detachViewer', value }, 'done', this.#timeouts.other);
  }

  async #ask<Case extends ResponseResult['case']>(
    method: RequestMethod,
    expected: Case,
    timeoutMillis: number,
  ): Promise<ResultOf<Case>> {
    const result = await this.#channel.request(method, timeoutMillis);
    if (result.case !== expected) {
      throw new Error(
        `The runner answered "${method.case}" with "${result.case}" instead of "${expected}".`,
      );
    }
    return result.value as ResultOf<Case>;
  }
}
