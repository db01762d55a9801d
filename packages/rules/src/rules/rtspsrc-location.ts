import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { isRtsp } from '../sources.ts';

/** rtspsrc takes addresses of RTSP servers only. */
export const rtspsrcLocation: ElementRule = {
  id: 'rtspsrc-location',
  severity: 'error',
  title: "rtspsrc's location is an RTSP address",
  topic: 'sources',
  explanation: prose`
    Looks at whether the location of rtspsrc is an RTSP address. It talks to RTSP servers only
    and fails to open anything else. Write rtsp://host:port/path, or use nvurisrcbin for other
    addresses.`,
  scope: 'element',
  factories: ['rtspsrc'],
  check(element, _index, report) {
    const location = textOf(element, 'location');
    if (location === undefined || isRtsp(location)) return;
    report({
      message: `'location' of '${element.name}' is no RTSP address: ${location}`,
      place: propertyPlace(element, 'location'),
      remedy: 'Write rtsp://host:port/path, or use nvurisrcbin for other addresses',
    });
  },
};
