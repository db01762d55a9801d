import { nearestNames } from '@pipewright/catalogue';
import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { schemeOf } from '../sources.ts';

const schemes = [
  'file',
  'http',
  'https',
  'rtsp',
  'rtsps',
  'rtspt',
  'rtspu',
  'rtsph',
  'rtmp',
  'rtmps',
  'srt',
  'udp',
  'rtp',
  'v4l2',
  'ftp',
  'data',
  'csi',
  'camera',
  'ipc',
  'hls',
  'ndi',
  'fd',
  'nvarguscamerasrc',
];

/** A slip in an address's scheme: no element takes it. */
export const uriScheme: ElementRule = {
  id: 'uri-scheme',
  severity: 'error',
  title: "An address's scheme is one that a source takes",
  topic: 'sources',
  explanation: prose`
    Looks at the scheme of an address for a slip, such as rstp for rtsp. No source element takes
    the address then, and the pipeline stops with "no URI handler". Correct the scheme.`,
  scope: 'element',
  check(element, _index, report) {
    const uri = textOf(element, 'uri');
    const scheme = uri === undefined ? undefined : schemeOf(uri);
    if (uri === undefined || scheme === undefined || schemes.includes(scheme)) return;
    const near = nearestNames(scheme, schemes, 2);
    if (near.length === 0) return;
    const place = propertyPlace(element, 'uri');
    report({
      message: `'${element.name}' has an address with the scheme '${scheme}', which no known source takes`,
      place,
      remedy: `Did you mean ${near.join(' or ')}?`,
      fixes: near.map((name) =>
        setPropertyFix(`Write ${name}:`, place, name + uri.slice(scheme.length)),
      ),
    });
  },
};
