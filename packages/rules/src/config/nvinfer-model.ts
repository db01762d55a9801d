/** The ONNX model that an nvinfer config names, as far as its header is known. */
import type { ConfigEntry } from '@pipewright/catalogue';
import type { Severity } from '../diagnostic.ts';
import type { OnnxHeader, OnnxTensor } from '../files.ts';
import { inferenceSwitch } from '../inference-chain.ts';
import { type ElementView, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { readBoolean } from '../property-values.ts';
import {
  configFileOf,
  entryOf,
  firstConfigFilesOf,
  type KnownConfigFile,
  pathInConfig,
} from './config-files.ts';
import { integersIn } from './gie-ids.ts';

export interface NvinferModel {
  readonly file: KnownConfigFile;
  /** The onnx-file entry. */
  readonly entry: ConfigEntry;
  readonly header: OnnxHeader;
  /**
   * For what stops the build of an engine: a warning where an engine is there already, or a
   * library may build it in a way of its own.
   */
  readonly buildSeverity: Severity;
}

/** The model of an element's config, once for each file; undefined while unknown or unreadable. */
export function firstModelOf(element: ElementView, index: PipelineIndex): NvinferModel | undefined {
  const [file] = firstConfigFilesOf(element, index);
  return file && modelIn(file, index);
}

/** The model of an element's config. */
export function modelOf(element: ElementView, index: PipelineIndex): NvinferModel | undefined {
  const file = configFileOf(element, index, 'nvinfer');
  return file && modelIn(file, index);
}

function modelIn(file: KnownConfigFile, index: PipelineIndex): NvinferModel | undefined {
  const entry = onnxEntryOf(file);
  const facts = entry && index.file(pathInConfig(file, entry.value));
  const header = facts?.exists ? facts.onnx : undefined;
  if (!entry || !header?.isReadable) return undefined;
  return { file, entry, header, buildSeverity: buildSeverityOf(file, index) };
}

/** The onnx-file entry, unless a library builds the engine without it. */
export function onnxEntryOf({ config, schema }: KnownConfigFile): ConfigEntry | undefined {
  if (schema.id !== 'nvinfer') return undefined;
  const isBuiltByLibrary = ['engine-create-func-name', 'custom-network-config'].some((key) =>
    entryOf(config, 'property', key),
  );
  return isBuiltByLibrary ? undefined : entryOf(config, 'property', 'onnx-file');
}

/** How sure it is that what an ONNX model lacks stops nvinfer. */
export function buildSeverityOf(file: KnownConfigFile, index: PipelineIndex): Severity {
  const { config, element } = file;
  if (settingOf(element, 'model-engine-file') || entryOf(config, 'property', 'custom-lib-path')) {
    return 'warning';
  }
  const engine = entryOf(config, 'property', 'model-engine-file');
  const facts = engine && index.file(pathInConfig(file, engine.value));
  return facts?.exists ? 'warning' : 'error';
}

/** Whether nvinfer takes tensors that nvdspreprocess has made, instead of making its own. */
export function takesTensors(element: ElementView, index: PipelineIndex): boolean {
  return inferenceSwitch(element, index, 'input-tensor-meta', 'input-tensor-from-meta') ?? true;
}

/** A yes or no of [property]; no when it is not there. */
export function isSwitchedOn(file: KnownConfigFile, key: string): boolean {
  const value = entryOf(file.config, 'property', key)?.value;
  return value !== undefined && readBoolean(value) === true;
}

/** A number of [property]; the other one when it is not there, undefined when it is none. */
export function numberIn(
  file: KnownConfigFile,
  key: string,
  otherwise?: number,
): number | undefined {
  const entry = entryOf(file.config, 'property', key);
  return entry ? integersIn(entry.value)?.[0] : otherwise;
}

/** A shape for messages: `batch x 3 x 544 x 960`, with ? for an axis that is open. */
export function shapeText(dims: readonly (number | string)[]): string {
  return dims.map((dim) => (dim === '' ? '?' : String(dim))).join(' x ');
}

/** Names for messages. */
export function tensorNames(tensors: readonly OnnxTensor[]): string {
  return tensors.map(({ name }) => name).join(', ');
}
