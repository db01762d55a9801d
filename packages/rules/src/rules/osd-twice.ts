import { upstreamElements } from '../flow.ts';
import type { ElementRule } from '../rule.ts';

/** Boxes drawn before and after tiling are drawn twice. */
export const osdTwice: ElementRule = {
  id: 'osd-twice',
  severity: 'warning',
  title: 'Objects are drawn once',
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
