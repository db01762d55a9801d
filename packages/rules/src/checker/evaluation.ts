/** One rule looking at one subject, again whenever something has changed that it read. */

import type { PipelineDocument } from '@pipewright/graph';
import { effect, untracked } from '@preact/signals-core';
import type { Diagnostic, SuppressedDiagnostic } from '../diagnostic.ts';
import { applyOverrides } from '../overrides.ts';
import type { Report, Rule, RuleInfo } from '../rule.ts';

/** What the document makes of what a rule found. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedDiagnostic[];
}

const nothing: Findings = { diagnostics: [], suppressed: [] };

/** What an evaluation is told to do, and tells. */
export interface EvaluationOptions {
  readonly rule: Rule;
  /** Position of the rule among all rules. */
  readonly ruleOrder: number;
  /** Position of the subject among its like; asked when findings are sorted. */
  readonly subjectOrder: () => number;
  readonly allRules: readonly RuleInfo[];
  readonly document: PipelineDocument;
  readonly look: (report: Report) => void;
  /** Called whenever the findings may be others. */
  readonly onFound: (evaluation: Evaluation, before: Findings) => void;
}

export class Evaluation {
  readonly ruleOrder: number;
  readonly subjectOrder: () => number;
  findings: Findings = nothing;
  readonly #stop: () => void;
  readonly #onFound: EvaluationOptions['onFound'];

  /** Looks at once. */
  constructor(options: EvaluationOptions) {
    this.ruleOrder = options.ruleOrder;
    this.subjectOrder = options.subjectOrder;
    this.#onFound = options.onFound;
    this.#stop = effect(() => {
      const findings = evaluate(options);
      untracked(() => this.#replace(findings));
    });
  }

  /** Never looks again, and takes its findings back. */
  dispose(): void {
    this.#stop();
    this.#replace(nothing);
  }

  #replace(findings: Findings): void {
    const before = this.findings;
    this.findings = findings;
    this.#onFound(this, before);
  }
}

/** Here findings become diagnostics: the rule's id and severity, then the document's overrides. */
function evaluate({ rule, look, document, allRules }: EvaluationOptions): Findings {
  const found: Diagnostic[] = [];
  look(({ fixes = [], severity = rule.severity, ...finding }) => {
    found.push({ code: rule.id, severity, ...finding, fixes });
  });
  return found.length === 0 ? nothing : applyOverrides(document, found, allRules);
}
