import { isWritten } from '../element-values.ts';
import { hasCaps, linkBehindQueues } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Packets say nothing of their format: without caps they can't be unpacked. */
export const udpsrcCaps: ElementRule = {
  id: 'udpsrc-caps',
  severity: 'error',
  title: 'udpsrc says what the packets carry',
  topic: 'sources',
  explanation: prose`
    Looks for caps on a udpsrc whose packets go to an RTP depayloader or jitter buffer. UDP
    packets do not say what they carry, so without caps the next element refuses them and no
    frame ever comes. Set caps with media, encoding-name and clock-rate, as the sender has them.`,
  scope: 'element',
  factories: ['udpsrc'],
  check(element, _index, report) {
    const [first] = element.outputs;
    if (!first || isWritten(element, 'caps') || hasCaps(first)) return;
    const view = linkBehindQueues(first);
    const next = view.to.element?.node.factory ?? '';
    if (hasCaps(view) || !/^rtp.*(depay|jitterbuffer)$/.test(next)) return;
    report({
      message: `'${view.to.name}' can't tell what the packets of '${element.name}' carry: no caps are set`,
      place: { element: element.name, property: 'caps' },
      remedy: 'Set caps, e.g. application/x-rtp, media=video, encoding-name=H264, clock-rate=90000',
    });
  },
};
