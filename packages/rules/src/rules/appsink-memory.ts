import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

const givesGpuMemory: ReadonlySet<string> = new Set([
  'nvinfer',
  'nvinferserver',
  'nvtracker',
  'nvdsanalytics',
  'nvmultistreamtiler',
  'nvdsosd',
  'nvstreamdemux',
  'nvv4l2decoder',
]);

/** appsink takes any memory: a program that wants pixels must ask for them. */
export const appsinkMemory: ElementRule = {
  id: 'appsink-memory',
  severity: 'hint',
  title: 'appsink gets frames that a program can read',
  topic: 'output',
  explanation: prose`
    Looks at appsinks that get frames straight from an element which gives GPU memory. The
    program gets buffers whose metadata it can read, but mapping them as pixels fails or gives
    garbage. For pixels, put an nvvideoconvert and caps such as video/x-raw, format=RGBA before
    the appsink.`,
  scope: 'element',
  factories: ['appsink'],
  check(element, _index, report) {
    for (const view of element.inputs) {
      const giver = view.from.element;
      if (view.link.caps !== undefined || !giver) continue;
      if (!givesGpuMemory.has(giver.node.factory)) continue;
      report({
        message: `'${element.name}' gets frames in GPU memory from '${giver.name}': a program can read their metadata, but not their pixels`,
        place: { element: element.name, link: view.id },
        remedy: 'For pixels, put an nvvideoconvert and the caps video/x-raw, format=RGBA before it',
      });
    }
  },
};
