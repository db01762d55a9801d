import type { ConfigEntry } from '@pipewright/catalogue';
import {
  entryOf,
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  setEntryFix,
  valueFix,
} from '../config/config-files.ts';
import { integersIn } from '../config/gie-ids.ts';
import {
  firstModelOf,
  type NvinferModel,
  numberIn,
  shapeText,
  takesTensors,
} from '../config/nvinfer-model.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

type Dim = number | string;

/** The first input's axes behind the batch, whatever their order is. */
interface Image {
  readonly channels: Dim;
  readonly height: Dim;
  readonly width: Dim;
}

/** What nvinfer makes of frames is not what its model takes. */
export const nvinferModelInput: ElementRule = {
  id: 'nvinfer-model-input',
  severity: 'error',
  title: "nvinfer's config fits its model's input",
  topic: 'inference',
  explanation: prose`
    Compares infer-dims, network-input-order, model-color-format and offsets in nvinfer's config
    with the input of the ONNX model. Where they differ, the engine can't be built or the model
    sees wrong pixels and finds nothing. Write what the model's input says; the message gives
    its shape.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const [file] = firstConfigFilesOf(element, index);
    if (!file || file.config.problems.length > 0) return;
    const model = firstModelOf(element, index);
    const isPrepared = takesTensors(element, index);
    if (model) checkModel(model, isPrepared, report);
    if (!isPrepared) checkChannels(file, model, report);
  },
};

const nchw = 0;
const nhwc = 1;

function checkModel(model: NvinferModel, isPrepared: boolean, report: Report): void {
  checkOtherInputs(model, report);
  const [input] = model.header.inputs;
  if (!input?.dims) return;
  const { file } = model;
  const inferDims = entryOf(file.config, 'property', 'infer-dims');
  if (input.dims.length !== 4) {
    checkRank(model, input.dims, inferDims, isPrepared, report);
    return;
  }
  const order = numberIn(file, 'network-input-order', nchw);
  if (order !== nchw && order !== nhwc) return;
  if (checkOrder(model, input.dims, order, isPrepared, report)) return;
  const image = imageOf(input.dims, order);
  if (inferDims) checkDims(model, input.dims, image, inferDims, report);
  else checkOpenAxes(model, input.dims, image, order, isPrepared, report);
}

function imageOf(dims: readonly Dim[], order: number): Image {
  const [, a = '', b = '', c = ''] = dims;
  return order === nhwc
    ? { channels: c, height: a, width: b }
    : { channels: a, height: b, width: c };
}

/** nvinfer knows only the size of the first input. */
function checkOtherInputs({ header, file, entry, buildSeverity }: NvinferModel, report: Report) {
  const open = header.inputs
    .slice(1)
    .find(({ dims }) => dims?.slice(1).some((dim) => typeof dim === 'string'));
  if (!open) return;
  report({
    message: `${file.config.path}: the model's input '${open.name}' (${shapeText(open.dims ?? [])}) has open axes, and nvinfer sets the size of the first input only`,
    place: filePlace(file, entry),
    remedy: 'Export the model with fixed sizes for all inputs but the batch axis',
    severity: buildSeverity,
  });
}

function checkRank(
  { file, entry, buildSeverity }: NvinferModel,
  dims: readonly Dim[],
  inferDims: ConfigEntry | undefined,
  isPrepared: boolean,
  report: Report,
): void {
  if (isPrepared && !inferDims) return;
  report({
    message: `${file.config.path}: nvinfer expects a model input of 4 axes (batch, channels, height, width), got ${dims.length}: ${shapeText(dims)}`,
    place: filePlace(file, inferDims ?? entry),
    remedy: isPrepared
      ? 'Remove infer-dims: nvdspreprocess makes the tensor'
      : 'Use a model that takes images, or prepare its tensors with nvdspreprocess and set input-tensor-from-meta',
    severity: buildSeverity,
  });
}

const isColour = (dim: Dim) => dim === 1 || dim === 3;

/** Channels that stand where the other order has them. */
function checkOrder(
  model: NvinferModel,
  dims: readonly Dim[],
  order: number,
  isPrepared: boolean,
  report: Report,
): boolean {
  const [, second = '', , last = ''] = dims;
  const looksLike = isColour(last) && !isColour(second) ? nhwc : nchw;
  const isCertain = isColour(last) !== isColour(second) && typeof second === typeof last;
  if (isPrepared || !isCertain || looksLike === order) return false;
  const { file, entry, buildSeverity } = model;
  const written = entryOf(file.config, 'property', 'network-input-order');
  const names = ['0 (channels first)', '1 (channels last)'];
  report({
    message: `${file.config.path}: network-input-order is ${names[order]}, but the model's input is ${shapeText(dims)}`,
    place: filePlace(file, written ?? entry),
    remedy: `Set network-input-order to ${names[looksLike]}`,
    fixes: setEntryFix(file, 'property', 'network-input-order', String(looksLike)),
    severity: buildSeverity,
  });
  return true;
}

