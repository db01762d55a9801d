import { booleanOf, propertyPlace } from '../element-values.ts';
import { batcherOf } from '../flow.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Bit of tracking-id-reset-mode: ids start anew when a stream does. */
const onStreamReset = 1;

/** Frame numbers that start anew go with track ids that do. */
export const trackingReset: ElementRule = {
  id: 'tracking-reset',
  severity: 'warning',
  title: 'Track ids start anew with the frame numbers',
  topic: 'tracking',
  explanation: prose`
    Compares tracking-id-reset-mode of nvtracker with frame-num-reset-on-stream-reset of the
    mux. When frame numbers start anew but tracks go on, results of before and after the reset
    get the same numbers with unrelated ids. Set the bit 1 of tracking-id-reset-mode.`,
  scope: 'element',
  factories: ['nvtracker'],
  check(element, _index, report) {
    const batcher = batcherOf(element);
    if (!batcher || booleanOf(batcher, 'frame-num-reset-on-stream-reset') !== true) return;
    const mode = effectiveInteger(element, 'tracking-id-reset-mode');
    if (mode === undefined || (mode & onStreamReset) !== 0) return;
    const place = propertyPlace(element, 'tracking-id-reset-mode');
    const wanted = mode | onStreamReset;
    report({
      message: `'${batcher.name}' starts frame numbers anew when a stream is reset, but '${element.name}' keeps its tracks (tracking-id-reset-mode ${mode})`,
      place,
      remedy: `Set tracking-id-reset-mode to ${wanted}`,
      fixes: [setPropertyFix(`Set tracking-id-reset-mode to ${wanted}`, place, wanted)],
    });
  },
};
