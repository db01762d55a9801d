/** What feeds the muxer, as `[source<N>]` and `[dewarper<N>]`, or as `[source-list]`. */
import {
  converterPart,
  dewarperPart,
  multiUriSourcePart,
  muxPart,
  sourceListPart,
  uriSourcePart,
} from '../app-parts.ts';
import { toAppUri } from '../key-conversions.ts';
import { GroupNumbers } from './group-numbers.ts';
import { type GroupWriter, ownValue } from './group-writer.ts';
import type { GraphElement, GraphLink, PipelineGraph } from './pipeline-graph.ts';
import { capsField, isPlumbing, leavePlumbing } from './plumbing.ts';

/** Decoding by parts, where the app and nvurisrcbin do it whole. */
const decoding =
  /^(parsebin|decodebin3?|urisourcebin|qtdemux|matroskademux|tsdemux|flvdemux|avidemux|rtph26[45]depay|rtpjpegdepay|h26[45]parse|mpeg4videoparse|mpegvideoparse|jpegparse|av1parse|vp9parse|nvv4l2decoder|nvjpegdec|jpegdec|nvh26[45]dec|avdec_\w+|audioconvert|audioresample|wavparse|tee|multiqueue)$/;

/** One input of the muxer: its elements from the source on, and the caps between them. */
interface SourcePath {
  readonly elements: readonly GraphElement[];
  readonly caps: readonly string[];
}

/** The muxer's inputs in the order of its pads. */
export function muxInputs(graph: PipelineGraph, mux: GraphElement): readonly GraphLink[] {
  const numbered = graph.linksTo(mux.name).map((link, index) => {
    const digits = /^sink_(\d+)$/.exec(link.to.pad)?.[1];
    return { link, at: digits === undefined ? index : Number(digits) };
  });
  return numbered.sort((a, b) => a.at - b.at).map(({ link }) => link);
}

/** Which number an input has in the app, by the number of the muxer's pad. */
export function sourceIndexes(inputs: readonly GraphLink[]): ReadonlyMap<number, number> {
  return new Map(
    inputs.map(({ to }, index) => [Number(/^sink_(\d+)$/.exec(to.pad)?.[1] ?? index), index]),
  );
}

export function writeSources(
  writer: GroupWriter,
  graph: PipelineGraph,
  mux: GraphElement,
  takenNumbers: readonly number[],
): void {
  writer.describe(mux, 'streammux', muxPart);
  // Without the group the app sets nothing at all.
  if (!writer.groups.has('streammux')) writer.groups.set('streammux', new Map());
  const paths = muxInputs(graph, mux).map((link) => pathTo(writer, graph, link));
  const names = paths.map(({ elements }) => elements[0]?.name ?? '');
  const numbers = new GroupNumbers('source', names, takenNumbers);
  paths.forEach((path, index) => {
    const group = `source${numbers.of(names[index] ?? '')}`;
    writeSource(writer, path, group, index);
  });
  writeLoop(
    writer,
    paths.flatMap(({ elements }) => elements[0] ?? []),
  );
}

/** nvmultiurisrcbin has sources and muxer in one; the app says them in three groups. */
export function writeMultiUri(writer: GroupWriter, bin: GraphElement): void {
  const muxKeys = muxPart.keys.filter(({ key }) => !['batch-size', 'async-process'].includes(key));
  const lists = writer.groups;
  writer.set('source-list', 'use-nvmultiurisrcbin', '1');
  writer.set('source-attr-all', 'enable', '1');
  writer.set('source-attr-all', 'type', '3');
  const parts = [
    ['streammux', { keys: muxKeys }],
    ['source-attr-all', multiUriSourcePart],
    ['source-list', sourceListPart],
  ] as const;
  const said = new Set(parts.flatMap(([, { keys }]) => keys.map(({ property }) => property)));
  said.add('file-loop');
  for (const [group, part] of parts) {
    const properties = Object.fromEntries(
      Object.entries(bin.properties).filter(([property]) =>
        part.keys.some((rule) => rule.property === property),
      ),
    );
    writer.describe({ ...bin, properties, pads: {} }, group, part);
  }
  writer.leave(bin, said);
  if (!lists.has('streammux')) lists.set('streammux', new Map());
  if (ownValue(bin, 'file-loop') === true) writer.set('tests', 'file-loop', '1');
}

/** Walks against the data until an element has no input. */
function pathTo(writer: GroupWriter, graph: PipelineGraph, input: GraphLink): SourcePath {
  const elements: GraphElement[] = [];
  const caps: string[] = [];
  let link: GraphLink | undefined = input;
  while (link) {
    if (link.caps) caps.unshift(link.caps);
    const element = graph.elements.get(link.from.element);
    if (!element || elements.includes(element)) break;
    elements.unshift(element);
    if (element.factory === 'capsfilter') caps.unshift(String(element.properties.caps ?? ''));
    const inputs = graph.linksTo(element.name);
    if (inputs.length > 1) {
      const message = `'${element.name}' brings ${inputs.length} inputs together: deepstream-app takes one of them`;
      writer.note('lost', message, { element: element.name });
    }
    link = inputs[0];
  }
  return { elements, caps };
}

