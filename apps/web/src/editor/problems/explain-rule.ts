import { concernedElements } from '@pipewright/rules';
import type { Workbench } from '../../workbench/workbench.ts';
import type { ProblemRow } from './problem-rows.ts';
import { ruleOf } from './rule-info.ts';

/** Opens the explanation of the rule behind a problem; false where there is no rule. */
export function explainRule(
  { editor, ui }: Pick<Workbench, 'editor' | 'ui'>,
  row: ProblemRow,
): boolean {
  const rule = ruleOf(row);
  if (rule === undefined) {
    return false;
  }
  const elements = concernedElements(editor.getState().document, row.place);
  ui.getState().openDialog({ kind: 'explain-rule', rule: rule.id, elements });
  return true;
}
