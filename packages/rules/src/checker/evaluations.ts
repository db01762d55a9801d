/** All evaluations of a document: which rule looks at what. */
import type { IndexChange } from '../live/index-change.ts';
import type { LiveIndex } from '../live/live-index.ts';
import type { ElementView, LinkView } from '../pipeline-views.ts';
import type { DocumentRule, ElementRule, LinkRule, Report, Rule } from '../rule.ts';
import { Evaluation } from './evaluation.ts';
import type { FindingsBoard } from './findings-board.ts';

interface Ordered<R extends Rule> {
  readonly rule: R;
  readonly order: number;
}

export class Evaluations {
  /** How often a rule has looked at a subject so far. */
  numRuns = 0;
  readonly #index: LiveIndex;
  readonly #board: FindingsBoard;
  readonly #allRules: readonly Rule[];
  readonly #elementRules: readonly Ordered<ElementRule>[];
  readonly #linkRules: readonly Ordered<LinkRule>[];
  readonly #documentRules: readonly Ordered<DocumentRule>[];
  readonly #rulesByFactory = new Map<string, readonly Ordered<ElementRule>[]>();
  readonly #ofSubject = new Map<ElementView | LinkView, readonly Evaluation[]>();
  #isStarted = false;

  constructor(index: LiveIndex, board: FindingsBoard, rules: readonly Rule[]) {
    this.#index = index;
    this.#board = board;
    this.#allRules = rules;
    const ordered = rules.map((rule, order) => ({ rule, order }));
    const inScope = <R extends Rule>(scope: R['scope']) =>
      ordered.filter((each): each is Ordered<R> => each.rule.scope === scope);
    this.#elementRules = inScope<ElementRule>('element');
    this.#linkRules = inScope<LinkRule>('link');
    this.#documentRules = inScope<DocumentRule>('document');
  }

  /** Begins to look at what is new, and stops looking at what is gone. */
  refresh(change: IndexChange): void {
    for (const subjects of [change.removedElements, change.removedLinks, change.replaced]) {
      for (const subject of subjects) this.#stop(subject);
    }
    for (const element of [...change.addedElements, ...change.replaced]) this.#lookAt(element);
    for (const link of change.links) if (!this.#ofSubject.has(link)) this.#lookAtLink(link);
    if (!this.#isStarted) this.#lookAtAll();
  }

  #stop(subject: ElementView | LinkView): void {
    for (const evaluation of this.#ofSubject.get(subject) ?? []) evaluation.dispose();
    this.#ofSubject.delete(subject);
  }

  #lookAt(element: ElementView): void {
    const evaluations = this.#rulesFor(element.node.factory).map(({ rule, order }) =>
      this.#evaluate(
        rule,
        order,
        () => element.position,
        (report) => rule.check(element, this.#index, report),
      ),
    );
    this.#ofSubject.set(element, evaluations);
  }

  #lookAtLink(link: LinkView): void {
    const evaluations = this.#linkRules.map(({ rule, order }) =>
      this.#evaluate(
        rule,
        order,
        () => link.position,
        (report) => rule.check(link, this.#index, report),
      ),
    );
    this.#ofSubject.set(link, evaluations);
  }

  #lookAtAll(): void {
    this.#isStarted = true;
    for (const { rule, order } of this.#documentRules) {
      this.#evaluate(
        rule,
        order,
        () => 0,
        (report) => rule.check(this.#index, report),
      );
    }
  }

  #evaluate(
    rule: Rule,
    ruleOrder: number,
    subjectOrder: () => number,
    look: (report: Report) => void,
  ): Evaluation {
    return new Evaluation({
      rule,
      ruleOrder,
      subjectOrder,
      allRules: this.#allRules,
      document: this.#index.document,
      look: (report) => {
        this.numRuns += 1;
        look(report);
      },
      onFound: (evaluation, before) => this.#board.replace(evaluation, before),
    });
  }

  #rulesFor(factory: string): readonly Ordered<ElementRule>[] {
    let rules = this.#rulesByFactory.get(factory);
    if (!rules) {
      rules = this.#elementRules.filter(({ rule }) => rule.factories?.includes(factory) ?? true);
      this.#rulesByFactory.set(factory, rules);
    }
    return rules;
  }
}
