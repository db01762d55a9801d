import { isWritten, propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** No picture needs as much, or does with as little: the other unit was meant. */
const maxKilobits = 500_000;
const minBits = 20_000;

const countsKilobits = ['x264enc', 'x265enc'];
const countsBits = ['nvv4l2h264enc', 'nvv4l2h265enc', 'nvv4l2av1enc'];

/** Software encoders count kbit/s, hardware encoders bit/s. */
export const bitrateUnit: ElementRule = {
  id: 'bitrate-unit',
  severity: 'warning',
  title: "The bitrate is in the encoder's unit",
  topic: 'output',
  explanation: prose`
    Compares the bitrate of an encoder with its unit: x264enc and x265enc count kbit/s, the
    hardware encoders bit/s. With the other unit the picture is mush or the file huge. Write the
    number that the message suggests.`,
  scope: 'element',
  factories: [...countsKilobits, ...countsBits],
  check(element, _index, report) {
    const { factory } = element.node;
    const isSoftware = countsKilobits.includes(factory);
    if (!isWritten(element, 'bitrate')) return;
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
