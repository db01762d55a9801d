/** The nvinfer config files of a pipeline, each once. */
import type { Config, ConfigEntry } from '@pipewright/catalogue';
import { configPath } from '../inference-settings.ts';
import { type ElementView, ownedFileName, type PipelineIndex } from '../pipeline-index.ts';
import { sharingAmong } from '../sharing.ts';
import type { ConfigFile } from './config-files.ts';

export { filePlace, lineFix, pathInConfig, startFolder, valueFix } from './config-files.ts';

export type NvinferFile = ConfigFile;

/** The config of one nvinfer, when it can be read. */
export function nvinferFile(element: ElementView, index: PipelineIndex): NvinferFile | undefined {
  const path = configPath(element);
  if (path === undefined || element.node.factory !== 'nvinfer') return undefined;
  const config = index.config(path);
  if (!config) return undefined;
  const isOwned = ownedFileName(index.document, path) !== undefined;
  return { config, element, property: 'config-file-path', isOwned };
}

const readers = sharingAmong(
  ['nvinfer'],
  (element, index) => nvinferFile(element, index)?.config.path,
);

/** The config of one nvinfer, unless an element before it reads the same: each is judged once. */
export function firstNvinferFile(
  element: ElementView,
  index: PipelineIndex,
): NvinferFile | undefined {
  return readers.ownerBefore(element, index) ? undefined : nvinferFile(element, index);
}

/** An entry of `[property]`. */
export function propertyEntry(config: Config, key: string): ConfigEntry | undefined {
  return config.groups.get('property')?.entries.get(key);
}

/** An entry of `[property]` as a whole number. */
export function propertyInteger(config: Config, key: string): number | undefined {
  const text = propertyEntry(config, key)?.value;
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
