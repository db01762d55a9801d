import { isWritten, propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** No picture needs as much, or does with as little: the other unit was meant. */
const maxKilobits = 500_000;
const minBits = 20_000;

/** Software encoders count kbit/s, hardware encoders bit/s. */
export const bitrateUnit: ElementRule = {
  id: 'bitrate-unit',
  severity: 'warning',
  title: "The bitrate is in the encoder's unit",
  scope: 'element',
  check(element, _index, report) {
    const { factory } = element.node;
    const isSoftware = factory === 'x264enc' || factory === 'x265enc';
    const isHardware = /^nvv4l2(h26[45]|av1)enc$/.test(factory);
    if ((!isSoftware && !isHardware) || !isWritten(element, 'bitrate')) return;
    const rate = effectiveInteger(element, 'bitrate');
    if (rate === undefined || rate < 1 || (isSoftware ? rate <= maxKilobits : rate >= minBits)) {
      return;
    }
    const meant = isSoftware ? Math.round(rate / 1000) : rate * 1000;
    const place = propertyPlace(element, 'bitrate');
    report({
      message: `bitrate ${rate} of '${element.name}' counts ${isSoftware ? 'kbit/s' : 'bit/s'} for ${factory}`,
      place,
      remedy: `Did you mean ${meant}?`,
      fixes: [setPropertyFix(`Set bitrate to ${meant}`, place, meant)],
    });
  },
};
