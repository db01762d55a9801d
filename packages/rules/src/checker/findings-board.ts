/** What all rules have found, in the order in which it is shown. */
import type { Diagnostic, Severity, SuppressedDiagnostic } from '../diagnostic.ts';
import type { Evaluation, Findings, Subject } from './evaluation.ts';

const severities: readonly Severity[] = ['error', 'warning', 'hint'];

type BySeverity = Readonly<Record<Severity, readonly Diagnostic[]>>;

/** The findings at one element, or at what is none. */
interface Corner {
  readonly evaluations: Set<Evaluation>;
  /** Undefined while it must be sorted anew. */
  sorted: BySeverity | undefined;
}

export class FindingsBoard {
  /** By the name of the element that a finding is at; '' for those at none. */
  readonly #corners = new Map<string, Corner>();
  readonly #suppressing = new Set<Evaluation>();
  #isChanged = true;
  #diagnostics: readonly Diagnostic[] = [];
  #suppressed: readonly SuppressedDiagnostic[] = [];

  /** Takes over what an evaluation has found now. */
  replace(evaluation: Evaluation, before: Findings): void {
    const now = evaluation.findings;
    if (before === now) return;
    this.#isChanged = true;
    const names = new Set(now.diagnostics.map(nameOf));
    for (const name of new Set(before.diagnostics.map(nameOf))) {
      const corner = this.#corners.get(name);
      if (!corner || names.has(name)) continue;
      corner.sorted = undefined;
      corner.evaluations.delete(evaluation);
      if (corner.evaluations.size === 0) this.#corners.delete(name);
    }
    for (const name of names) {
      const corner = this.#corners.get(name) ?? { evaluations: new Set(), sorted: undefined };
      corner.sorted = undefined;
      corner.evaluations.add(evaluation);
      this.#corners.set(name, corner);
    }
    if (now.suppressed.length > 0) this.#suppressing.add(evaluation);
    else this.#suppressing.delete(evaluation);
  }

  /** Sorts all anew: elements or links came, went or moved. */
  reorder(): void {
    this.#isChanged = true;
    for (const corner of this.#corners.values()) corner.sorted = undefined;
  }

  /** All findings; the very same lists as before while nothing has changed. */
  collect(positionOf: (element: string) => number | undefined): Findings {
    if (this.#isChanged) {
      this.#isChanged = false;
      this.#diagnostics = this.#collectDiagnostics(positionOf);
      this.#suppressed = [...this.#suppressing]
        .sort(byOrder)
        .flatMap(({ findings }) => findings.suppressed);
    }
    return { diagnostics: this.#diagnostics, suppressed: this.#suppressed };
  }

  #collectDiagnostics(positionOf: (element: string) => number | undefined): Diagnostic[] {
    const placed: { readonly position: number; readonly sorted: BySeverity }[] = [];
    const placeless = new Set<Evaluation>();
    for (const [name, corner] of this.#corners) {
      const position = positionOf(name);
      if (position === undefined) {
        for (const evaluation of corner.evaluations) placeless.add(evaluation);
        continue;
      }
      corner.sorted ??= sort(corner.evaluations, (diagnostic) => nameOf(diagnostic) === name);
      placed.push({ position, sorted: corner.sorted });
    }
    placed.sort((a, b) => a.position - b.position);
    // What is at no element of the document comes first.
    const first = sort(placeless, (diagnostic) => positionOf(nameOf(diagnostic)) === undefined);
    const all: Diagnostic[] = [];
    for (const severity of severities) {
      for (const diagnostic of first[severity]) all.push(diagnostic);
      for (const { sorted } of placed) {
        for (const diagnostic of sorted[severity]) all.push(diagnostic);
      }
    }
    return all;
  }
}

function nameOf({ place }: Diagnostic): string {
  return place.element ?? '';
}

function byOrder(a: Evaluation, b: Evaluation): number {
  return a.rule.order - b.rule.order || positionOf(a.subject) - positionOf(b.subject);
}

function positionOf(subject: Subject): number {
  return 'position' in subject ? subject.position : 0;
}

function sort(
  evaluations: ReadonlySet<Evaluation>,
  isWanted: (diagnostic: Diagnostic) => boolean,
): BySeverity {
  const sorted: Record<Severity, Diagnostic[]> = { error: [], warning: [], hint: [] };
  for (const { findings } of [...evaluations].sort(byOrder)) {
    for (const diagnostic of findings.diagnostics) {
      if (isWanted(diagnostic)) sorted[diagnostic.severity].push(diagnostic);
    }
  }
  return sorted;
}
