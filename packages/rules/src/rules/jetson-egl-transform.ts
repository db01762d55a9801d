import { insertFix } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** On Jetson frames reach an EGL window through nvegltransform. */
export const jetsonEglTransform: ElementRule = {
  id: 'jetson-egl-transform',
  severity: 'error',
  title: 'On Jetson nvegltransform stands before nveglglessink',
  topic: 'platform',
  explanation: prose`
    Looks at what stands before nveglglessink where the target is Jetson. There the window can't
    take GPU memory itself, and frames reach it only through nvegltransform; without it linking
    or negotiation fails. Put an nvegltransform before it, or use nv3dsink.`,
  scope: 'element',
  factories: ['nveglglessink'],
  check(element, index, report) {
    if (index.document.target.platform !== 'jetson') return;

    const [view] = element.inputs;
    if (!view?.from.element || view.from.element.node.factory === 'nvegltransform') return;
    report({
      message: `'${element.name}' shows frames on Jetson only through nvegltransform`,
      place: { element: element.name, link: view.id },
      remedy: 'Put an nvegltransform before it, or use nv3dsink',
      fixes: insertFix(view, index, 'nvegltransform'),
    });
  },
};
