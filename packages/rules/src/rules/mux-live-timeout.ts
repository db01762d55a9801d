import { propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isFedLive } from '../sources.ts';

/** Waiting for ever for a full batch, one camera that stops stops all. */
export const muxLiveTimeout: ElementRule = {
  id: 'mux-live-timeout',
  severity: 'warning',
  title: 'With several live sources the mux does not wait for ever',
  topic: 'batching',
  explanation: prose`
    Finds batched-push-timeout -1 on an nvstreammux with several live sources. It then waits for
    a full batch without limit, and one camera that stops sending stops all the others. Set it
    to the time of a frame, in microseconds.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, _index, report) {
    if (element.inputs.length < 2 || isFedLive(element) !== true) return;
    if (effectiveInteger(element, 'batched-push-timeout') !== -1) return;
    const place = propertyPlace(element, 'batched-push-timeout');
    report({
      message: `'${element.name}' waits for a full batch without limit: when one live source stops, all do`,
      place,
      remedy: 'Set batched-push-timeout to a frame time in microseconds, 1000000 / frame rate',
      fixes: [setPropertyFix('Set batched-push-timeout to 33333', place, 33333)],
    });
  },
};