function writeSource(writer: GroupWriter, path: SourcePath, group: string, index: number): void {
  const [source, ...rest] = path.elements;
  if (!source) return;
  writer.set(group, 'enable', '1');
  writeOrigin(writer, path, source, group);
  const dewarpedAt = rest.findIndex(({ factory }) => factory === 'nvdewarper');
  rest.forEach((element, at) => {
    if (element.factory === 'nvdewarper') {
      writer.set(`dewarper${index}`, 'enable', '1');
      writer.describe(element, `dewarper${index}`, dewarperPart);
    } else if (element.factory === 'nvvideoconvert') {
      writer.describe(element, at < dewarpedAt ? `dewarper${index}` : group, converterPart);
    } else if (isPlumbing(element) || decoding.test(element.factory)) {
      leavePlumbing(
        writer,
        [element],
        element.factory === 'wavparse' ? { 'ignore-length': true } : {},
      );
    } else {
      leaveOut(writer, element, 'between a source and the muxer');
    }
  });
}

/** Notes an element that the app has no place for. */
export function leaveOut(writer: GroupWriter, element: GraphElement, where: string): void {
  writer.written.add(element.name);
  writer.note('lost', `deepstream-app has no ${element.factory} ${where}: it is left out`, {
    element: element.name,
  });
}

/** Type and origin of one source. */
function writeOrigin(
  writer: GroupWriter,
  { elements, caps }: SourcePath,
  source: GraphElement,
  group: string,
): void {
  const { factory, name } = source;
  const text = (property: string) => String(ownValue(source, property) ?? '');
  const isAudio = elements.some((element) => element.factory === 'audioresample');
  const simple = (type: number, key: string, value: string, ...said: string[]) => {
    writer.set(group, 'type', String(type));
    if (value !== '') writer.set(group, key, value);
    writer.leave(source, new Set(said));
  };
  switch (factory) {
    case 'nvurisrcbin': {
      const isRtsp = /^rtsps?:/i.test(text('uri')) || text('type') === 'rtsp';
      writer.set(group, 'type', isRtsp ? '4' : '2');
      const { 'file-loop': _, type: __, ...properties } = source.properties;
      writer.describe({ ...source, properties }, group, uriSourcePart);
      const format = capsField(caps, 'format');
      if (format !== undefined && !elements.some((element) => element.factory === 'nvdewarper')) {
        writer.set(group, 'video-format', format);
      }
      return;
    }
    case 'uridecodebin':
    case 'uridecodebin3':
      simple(isAudio ? 7 : 2, 'uri', toAppUri(text('uri')), 'uri');
      return;
    case 'rtspsrc':
      simple(4, 'uri', text('location'), 'location', 'latency', 'drop-on-latency');
      if (ownValue(source, 'latency') !== undefined) writer.set(group, 'latency', text('latency'));
      return;
    case 'filesrc':
      simple(2, 'uri', toAppUri(text('location')), 'location');
      return;
    case 'multifilesrc':
      simple(6, 'uri', toAppUri(text('location')), 'location', 'loop');
      return;
    case 'alsasrc':
      simple(8, 'alsa-device', text('device'), 'device');
      return;
    case 'nvarguscamerasrc':
      simple(5, 'camera-csi-sensor-id', text('sensor-id') || '0', 'sensor-id');
      writeCamera(writer, caps, group, 'NV12');
      return;
    case 'v4l2src': {
      const node = /^\/dev\/video(\d+)$/.exec(text('device') || '/dev/video0')?.[1];
      if (node === undefined) {
        const message = `deepstream-app takes cameras as /dev/video<N>: ${text('device')} has no number`;
        writer.note('lost', message, { element: name, property: 'device' });
      }
      simple(1, 'camera-v4l2-dev-node', node ?? '0', 'device');
      writeCamera(writer, caps, group, 'NV12');
      return;
    }
    default:
      writer.groups.get(group)?.set('enable', '0');
      leaveOut(
        writer,
        source,
        'among its sources (V4L2 and CSI cameras, URIs, RTSP, audio files and devices)',
      );
  }
}

/** Size and rate are told in the caps behind a camera. */
function writeCamera(
  writer: GroupWriter,
  caps: readonly string[],
  group: string,
  usual: string,
): void {
  const [numerator, denominator] = capsField(caps, 'framerate')?.split('/') ?? [];
  const fields = [
    ['camera-width', capsField(caps, 'width')],
    ['camera-height', capsField(caps, 'height')],
    ['camera-fps-n', numerator],
    ['camera-fps-d', denominator],
  ] as const;
  for (const [key, value] of fields) if (value !== undefined) writer.set(group, key, value);
  const format = capsField([...caps].reverse(), 'format');
  if (format !== undefined && format !== usual) writer.set(group, 'video-format', format);
}

/** One switch for all files. */
function writeLoop(writer: GroupWriter, sources: readonly GraphElement[]): void {
  const loops = (element: GraphElement) =>
    [ownValue(element, 'file-loop'), ownValue(element, 'loop')].some(
      (value) => value === true || value === 'true' || value === 1,
    );
  const files = sources.filter((element) => {
    const uri = String(ownValue(element, 'uri') ?? ownValue(element, 'location') ?? '');
    return uri !== '' && (/^file:/i.test(uri) || !/^[a-z][a-z0-9+.-]+:/i.test(uri));
  });
  const looping = files.filter(loops);
  if (looping.length > 0) writer.set('tests', 'file-loop', '1');
  for (const element of sources) {
    const shouldLoop = looping.length > 0 && files.includes(element);
    if (loops(element) === shouldLoop) continue;
    writer.note(
      'lost',
      shouldLoop
        ? 'deepstream-app plays all files again or none: this one will loop too'
        : 'deepstream-app plays only files again',
      { element: element.name, property: 'file-loop' },
    );
  }
}
