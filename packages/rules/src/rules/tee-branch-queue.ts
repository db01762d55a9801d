import { insertFix } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

const queues: ReadonlySet<string> = new Set(['queue', 'queue2', 'multiqueue']);

/** The branches of a tee run in one thread until a queue: they block one another. */
export const teeBranchQueue: ElementRule = {
  id: 'tee-branch-queue',
  severity: 'warning',
  title: 'Each branch of a tee starts with a queue',
  topic: 'links',
  explanation: prose`
    Looks at what follows each branch of a tee. Up to the next queue all branches run in one
    thread: a slow one holds up the others, and sinks that wait for each other can hang the
    pipeline. Put a queue at the start of each branch; with only one branch bare it is a hint,
    since that can be slow but not stuck.`,
  scope: 'element',
  factories: ['tee'],
  check(element, index, report) {
    if (element.outputs.length < 2) return;
    const bare = element.outputs.filter(
      ({ to }) => to.element && !queues.has(to.element.node.factory),
    );
    for (const view of bare) {
      report({
        message: `The branch ${view.id} of the tee starts without a queue, so '${view.to.name}' holds up the other branches`,
        place: { element: element.name, pad: view.from.pad, link: view.id },
        remedy: 'Put a queue at the start of the branch',
        fixes: insertFix(view, index, 'queue'),
        // One branch in the tee's own thread is slow rather than stuck.
        ...(bare.length === 1 ? { severity: 'hint' as const } : {}),
      });
    }
  },
};
