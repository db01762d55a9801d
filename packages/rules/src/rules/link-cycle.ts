import { type Edit, topologicalOrder } from '@pipewright/graph';
import type { PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { DocumentRule } from '../rule.ts';

/** Data would run in a circle. */
export const linkCycle: DocumentRule = {
  id: 'link-cycle',
  severity: 'error',
  title: 'Links make no circle',
  topic: 'links',
  explanation: prose`
    Looks for links that lead from an element back to itself. GStreamer pipelines flow one way:
    in a circle every element waits for the one before it and nothing ever flows. Remove one
    link of the circle.`,
  scope: 'document',
  check(index, report) {
    if (!runsInCircle(index)) return;
    const { document, links } = index;
    const { cycle } = topologicalOrder(document);
    if (!cycle || cycle.length === 0) return;
    const last = cycle.at(-1);
    // Several links may join the two; without one, it is no circle but a link to nowhere.
    const closing = links.filter((view) => view.from.name === last && view.to.name === cycle[0]);
    const [first] = closing;
    if (!first) return;
    const title = `Remove ${closing.map((view) => view.id).join(' and ')}`;
    report({
      message:
        cycle.length === 1
          ? `'${last}' is linked to itself`
          : `The links run in a circle: ${[...cycle, cycle[0]].join(' -> ')}`,
      place: { element: cycle[0] ?? '', link: first.id },
      remedy: 'Remove a link of the circle: GStreamer pipelines flow one way',
      fixes: [
        {
          title,
          edit: {
            kind: 'batch',
            label: title,
            edits: closing.map((view): Edit => ({ kind: 'remove-link', link: view.id })),
          },
        },
      ],
    });
  },
};

/** Whether some link can't be reached from where the data starts; names of no element count too. */
function runsInCircle({ links }: PipelineIndex): boolean {
  const numInputs = new Map<string, number>();
  const behind = new Map<string, string[]>();
  for (const { from, to } of links) {
    numInputs.set(to.name, (numInputs.get(to.name) ?? 0) + 1);
    const others = behind.get(from.name);
    if (others) others.push(to.name);
    else behind.set(from.name, [to.name]);
  }
  const reached = [...behind.keys()].filter((name) => !numInputs.has(name));
  let numLeft = numInputs.size;
  for (const name of reached) {
    for (const next of behind.get(name) ?? []) {
      const left = (numInputs.get(next) ?? 0) - 1;
      numInputs.set(next, left);
      if (left > 0) continue;
      numLeft -= 1;
      reached.push(next);
    }
  }
  return numLeft > 0;
}
