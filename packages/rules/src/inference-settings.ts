/** What an inference element works with: its own properties over the keys of its config file. */
import { type Config, type ConfigEntry, readConfig } from '@pipewright/catalogue';
import { type ElementView, type PipelineIndex, settingOf } from './pipeline-index.ts';
import { readEnum, readInteger } from './property-values.ts';

/** Element property -> key in nvinfer's config file. */
const configKeys: Readonly<Record<string, string>> = {
  'unique-id': 'gie-unique-id',
  'infer-on-gie-id': 'operate-on-gie-id',
};

/** Element property -> message and field of nvinferserver's config file. */
const serverFields: Readonly<Record<string, readonly [message: string, field: string]>> = {
  'unique-id': ['infer_config', 'unique_id'],
  'process-mode': ['input_control', 'process_mode'],
  'infer-on-gie-id': ['input_control', 'operate_on_gie_id'],
};

/** nvinferserver's names for nvinfer's process-mode. */
const serverModes: Readonly<Record<string, number>> = {
  PROCESS_MODE_FULL_FRAME: 1,
  PROCESS_MODE_CLIP_OBJECTS: 2,
};

export interface InferenceSetting {
  readonly number: number;
  /** The config file it is from, with its position; absent: the element's own property. */
  readonly file?: string;
  readonly entry?: ConfigEntry;
}

/** nvinfer and nvinferserver. */
export function isInference({ node }: ElementView): boolean {
  return node.factory === 'nvinfer' || node.factory === 'nvinferserver';
}

/** The path of the element's config file as written; undefined while it has none or it is unknown. */
export function configPath(element: ElementView): string | undefined {
  const value = settingOf(element, 'config-file-path')?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** nvinfer's config, when it can be read. */
export function inferenceConfig(element: ElementView, index: PipelineIndex): Config | undefined {
  const path = configPath(element);
  return path === undefined || element.node.factory !== 'nvinfer' ? undefined : index.config(path);
}

/** nvinferserver's config, when it can be read. */
export function serverConfig(element: ElementView, index: PipelineIndex): Config | undefined {
  const path = configPath(element);
  if (path === undefined || element.node.factory !== 'nvinferserver') return undefined;
  const text = index.config(path)?.text;
  return text === undefined ? undefined : readConfig(path, text, 'protobuf');
}

/**
 * A whole-number setting by the element's property name: a property set on the element wins over
 * the file. Undefined when neither gives it, or a file or parameter is not known.
 */
export function inferenceSetting(
  element: ElementView,
  index: PipelineIndex,
  property: string,
): InferenceSetting | undefined {
  const setting = settingOf(element, property);
  if (setting) {
    if (setting.value === undefined) return undefined;
    const values = setting.spec?.enum;
    const number = values
      ? readEnum(values, setting.value)?.value
      : Number(readInteger(setting.value) ?? Number.NaN);
    return number === undefined || Number.isNaN(number) ? undefined : { number };
  }
  const found = configEntry(element, index, property);
  if (!found) return undefined;
  const { config, entry } = found;
  const number = serverModes[entry.value] ?? readInteger(entry.value);
  return number === undefined ? undefined : { number: Number(number), file: config.path, entry };
}

function configEntry(
  element: ElementView,
  index: PipelineIndex,
  property: string,
): { readonly config: Config; readonly entry: ConfigEntry } | undefined {
  const [message = '', field = ''] = serverFields[property] ?? [];
  const server = serverConfig(element, index);
  const config = server ?? inferenceConfig(element, index);
  const entry = server
    ? server.groups.get(message)?.entries.get(field)
    : config?.groups.get('property')?.entries.get(configKeys[property] ?? property);
  return config && entry && { config, entry };
}
