/** Viewers of a run's pads: signalling between browser and runner. */
import { randomUUID } from 'node:crypto';
import type { PreviewSignal } from '@pipewright/protocol';
import type { RunSession } from '@pipewright/supervisor';
import type { Logger } from 'pino';
import { Refusal } from '../errors/app-error.ts';
import { EventStream } from '../events/event-stream.ts';
import type { OfferInput, Previews, ViewerInput } from '../trpc/context.ts';
import { commanded, type RunRegistry } from './run-registry.ts';

/** How long the answer to an offer may take: the pad's first picture comes before it. */
const ANSWER_TIMEOUT_MILLIS = 20_000;

export class RunPreviews implements Previews {
  readonly #runs: RunRegistry;
  readonly #logger: Logger;

  constructor(runs: RunRegistry, logger: Logger) {
    this.#runs = runs;
    this.#logger = logger;
  }

  /** Attaches a viewer, which is detached when the signal aborts or the reader goes. */
  async *watch(input: ViewerInput, signal: AbortSignal): AsyncGenerator<PreviewSignal> {
    const session = this.#runs.session(input.runId);
    const viewerId = randomUUID();
    const stream = new EventStream<PreviewSignal>().endWith(signal);
    const onSignal = (id: string, event: PreviewSignal) => {
      if (id === viewerId) {
        stream.push(event);
        if (event.kind === 'ended') {
          stream.end();
        }
      }
    };
    const onOver = () => onSignal(viewerId, { kind: 'ended', reason: 'The run is over.' });
    session.on('viewerSignal', onSignal);
    session.once('over', onOver);
    try {
      const { padIndex, stream: source, maxWidth, maxHeight } = input;
      const viewer = { viewerId, padIndex, stream: source, maxWidth, maxHeight };
      const codec = await commanded(session.attachViewer(viewer));
      yield { kind: 'attached', viewerId, codec };
      yield* stream;
    } finally {
      session.off('viewerSignal', onSignal);
      session.off('over', onOver);
      await this.#detach(input.runId, viewerId);
    }
  }

  async answer(input: { runId: string; viewerId: string; sdp: string }): Promise<void> {
    await commanded(this.#runs.session(input.runId).answerViewer(input.viewerId, input.sdp));
  }

  async addIceCandidate(input: {
    runId: string;
    viewerId: string;
    mlineIndex: number;
    candidate: string;
  }): Promise<void> {
    const session = this.#runs.session(input.runId);
    await commanded(session.addIceCandidate(input.viewerId, input.mlineIndex, input.candidate));
  }

  async answerOffer(
    { runId, padIndex, stream, maxWidth, maxHeight, offer }: OfferInput,
    signal: AbortSignal,
  ): Promise<{ viewerId: string; sdp: string }> {
    const session = this.#runs.session(runId);
    const viewerId = randomUUID();
    const settled = new AbortController();
    const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS);
    const waiting = AbortSignal.any([signal, settled.signal, timeout]);
    try {
      const answer = answerTo(session, viewerId, waiting);
      // Whichever fails first is what is told.
      answer.catch(() => undefined);
      const viewer = { viewerId, padIndex, stream, maxWidth, maxHeight, offer };
      await commanded(session.attachViewer(viewer));
      return { viewerId, sdp: await answer };
    } catch (error) {
      await this.#detach(runId, viewerId);
      throw timeout.aborted
        ? new Refusal('unavailable', 'No picture has come to the pad, so there is no answer yet.')
        : error;
    } finally {
      settled.abort();
    }
  }

  async detach({ runId, viewerId }: { runId: string; viewerId: string }): Promise<void> {
    try {
      await commanded(this.#runs.session(runId).detachViewer(viewerId));
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'bad-request') {
        throw new Refusal('not-found', error.message, { cause: error });
      }
      throw error;
    }
  }

  async #detach(runId: string, viewerId: string): Promise<void> {
    try {
      await this.#runs.session(runId).detachViewer(viewerId);
    } catch (error) {
      // The viewer has gone by itself, or was never attached.
      this.#logger.debug({ err: error, runId, viewerId }, 'viewer not detached');
    }
  }
}

/** The runner's answer to a viewer's offer; refuses when the viewer or the run ends before it. */
function answerTo(session: RunSession, viewerId: string, signal: AbortSignal): Promise<string> {
  let stopListening = () => {};
  return new Promise<string>((resolve, reject) => {
    const refuse = (reason: string) => reject(new Refusal('bad-request', reason));
    const onAnswer = (id: string, sdp: string) => {
      if (id === viewerId) resolve(sdp);
    };
    const onSignal = (id: string, event: PreviewSignal) => {
      if (id === viewerId && event.kind === 'ended') refuse(event.reason);
    };
    const onOver = () => refuse('The run is over.');
    const onAbort = () => reject(signal.reason);
    session.on('viewerAnswer', onAnswer);
    session.on('viewerSignal', onSignal);
    session.once('over', onOver);
    signal.addEventListener('abort', onAbort, { once: true });
    stopListening = () => {
      session.off('viewerAnswer', onAnswer);
      session.off('viewerSignal', onSignal);
      session.off('over', onOver);
      signal.removeEventListener('abort', onAbort);
    };
  }).finally(() => stopListening());
}
