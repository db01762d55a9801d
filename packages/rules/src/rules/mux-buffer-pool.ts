import { isWritten, propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Fewer buffers than this, and the elements behind the mux wait for one another. */
const minBuffers = 4;

/** A pool of batches that is too small. */
export const muxBufferPool: ElementRule = {
  id: 'mux-buffer-pool',
  severity: 'warning',
  title: 'Pools of batches hold at least four',
  topic: 'batching',
  explanation: prose`
    Looks at buffer-pool-size of muxes and other elements that have one. With fewer than four
    batches the elements behind wait for one another to give theirs back, and throughput falls.
    Use at least 4.`,
  scope: 'element',
  check(element, _index, report) {
    if (!isWritten(element, 'buffer-pool-size')) return;
    const size = effectiveInteger(element, 'buffer-pool-size');
    if (size === undefined || size < 1 || size >= minBuffers) return;
    const place = propertyPlace(element, 'buffer-pool-size');
    report({
      message: `'${element.name}' has a pool of ${size} batches: elements behind it wait for free ones`,
      place,
      remedy: `Use at least ${minBuffers}`,
      fixes: [setPropertyFix(`Set buffer-pool-size to ${minBuffers}`, place, minBuffers)],
    });
  },
};
