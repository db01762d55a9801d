/** All evaluations of a document: which rule looks at what. */
import type { IndexChange } from '../live/index-change.ts';
import type { LiveIndex } from '../live/live-index.ts';
import type { ElementView, LinkView } from '../pipeline-views.ts';
import type { Rule } from '../rule.ts';
import {
  Evaluation,
  type EvaluationContext,
  type Findings,
  type OrderedRule,
  type Subject,
} from './evaluation.ts';
import type { FindingsBoard } from './findings-board.ts';

export class Evaluations implements EvaluationContext {
  readonly index: LiveIndex;
  readonly allRules: readonly Rule[];
  readonly isOnce: boolean;
  /** How often a rule has looked at a subject so far. */
  numRuns = 0;
  readonly #board: FindingsBoard;
  readonly #plan: RulePlan;
  readonly #ofSubject = new Map<Subject, readonly Evaluation[]>();

  constructor(
    index: LiveIndex,
    board: FindingsBoard,
    { rules, isOnce }: { readonly rules: readonly Rule[]; readonly isOnce: boolean },
  ) {
    this.index = index;
    this.allRules = rules;
    this.isOnce = isOnce;
    this.#board = board;
    this.#plan = planOf(rules);
  }

  onLook(): void {
    this.numRuns += 1;
  }

  onFound(evaluation: Evaluation, before: Findings): void {
    this.#board.replace(evaluation, before);
  }

  /** Begins to look at what is new, and stops looking at what is gone. */
  refresh(change: IndexChange): void {
    for (const subjects of [change.removedElements, change.removedLinks, change.replaced]) {
      for (const subject of subjects) this.#stop(subject);
    }
    for (const elements of [change.addedElements, change.replaced]) {
      for (const element of elements) this.#start(element, this.#rulesFor(element));
    }
    for (const link of change.links) this.#start(link, this.#plan.ofLinks);
    this.#start(this.index, this.#plan.ofDocument);
  }

  #start(subject: ElementView | LinkView | LiveIndex, rules: readonly OrderedRule[]): void {
    if (this.#ofSubject.has(subject)) return;
    const evaluations = rules.map((rule) => new Evaluation(rule, subject, this));
    this.#ofSubject.set(subject, evaluations);
  }

  #stop(subject: Subject): void {
    for (const evaluation of this.#ofSubject.get(subject) ?? []) evaluation.dispose();
    this.#ofSubject.delete(subject);
  }

  #rulesFor(element: ElementView): readonly OrderedRule[] {
    const { factory } = element.node;
    let rules = this.#plan.byFactory.get(factory);
    if (!rules) {
      rules = this.#plan.ofElements.filter(({ factories }) => factories?.has(factory) ?? true);
      this.#plan.byFactory.set(factory, rules);
    }
    return rules;
  }
}

/** The rules by what they look at. */
interface RulePlan {
  readonly ofElements: readonly (OrderedRule & { readonly factories?: ReadonlySet<string> })[];
  readonly ofLinks: readonly OrderedRule[];
  readonly ofDocument: readonly OrderedRule[];
  /** Those of `ofElements` for one factory, as far as they have been asked for. */
  readonly byFactory: Map<string, readonly OrderedRule[]>;
}

const plans = new WeakMap<readonly Rule[], RulePlan>();

function planOf(rules: readonly Rule[]): RulePlan {
  let plan = plans.get(rules);
  if (!plan) {
    plan = makePlan(rules);
    plans.set(rules, plan);
  }
  return plan;
}

function makePlan(rules: readonly Rule[]): RulePlan {
  const ofElements: (OrderedRule & { readonly factories?: ReadonlySet<string> })[] = [];
  const ofLinks: OrderedRule[] = [];
  const ofDocument: OrderedRule[] = [];
  for (const [order, rule] of rules.entries()) {
    switch (rule.scope) {
      case 'element':
        ofElements.push({
          rule,
          order,
          look: (subject, index, report) => rule.check(subject as ElementView, index, report),
          ...(rule.factories && { factories: new Set(rule.factories) }),
        });
        break;
      case 'link':
        ofLinks.push({
          rule,
          order,
          look: (subject, index, report) => rule.check(subject as LinkView, index, report),
        });
        break;
      case 'document':
        ofDocument.push({ rule, order, look: (_, index, report) => rule.check(index, report) });
        break;
    }
  }
  return { ofElements, ofLinks, ofDocument, byFactory: new Map() };
}
