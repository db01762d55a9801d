import type { RunPosition } from '@pipewright/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { errorText } from '../api/api-error.ts';
import type { Api } from '../api/trpc-client.ts';
import { notify } from '../ui/toast-store.ts';
import { isLive, type RunStore } from './run-store.ts';

const POLL_MILLIS = 500;

export interface PlaybackState {
  /** Absent while no run is live, or as long as it has not been asked for. */
  readonly position: RunPosition | undefined;
  /** A seek, step or flush is under way. */
  readonly isBusy: boolean;
}

/** Where the shown run is, and how it goes elsewhere. Failures become notices. */
export interface Playback {
  readonly store: StoreApi<PlaybackState>;
  /** Of seeks that come while one is under way, the last one counts. */
  seek(positionMillis: number, precision: 'key-unit' | 'accurate'): void;
  seekBy(millis: number): void;
  setRate(rate: number): void;
  /** One buffer, while paused. */
  step(): void;
  flush(): void;
}

type Move = (runId: string) => Promise<RunPosition>;

/** Asks for the position while a run is live. */
export function createPlayback(api: Api, run: RunStore): Playback {
  const store = createStore<PlaybackState>()(() => ({ position: undefined, isBusy: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Move | undefined;
  /** Answers of polls that a move has overtaken are of the past. */
  let numMoves = 0;

  const liveRun = (): string | undefined => {
    const shown = run.getState().run;
    return isLive(shown?.state) ? shown?.id : undefined;
  };

  const poll = async (runId: string): Promise<void> => {
    const before = numMoves;
    try {
      const position = await api.runs.position.query({ runId });
      if (liveRun() === runId && numMoves === before && !store.getState().isBusy) {
        store.setState({ position });
      }
    } catch {
      // The run has ended meanwhile, or the connection has, which its banner tells.
    }
    if (liveRun() === runId) {
      timer = setTimeout(() => void poll(runId), POLL_MILLIS);
    }
  };

  let polled: string | undefined;
  run.subscribe(() => {
    const runId = liveRun();
    if (runId === polled) {
      return;
    }
    polled = runId;
    clearTimeout(timer);
    store.setState({ position: undefined });
    if (runId !== undefined) {
      void poll(runId);
    }
  });

  const move = async (next: Move): Promise<void> => {
    const runId = liveRun();
    if (runId === undefined) {
      return;
    }
    if (store.getState().isBusy) {
      waiting = next;
      return;
    }
    numMoves++;
    store.setState({ isBusy: true });
    try {
      const position = await next(runId);
      store.setState({ position });
    } catch (error) {
      notify('error', errorText(error));
    } finally {
      store.setState({ isBusy: false });
    }
    const last = waiting;
    waiting = undefined;
    if (last !== undefined) {
      await move(last);
    }
  };

  const seek: Playback['seek'] = (positionMillis, precision) => {
    const rate = store.getState().position?.rate ?? 1;
    void move((runId) =>
      api.runs.seek.mutate({ runId, positionMillis, rate, flush: true, precision }),
    );
  };

  return {
    store,
    seek,
    seekBy: (millis) => {
      const { position } = store.getState();
      if (position?.positionMillis !== undefined) {
        const end = position.durationMillis ?? Number.POSITIVE_INFINITY;
        seek(Math.min(end, Math.max(0, position.positionMillis + millis)), 'accurate');
      }
    },
    setRate: (rate) => {
      void move((runId) =>
        api.runs.seek.mutate({ runId, rate, flush: true, precision: 'accurate' }),
      );
    },
    step: () => void move((runId) => api.runs.step.mutate({ runId, buffers: 1 })),
    flush: () => void move((runId) => api.runs.flush.mutate({ runId })),
  };
}
