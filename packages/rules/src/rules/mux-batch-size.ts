import { effectiveInteger, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvstreammux: batch-size is needed, and should be the number of sources. */
export const muxBatchSize: ElementRule = {
  id: 'mux-batch-size',
  severity: 'error',
  title: "nvstreammux's batch-size is the number of its sources",
  topic: 'batching',
  explanation: prose`
    Compares batch-size of nvstreammux with the number of sources linked to it. Without it the
    mux does not start; too small, a frame of every source takes several batches and throughput
    falls; too large, each batch waits for batched-push-timeout, which adds latency. Set it to
    the number of sources.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, _index, report) {
    const numSources = element.inputs.length;
    const setting = settingOf(element, 'batch-size');
    if (setting && setting.value === undefined) return;
    const batchSize = effectiveInteger(element, 'batch-size');
    // A text or a negative number is another rule's finding.
    if (setting && (batchSize === undefined || batchSize < 0)) return;
    const place = { element: element.name, property: 'batch-size' };
    const wanted = Math.max(1, numSources);
    const fixes = [setPropertyFix(`Set batch-size to ${wanted}`, place, wanted)];
    const sources = numSources === 1 ? '1 source is linked' : `${numSources} sources are linked`;
    if (!batchSize) {
      report({
        message: `'${element.name}' has ${setting ? 'batch-size 0' : 'no batch-size'}: nvstreammux does not start without it (${sources})`,
        place,
        remedy: `Set batch-size to the number of sources, ${wanted}`,
        fixes,
      });
    } else if (numSources > 0 && batchSize < numSources) {
      report({
        message: `batch-size ${batchSize} of '${element.name}' is less than its sources (${sources}): each round needs several batches, and throughput falls`,
        place,
        remedy: `Set batch-size to the number of sources, ${wanted}`,
        fixes,
        severity: 'warning',
      });
    } else if (numSources > 0 && batchSize > numSources) {
      report({
        message: `batch-size ${batchSize} of '${element.name}' is more than its sources (${sources}): batches go out only after batched-push-timeout`,
        place,
        remedy: `Set batch-size to the number of sources, ${wanted}`,
        fixes,
        severity: 'warning',
      });
    }
  },
};
