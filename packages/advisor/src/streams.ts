/** The streams that come into a mux: how many, how large, how fast, live or from files. */
import { linkId } from '@pipewright/graph';
import type { Assumptions } from './assumptions.ts';
import { pictureSide, positive } from './facts.ts';
import {
  type ElementView,
  isBatcher,
  type PipelineView,
  readText,
  upstream,
} from './pipeline-view.ts';

export interface Stream {
  /** The element it comes from. */
  readonly source: string;
  /** Elements that it passes, nearest to the mux first. */
  readonly path: readonly ElementView[];
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly frameRate: number | undefined;
  readonly isLive: boolean | undefined;
}

export const ASSUMED_WIDTH = 1920;
export const ASSUMED_HEIGHT = 1080;
export const ASSUMED_FRAME_RATE = 30;

const liveFactories = new Set([
  'rtspsrc',
  'udpsrc',
  'v4l2src',
  'nvarguscamerasrc',
  'nvv4l2camerasrc',
  'nvdsudpsrc',
  'srtsrc',
  'webrtcsrc',
]);
const fileFactories = new Set(['filesrc', 'multifilesrc']);

/** The streams into a mux, in the order of its pads' links. */
export function streamsOf(view: PipelineView, batcher: ElementView): Stream[] {
  if (batcher.node.factory === 'nvmultiurisrcbin') return listedStreams(view, batcher);
  return batcher.inputs.map((link) => {
    const from = view.elements.get(link.from.element);
    return from ? streamThrough(view, from) : unknownStream(link.from.element);
  });
}

/** Many topics ask for the same streams: each is worked out once for a view. */
const known = new WeakMap<PipelineView, Map<ElementView, Stream>>();

/** The stream that leaves an element before any mux. */
export function streamThrough(view: PipelineView, element: ElementView): Stream {
  let streams = known.get(view);
  if (!streams) {
    streams = new Map();
    known.set(view, streams);
  }
  let stream = streams.get(element);
  if (!stream) {
    stream = findStream(view, element);
    streams.set(element, stream);
  }
  return stream;
}

function findStream(view: PipelineView, element: ElementView): Stream {
  const path = [element, ...upstream(view, element)];
  const source = path.find((candidate) => candidate.inputs.length === 0) ?? element;
  const facts = path.flatMap(({ name }) =>
    view.facts.streams.filter((stream) => stream.element === name),
  );
  const caps = path.flatMap((candidate) => [
    ...candidate.outputs.flatMap((link) => [
      view.facts.negotiatedCaps?.(linkId(link)) ?? '',
      link.caps ?? '',
    ]),
    ...(candidate.node.factory === 'capsfilter' ? [readText(view, candidate, 'caps') ?? ''] : []),
  ]);
  return {
    source: source.name,
    path,
    width:
      firstKnown(facts, (fact) => pictureSide(fact.width)) ??
      pictureSide(capsNumber(caps, 'width')),
    height:
      firstKnown(facts, (fact) => pictureSide(fact.height)) ??
      pictureSide(capsNumber(caps, 'height')),
    frameRate:
      firstKnown(facts, (fact) => positive(fact.frameRate)) ?? capsNumber(caps, 'framerate'),
    isLive: firstKnown(facts, (fact) => fact.isLive) ?? isLiveSource(view, source),
  };
}

function listedStreams(view: PipelineView, element: ElementView): Stream[] {
  const uris = (readText(view, element, 'uri-list') ?? '').split(',').filter((uri) => uri.trim());
  const facts = view.facts.streams.filter((stream) => stream.element === element.name);
  return uris.map((uri, index) => {
    const fact = facts[index] ?? facts[0];
    return {
      source: element.name,
      path: [element],
      width: pictureSide(fact?.width),
      height: pictureSide(fact?.height),
      frameRate: positive(fact?.frameRate),
      isLive: fact?.isLive ?? isLiveUri(uri),
    };
  });
}

function unknownStream(source: string): Stream {
  return {
    source,
    path: [],
    width: undefined,
    height: undefined,
    frameRate: undefined,
    isLive: undefined,
  };
}

