/** `[sink<N>]` out of what ends a branch. */
import {
  converterPart,
  encodeConverterPart,
  encoderParts,
  messageBrokerPart,
  messageConverterPart,
  sinkParts,
} from '../app-parts.ts';
import { codecs, containers, forTarget } from '../codecs.ts';
import type { GroupWriter } from './group-writer.ts';
import type { GraphElement, GraphLink, PipelineGraph } from './pipeline-graph.ts';
import { isPlumbing, leavePlumbing } from './plumbing.ts';
import { leaveOut } from './write-sources.ts';

/** From the first element of a branch to its last. */
export interface SinkPath {
  readonly elements: readonly GraphElement[];
  readonly sink: GraphElement | undefined;
}

/** Follows a branch to its end; of several ways on it takes the first. */
export function followSink(graph: PipelineGraph, link: GraphLink): SinkPath {
  const elements: GraphElement[] = [];
  let current: GraphLink | undefined = link;
  while (current) {
    const element = graph.target(current);
    if (!element || elements.includes(element)) break;
    elements.push(element);
    current = graph.linksFrom(element.name)[0];
  }
  return { elements: elements.slice(0, -1), sink: elements.at(-1) };
}

/** Types by factory. Other windows are shown in the app's own. */
const types: Readonly<Record<string, number>> = {
  fakesink: 1,
  nveglglessink: 2,
  nv3dsink: 2,
  nvdrmvideosink: 5,
};
const otherWindows = /^(autovideosink|glimagesink|xv?imagesink|waylandsink|nvoverlaysink|gtksink)$/;
const otherFakes = /^(fakevideosink|fpsdisplaysink)$/;

/** Writes one sink; false when the app has none of its kind. */
export function writeSink(writer: GroupWriter, path: SinkPath, group: string): boolean {
  const { sink, elements } = path;
  if (!sink) return false;
  if (sink.factory === 'filesink' || sink.factory === 'udpsink') {
    return writeEncoded(writer, path, sink, group);
  }
  const other = otherWindows.test(sink.factory) ? 2 : otherFakes.test(sink.factory) ? 1 : undefined;
  const type = types[sink.factory] ?? other;
  if (type === undefined) {
    for (const element of [...elements, sink]) leaveOut(writer, element, 'among its sinks');
    return false;
  }
  writer.set(group, 'enable', '1');
  writer.set(group, 'type', String(type));
  if (other !== undefined) {
    const own = type === 2 ? 'its own window (nveglglessink or nv3dsink)' : 'a fakesink';
    writer.note('changed', `deepstream-app takes ${own} for ${sink.factory}`, {
      element: sink.name,
    });
  }
  writer.describe(sink, group, sinkParts[sink.factory] ?? { keys: sinkParts.fakesink?.keys ?? [] });
  for (const element of elements) {
    if (element.factory === 'nvvideoconvert') writer.describe(element, group, converterPart);
    else leavePart(writer, element);
  }
  return true;
}

function leavePart(writer: GroupWriter, element: GraphElement): void {
  if (isPlumbing(element)) leavePlumbing(writer, [element]);
  else leaveOut(writer, element, 'before this sink');
}

interface Encoding {
  readonly codec: string;
  readonly isSoftware: boolean;
}

function encodingOf(factory: string): Encoding | undefined {
  for (const [codec, [hardware, software]] of Object.entries(codecs)) {
    if (hardware.encoder === factory) return { codec, isSoftware: false };
    if (software.encoder === factory) return { codec, isSoftware: true };
  }
  return undefined;
}

function writeEncoded(
  writer: GroupWriter,
  { elements }: SinkPath,
  sink: GraphElement,
  group: string,
): boolean {
  const target = sink.factory === 'filesink' ? 'file' : 'rtsp';
  const encoder = elements.find(({ factory }) => encodingOf(factory) !== undefined);
  const encoding = encoder && encodingOf(encoder.factory);
  const muxer = elements.find(({ factory }) => containerOf(factory) !== undefined);
  const payloader = elements.find(({ factory }) => /^rtph26[45]pay$/.test(factory));
  const missing = !encoding
    ? 'an encoder that it has (nvv4l2h264enc, nvv4l2h265enc, x264enc, x265enc, avenc_mpeg4)'
    : target === 'file' && !muxer
      ? 'a container (qtmux, mp4mux or matroskamux)'
      : target === 'rtsp' && !payloader
        ? 'rtph264pay or rtph265pay'
        : undefined;
  if (!encoder || !encoding || missing !== undefined) {
    const message = `deepstream-app writes ${target === 'file' ? 'files' : 'UDP'} through ${missing}: this branch is left out`;
    writer.note('lost', message, { element: sink.name });
    for (const element of [...elements, sink]) writer.written.add(element.name);
    return false;
  }
  writer.set(group, 'enable', '1');
  writer.set(group, 'type', target === 'file' ? '3' : '4');
  writer.set(group, 'codec', encoding.codec);
  if (encoding.isSoftware) writer.set(group, 'enc-type', '1');
  if (target === 'file' && muxer) writer.set(group, 'container', containerOf(muxer.factory) ?? '1');
  const part = forTarget(encoderParts[encoder.factory] ?? { keys: [] }, target);
  writer.describe(sink, group, sinkParts[sink.factory] ?? { keys: [] });
  describeEncoder(writer, encoder, group, part, target);
  for (const element of elements) {
    if (element === encoder) continue;
    if (element.factory === 'nvvideoconvert') writer.describe(element, group, encodeConverterPart);
    else if (/^(h26[45]parse|mpeg4videoparse)$/.test(element.factory)) {
      const interval = target === 'rtsp' ? { 'config-interval': -1 } : {};
      leavePlumbing(writer, [element], interval);
    } else if (element === muxer || element === payloader) writer.leave(element);
    else leavePart(writer, element);
  }
  if (target === 'rtsp') noteServer(writer, sink);
  return true;
}

/** On Jetson the app repeats SPS and PPS in streams by itself. */
function describeEncoder(
  writer: GroupWriter,
  encoder: GraphElement,
  group: string,
  part: ReturnType<typeof forTarget>,
  target: 'file' | 'rtsp',
): void {
  const { 'insert-sps-pps': repeats, ...properties } = encoder.properties;
  const isOwn =
    target === 'rtsp' && writer.catalogue.target.platform === 'jetson' && repeats === true;
  writer.describe(isOwn ? { ...encoder, properties } : encoder, group, part);
}

function containerOf(factory: string): string | undefined {
  if (factory === 'mp4mux') return '1';
  return Object.entries(containers).find(([, muxer]) => muxer === factory)?.[0];
}

function noteServer(writer: GroupWriter, sink: GraphElement): void {
  writer.note(
    'advice',
    'deepstream-app also serves this stream over RTSP, at rtsp://localhost:<rtsp-port>/ds-test',
    { element: sink.name },
  );
}

export function writeMessageSink(writer: GroupWriter, path: SinkPath, group: string): void {
  const { sink, elements } = path;
  if (!sink) return;
  writer.set(group, 'enable', '1');
  writer.set(group, 'type', '6');
  const converter = elements.find(({ factory }) => factory === 'nvmsgconv');
  if (!converter) writer.set(group, 'disable-msgconv', '1');
  writer.describe(sink, group, messageBrokerPart);
  for (const element of elements) {
    if (element === converter) writer.describe(element, group, messageConverterPart);
    else if (isPlumbing(element)) {
      leavePlumbing(writer, [element], { leaky: 'downstream', 'max-size-buffers': 20 });
    } else leaveOut(writer, element, 'before a broker');
  }
}
