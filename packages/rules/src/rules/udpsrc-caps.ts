import { isWritten } from '../element-values.ts';
import { hasCaps, linkBehindQueues } from '../neighbours.ts';
import type { ElementRule } from '../rule.ts';

/** Packets say nothing of their format: without caps they can't be unpacked. */
export const udpsrcCaps: ElementRule = {
  id: 'udpsrc-caps',
  severity: 'error',
  title: 'udpsrc says what the packets carry',
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
