import { propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The new mux makes a whole number of frames per second of the time-out. */
export const muxTimeoutRate: ElementRule = {
  id: 'mux-timeout-rate',
  severity: 'warning',
  title: "The new mux's time-out is at most a second",
  topic: 'batching',
  explanation: prose`
    Looks at batched-push-timeout of the new nvstreammux. It makes a whole number of batches a
    second of it, and over a second that number is 0. Use at most 1000000 microseconds.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, { document }, report) {
    if (document.target.streammux !== 'new') return;
    const timeout = effectiveInteger(element, 'batched-push-timeout') ?? 0;
    if (timeout <= 1_000_000) return;
    const place = propertyPlace(element, 'batched-push-timeout');
    report({
      message: `batched-push-timeout ${timeout} of '${element.name}' is over a second, which the new mux rounds to 0 frames per second`,
      place,
      remedy: 'Use at most 1000000 microseconds',
      fixes: [setPropertyFix('Set batched-push-timeout to 1000000', place, 1_000_000)],
    });
  },
};
