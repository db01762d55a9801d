import { nearestNames } from '@pipewright/catalogue';
import type { Edit, RuleOverride } from '@pipewright/graph';
import { prose } from '../prose.ts';
import type { DocumentRule, RuleInfo } from '../rule.ts';

/** The document overrides what is no rule, or a rule that can't be overridden. */
export function ruleOverride(allRules: () => readonly RuleInfo[]): DocumentRule {
  return {
    id: 'rule-override',
    severity: 'warning',
    title: 'Overrides name rules that can be overridden',
    topic: 'document',
    explanation: prose`
      Looks at the document's 'rules' section for ids that are no rule, and for rules that can't
      be overridden. Such an override does nothing: the finding it was meant for stays, or never
      existed. Correct the id, or remove the override.`,
    isFixed: true,
    scope: 'document',
    check({ document }, report) {
      const overrides = Object.entries(document.rules);
      if (overrides.length === 0) return;
      const byId = new Map(allRules().map((rule) => [rule.id, rule]));
      for (const [id, override] of overrides) {
        const rule = byId.get(id);
        if (rule !== undefined && rule.isFixed !== true) continue;
        const near =
          rule === undefined ? nearestNames(id, overridable(byId.values(), document.rules), 2) : [];
        const remove: Edit = { kind: 'set-rule', rule: id };
        report({
          message:
            rule === undefined
              ? `The document overrides '${id}', which is no rule`
              : `The document overrides '${id}', which always holds: it finds faults of the document itself`,
          place: { rule: id },
          remedy: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Remove the override',
          fixes: [
            ...near.map((other) => ({
              title: `Override ${other}`,
              edit: renameOverride(id, other, override),
            })),
            { title: 'Remove the override', edit: remove },
          ],
        });
      }
    },
  };
}

/** Ids that an override can be moved to. */
function overridable(
  rules: Iterable<RuleInfo>,
  taken: Readonly<Record<string, RuleOverride>>,
): readonly string[] {
  return [...rules]
    .filter(({ id, isFixed }) => isFixed !== true && !Object.hasOwn(taken, id))
    .map(({ id }) => id);
}

function renameOverride(from: string, to: string, override: RuleOverride): Edit {
  return {
    kind: 'batch',
    label: `Override ${to}`,
    edits: [
      { kind: 'set-rule', rule: from },
      { kind: 'set-rule', rule: to, override },
    ],
  };
}
