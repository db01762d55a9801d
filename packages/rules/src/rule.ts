/**
 * What a rule is.
 *
 * Checks are incremental: the engine notes what a rule reads while it looks at one subject, and
 * lets it look again only when one of those things has changed. So a rule
 *
 * - reads the document only through what it is given, and keeps nothing from one call to the next;
 * - looks at the smallest subject that will do: an element (of its `factories`), a link, and only
 *   for what belongs to neither the document;
 * - asks narrow questions. `settingOf` and those built on it read one property, `element.settings`
 *   all of them; `inputs` and `outputs` one element's links; `elementsOf` the elements of one
 *   factory, `index.elements.values()` and `index.links` the lists, so a rule that walks them runs
 *   whenever an element or link comes or goes. Of `index.document`, `target` is one thing, and each
 *   parameter, file and element name is a thing of its own.
 *
 * What several rules ask of an element belongs in a function made by `remembered`
 * (`live/remembered.ts`): it is worked out once, and again only when what it read has changed.
 */
import type { PropertyValue } from '@pipewright/graph';
import type { Fix, Place, Severity } from './diagnostic.ts';
import type { ElementView, LinkView, PipelineIndex } from './pipeline-index.ts';

/** What a rule found; id and usual severity come from the rule. */
export interface Finding {
  readonly message: string;
  readonly place: Place;
  readonly remedy?: string;
  readonly fixes?: readonly Fix[];
  /** Where it differs from the rule's usual one. */
  readonly severity?: Severity;
}

export type Report = (finding: Finding) => void;

/** What a rule is about: the chapters of the reference. */
export type RuleTopic =
  | 'document'
  | 'elements'
  | 'properties'
  | 'platform'
  | 'links'
  | 'sources'
  | 'batching'
  | 'inference'
  | 'tracking'
  | 'config-files'
  | 'files'
  | 'output'
  | 'messaging';

export interface RuleInfo {
  /** Stable, e.g. `property-out-of-range`: what users filter by and docs link to. */
  readonly id: string;
  /** The usual severity; `error` only for what surely fails. */
  readonly severity: Severity;
  /** One line, as a heading of the reference. */
  readonly title: string;
  readonly topic: RuleTopic;
  /**
   * A few sentences of plain text: what it looks at, what happens on a real pipeline otherwise, and
   * what to do. The editor, SARIF and the page in docs/rules show it.
   */
  readonly explanation: string;
  /** What it finds is wrong with the document itself, so that documents can't override it. */
  readonly isFixed?: boolean;
}

/** Looks at one element, and at others as seen from it. */
export interface ElementRule extends RuleInfo {
  readonly scope: 'element';
  /** Names of the factories whose elements it looks at; absent: all elements. */
  readonly factories?: readonly string[];
  check(element: ElementView, index: PipelineIndex, report: Report): void;
}

/** Looks at one link with its two ends. */
export interface LinkRule extends RuleInfo {
  readonly scope: 'link';
  check(link: LinkView, index: PipelineIndex, report: Report): void;
}

/** Looks at the document as a whole: for what no single element or link can be asked. */
export interface DocumentRule extends RuleInfo {
  readonly scope: 'document';
  check(index: PipelineIndex, report: Report): void;
}

export type Rule = ElementRule | LinkRule | DocumentRule;

/** The fix that writes one property; without a value the property is removed. */
export function setPropertyFix(
  title: string,
  place: {
    readonly element: string;
    readonly pad?: string;
    readonly property: string;
  },
  value?: PropertyValue,
): Fix {
  return {
    title,
    edit: {
      kind: 'set-property',
      element: place.element,
      ...(place.pad === undefined ? {} : { pad: place.pad }),
      property: place.property,
      ...(value === undefined ? {} : { value }),
    },
  };
}