function checkDims(
  { file, buildSeverity }: NvinferModel,
  dims: readonly Dim[],
  { channels, height, width }: Image,
  inferDims: ConfigEntry,
  report: Report,
): void {
  const own = integersIn(inferDims.value);
  const wanted = [channels, height, width];
  if (own?.length !== 3) return;
  if (wanted.every((dim, at) => typeof dim === 'string' || dim === own[at])) return;
  const value = wanted.map((dim, at) => (typeof dim === 'string' ? own[at] : dim)).join(';');
  report({
    message: `${file.config.path}: infer-dims is ${own.join(';')} (channels;height;width), but the model's input is ${shapeText(dims)}`,
    place: filePlace(file, inferDims),
    remedy: `Set infer-dims to ${value}`,
    fixes: valueFix(file, inferDims, value),
    severity: buildSeverity,
  });
}

function checkOpenAxes(
  { file, entry, buildSeverity }: NvinferModel,
  dims: readonly Dim[],
  { channels, height, width }: Image,
  order: number,
  isPrepared: boolean,
  report: Report,
): void {
  const isOpen = [channels, height, width].some((dim) => typeof dim === 'string');
  if (isOpen) {
    report({
      message: `${file.config.path}: the model's input ${shapeText(dims)} has open axes, so nvinfer needs infer-dims`,
      place: filePlace(file, entry),
      remedy: 'Set infer-dims to channels;height;width',
      severity: buildSeverity,
    });
  } else if (order === nhwc && !isPrepared) {
    const value = [channels, height, width].join(';');
    report({
      message: `${file.config.path}: with channels last (network-input-order 1) nvinfer needs infer-dims: without it, it takes the height, ${height}, for the channels`,
      place: filePlace(file, entryOf(file.config, 'property', 'network-input-order') ?? entry),
      remedy: `Set infer-dims to ${value}`,
      fixes: setEntryFix(file, 'property', 'infer-dims', value),
      severity: buildSeverity,
    });
  }
}

/** Colours and offsets go by the channels that infer-dims or the model gives. */
function checkChannels(
  file: KnownConfigFile,
  model: NvinferModel | undefined,
  report: Report,
): void {
  const channels = channelsOf(file, model);
  if (channels === undefined) return;
  const format = numberIn(file, 'model-color-format', 0);
  const formatEntry = entryOf(file.config, 'property', 'model-color-format');
  const inferDims = entryOf(file.config, 'property', 'infer-dims');
  const expected = format === 2 ? 1 : format === 0 || format === 1 ? 3 : undefined;
  if (expected !== undefined && channels !== expected) {
    const meant = channels === 1 ? '2' : channels === 3 ? '0' : undefined;
    const names = ['RGB', 'BGR', 'grey'];
    report({
      message: `${file.config.path}: model-color-format is ${format} (${names[format ?? 0]}), which has ${expected} channels, but the model's input has ${channels}`,
      place: filePlace(file, formatEntry ?? inferDims ?? model?.entry),
      remedy:
        meant === undefined
          ? 'Prepare the tensors with nvdspreprocess, and set input-tensor-from-meta'
          : `Set model-color-format to ${meant} (${names[Number(meant)]})`,
      fixes: meant === undefined ? [] : setEntryFix(file, 'property', 'model-color-format', meant),
    });
  }
  checkOffsets(file, channels, report);
}

function channelsOf(file: KnownConfigFile, model: NvinferModel | undefined): number | undefined {
  const inferDims = integersIn(entryOf(file.config, 'property', 'infer-dims')?.value);
  if (inferDims) return inferDims.length === 3 ? inferDims[0] : undefined;
  const dims = model?.header.inputs[0]?.dims;
  if (dims?.length !== 4 || numberIn(file, 'network-input-order', nchw) !== nchw) return undefined;
  const { channels } = imageOf(dims, nchw);
  // Larger ones are a matter of the order.
  return isColour(channels) ? Number(channels) : undefined;
}

function checkOffsets(file: KnownConfigFile, channels: number, report: Report): void {
  const entry = entryOf(file.config, 'property', 'offsets');
  const offsets = entry?.value.split(';').filter((text) => text.trim() !== '') ?? [];
  const scale = Number(entryOf(file.config, 'property', 'net-scale-factor')?.value ?? 1);
  if (!entry || offsets.length === 0 || offsets.length === channels || !(scale > 0)) return;
  const areSame = new Set(offsets).size === 1;
  const fitting =
    offsets.length > channels || areSame
      ? Array.from({ length: channels }, (_, at) => offsets[at] ?? offsets[0]).join(';')
      : undefined;
  report({
    message: `${file.config.path}: offsets has ${offsets.length} numbers, but the model's input has ${channels} channels`,
    place: filePlace(file, entry),
    remedy: `Write one number for each of the ${channels} channels`,
    fixes: fitting === undefined ? [] : valueFix(file, entry, fitting),
  });
}
