/** `[sink<N>]` of every type. */
import { type AppGroup, groupNumber, numberedGroups, numberIn } from '../app-config.ts';
import {
  converterPart,
  encodeConverterPart,
  encoderParts,
  messageConverterPart,
  sinkParts,
} from '../app-parts.ts';
import { codecs, containers, forTarget } from '../codecs.ts';
import type { Drawing } from './drawing.ts';
import type { OpenTail, Tail } from './graph-builder.ts';

/** Adds the group's sink and what stands before it. */
export function drawSink(drawing: Drawing, group: AppGroup, from: OpenTail): void {
  const type = drawing.number(group, 'type');
  if (type === 3 || type === 4) {
    drawEncoded(drawing, group, from, type === 3 ? 'file' : 'rtsp');
    return;
  }
  const factory = renderers(drawing.platform)[type];
  if (factory === undefined) {
    drawing.note(
      'lost',
      `[${group.name}] has type ${type}, which deepstream-app does not know: 1 is none, 2 a window, 3 a file, 4 RTSP, 5 DRM, 6 a message broker`,
      group.entries.get('type') ?? group,
    );
    endSomewhere(drawing, group.name, from);
    return;
  }
  drawRender(drawing, group, factory, from);
}

/** What shows pictures, by type: an EGL window needs a discrete GPU. */
function renderers(platform: Drawing['platform']): Readonly<Record<number, string>> {
  const window = platform === 'dgpu' ? 'nveglglessink' : 'nv3dsink';
  return { 1: 'fakesink', 2: window, 5: 'nvdrmvideosink' };
}

function drawRender(drawing: Drawing, group: AppGroup, factory: string, from: OpenTail): void {
  const { graph } = drawing;
  const { name } = group;
  let tail: Tail = graph.append(from, `${name}_queue`, 'queue');
  if (factory === 'nveglglessink') {
    const converter = drawing.properties('nvvideoconvert', group, converterPart);
    tail = graph.append(tail, `${name}_converter`, 'nvvideoconvert', converter);
    tail = { ...tail, caps: 'video/x-raw(memory:NVMM)' };
  }
  graph.append(tail, name, factory, properties(drawing, group, factory));
}

function properties(drawing: Drawing, group: AppGroup, factory: string) {
  return drawing.properties(factory, group, sinkParts[factory] ?? { keys: [] });
}

function drawEncoded(
  drawing: Drawing,
  group: AppGroup,
  from: OpenTail,
  target: 'file' | 'rtsp',
): void {
  const { graph } = drawing;
  const { name } = group;
  const codec = codecs[drawing.number(group, 'codec', 1)];
  const isSoftware = drawing.number(group, 'enc-type') === 1;
  const { encoder, parser, payloader } = codec?.[isSoftware ? 1 : 0] ?? {};
  const container = containers[drawing.number(group, 'container', 1)];
  const isUnknown = target === 'file' ? container === undefined : payloader === undefined;
  if (encoder === undefined || parser === undefined || isUnknown) {
    const key = codec === undefined || target === 'rtsp' ? 'codec' : 'container';
    drawing.note(
      'lost',
      `deepstream-app can't write ${key} ${group.entries.get(key)?.value ?? ''} ${target === 'file' ? 'into a file' : 'to RTSP'}`,
      group.entries.get(key) ?? group,
    );
    endSomewhere(drawing, name, from);
    return;
  }
  let tail = graph.append(from, `${name}_queue`, 'queue');
  const converter = drawing.properties('nvvideoconvert', group, encodeConverterPart);
  tail = graph.append(tail, `${name}_converter`, 'nvvideoconvert', converter);
  const isOnGpu = encoder.startsWith('nvv4l2');
  const caps = `video/x-raw${isOnGpu ? '(memory:NVMM)' : ''}, format=I420`;
  const part = encoderParts[encoder] ?? { keys: [] };
  const encoding = { ...drawing.properties(encoder, group, forTarget(part, target)) };
  if (target === 'rtsp' && drawing.platform === 'jetson' && isOnGpu)
    encoding['insert-sps-pps'] = true;
  tail = graph.append({ ...tail, caps }, `${name}_encoder`, encoder, encoding);
  if (target === 'file' && container !== undefined) {
    tail = graph.append(tail, `${name}_parser`, parser);
    const muxer = graph.add(`${name}_muxer`, container);
    graph.link(tail, muxer, 'video_%u');
    graph.append(
      { element: muxer, pad: 'src' },
      name,
      'filesink',
      properties(drawing, group, 'filesink'),
    );
    return;
  }
  tail = graph.append(tail, `${name}_parser`, parser, { 'config-interval': -1 });
  tail = graph.append(tail, `${name}_payloader`, payloader ?? 'rtph264pay');
  graph.append(tail, name, 'udpsink', properties(drawing, group, 'udpsink'));
  noteServer(drawing, group);
}

/** The server is no element: what it is called is kept for an export. */
function noteServer(drawing: Drawing, group: AppGroup): void {
  const rtsp = numberIn(group, 'rtsp-port', 8554);
  const udp = numberIn(group, 'udp-port', 5000);
  drawing.note(
    'advice',
    `deepstream-app serves UDP port ${udp} as rtsp://localhost:${rtsp}/ds-test: the pipeline sends RTP there, the server is not part of it`,
    group,
  );
}

/** A queue that drops when the broker is slow, the converter, the broker. */
export function drawMessageSink(drawing: Drawing, group: AppGroup, from: OpenTail): void {
  const { graph } = drawing;
  const { name } = group;
  for (const key of ['enable', 'type', 'source-id', 'link-to-demux']) drawing.take(group, key);
  let tail = graph.append(from, `${name}_queue`, 'queue', {
    leaky: 'downstream',
    'max-size-buffers': 20,
  });
  if (drawing.number(group, 'disable-msgconv') === 0) {
    const converter = drawing.properties('nvmsgconv', group, messageConverterPart);
    tail = graph.append(tail, `${name}_converter`, 'nvmsgconv', converter);
  }
  graph.append(tail, name, 'nvmsgbroker', properties(drawing, group, 'nvmsgbroker'));
}

/** Where no sink is turned on, the app throws the pictures away. */
export function drawDefaultSink(drawing: Drawing, from: OpenTail): void {
  const numbers = numberedGroups(drawing.config, 'sink').map(
    ({ name }) => groupNumber(name, 'sink') ?? 0,
  );
  drawing.note(
    'changed',
    'No sink takes the pictures: like deepstream-app, the pipeline throws them away',
  );
  endSomewhere(drawing, `sink${Math.max(-1, ...numbers) + 1}`, from);
}

function endSomewhere(drawing: Drawing, name: string, from: OpenTail): void {
  const tail = drawing.graph.append(from, `${name}_queue`, 'queue');
  const fake = drawing.properties('fakesink', undefined, sinkParts.fakesink ?? { keys: [] });
  drawing.graph.append(tail, name, 'fakesink', fake);
}
