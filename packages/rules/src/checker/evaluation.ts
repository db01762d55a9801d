/** One rule looking at one subject, again whenever something has changed that it read. */
import { effect, untracked } from '@preact/signals-core';
import type { Diagnostic, SuppressedDiagnostic } from '../diagnostic.ts';
import { applyOverrides } from '../overrides.ts';
import type { ElementView, LinkView, PipelineIndex } from '../pipeline-views.ts';
import type { Report, Rule } from '../rule.ts';

/** What the document makes of what a rule found. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedDiagnostic[];
}

const nothing: Findings = { diagnostics: [], suppressed: [] };

/** A rule with its position among all rules. */
export interface OrderedRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly order: number;
  /** Looks at a subject of the rule's scope. */
  readonly look: (subject: Subject, index: PipelineIndex, report: Report) => void;
}

/** An element, a link, or the index for the document as a whole. */
export type Subject = ElementView | LinkView | PipelineIndex;

/** What evaluations have in common. */
export interface EvaluationContext {
  readonly index: PipelineIndex;
  readonly allRules: readonly Rule[];
  /** Looks once only: nothing is going to change. */
  readonly isOnce: boolean;
  /** Called before each look. */
  onLook(): void;
  /** Called whenever the findings may be others. */
  onFound(evaluation: Evaluation, before: Findings): void;
}

export class Evaluation {
  readonly rule: OrderedRule;
  readonly subject: Subject;
  findings: Findings = nothing;
  readonly #context: EvaluationContext;
  readonly #stop: (() => void) | undefined;

  /** Looks at once. */
  constructor(rule: OrderedRule, subject: Subject, context: EvaluationContext) {
    this.rule = rule;
    this.subject = subject;
    this.#context = context;
    if (context.isOnce) this.#replace(this.#evaluate());
    else this.#stop = effect(() => this.#lookAgain());
  }

  /** Never looks again, and takes its findings back. */
  dispose(): void {
    this.#stop?.();
    this.#replace(nothing);
  }

  #lookAgain(): void {
    const findings = this.#evaluate();
    if (findings !== this.findings) untracked(() => this.#replace(findings));
  }

  #replace(findings: Findings): void {
    if (findings === this.findings) return;
    const before = this.findings;
    this.findings = findings;
    this.#context.onFound(this, before);
  }

  /** Here findings become diagnostics: the rule's id and severity, then the document's overrides. */
  #evaluate(): Findings {
    const { index, allRules } = this.#context;
    const { rule, look } = this.rule;
    this.#context.onLook();
    const found: Diagnostic[] = [];
    look(this.subject, index, ({ fixes = [], severity = rule.severity, ...finding }) => {
      found.push({ code: rule.id, severity, ...finding, fixes });
    });
    return found.length === 0 ? nothing : applyOverrides(index.document, found, allRules);
  }
}
