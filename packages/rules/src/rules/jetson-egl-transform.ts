import { elementsOf, insertFix } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** On Jetson frames reach an EGL window through nvegltransform. */
export const jetsonEglTransform: DocumentRule = {
  id: 'jetson-egl-transform',
  severity: 'error',
  title: 'On Jetson nvegltransform stands before nveglglessink',
  scope: 'document',
  check(index, report) {
    if (index.document.target.platform !== 'jetson') return;
    for (const element of elementsOf(index, 'nveglglessink')) {
      const [view] = element.inputs;
      if (!view?.from.element || view.from.element.node.factory === 'nvegltransform') continue;
      report({
        message: `'${element.name}' shows frames on Jetson only through nvegltransform`,
        place: { element: element.name, link: view.id },
        remedy: 'Put an nvegltransform before it, or use nv3dsink',
        fixes: insertFix(view, index, 'nvegltransform'),
      });
    }
  },
};
