import { type RuleInfo, rules, type Severity } from '@pipewright/rules';
import type { ProblemRow } from './problem-rows.ts';

const byId = new Map<string, RuleInfo>(rules.map((rule) => [rule.id, rule]));

/** What is known of a rule; undefined for what is none. */
export function ruleInfo(id: string): RuleInfo | undefined {
  return byId.get(id);
}

/** The rule behind a problem; undefined for what a run or the text's reader says. */
export function ruleOf(row: Pick<ProblemRow, 'source' | 'code'>): RuleInfo | undefined {
  return row.source === 'check' ? ruleInfo(row.code) : undefined;
}

/** The rule of a problem that the document may judge otherwise; undefined where it may not. */
export function overridableRule(row: Pick<ProblemRow, 'source' | 'code'>): RuleInfo | undefined {
  const rule = ruleOf(row);
  return rule?.isFixed === true ? undefined : rule;
}

/** Severities as people choose among them, worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];
