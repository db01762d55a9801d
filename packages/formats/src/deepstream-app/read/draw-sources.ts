/** `[source<N>]`, `[source-list]` and the muxer that they end in. */
import { type AppGroup, hasSources, isOn, numberIn } from '../app-config.ts';
import {
  converterPart,
  dewarperPart,
  multiUriSourcePart,
  muxPart,
  sourceListPart,
  uriSourcePart,
} from '../app-parts.ts';
import { audioSource } from './draw-audio.ts';
import type { Drawing } from './drawing.ts';
import { expandSources, type Source } from './expand-sources.ts';
import type { OpenTail, Tail } from './graph-builder.ts';

const rgba = 'video/x-raw(memory:NVMM), format=RGBA';

/** Draws what the batches come from; the tail is the batches' pad, with the number of sources. */
export function drawSources(drawing: Drawing): {
  readonly tail: OpenTail;
  readonly count: number;
} {
  if (!hasSources(drawing.config)) return { tail: undefined, count: 0 };
  const list = drawing.group('source-list');
  if (list && numberIn(list, 'use-nvmultiurisrcbin') !== 0) return drawMultiUri(drawing, list);
  const sources = expandSources(drawing);
  const tails = sources.flatMap((source, index) => drawSource(drawing, source, index) ?? []);
  const group = drawing.group('streammux');
  const properties = { ...drawing.properties('nvstreammux', group, muxPart) };
  if (group) drawing.take(group, 'batch-size');
  if (list) properties['batch-size'] = sources.length;
  const mux = drawing.graph.add('mux', 'nvstreammux', properties);
  tails.forEach((tail, index) => {
    drawing.graph.link(tail, mux, `sink_${index}`);
  });
  if (sources.length === 0) {
    drawing.note('advice', 'There is no source that is turned on: add some to the muxer');
  }
  return { tail: { element: mux, pad: 'src' }, count: sources.length };
}

/** One nvmultiurisrcbin, which has its muxer inside. */
function drawMultiUri(drawing: Drawing, list: AppGroup) {
  const factory = 'nvmultiurisrcbin';
  const all = drawing.group('source-attr-all');
  if (all === undefined) {
    drawing.note(
      'advice',
      '[source-list] needs [source-attr-all]: deepstream-app stops without it',
      list,
    );
  }
  const mux = drawing.group('streammux');
  const keys = muxPart.keys.filter(({ key }) => !['batch-size', 'async-process'].includes(key));
  const loop = drawing.number(drawing.group('tests'), 'file-loop') !== 0;
  const name = drawing.graph.add('sources', factory, {
    ...drawing.properties(factory, mux, { keys }),
    ...drawing.properties(factory, all, multiUriSourcePart),
    ...drawing.properties(factory, list, sourceListPart),
    ...(loop ? { 'file-loop': true } : {}),
  });
  for (const key of ['use-nvmultiurisrcbin', 'num-source-bins']) drawing.take(list, key);
  if (all) for (const key of ['enable', 'type', 'uri', 'num-sources']) drawing.take(all, key);
  const uris = list.entries.get('list')?.value.split(';').filter(Boolean).length ?? 0;
  return { tail: { element: name, pad: 'src' }, count: Math.max(1, uris) };
}

function drawSource(drawing: Drawing, source: Source, index: number): Tail | undefined {
  const { group, name } = source;
  const type = source.type ?? drawing.number(group, 'type');
  for (const key of ['enable', 'type', 'uri', 'num-sources']) drawing.take(group, key);
  switch (type) {
    case 1:
      return v4l2Source(drawing, group, name);
    case 2:
    case 4:
      return uriSource(drawing, source, index, type);
    case 5:
      return csiSource(drawing, group, name);
    case 6:
    case 7:
    case 8:
      return audioSource(drawing, group, name, type);
    default:
      drawing.note(
        'lost',
        `[${group.name}] has type ${type}, which deepstream-app can't build: 1 is a V4L2 camera, 2 a URI, 3 several URIs, 4 RTSP, 5 a CSI camera`,
        group.entries.get('type') ?? group,
      );
      return undefined;
  }
}

