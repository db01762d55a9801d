import { propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Who joins later needs the stream's parameters again. */
export const payloaderConfigInterval: ElementRule = {
  id: 'payloader-config-interval',
  severity: 'hint',
  title: 'RTP payloaders repeat the parameters of the stream',
  topic: 'output',
  explanation: prose`
    Looks at config-interval of rtph264pay and rtph265pay. With 0 they send the parameter sets
    once, and a receiver that joins later can't decode anything. Use 1 for every second, or -1
    for every key frame.`,
  scope: 'element',
  factories: ['rtph264pay', 'rtph265pay'],
  check(element, _index, report) {
    if (effectiveInteger(element, 'config-interval') !== 0) return;
    const place = propertyPlace(element, 'config-interval');
    report({
      message: `'${element.name}' sends the stream's parameters once: who joins later sees nothing`,
      place,
      remedy: 'Set config-interval to 1 (seconds), or -1 for each key frame',
      fixes: [setPropertyFix('Send them with each key frame', place, -1)],
    });
  },
};
