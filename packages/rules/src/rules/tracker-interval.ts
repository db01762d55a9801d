import { textOf } from '../element-values.ts';
import { inferenceBefore } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** A tracker by overlap alone needs boxes in each frame. */
export const trackerInterval: ElementRule = {
  id: 'tracker-interval',
  severity: 'warning',
  title: 'The IOU tracker gets detections in each frame',
  topic: 'tracking',
  explanation: prose`
    Finds a detector with an interval before an nvtracker that works by overlap alone (the IOU
    config). It does not predict where an object goes: in frames without boxes it has none, so
    objects flicker. Set interval to 0, or use NvDCF.`,
  scope: 'element',
  factories: ['nvtracker'],
  check(element, index, report) {
    const config = textOf(element, 'll-config-file');
    if (config === undefined || !/tracker_IOU\.ya?ml$/i.test(config)) return;
    const detector = inferenceBefore(element).at(-1);
    const interval = detector && inferenceSetting(detector, index, 'interval')?.number;
    if (!detector || interval === undefined || interval < 1) return;
    report({
      message: `'${detector.name}' leaves out ${interval} of ${interval + 1} batches, but the IOU tracker '${element.name}' needs boxes in each frame`,
      place: { element: element.name, property: 'll-config-file' },
      remedy: `Set interval of '${detector.name}' to 0, or use NvDCF`,
    });
  },
};
