/** One typed method per method of the runner. */
import type { Plan, PlanElement, PlanLink, PropertyValue } from '@pipewright/graph';
import type { runner } from '@pipewright/protocol';
import {
  elementsToMessages,
  linksToMessages,
  planToMessage,
  propertyToMessage,
} from './plan-message.ts';
import type { DoctorLimits } from './run-session-options.ts';
import type { RequestMethod, ResponseResult, RunnerChannel } from './runner-channel.ts';

/** Time allowed per request, milliseconds. */
export interface RequestTimeouts {
  /** A first look at a registry may scan every plugin. */
  readonly inspect: number;
  readonly build: number;
  /** Changes of state: elements open files and cameras, and build a model's engine for minutes. */
  readonly stateChange: number;
  /** What waits for data to pass: seeks, steps, pictures. */
  readonly streaming: number;
  readonly other: number;
}

export const DEFAULT_REQUEST_TIMEOUTS: RequestTimeouts = {
  inspect: 120_000,
  build: 120_000,
  stateChange: 30 * 60_000,
  streaming: 30_000,
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

export interface SeekRequest {
  /** Absent: where the streams are. */
  readonly positionMillis?: number | undefined;
  /** 1 when absent; negative plays backwards. */
  readonly rate?: number | undefined;
  readonly flush: boolean;
  /** The nearest key frame before the place, or the very frame; as the sources do it when absent. */
  readonly precision?: 'key-unit' | 'accurate' | undefined;
}

export interface SnapshotRequest {
  readonly padIndex: number;
  /** Source id within the batch; -1: all, tiled. */
  readonly stream: number;
  /** Pixels; absent: full size. */
  readonly maxWidth?: number | undefined;
  readonly maxHeight?: number | undefined;
  /** For a picture to come. */
  readonly timeoutMillis: number;
}

/** An amount by which a paused pipeline advances. */
export type StepRequest = { readonly buffers: number } | { readonly millis: number };

const NANOS_PER_MILLI = 1_000_000;

function nanosOf(millis: number): bigint {
  return BigInt(Math.round(millis * NANOS_PER_MILLI));
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
    expectsViewers: boolean;
    doctor: DoctorLimits;
  }): Promise<runner.BuildResult> {
    const value = {
      plan: planToMessage(options.plan, options.runId),
      runtime: options.runtime,
      telemetryIntervalMs: options.telemetryIntervalMillis,
      expectsViewers: options.expectsViewers,
      doctor: {
        prerollLimitMs: options.doctor.prerollMillis ?? 0,
        stallLimitMs: options.doctor.stallMillis ?? 0,
        threadLimit: options.doctor.threads ?? 0,
        messageLimitPerS: options.doctor.messagesPerSecond ?? 0,
      },
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

  /** Resolves with the position that was reached. */
  seek({ positionMillis, rate, flush, precision }: SeekRequest): Promise<runner.PositionResult> {
    const value = {
      ...(positionMillis === undefined ? {} : { positionNs: nanosOf(positionMillis) }),
      rate: rate ?? 1,
      flush,
      keyUnit: precision === 'key-unit',
      accurate: precision === 'accurate',
    };
    return this.#ask({ case: 'seek', value }, 'position', this.#timeouts.streaming);
  }

  queryPosition(): Promise<runner.PositionResult> {
    return this.#ask({ case: 'queryPosition', value: {} }, 'position', this.#timeouts.streaming);
  }

  flush(): Promise<runner.PositionResult> {
    return this.#ask({ case: 'flush', value: {} }, 'position', this.#timeouts.streaming);
  }

  step(amount: StepRequest): Promise<runner.PositionResult> {
    const value = {
      amount:
        'buffers' in amount
          ? ({ case: 'buffers', value: BigInt(amount.buffers) } as const)
          : ({ case: 'durationNs', value: nanosOf(amount.millis) } as const),
    };
    return this.#ask({ case: 'step', value }, 'position', this.#timeouts.streaming);
  }

  takeSnapshot(request: SnapshotRequest): Promise<runner.TakeSnapshotResult> {
    const { padIndex, stream, timeoutMillis } = request;
    const value = {
      padIndex,
      stream,
      maxWidth: request.maxWidth ?? 0,
      maxHeight: request.maxHeight ?? 0,
      timeoutMs: timeoutMillis,
    };
    const allowed = timeoutMillis + this.#timeouts.streaming;
    return this.#ask({ case: 'takeSnapshot', value }, 'takeSnapshot', allowed);
  }

  /** The running pipeline in Graphviz' language. */
  async describeGraph(): Promise<string> {
    const method = { case: 'describeGraph', value: {} } as const;
    const { dot } = await this.#ask(method, 'describeGraph', this.#timeouts.other);
    return dot;
  }

  /** Without `thresholds` it only asks. */
  setDebugThresholds(thresholds?: string): Promise<runner.DebugThresholdsResult> {
    const value = thresholds === undefined ? {} : { thresholds };
    const method = { case: 'setDebugThresholds', value } as const;
    return this.#ask(method, 'debugThresholds', this.#timeouts.other);
  }

  /** Resolves with the watched pads of the new links. */
  async addElements(
    elements: readonly PlanElement[],
    links: readonly PlanLink[],
  ): Promise<runner.WatchedPad[]> {
    const value = { elements: elementsToMessages(elements), links: linksToMessages(links) };
    const method = { case: 'addElements', value } as const;
    return (await this.#ask(method, 'addElements', this.#timeouts.stateChange)).pads;
  }

  /** Resolves with the indexes of the watched pads that ended. */
  async removeElements(names: readonly string[]): Promise<number[]> {
    const value = { elements: [...names] };
    const method = { case: 'removeElements' as const, value };
    return (await this.#ask(method, 'removeElements', this.#timeouts.stateChange)).padIndexes;
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
