import { booleanOf, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isFedLive } from '../sources.ts';

/** Only RTSP senders report their time. */
export const muxSenderTime: ElementRule = {
  id: 'mux-sender-time',
  severity: 'warning',
  title: 'Times of senders are used with RTSP sources',
  topic: 'batching',
  explanation: prose`
    Finds attach-sys-ts off on an nvstreammux whose sources are files. Frames then get the time
    that the sender reports, which only RTSP senders do: files have no such time. Remove the
    property.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, _index, report) {
    if (booleanOf(element, 'attach-sys-ts') !== false || isFedLive(element) !== false) return;
    const place = propertyPlace(element, 'attach-sys-ts');
    report({
      message: `'${element.name}' stamps frames with the sender's time, but its sources are files, which have none`,
      place,
      remedy: 'Remove attach-sys-ts',
      fixes: [setPropertyFix('Remove attach-sys-ts', place)],
    });
  },
};
