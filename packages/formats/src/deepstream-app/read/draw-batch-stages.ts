/** What works on whole batches, between the muxer and the tiler, in the order of the data. */
import { type AppGroup, isOn } from '../app-config.ts';
import {
  analyticsPart,
  audioClassifierPart,
  converterPart,
  dsexamplePart,
  messageConverterPart,
  preprocessPart,
  primaryParts,
  replayPart,
  secondaryParts,
  secondaryPreprocessPart,
  segvisualPart,
  textEmbedderPart,
  trackerPart,
  visionEncoderPart,
} from '../app-parts.ts';
import type { Drawing } from './drawing.ts';
import type { OpenTail } from './graph-builder.ts';
import { secondariesInOrder } from './secondaries.ts';

/** Draws every stage up to the common message converter. */
export function drawBatchStages(drawing: Drawing, from: OpenTail, numSources: number): OpenTail {
  let tail = drawQueued(
    drawing,
    'pre-process',
    'preprocess',
    'nvdspreprocess',
    preprocessPart,
    from,
  );
  tail = drawPrimary(drawing, tail, numSources);
  tail = drawQueued(
    drawing,
    'audio-classifier',
    'audio_classifier',
    'nvinferaudio',
    audioClassifierPart,
    tail,
  );
  tail = drawPlain(drawing, 'tracker', 'tracker', 'nvtracker', trackerPart, tail);
  tail = drawPlain(
    drawing,
    'text-embedder',
    'text_embedder',
    'nvdstextembedder',
    textEmbedderPart,
    tail,
  );
  tail = drawQueued(drawing, 'nvds-analytics', 'analytics', 'nvdsanalytics', analyticsPart, tail);
  tail = drawSecondaries(drawing, tail);
  tail = drawSegvisual(drawing, tail);
  tail = drawVisionEncoder(drawing, tail);
  return drawPlain(
    drawing,
    'message-converter',
    'message_converter',
    'nvmsgconv',
    messageConverterPart,
    tail,
  );
}

/** `[ds-example]`, which comes behind everything else that sees batches. */
export function drawDsexample(drawing: Drawing, from: OpenTail): OpenTail {
  const group = turnedOn(drawing, 'ds-example');
  if (!group) return from;
  const { graph } = drawing;
  let tail = graph.append(from, 'dsexample_queue', 'queue');
  const converter = drawing.properties('nvvideoconvert', group, converterPart);
  tail = graph.append(tail, 'dsexample_converter', 'nvvideoconvert', converter);
  const properties = drawing.properties('dsexample', group, dsexamplePart);
  const needsRgba = properties['blur-objects'] === true;
  const caps = needsRgba ? { caps: 'video/x-raw(memory:NVMM), format=RGBA' } : {};
  return graph.append({ ...tail, ...caps }, 'dsexample', 'dsexample', properties);
}

/** The group, when it is there and turned on; `enable` then needs no further mention. */
export function turnedOn(drawing: Drawing, name: string): AppGroup | undefined {
  const group = drawing.group(name);
  if (!group || !isOn(group)) return undefined;
  drawing.take(group, 'enable');
  return group;
}

function drawPlain(
  drawing: Drawing,
  groupName: string,
  name: string,
  factory: string,
  part: Parameters<Drawing['properties']>[2],
  from: OpenTail,
): OpenTail {
  const group = turnedOn(drawing, groupName);
  if (!group) return from;
  return drawing.graph.append(from, name, factory, drawing.properties(factory, group, part));
}

function drawQueued(
  drawing: Drawing,
  groupName: string,
  name: string,
  factory: string,
  part: Parameters<Drawing['properties']>[2],
  from: OpenTail,
): OpenTail {
  const group = turnedOn(drawing, groupName);
  if (!group) return from;
  const queue = drawing.graph.append(from, `${name}_queue`, 'queue');
  return drawing.graph.append(queue, name, factory, drawing.properties(factory, group, part));
}

/** `[replay]` takes the place of the detector. */
function drawPrimary(drawing: Drawing, from: OpenTail, numSources: number): OpenTail {
  if (turnedOn(drawing, 'replay')) {
    const group = drawing.group('replay');
    const properties = drawing.properties('nvreplay', group, replayPart);
    return drawing.graph.append(from, 'replay', 'nvreplay', properties);
  }
  const group = turnedOn(drawing, 'primary-gie');
  if (!group) return from;
  const { graph } = drawing;
  const factory = pluginOf(drawing, group, ['nvinfer', 'nvinferserver', 'nvdsvideotemplate']);
  const part = primaryParts[factory];
  if (!part) return from;
  const properties = { ...drawing.properties(factory, group, part) };
  const list = drawing.group('source-list');
  // The app counts for itself where the sources are a list.
  if (list) {
    const isMultiUri = drawing.number(list, 'use-nvmultiurisrcbin') !== 0;
    properties['batch-size'] = isMultiUri
      ? drawing.number(list, 'max-batch-size', numSources)
      : numSources;
    drawing.take(group, 'batch-size');
  }
  noteMissingFile(drawing, group);
  let tail = graph.append(from, 'primary_gie_queue', 'queue');
  const converter = drawing.properties('nvvideoconvert', group, converterPart);
  tail = graph.append(tail, 'primary_gie_converter', 'nvvideoconvert', converter);
  return graph.append(tail, 'primary_gie', factory, properties);
}

