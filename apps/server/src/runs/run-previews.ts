/** Viewers of a run's pads: signalling between browser and runner. */
import { randomUUID } from 'node:crypto';
import type { PreviewSignal } from '@pipewright/protocol';
import type { Logger } from 'pino';
import { EventStream } from '../events/event-stream.ts';
import type { Previews, ViewerInput } from '../trpc/context.ts';
import { commanded, type RunRegistry } from './run-registry.ts';

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

  async #detach(runId: string, viewerId: string): Promise<void> {
    try {
      await this.#runs.session(runId).detachViewer(viewerId);
    } catch (error) {
      // The viewer has gone by itself, or was never attached.
      this.#logger.debug({ err: error, runId, viewerId }, 'viewer not detached');
    }
  }
}
