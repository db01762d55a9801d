import { capsFixes } from '../caps-fixes.ts';
import { type CapsProblem, explainLink } from '../negotiation/explain.ts';
import { capsAt } from '../negotiation/solve.ts';
import type { LinkView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { LinkRule, Report } from '../rule.ts';

/** Both sides handle the format, but one in GPU memory and the other in system memory. */
export const incompatibleMemory: LinkRule = {
  id: 'incompatible-memory',
  severity: 'error',
  title: 'Linked elements keep frames in the same memory',
  topic: 'links',
  explanation: prose`
    Works out which caps can arrive at each link, through queues, tees and converters, and
    compares the memory of both sides. DeepStream's elements take frames in GPU memory
    (memory:NVMM) while software elements take system memory; linking the two fails with
    "not-negotiated". Put an nvvideoconvert between, or correct the caps of the link.`,
  scope: 'link',
  check(view, index, report) {
    reportProblem(
      view,
      index,
      report,
      true,
      'Put an nvvideoconvert between them: it moves frames between GPU and system memory',
    );
  },
};

/** Nothing that arrives at a link is taken by what follows. */
export const incompatibleCaps: LinkRule = {
  id: 'incompatible-caps',
  severity: 'error',
  title: 'Linked elements share a format',
  topic: 'links',
  explanation: prose`
    Works out which caps can arrive at each link and whether the next element takes any of them:
    media type, format, size, frame rate. Where none is left, negotiation fails and the pipeline
    stops with "not-negotiated" or can't be linked. Put a converter, scaler, parser, encoder or
    decoder between, or correct the caps; the message names the field that differs.`,
  scope: 'link',
  check(view, index, report) {
    reportProblem(
      view,
      index,
      report,
      false,
      'Put an element between them that makes one of the other, or link another element',
    );
  },
};

function reportProblem(
  view: LinkView,
  index: PipelineIndex,
  report: Report,
  isMemory: CapsProblem['isMemory'],
  remedy: string,
): void {
  const problem = explainLink(view, index);
  const caps = capsAt(view, index);
  if (!caps || problem?.isMemory !== isMemory) return;
  report({
    message: problem.message,
    place: { element: view.to.name, pad: view.to.pad, link: view.id },
    remedy,
    fixes: capsFixes(view, caps, index),
    ...severityOf(view),
  });
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
