/** Which element GStreamer makes for a URI at the start or end of a chain. */

export interface UriElement {
  readonly factory: string;
  readonly property: string;
  readonly value: string;
}

interface Handler {
  readonly factory: string;
  readonly property: string;
  /** What the property takes: the URI, or the path in it. */
  readonly takes: 'uri' | 'path';
}

/** The elements of highest rank that GStreamer's own plugins register for each protocol. */
const SOURCES: Readonly<Record<string, Handler>> = {
  file: { factory: 'filesrc', property: 'location', takes: 'path' },
  http: { factory: 'souphttpsrc', property: 'location', takes: 'uri' },
  https: { factory: 'souphttpsrc', property: 'location', takes: 'uri' },
  rtsp: { factory: 'rtspsrc', property: 'location', takes: 'uri' },
  rtspt: { factory: 'rtspsrc', property: 'location', takes: 'uri' },
  rtspu: { factory: 'rtspsrc', property: 'location', takes: 'uri' },
  rtsps: { factory: 'rtspsrc', property: 'location', takes: 'uri' },
  rtmp: { factory: 'rtmp2src', property: 'location', takes: 'uri' },
  rtmps: { factory: 'rtmp2src', property: 'location', takes: 'uri' },
  rtp: { factory: 'rtpsrc', property: 'uri', takes: 'uri' },
  udp: { factory: 'udpsrc', property: 'uri', takes: 'uri' },
  srt: { factory: 'srtsrc', property: 'uri', takes: 'uri' },
  v4l2: { factory: 'v4l2src', property: 'device', takes: 'path' },
};

const SINKS: Readonly<Record<string, Handler>> = {
  file: { factory: 'filesink', property: 'location', takes: 'path' },
  rtmp: { factory: 'rtmp2sink', property: 'location', takes: 'uri' },
  rtmps: { factory: 'rtmp2sink', property: 'location', takes: 'uri' },
  rtp: { factory: 'rtpsink', property: 'uri', takes: 'uri' },
  rtsp: { factory: 'rtspclientsink', property: 'location', takes: 'uri' },
  srt: { factory: 'srtsink', property: 'uri', takes: 'uri' },
};

/** Undefined: no element takes such a URI there. */
export function elementForUri(uri: string, isSink: boolean): UriElement | undefined {
  const protocol = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(uri)?.[1]?.toLowerCase() ?? '';
  const handlers = isSink ? SINKS : SOURCES;
  const handler = Object.hasOwn(handlers, protocol) ? handlers[protocol] : undefined;
  if (handler === undefined) return undefined;
  const { factory, property, takes } = handler;
  return { factory, property, value: takes === 'uri' ? uri : pathOf(uri) };
}

function pathOf(uri: string): string {
  const path = uri.slice(uri.indexOf('://') + 3).replace(/^localhost(?=\/)/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