function firstKnown<Item, Value>(
  items: readonly Item[],
  pick: (item: Item) => Value | undefined,
): Value | undefined {
  for (const item of items) {
    const value = pick(item);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** `width=(int)1280`, `framerate=30/1`; ranges and lists tell no one number. */
function capsNumber(caps: readonly string[], field: string): number | undefined {
  const pattern = new RegExp(
    `\\b${field}\\s*=\\s*(?:\\([a-z]+\\)\\s*)?(\\d+)(?:\\s*/\\s*(\\d+))?`,
    'i',
  );
  for (const text of caps) {
    const match = pattern.exec(text);
    const number = match ? positive(Number(match[1]) / Number(match[2] ?? 1)) : undefined;
    if (number !== undefined) return number;
  }
  return undefined;
}

function isLiveSource(view: PipelineView, source: ElementView): boolean | undefined {
  if (liveFactories.has(source.node.factory)) return true;
  if (fileFactories.has(source.node.factory)) return false;
  if (source.node.factory.endsWith('testsrc')) return readText(view, source, 'is-live') === 'true';
  const uri = readText(view, source, 'uri');
  return uri === undefined ? undefined : isLiveUri(uri);
}

/** RTSP, cameras and network sockets are live, paths and files are not; HTTP may be either. */
function isLiveUri(uri: string): boolean | undefined {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file') return false;
  return /^(?:rtsps?|rtspt|rtspu|rtmps?|udp|rtp|srt|v4l2|camera)$/.test(scheme) ? true : undefined;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a stream; what is not known is assumed and said. */
export function sizeOf(stream: Stream, assumptions: Assumptions): FrameSize {
  if (stream.width !== undefined && stream.height !== undefined) {
    return { width: stream.width, height: stream.height };
  }
  assumptions.addFor(
    `The frame size of % is not known: ${ASSUMED_WIDTH} x ${ASSUMED_HEIGHT} assumed`,
    stream.source,
  );
  return { width: ASSUMED_WIDTH, height: ASSUMED_HEIGHT };
}

/** Frames per second of a stream; what is not known is assumed and said. */
export function rateOf(stream: Stream, assumptions: Assumptions): number {
  if (stream.frameRate !== undefined) return stream.frameRate;
  assumptions.addFor(
    `The frame rate of % is not known: ${ASSUMED_FRAME_RATE} per second assumed`,
    stream.source,
  );
  return ASSUMED_FRAME_RATE;
}

/** Whether any stream is live; what is not known is taken for a file and said. */
export function anyLive(streams: readonly Stream[], assumptions: Assumptions): boolean {
  for (const stream of streams) {
    if (stream.isLive === undefined) {
      assumptions.addFor('Whether % is live is not known: a file assumed', stream.source);
    }
  }
  return streams.some((stream) => stream.isLive === true);
}

/** The size of most streams; of several equally common ones the largest. */
export function commonSize(sizes: readonly FrameSize[]): FrameSize & { readonly count: number } {
  const counted = new Map<string, FrameSize & { count: number }>();
  for (const { width, height } of sizes) {
    const key = `${width} x ${height}`;
    const known = counted.get(key);
    if (known) known.count++;
    else counted.set(key, { width, height, count: 1 });
  }
  return [...counted.values()].reduce(
    (best, size) =>
      size.count > best.count || (size.count === best.count && pixels(size) > pixels(best))
        ? size
        : best,
    { width: ASSUMED_WIDTH, height: ASSUMED_HEIGHT, count: 0 },
  );
}

/** Pixels of one frame. */
export function pixels({ width, height }: FrameSize): number {
  return width * height;
}

/** The mux's own streams, when the element is one; else those of the nearest mux upstream. */
export function streamsAt(view: PipelineView, element: ElementView): Stream[] {
  const batcher = isBatcher(element) ? element : upstream(view, element).find(isBatcher);
  return batcher ? streamsOf(view, batcher) : [streamThrough(view, element)];
}
