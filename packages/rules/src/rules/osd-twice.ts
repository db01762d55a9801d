import { upstreamElements } from '../flow.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Boxes drawn before and after tiling are drawn twice. */
export const osdTwice: ElementRule = {
  id: 'osd-twice',
  severity: 'warning',
  title: 'Objects are drawn once',
  topic: 'output',
  explanation: prose`
    Looks for a second nvdsosd behind one. Both draw the same boxes and text, which costs time
    and blurs what is drawn when the picture is scaled between them. Keep one, before or after
    tiling.`,
  scope: 'element',
  factories: ['nvdsosd'],
  check(element, _index, report) {
    const first = upstreamElements(element).find(({ node }) => node.factory === 'nvdsosd');
    if (!first) return;
    report({
      message: `'${element.name}' draws again what '${first.name}' has drawn`,
      place: { element: element.name },
      remedy: 'Remove one of them: draw before tiling or after it',
    });
  },
};
