/** Undo and redo of one text. */
export interface TextHistory {
  readonly text: string;
  readonly undoStack: readonly TextStep[];
  readonly redoStack: readonly TextStep[];
}

interface TextStep {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly coalesceKey: string | undefined;
  readonly atMillis: number;
}

const COALESCE_MILLIS = 1200;
const DEPTH = 200;

/** A text that nothing was done to. */
export function textHistory(text: string): TextHistory {
  return { text, undoStack: [], redoStack: [] };
}

/** Another text as a step; steps with equal keys shortly after each other become one. */
export function pushText(
  history: TextHistory,
  text: string,
  step: { label: string; coalesceKey?: string | undefined; atMillis: number },
): TextHistory {
  if (text === history.text) {
    return history;
  }
  const last = history.undoStack.at(-1);
  const joins =
    last !== undefined &&
    step.coalesceKey !== undefined &&
    last.coalesceKey === step.coalesceKey &&
    step.atMillis - last.atMillis < COALESCE_MILLIS;
  const entry: TextStep = {
    label: step.label,
    before: joins ? last.before : history.text,
    after: text,
    coalesceKey: step.coalesceKey,
    atMillis: step.atMillis,
  };
  const kept = joins ? history.undoStack.slice(0, -1) : history.undoStack;
  return { text, undoStack: [...kept, entry].slice(-DEPTH), redoStack: [] };
}

/** One step back; the same when there is none. */
export function undoText(history: TextHistory): TextHistory {
  const last = history.undoStack.at(-1);
  return last === undefined
    ? history
    : {
        text: last.before,
        undoStack: history.undoStack.slice(0, -1),
        redoStack: [...history.redoStack, last],
      };
}

/** One step forth; the same when there is none. */
export function redoText(history: TextHistory): TextHistory {
  const next = history.redoStack.at(-1);
  return next === undefined
    ? history
    : {
        text: next.after,
        undoStack: [...history.undoStack, { ...next, coalesceKey: undefined }],
        redoStack: history.redoStack.slice(0, -1),
      };
}
