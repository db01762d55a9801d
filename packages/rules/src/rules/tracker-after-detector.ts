import { upstreamElements } from '../flow.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Gives objects to track; what applications push, and foreign elements, may do so as well. */
const mayDetect =
  /^(nvinfer|nvinferserver|nvinferbin|nvinferserverbin|nvdspostprocess|nvdspreprocess|nvdsvideotemplate|nvdsmetainsert|nvdsmetaextract|nvreplay|nvdsmetamux|dsexample|appsrc|nvunixfdsrc|nvdsucx.*)$/;

/** nvtracker follows what a detector found; without one it has nothing to do. */
export const trackerAfterDetector: ElementRule = {
  id: 'tracker-after-detector',
  severity: 'warning',
  title: 'nvtracker comes after a detector',
  topic: 'tracking',
  explanation: prose`
    Looks upstream of nvtracker for an element that finds objects. The tracker follows boxes
    that a detector gives; without any it runs, and never has a track. Put an nvinfer before it.
    Elements that may bring objects along, such as appsrc, are taken for detectors.`,
  scope: 'element',
  factories: ['nvtracker'],
  check(element, _index, report) {
    if (element.inputs.length === 0) return;
    const upstream = upstreamElements(element);
    if (upstream.some((view) => !view.factory || mayDetect.test(view.node.factory))) return;
    report({
      message: `'${element.name}' has no detector before it, so there is nothing to track`,
      place: { element: element.name },
      remedy: `Put an nvinfer before '${element.name}'`,
    });
  },
};
