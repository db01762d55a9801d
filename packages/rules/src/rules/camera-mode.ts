import { hasCaps } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Without caps a camera runs in whatever mode it offers first. */
export const cameraMode: ElementRule = {
  id: 'camera-mode',
  severity: 'hint',
  title: "The camera's mode is written behind v4l2src",
  topic: 'sources',
  explanation: prose`
    Looks for caps behind v4l2src. Without them the camera runs in whatever size, format and
    rate it offers first, which differs between cameras and is often the largest picture at a
    low rate. Write the wanted mode on the link.`,
  scope: 'element',
  factories: ['v4l2src'],
  check(element, _index, report) {
    for (const view of element.outputs) {
      if (hasCaps(view)) continue;
      report({
        message: `'${element.name}' runs in whatever mode the camera offers first: no caps are written behind it`,
        place: { element: element.name, link: view.id },
        remedy:
          'Write size and rate on the link, e.g. video/x-raw, width=1280, height=720, framerate=30/1',
      });
    }
  },
};
