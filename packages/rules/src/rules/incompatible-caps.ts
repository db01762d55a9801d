import { explainMismatch } from '@pipewright/caps';
import { capsFixes, differsInMemoryOnly } from '../caps-fixes.ts';
import { type LinkCaps, linkCaps } from '../link-caps.ts';
import { memoryInWords } from '../memory-words.ts';
import type { LinkView, PipelineIndex } from '../pipeline-index.ts';
import type { DocumentRule, Report } from '../rule.ts';

/** Both ends of a link handle the format, but one in GPU memory and the other in system memory. */
export const incompatibleMemory: DocumentRule = {
  id: 'incompatible-memory',
  severity: 'error',
  title: 'Linked elements keep frames in the same memory',
  scope: 'document',
  check(index, report) {
    eachBrokenLink(index, (view, caps) => {
      if (differsInMemoryOnly(caps)) reportMemory(view, caps, index, report);
    });
  },
};

/** Nothing that the source pad gives is taken by the sink pad. */
export const incompatibleCaps: DocumentRule = {
  id: 'incompatible-caps',
  severity: 'error',
  title: 'Linked elements share a format',
  scope: 'document',
  check(index, report) {
    eachBrokenLink(index, (view, caps) => {
      if (!differsInMemoryOnly(caps)) reportCaps(view, caps, index, report);
    });
  },
};

function eachBrokenLink(
  index: PipelineIndex,
  visit: (view: LinkView, caps: LinkCaps) => void,
): void {
  for (const view of index.links) {
    if (!view.from.element || !view.to.element) continue;
    const caps = linkCaps(index, view);
    if (caps.passing.kind === 'empty') visit(view, caps);
  }
}

function reportMemory(view: LinkView, caps: LinkCaps, index: PipelineIndex, report: Report): void {
  const isFilter = caps.filter !== undefined && caps.filtered.kind === 'empty';
  const gives = memoryInWords(caps.filtered.kind === 'empty' ? caps.offered : caps.filtered);
  const takes = memoryInWords(isFilter && caps.filter ? caps.filter : caps.accepted);
  const taker = isFilter ? "the link's caps ask for" : `'${view.to.name}' takes`;
  report({
    message: `'${view.from.name}' gives frames in ${gives}, but ${taker} ${takes}`,
    place: placeOf(view),
    remedy: 'Put an nvvideoconvert between them: it moves frames between GPU and system memory',
    fixes: capsFixes(view, caps, index),
    ...severityOf(view),
  });
}

function reportCaps(view: LinkView, caps: LinkCaps, index: PipelineIndex, report: Report): void {
  const isFilter = caps.filter !== undefined && caps.filtered.kind === 'empty';
  const source = `'${view.from.name}.${view.from.pad}'`;
  const mismatch =
    isFilter && caps.filter
      ? explainMismatch(caps.offered, caps.filter, {
          a: source,
          b: 'the caps of the link',
        })
      : explainMismatch(caps.filtered, caps.accepted, {
          a: caps.filter ? `${source} behind the caps of the link` : source,
          b: `'${view.to.name}.${view.to.pad}'`,
        });
  report({
    message: `'${view.from.name}' can't be linked to '${view.to.name}'${isFilter ? ' with these caps' : ''}: ${mismatch?.message ?? 'they share no format'}`,
    place: placeOf(view),
    remedy: 'Put an element between them that makes one of the other, or link another element',
    fixes: capsFixes(view, caps, index),
    ...severityOf(view),
  });
}

function placeOf(view: LinkView) {
  return { element: view.to.name, pad: view.to.pad, link: view.id };
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