function uriSource(drawing: Drawing, source: Source, index: number, type: number): Tail {
  const { group, name, uri } = source;
  const given = uri ?? drawing.text(group, 'uri') ?? '';
  if (given === '') drawing.note('advice', `[${group.name}] has no uri`, group);
  const properties = { ...drawing.properties('nvurisrcbin', group, uriSourcePart) };
  if (uri !== undefined) properties.uri = uri;
  const isFile = !/^[a-z][a-z0-9+.-]+:/i.test(given) || given.startsWith('file:');
  const loop = drawing.number(drawing.group('tests'), 'file-loop') !== 0;
  if (isFile && loop) properties['file-loop'] = true;
  const bin = drawing.graph.add(name, 'nvurisrcbin', properties);
  let tail: Tail = { element: bin, pad: 'vsrc_%u' };
  const dewarper = drawing.group(`dewarper${index}`);
  if (isOn(dewarper)) {
    tail = drawDewarper(drawing, dewarper, tail);
    // The app converts behind a dewarper too, but not for RTSP.
    if (type === 4) return tail;
  }
  return drawConverter(drawing, group, name, tail);
}

/** nvurisrcbin hands out batches' memory as it is; a converter is drawn where it has work to do. */
function drawConverter(drawing: Drawing, group: AppGroup, name: string, tail: Tail): Tail {
  const format = drawing.text(group, 'video-format');
  const properties = drawing.properties('nvvideoconvert', group, converterPart);
  if (format === undefined && properties['nvbuf-memory-type'] === undefined) return tail;
  const converted = drawing.graph.append(tail, `${name}_converter`, 'nvvideoconvert', properties);
  const caps = `video/x-raw(memory:NVMM)${format === undefined ? '' : `, format=${format}`}`;
  return { ...converted, caps };
}

function drawDewarper(drawing: Drawing, group: AppGroup | undefined, from: Tail): Tail {
  if (!group) return from;
  const { graph } = drawing;
  const { name } = group;
  drawing.take(group, 'enable');
  let tail = graph.append(from, `${name}_queue`, 'queue');
  const converter = drawing.properties('nvvideoconvert', group, converterPart);
  tail = graph.append(tail, `${name}_converter`, 'nvvideoconvert', converter);
  tail = graph.append({ ...tail, caps: rgba }, `${name}_converter_queue`, 'queue');
  tail = graph.append(
    tail,
    name,
    'nvdewarper',
    drawing.properties('nvdewarper', group, dewarperPart),
  );
  return graph.append({ ...tail, caps: rgba }, `${name}_source_queue`, 'queue');
}

/** Size and rate of a camera, as far as they are given. */
function cameraCaps(drawing: Drawing, group: AppGroup, start: string): string {
  const width = drawing.number(group, 'camera-width');
  const height = drawing.number(group, 'camera-height');
  const numerator = drawing.number(group, 'camera-fps-n');
  const denominator = drawing.number(group, 'camera-fps-d');
  if (![width, height, numerator, denominator].every((number) => number > 0)) {
    drawing.note(
      'advice',
      `[${group.name}] needs camera-width, camera-height, camera-fps-n and camera-fps-d, each above 0`,
      group,
    );
  }
  const fields = [
    start,
    ...(width > 0 ? [`width=${width}`] : []),
    ...(height > 0 ? [`height=${height}`] : []),
    ...(numerator > 0 && denominator > 0 ? [`framerate=${numerator}/${denominator}`] : []),
  ];
  return fields.join(', ');
}

function cameraFormat(drawing: Drawing, group: AppGroup): string {
  return `video/x-raw(memory:NVMM), format=${drawing.text(group, 'video-format') ?? 'NV12'}`;
}

function csiSource(drawing: Drawing, group: AppGroup, name: string): Tail {
  const sensor = drawing.number(group, 'camera-csi-sensor-id');
  const element = drawing.graph.add(name, 'nvarguscamerasrc', { 'sensor-id': sensor });
  const caps = cameraCaps(drawing, group, cameraFormat(drawing, group));
  drawing.take(group, 'gpu-id');
  return { element, pad: 'src', caps };
}

/** A discrete GPU can't take what the camera gives: there the app converts on the CPU first. */
function v4l2Source(drawing: Drawing, group: AppGroup, name: string): Tail {
  const { graph } = drawing;
  const node = drawing.number(group, 'camera-v4l2-dev-node');
  const element = graph.add(name, 'v4l2src', { device: `/dev/video${node}` });
  const size = cameraCaps(drawing, group, 'video/x-raw');
  let tail: Tail = { element, pad: 'src', caps: size };
  if (drawing.platform !== 'jetson') {
    tail = graph.append(tail, `${name}_cpu_converter`, 'videoconvert');
  }
  const converter = drawing.properties('nvvideoconvert', group, {
    keys: [
      ...converterPart.keys,
      ...(drawing.platform === 'jetson' ? [{ key: 'copy-hw', property: 'copy-hw', least: 1 }] : []),
    ],
  });
  tail = graph.append(tail, `${name}_converter`, 'nvvideoconvert', converter);
  return { ...tail, caps: size.replace('video/x-raw', cameraFormat(drawing, group)) };
}
