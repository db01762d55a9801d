/** What is known of where data comes from. */
import { textOf } from './element-values.ts';
import { upstreamElements } from './flow.ts';
import { areListsSame, remembered } from './live/remembered.ts';
import type { ElementView } from './pipeline-index.ts';

const live: ReadonlySet<string> = new Set([
  'rtspsrc',
  'v4l2src',
  'nvarguscamerasrc',
  'nvv4l2camerasrc',
  'udpsrc',
  'nvdsudpsrc',
]);
const files: ReadonlySet<string> = new Set(['filesrc', 'multifilesrc']);
const byUri: ReadonlySet<string> = new Set([
  'nvurisrcbin',
  'uridecodebin',
  'uridecodebin3',
  'urisourcebin',
]);

/** The scheme of a text that is a URI, in lower case. */
export function schemeOf(text: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]?.toLowerCase();
}

/** Whether the address is one of an RTSP server. */
export function isRtsp(uri: string): boolean {
  return schemeOf(uri)?.startsWith('rtsp') ?? false;
}

/** Whether a source gives data as it happens; undefined when that can't be told. */
export const isLiveSource: (element: ElementView) => boolean | undefined = remembered(givesLive);

function givesLive(element: ElementView): boolean | undefined {
  const { factory } = element.node;
  if (live.has(factory)) return true;
  if (files.has(factory)) return false;
  if (!byUri.has(factory)) return undefined;
  const uri = textOf(element, 'uri');
  if (uri === undefined) return undefined;
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === 'file') return false;
  return isRtsp(uri) || scheme === 'udp' || scheme === 'v4l2' ? true : undefined;
}

/** The elements without inputs whose data reaches this one. */
export const originsOf: (element: ElementView) => readonly ElementView[] = remembered(
  (element: ElementView) => upstreamElements(element).filter((view) => view.inputs.length === 0),
  areListsSame,
);

/** Whether all that reaches the element is live (true), all from files (false), or neither. */
export const isFedLive: (element: ElementView) => boolean | undefined = remembered(
  (element: ElementView) => {
    const kinds = originsOf(element).map(isLiveSource);
    if (kinds.length === 0) return undefined;
    if (kinds.every((kind) => kind === true)) return true;
    return kinds.every((kind) => kind === false) ? false : undefined;
  },
);

/** Entries of a comma separated property. */
export function listOf(element: ElementView, property: string): string[] | undefined {
  const text = textOf(element, property);
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
