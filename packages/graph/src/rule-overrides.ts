/** A document's judgements about rules: when they are well formed, and what becomes of them. */
import type { PipelineDocument, RuleOverride } from './document.ts';
import { own } from './records.ts';

type Rules = PipelineDocument['rules'];

/** Why an override can't be in the document, in words; undefined when it can. */
export function ruleOverrideProblem(
  rule: string,
  { reason, elements }: RuleOverride,
  elementNames: (name: string) => boolean,
): string | undefined {
  if (reason.trim() === '') return `the override of rule "${rule}" needs a reason`;
  if (elements === undefined) return undefined;
  if (elements.length === 0) return `the override of rule "${rule}" names no element`;
  if (new Set(elements).size < elements.length) {
    return `the override of rule "${rule}" names an element twice`;
  }
  const unknown = elements.find((name) => !elementNames(name));
  if (unknown === undefined) return undefined;
  return `the override of rule "${rule}" names "${unknown}", but there is no such element`;
}

/** Overrides that are limited to an element follow its new name. */
export function withElementRenamedInRules(rules: Rules, name: string, newName: string): Rules {
  return mapAffected(rules, name, (override, elements) => ({
    ...override,
    elements: elements.map((each) => (each === name ? newName : each)),
  }));
}

/** Overrides lose an element that goes; those for it alone go as well. */
export function withoutElementInRules(rules: Rules, name: string): Rules {
  return mapAffected(rules, name, (override, elements) => {
    const left = elements.filter((each) => each !== name);
    return left.length === 0 ? undefined : { ...override, elements: left };
  });
}

/** The override that holds for a rule's finding, which concerns these elements (if any). */
export function ruleOverrideFor(
  { rules }: Pick<PipelineDocument, 'rules'>,
  rule: string,
  elements: readonly string[],
): RuleOverride | undefined {
  const override = own(rules, rule);
  if (override?.elements === undefined) return override;
  return elements.some((name) => override.elements?.includes(name)) ? override : undefined;
}

/** The same record when no override names the element. */
function mapAffected(
  rules: Rules,
  name: string,
  change: (override: RuleOverride, elements: readonly string[]) => RuleOverride | undefined,
): Rules {
  const isAffected = ({ elements }: RuleOverride) => elements?.includes(name) === true;
  if (!Object.values(rules).some(isAffected)) return rules;
  return Object.fromEntries(
    Object.entries(rules).flatMap(([rule, override]): [string, RuleOverride][] => {
      if (!isAffected(override)) return [[rule, override]];
      const changed = change(override, override.elements ?? []);
      return changed === undefined ? [] : [[rule, changed]];
    }),
  );
}
