import { upstreamElements } from '../flow.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** Boxes drawn before and after tiling are drawn twice. */
export const osdTwice: DocumentRule = {
  id: 'osd-twice',
  severity: 'warning',
  title: 'Objects are drawn once',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvdsosd')) {
      const first = upstreamElements(element).find(({ node }) => node.factory === 'nvdsosd');
      if (!first) continue;
      report({
        message: `'${element.name}' draws again what '${first.name}' has drawn`,
        place: { element: element.name },
        remedy: 'Remove one of them: draw before tiling or after it',
      });
    }
  },
};
