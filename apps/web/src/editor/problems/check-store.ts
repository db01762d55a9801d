import type { Catalogue } from '@pipewright/catalogue';
import type { LinkId } from '@pipewright/graph';
import type { FileFacts } from '@pipewright/protocol';
import {
  createChecker as createPipelineChecker,
  type Diagnostic,
  type Checker as PipelineChecker,
  type Severity,
  type SuppressedDiagnostic,
} from '@pipewright/rules';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CatalogueStore } from '../catalogue-store.ts';
import type { EditorStore } from '../editor-store.ts';

/** Findings about one thing. */
export interface Findings {
  readonly worst: Severity;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckState {
  readonly diagnostics: readonly Diagnostic[];
  readonly byElement: ReadonlyMap<string, Findings>;
  readonly byLink: ReadonlyMap<LinkId, Findings>;
  readonly counts: Readonly<Record<Severity, number>>;
  /** What the server refused a run for, until the document changes. */
  readonly refused: readonly Diagnostic[];
  /** What the document has switched off. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** Counts answers about files: with it, what `fileText` gives may change. */
  readonly factsSerial: number;
}

export type CheckStore = StoreApi<CheckState>;

/** Asks the server about files, by the paths as the document writes them. */
export type FactsFetcher = (
  documentPath: string,
  paths: readonly string[],
) => Promise<Readonly<Record<string, FileFacts>>>;

export interface Checker {
  readonly store: CheckStore;
  /** Checks at once and gives the findings: what a run asks before it starts. */
  checkNow(): readonly Diagnostic[];
  /** Asks about all files again: something on the disk may have changed. */
  refreshFiles(): Promise<void>;
  setRefused(diagnostics: readonly Diagnostic[]): void;
  /** Text of a config file on disk, by its path as the document writes it; if it is known. */
  fileText(path: string): string | undefined;
}

/** Where a document that was never saved will lie: its relative paths start there. */
const UNSAVED_PATH = 'pipelines/untitled.pipeline.yaml';

const RANK: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/** Worst first; else in the order of the rules. */
export function bySeverity(a: Diagnostic, b: Diagnostic): number {
  return RANK[a.severity] - RANK[b.severity];
}

/** Keeps the findings of the edited document up to date, checking once after each burst of edits. */
export function createChecker(
  editor: EditorStore,
  catalogue: CatalogueStore,
  fetchFacts: FactsFetcher,
  schedule: (task: () => void) => void = (task) => setTimeout(task, 0),
): Checker {
  const store = createStore<CheckState>()(() => ({
    ...summarize([], []),
    suppressed: [],
    factsSerial: 0,
  }));
  const facts = new Map<string, FileFacts>();
  let factsPath = UNSAVED_PATH;
  let isScheduled = false;
  const asked = new Set<string>();

  let current: { readonly catalogue: Catalogue; readonly checker: PipelineChecker } | undefined;

  /** The checker of a catalogue: it remembers the document before, and checks what has changed. */
  const checkerOf = (wanted: Catalogue): PipelineChecker => {
    if (current?.catalogue !== wanted) {
      current = { catalogue: wanted, checker: createPipelineChecker(wanted) };
    }
    return current.checker;
  };

  const run = (): readonly Diagnostic[] => {
    const { document, path } = editor.getState();
    if (factsPath !== (path ?? UNSAVED_PATH)) {
      factsPath = path ?? UNSAVED_PATH;
      facts.clear();
      asked.clear();
    }
    const result = checkerOf(catalogue.getState().catalogue).check(document, (file) =>
      facts.get(file),
    );
    const before = store.getState();
    if (before.diagnostics !== result.diagnostics || before.suppressed !== result.suppressed) {
      store.setState({
        ...summarize(result.diagnostics, before.refused, before),
        suppressed: result.suppressed,
      });
    }
    const unknown = result.unknownPaths.filter((file) => !asked.has(file));
    if (unknown.length > 0) {
      void fetchInto(unknown);
    }
    return result.diagnostics;
  };

  const fetchInto = async (paths: readonly string[]): Promise<void> => {
    const documentPath = factsPath;
    for (const path of paths) {
      asked.add(path);
    }
    try {
      const found = await fetchFacts(documentPath, paths);
      if (documentPath !== factsPath) {
        return;
      }
      for (const [path, fact] of Object.entries(found)) {
        facts.set(path, fact);
      }
      store.setState((state) => ({ factsSerial: state.factsSerial + 1 }));
      later();
    } catch {
      // Without the server nothing is known of files; the next check asks again.
      for (const path of paths) {
        asked.delete(path);
      }
    }
  };

  const later = (): void => {
    if (!isScheduled) {
      isScheduled = true;
      schedule(() => {
        isScheduled = false;
        run();
      });
    }
  };

  editor.subscribe((state, before) => {
    if (state.document !== before.document || state.path !== before.path) {
      if (store.getState().refused.length > 0 && state.version !== before.version) {
        store.setState(summarize(store.getState().diagnostics, [], store.getState()));
      }
      later();
    }
  });
  catalogue.subscribe((state, before) => {
    if (state.catalogue !== before.catalogue) {
      later();
    }
  });

  return {
    store,
    checkNow: run,
    refreshFiles: async () => {
      if (asked.size > 0) {
        await fetchInto([...asked]);
      }
    },
    setRefused: (diagnostics) => {
      store.setState(summarize(store.getState().diagnostics, diagnostics, store.getState()));
    },
    fileText: (path) => {
      const fact = facts.get(path);
      return fact?.exists === true ? fact.text : undefined;
    },
  };
}

function summarize(
  diagnostics: readonly Diagnostic[],
  refused: readonly Diagnostic[],
  before?: CheckState,
): Omit<CheckState, 'suppressed' | 'factsSerial'> {
  const extra = refused.length === 0 ? refused : notAmong(refused, diagnostics);
  const all = [...diagnostics, ...extra];
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const diagnostic of all) {
    counts[diagnostic.severity]++;
  }
  return {
    diagnostics,
    byElement: findingsBy(all, (diagnostic) => diagnostic.place.element, before?.byElement),
    byLink: findingsBy(all, (diagnostic) => diagnostic.place.link, before?.byLink),
    counts,
    refused: extra,
  };
}

function notAmong(
  refused: readonly Diagnostic[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Set(diagnostics.map(diagnosticKey));
  return refused.filter((diagnostic) => !known.has(diagnosticKey(diagnostic)));
}

/** Tells findings apart: rule, place and text. */
export function diagnosticKey(diagnostic: Diagnostic): string {
  const { element, pad, property, link, parameter, file, line } = diagnostic.place;
  return [diagnostic.code, element, pad, property, link, parameter, file, line, diagnostic.message]
    .map((part) => part ?? '')
    .join('\n');
}

/** Findings by what they are at; those that are as before stay the same object. */
function findingsBy(
  diagnostics: readonly Diagnostic[],
  keyOf: (diagnostic: Diagnostic) => string | undefined,
  before?: ReadonlyMap<string, Findings>,
): ReadonlyMap<string, Findings> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic);
    if (key !== undefined) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [diagnostic]);
      } else {
        group.push(diagnostic);
      }
    }
  }
  const findings = new Map<string, Findings>();
  for (const [key, group] of groups) {
    group.sort(bySeverity);
    const known = before?.get(key);
    const isSame =
      known?.diagnostics.length === group.length &&
      group.every((diagnostic, at) => known.diagnostics[at] === diagnostic);
    findings.set(
      key,
      isSame ? known : { worst: (group[0] as Diagnostic).severity, diagnostics: group },
    );
  }
  return findings;
}
