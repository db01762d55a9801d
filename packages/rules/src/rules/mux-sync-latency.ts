import { booleanOf, propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** With inputs in step, a late frame is dropped unless some lateness is allowed. */
export const muxSyncLatency: ElementRule = {
  id: 'mux-sync-latency',
  severity: 'warning',
  title: 'sync-inputs comes with a max-latency',
  topic: 'batching',
  explanation: prose`
    Finds sync-inputs without a max-latency on nvstreammux or nvmultiurisrcbin. Inputs are kept
    in step by their times, and with a latency of 0 each frame that comes late by any amount is
    dropped. Set max-latency, in nanoseconds, to the jitter that you expect.`,
  scope: 'element',
  factories: ['nvstreammux', 'nvmultiurisrcbin'],
  check(element, _index, report) {
    if (booleanOf(element, 'sync-inputs') !== true) return;
    if (effectiveInteger(element, 'max-latency') !== 0) return;
    const place = propertyPlace(element, 'max-latency');
    report({
      message: `'${element.name}' keeps its inputs in step, but with max-latency 0 it drops every late frame`,
      place,
      remedy: 'Set max-latency (nanoseconds) to the jitter that you expect',
      fixes: [setPropertyFix('Allow 100 ms', place, 100_000_000)],
    });
  },
};
