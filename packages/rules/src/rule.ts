/** What a rule is. */
import type { PropertyValue } from '@pipewright/graph';
import type { Fix, Place, Severity } from './diagnostic.ts';
import type { ElementView, PipelineIndex } from './pipeline-index.ts';

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

export interface RuleInfo {
  /** Stable, e.g. `property-out-of-range`: what users filter by and docs link to. */
  readonly id: string;
  /** The usual severity; `error` only for what surely fails. */
  readonly severity: Severity;
  /** One line, as a heading of the reference. */
  readonly title: string;
}

/** Looks at one element with its own properties and links: what it finds depends on no other. */
export interface ElementRule extends RuleInfo {
  readonly scope: 'element';
  check(element: ElementView, index: PipelineIndex, report: Report): void;
}

/** Looks at the document as a whole. */
export interface DocumentRule extends RuleInfo {
  readonly scope: 'document';
  check(index: PipelineIndex, report: Report): void;
}

export type Rule = ElementRule | DocumentRule;

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
