import { booleanOf, propertyPlace } from '../element-values.ts';
import { downstreamElements } from '../flow.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Branches that are merged again wait for each other's end. */
export const branchEos: ElementRule = {
  id: 'branch-eos',
  severity: 'warning',
  title: 'The end of one stream reaches every branch',
  topic: 'batching',
  explanation: prose`
    Finds an nvstreamdemux without per-stream-eos before an nvdsmetamux. It then tells branches
    of the end only when all streams have ended, and the metamux waits for frames of a stream
    that no longer come: the pipeline hangs. Turn per-stream-eos on.`,
  scope: 'element',
  factories: ['nvstreamdemux'],
  check(element, _index, report) {
    if (booleanOf(element, 'per-stream-eos') !== false) return;
    const merger = downstreamElements(element).find(({ node }) => node.factory === 'nvdsmetamux');
    if (!merger) return;
    const place = propertyPlace(element, 'per-stream-eos');
    report({
      message: `'${element.name}' tells the end of a stream only when all have ended, so '${merger.name}' waits for frames that no longer come`,
      place,
      remedy: 'Set per-stream-eos to true',
      fixes: [setPropertyFix('Set per-stream-eos to true', place, true)],
    });
  },
};
