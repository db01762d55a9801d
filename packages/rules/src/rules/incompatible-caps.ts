import { capsFixes } from '../caps-fixes.ts';
import { type CapsProblem, explainLink } from '../negotiation/explain.ts';
import { solveCaps } from '../negotiation/solve.ts';
import type { LinkView, PipelineIndex } from '../pipeline-index.ts';
import type { DocumentRule, Report } from '../rule.ts';

/** Both sides handle the format, but one in GPU memory and the other in system memory. */
export const incompatibleMemory: DocumentRule = {
  id: 'incompatible-memory',
  severity: 'error',
  title: 'Linked elements keep frames in the same memory',
  scope: 'document',
  check(index, report) {
    eachProblem(
      index,
      report,
      true,
      'Put an nvvideoconvert between them: it moves frames between GPU and system memory',
    );
  },
};

/** Nothing that arrives at a link is taken by what follows. */
export const incompatibleCaps: DocumentRule = {
  id: 'incompatible-caps',
  severity: 'error',
  title: 'Linked elements share a format',
  scope: 'document',
  check(index, report) {
    eachProblem(
      index,
      report,
      false,
      'Put an element between them that makes one of the other, or link another element',
    );
  },
};

function eachProblem(
  index: PipelineIndex,
  report: Report,
  isMemory: CapsProblem['isMemory'],
  remedy: string,
): void {
  for (const [view, caps] of solveCaps(index)) {
    const problem = explainLink(view, index);
    if (problem?.isMemory !== isMemory) continue;
    report({
      message: problem.message,
      place: { element: view.to.name, pad: view.to.pad, link: view.id },
      remedy,
      fixes: capsFixes(view, caps, index),
      ...severityOf(view),
    });
  }
}

/** Templates from manuals may lack a format. */
function severityOf({ from, to }: LinkView): { severity?: 'warning' } {
  const isUnsure = [from, to].some(
    ({ element, template }) =>
      element?.factory?.installed !== true &&
      (template?.confidence === 'low' || element?.factory?.confidence === 'low'),
  );
  return isUnsure ? { severity: 'warning' } : {};
}
