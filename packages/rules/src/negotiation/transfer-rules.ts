/**
 * What elements do to the caps that pass through them: one line a kind. An element without a line
 * has pads that agree on nothing: each pad allows what its template allows.
 */
import { type ElementView, effectiveInteger, settingOf } from '../pipeline-views.ts';

export interface TransferRule {
  /** Fields that surely have the same value on both sides; `all` but `changes`. */
  readonly keeps: 'all' | readonly string[];
  readonly changes?: readonly string[];
  /** Whether memory stays where it is; `other` when one side says nothing at all about the other's. */
  readonly memory: 'same' | 'free' | 'other';
  /** Whether `changes` are only made in system memory; other frames pass through untouched. */
  readonly isSystemOnly?: boolean;
  /** Fields that stay as they are when the far side allows it. */
  readonly prefers?: readonly string[];
  /** Whether all src pads have the same caps, so that each branch must suit the others. */
  readonly isJoint?: boolean;
  /** Caps text that the src pads' caps lie in, from the element's properties. */
  readonly gives?: (element: ElementView) => string | undefined;
}

const frameSize: readonly string[] = ['width', 'height'];
const batchFields: readonly string[] = ['batch-size', 'num-surfaces-per-frame'];
const streamFields: readonly string[] = [...frameSize, 'framerate'];

/** Caps come out as they go in. */
const passThrough: TransferRule = { keeps: 'all', memory: 'same', isJoint: true };

/** The same without a word between the outputs. */
const passOn: TransferRule = { keeps: 'all', memory: 'same' };

/** Any format and size on either side, in GPU or system memory. */
const convertAnywhere: TransferRule = {
  keeps: ['framerate', ...batchFields],
  memory: 'free',
  prefers: ['format', ...frameSize],
  isJoint: true,
};

const decode: TransferRule = { keeps: [], memory: 'other', prefers: streamFields };
const encode: TransferRule = decode;
const parse: TransferRule = {
  keeps: [],
  memory: 'other',
  prefers: [...streamFields, 'profile', 'level'],
};

const mux: TransferRule = {
  keeps: [],
  memory: 'other',
  prefers: ['format', 'framerate'],
  gives: (element) => {
    const batchSize = effectiveInteger(element, 'batch-size');
    const batch = batchSize !== undefined && batchSize > 0 ? `, batch-size=(int)${batchSize}` : '';
    // The new mux leaves frames as they are.
    if (element.factory?.variant === 'new') return batch === '' ? undefined : anyVideo(batch);
    const size = sizeText(element);
    return batch + size === '' ? undefined : anyVideo(batch + size);
  },
};

const tile: TransferRule = {
  keeps: ['framerate'],
  memory: 'same',
  prefers: ['format'],
  isJoint: true,
  gives: (element) => {
    const size = sizeText(element);
    return size === '' ? undefined : anyVideo(size);
  },
};

const filter: TransferRule = {
  ...passThrough,
  gives: (element) => {
    const text = settingOf(element, 'caps')?.value;
    return typeof text === 'string' ? text : undefined;
  },
};

const changing = (changes: readonly string[]): TransferRule => ({
  keeps: 'all',
  changes,
  memory: 'same',
  prefers: changes,
  isJoint: true,
});

/** GStreamer's converters work on the CPU. */
const changingOnCpu = (changes: readonly string[]): TransferRule => ({
  ...changing(changes),
  isSystemOnly: true,
});

const colour: readonly string[] = ['format', 'colorimetry', 'chroma-site'];
const size: readonly string[] = [...frameSize, 'pixel-aspect-ratio'];
const sound: readonly string[] = ['format', 'channels', 'channel-mask', 'layout'];

const rules: ReadonlyMap<string, TransferRule> = new Map([
  ...each(passThrough, [
    'queue',
    'queue2',
    'tee',
    'identity',
    'valve',
    'watchdog',
    'clocksync',
    'progressreport',
    'nvdslogger',
    'nvinfer',
    'nvinferserver',
    'nvtracker',
    'nvdsosd',
    'nvdsanalytics',
    'nvdspreprocess',
    'nvof',
    'nvmsgconv',
    'dsexample',
    'timeoverlay',
    'clockoverlay',
    'textoverlay',
    'volume',
    'level',
  ]),
  ...each(passOn, ['multiqueue', 'funnel', 'concat', 'input-selector', 'output-selector']),
  ...each(convertAnywhere, ['nvvideoconvert', 'nvvidconv']),
  ...each(decode, [
    'nvv4l2decoder',
    'nvjpegdec',
    'nvimagedec',
    'jpegdec',
    'pngdec',
    'vp8dec',
    'vp9dec',
    'avdec_h264',
    'avdec_h265',
    'avdec_mjpeg',
  ]),
  ...each(encode, [
    'nvv4l2h264enc',
    'nvv4l2h265enc',
    'nvv4l2av1enc',
    'nvv4l2vp8enc',
    'nvv4l2vp9enc',
    'nvjpegenc',
    'nvimageenc',
    'x264enc',
    'x265enc',
    'vp8enc',
    'vp9enc',
    'jpegenc',
    'pngenc',
    'avenc_mpeg4',
  ]),
  ...each(parse, [
    'h264parse',
    'h265parse',
    'av1parse',
    'vp9parse',
    'jpegparse',
    'mpeg4videoparse',
    'mpegvideoparse',
  ]),
  ['capsfilter', filter],
  ['nvstreammux', mux],
  ['nvmultistreamtiler', tile],
  // Sound comes out in system memory; frames stay on the GPU, as the pad's template says.
  ['nvstreamdemux', { ...passOn, memory: 'free', changes: batchFields }],
  ['videoconvert', changingOnCpu(colour)],
  ['videoscale', changingOnCpu(size)],
  ['videoconvertscale', changingOnCpu([...colour, ...size])],
  ['videorate', changing(['framerate', 'max-framerate'])],
  ['videocrop', changingOnCpu(size)],
  ['videoflip', changingOnCpu(size)],
  ['audioconvert', changing(sound)],
  ['audioresample', changing(['rate', 'format'])],
  ['nvegltransform', { keeps: ['framerate'], memory: 'free', prefers: frameSize }],
]);

/** How the element changes caps; undefined when nothing is known. */
export function transferRuleOf(element: ElementView): TransferRule | undefined {
  return rules.get(element.node.factory);
}

/** The rule of a factory that is not yet in a document. */
export function transferRuleOfFactory(factory: string): TransferRule | undefined {
  return rules.get(factory);
}

function each(rule: TransferRule, factories: readonly string[]): [string, TransferRule][] {
  return factories.map((factory) => [factory, rule]);
}

/** The frame size that the element's properties set. */
function sizeText(element: ElementView): string {
  return frameSize
    .map((property) => {
      const value = effectiveInteger(element, property);
      return value !== undefined && value > 0 ? `, ${property}=(int)${value}` : '';
    })
    .join('');
}

function anyVideo(fields: string): string {
  return `video/x-raw(ANY)${fields}`;
}