/**
 * The app runs secondaries beside each other on the same batch, and waits for all. One behind the
 * other says the same without that waiting.
 */
function drawSecondaries(drawing: Drawing, from: OpenTail): OpenTail {
  const { graph } = drawing;
  const { preprocess, gies } = secondariesInOrder(drawing);
  let tail: OpenTail = from;
  for (const group of preprocess) {
    const name = group.name.replaceAll('-', '_');
    drawing.take(group, 'enable');
    tail = graph.append(tail, `${name}_queue`, 'queue');
    const factory = 'nvdspreprocess';
    const properties = drawing.properties(factory, group, secondaryPreprocessPart);
    tail = graph.append(tail, name, factory, properties);
  }
  for (const group of gies) {
    const name = group.name.replaceAll('-', '_');
    drawing.take(group, 'enable');
    const factory = pluginOf(drawing, group, ['nvinfer', 'nvinferserver', 'nvdsvisionencoder']);
    const part = secondaryParts[factory];
    if (!part) continue;
    noteMissingFile(drawing, group);
    const properties = { ...drawing.properties(factory, group, part) };
    const shared = drawing.number(drawing.group('source-list'), 'sgie-batch-size');
    if (shared > 0) {
      properties['batch-size'] = shared;
      drawing.take(group, 'batch-size');
    }
    tail = graph.append(tail, `${name}_queue`, 'queue');
    tail = graph.append(tail, name, factory, properties);
  }
  if (gies.length + preprocess.length > 1) {
    drawing.note(
      'changed',
      'deepstream-app runs secondary stages beside each other on the same batch and waits for all of them; they are drawn one behind the other, which gives the same metadata',
      gies[0] ?? preprocess[0],
    );
  }
  return tail;
}

function pluginOf(drawing: Drawing, group: AppGroup, factories: readonly string[]): string {
  const byType: readonly string[] = [
    'nvinfer',
    'nvinferserver',
    'nvdsvideotemplate',
    'nvdsvisionencoder',
  ];
  const type = drawing.number(group, 'plugin-type');
  const factory = byType[type];
  if (factory !== undefined && factories.includes(factory)) return factory;
  drawing.note(
    'lost',
    `deepstream-app knows no plugin-type ${type} for [${group.name}]: it is drawn as nvinfer`,
    group.entries.get('plugin-type') ?? group,
  );
  return 'nvinfer';
}

function noteMissingFile(drawing: Drawing, group: AppGroup): void {
  if (group.entries.get('config-file')?.value) return;
  drawing.note(
    'advice',
    `[${group.name}] has no config-file: deepstream-app stops without it`,
    group,
  );
}

function drawSegvisual(drawing: Drawing, from: OpenTail): OpenTail {
  const group = turnedOn(drawing, 'segvisual');
  if (!group) return from;
  const { graph } = drawing;
  let tail = graph.append(from, 'segvisual_queue', 'queue');
  const converter = drawing.properties('nvvideoconvert', group, converterPart);
  tail = graph.append(tail, 'segvisual_converter', 'nvvideoconvert', converter);
  tail = graph.append(tail, 'segvisual_converter_queue', 'queue');
  const properties = drawing.properties('nvsegvisual', group, segvisualPart);
  return graph.append(tail, 'segvisual', 'nvsegvisual', properties);
}

/** The encoder takes RGB in unified memory; the app converts into it and back. */
function drawVisionEncoder(drawing: Drawing, from: OpenTail): OpenTail {
  const group = turnedOn(drawing, 'visionencoder');
  if (!group) return from;
  const { graph } = drawing;
  const unified = { 'nvbuf-memory-type': 'nvbuf-mem-cuda-unified' };
  const properties = drawing.properties('nvdsvisionencoder', group, visionEncoderPart);
  let tail: OpenTail = from;
  if (properties['ofa-predict'] === true) {
    const flow = drawing.properties('nvof', group, {
      keys: [{ key: 'gpu-id', property: 'gpu-id' }],
    });
    tail = graph.append(tail, 'visionencoder_flow', 'nvof', flow);
  }
  tail = graph.append(tail, 'visionencoder_queue', 'queue');
  tail = graph.append(tail, 'visionencoder_converter', 'nvvideoconvert', {
    ...unified,
    'compute-hw': 'GPU',
  });
  const rgb = 'video/x-raw(memory:NVMM), format=RGB';
  tail = graph.append({ ...tail, caps: rgb }, 'visionencoder', 'nvdsvisionencoder', properties);
  return graph.append(tail, 'visionencoder_back_converter', 'nvvideoconvert', unified);
}
