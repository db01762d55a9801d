/** Checks a document that is edited: after an edit, only what it touches. */

import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import { batch } from '@preact/signals-core';
import type { Diagnostic, SuppressedDiagnostic } from '../diagnostic.ts';
import type { FileLookup } from '../files.ts';
import { LiveIndex } from '../live/live-index.ts';
import { CapsSolver } from '../negotiation/solve.ts';
import { rules } from '../rules.ts';
import { Evaluations } from './evaluations.ts';
import { FindingsBoard } from './findings-board.ts';

export interface CheckResult {
  /** Errors first, then warnings, then hints; each in the order of the document. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the document has switched off, by rule. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** Paths whose facts would have been needed, sorted: ask for them and check again. */
  readonly unknownPaths: readonly string[];
}

export interface Checker {
  /**
   * Checks the next document; never throws on any document of the right shape. Gives what a check
   * from scratch gives, at the cost of what differs from the document before: parts that are the
   * very same object are taken to say the same. The lookup's facts are compared with those before.
   * Without a lookup nothing that depends on files is judged, and all asked paths come back. A
   * finding that stays is the same object in the next result, and so is the list of them when all
   * stay.
   */
  check(document: PipelineDocument, files?: FileLookup): CheckResult;
  /** How often a rule has looked at an element, a link or the document so far. */
  readonly numRuleRuns: number;
}

/** A checker for one document at a time, and one catalogue. */
export function createChecker(catalogue: Catalogue): Checker {
  return new EngineChecker(catalogue, false);
}

/** What a new checker says of a document, at less cost: nothing is kept for a next one. */
export function checkOnce(
  document: PipelineDocument,
  catalogue: Catalogue,
  files?: FileLookup,
): CheckResult {
  return new EngineChecker(catalogue, true).check(document, files);
}

class EngineChecker implements Checker {
  readonly #catalogue: Catalogue;
  readonly #isOnce: boolean;
  #engine: Engine | undefined;

  constructor(catalogue: Catalogue, isOnce: boolean) {
    this.#catalogue = catalogue;
    this.#isOnce = isOnce;
  }

  get numRuleRuns(): number {
    return this.#engine?.evaluations.numRuns ?? 0;
  }

  check(document: PipelineDocument, files?: FileLookup): CheckResult {
    this.#engine ??= createEngine(document, this.#catalogue, this.#isOnce);
    const { index, solver, evaluations, board } = this.#engine;
    batch(() => {
      const change = index.update(document, files);
      solver.refresh(change);
      evaluations.refresh(change);
      if (change.isShape) board.reorder();
    });
    const findings = board.collect((name) => index.peekElement(name)?.position);
    return { ...findings, unknownPaths: index.unknownPaths() };
  }
}

interface Engine {
  readonly index: LiveIndex;
  readonly solver: CapsSolver;
  readonly board: FindingsBoard;
  readonly evaluations: Evaluations;
}

function createEngine(document: PipelineDocument, catalogue: Catalogue, isOnce: boolean): Engine {
  const index = new LiveIndex(document, catalogue, isOnce);
  const board = new FindingsBoard();
  const evaluations = new Evaluations(index, board, { rules, isOnce });
  return { index, solver: new CapsSolver(index), board, evaluations };
}
