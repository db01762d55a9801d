import { insertFix, linkBehindQueues } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

const demuxers = ['qtdemux', 'matroskademux', 'flvdemux'];

/** nvv4l2decoder takes whole access units of a byte stream: a parser makes them. */
export const decoderNeedsParser: ElementRule = {
  id: 'decoder-needs-parser',
  severity: 'error',
  title: 'A parser stands before nvv4l2decoder',
  topic: 'sources',
  explanation: prose`
    Looks for nvv4l2decoder straight behind a filesrc or demuxer. The decoder takes whole access
    units of a byte stream, while a file gives blocks of arbitrary size and a container often
    stores packed units: decoding fails or shows garbage. Put an h264parse or h265parse before
    it.`,
  scope: 'element',
  factories: ['filesrc', ...demuxers],
  check(element, index, report) {
    for (const first of element.outputs) {
      const view = linkBehindQueues(first);
      if (view.to.element?.node.factory !== 'nvv4l2decoder') continue;
      report({
        message: `'${view.to.name}' gets video from '${element.name}' (${element.node.factory}) as it is stored; it takes parsed video`,
        place: { element: view.to.name, link: view.id },
        remedy: 'Put an h264parse or h265parse before it',
        fixes: insertFix(view, index, 'h264parse'),
        // Some codecs in containers need none.
        ...(element.node.factory === 'filesrc' ? {} : { severity: 'warning' as const }),
      });
    }
  },
};
