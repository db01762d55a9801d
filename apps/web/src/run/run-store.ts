import type {
  LogLine,
  RunDiagnosis,
  RunEvent,
  RunProblem,
  RunState,
  RunSummary,
} from '@pipewright/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { appendLog } from './log-buffer.ts';

/** What came of a live property change. */
export interface LiveChange {
  readonly element: string;
  readonly property: string;
  readonly pad?: string | undefined;
  /** `waiting`: the element does not say that it takes changes while it runs; nothing was sent. */
  readonly state: 'waiting' | 'sending' | 'applied' | 'failed';
  /** The value read back, or why it failed. */
  readonly text: string;
}

export interface RunStoreState {
  /** The run that is shown: the last one started from, or found for, the open document. */
  readonly run: RunSummary | undefined;
  /** Between the click on Run and the server's answer. */
  readonly isStarting: boolean;
  readonly log: readonly LogLine[];
  /** Lines that the server had to drop. */
  readonly numDroppedLines: number;
  readonly problemsByElement: ReadonlyMap<string, readonly RunProblem[]>;
  readonly problemsByLink: ReadonlyMap<string, readonly RunProblem[]>;
  /** What the doctor has found and is not over. */
  readonly diagnoses: readonly RunDiagnosis[];
  readonly diagnosesByElement: ReadonlyMap<string, readonly RunDiagnosis[]>;
  readonly diagnosesByLink: ReadonlyMap<string, readonly RunDiagnosis[]>;
  readonly liveChanges: ReadonlyMap<string, LiveChange>;
}

export interface RunStoreActions {
  readonly show: (run: RunSummary | undefined) => void;
  readonly setStarting: (isStarting: boolean) => void;
  readonly apply: (event: RunEvent) => void;
  readonly setLiveChange: (change: LiveChange) => void;
}

export type RunStore = StoreApi<RunStoreState & RunStoreActions>;

/** Whether a run still has a process. */
export function isActive(state: RunState | undefined): boolean {
  return state === 'starting' || state === 'playing' || state === 'paused' || state === 'stopping';
}

/** Whether properties can be changed and video looked at. */
export function isLive(state: RunState | undefined): boolean {
  return state === 'playing' || state === 'paused';
}

/** The key of a property in `liveChanges`. */
export function liveChangeKey(element: string, property: string, pad?: string): string {
  return `${element}\n${pad ?? ''}\n${property}`;
}

const NO_RUN: RunStoreState = {
  run: undefined,
  isStarting: false,
  log: [],
  numDroppedLines: 0,
  problemsByElement: new Map(),
  problemsByLink: new Map(),
  diagnoses: [],
  diagnosesByElement: new Map(),
  diagnosesByLink: new Map(),
  liveChanges: new Map(),
};

/** Makes the store of the shown run. */
export function createRunStore(): RunStore {
  return createStore<RunStoreState & RunStoreActions>()((set) => ({
    ...NO_RUN,

    show: (run) =>
      set((state) =>
        run !== undefined && state.run?.id === run.id
          ? withRun(run)
          : { ...NO_RUN, ...(run === undefined ? {} : withRun(run)) },
      ),

    setStarting: (isStarting) => set({ isStarting }),

    apply: (event) =>
      set((state) => {
        switch (event.kind) {
          case 'snapshot':
            return {
              ...withRun(event.run),
              log: appendLog(state.run?.id === event.run.id ? state.log : [], event.log),
            };
          case 'changed':
            return withRun(event.run);
          case 'log':
            return {
              log: appendLog(state.log, event.lines),
              numDroppedLines: state.numDroppedLines + event.numDropped,
            };
        }
      }),

    setLiveChange: (change) =>
      set((state) => {
        const liveChanges = new Map(state.liveChanges);
        liveChanges.set(liveChangeKey(change.element, change.property, change.pad), change);
        return { liveChanges };
      }),
  }));
}

function withRun(
  run: RunSummary,
): Pick<
  RunStoreState,
  | 'run'
  | 'problemsByElement'
  | 'problemsByLink'
  | 'diagnoses'
  | 'diagnosesByElement'
  | 'diagnosesByLink'
> {
  const diagnoses = run.diagnoses.filter(({ resolvedAtMillis }) => resolvedAtMillis === undefined);
  return {
    run,
    problemsByElement: groupBy(run.problems, (problem) => [problem.element]),
    problemsByLink: groupBy(run.problems, (problem) => [problem.link]),
    diagnoses,
    diagnosesByElement: groupBy(diagnoses, (diagnosis) => diagnosis.elements),
    diagnosesByLink: groupBy(diagnoses, (diagnosis) => diagnosis.links),
  };
}

function groupBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (key !== undefined) {
        const group = groups.get(key);
        if (group === undefined) {
          groups.set(key, [item]);
        } else {
          group.push(item);
        }
      }
    }
  }
  return groups;
}

/** The worst of what a run and its doctor say about one thing. */
export function worstOf(
  problems: readonly RunProblem[] | undefined,
  diagnoses: readonly RunDiagnosis[] | undefined,
): 'error' | 'warning' | undefined {
  const severities = [...(problems ?? []), ...(diagnoses ?? [])].map(({ severity }) => severity);
  if (severities.length === 0) {
    return undefined;
  }
  return severities.includes('error') ? 'error' : 'warning';
}
