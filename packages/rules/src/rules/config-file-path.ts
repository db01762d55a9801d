import { type ConfigEntry, configGroup, configKey, listItems } from '@pipewright/catalogue';
import {
  configFactories,
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  pathInConfig,
  startFolder,
} from '../config/config-files.ts';
import { ownedFileName, type PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Finding } from '../rule.ts';

/** Where DeepStream's packages put their samples and libraries. */
const sdkFolder = '/opt/nvidia/';

/** Keys that rules of their own judge, or whose files are written. */
const others: ReadonlySet<string> = new Set([
  'onnx-file',
  'model-engine-file',
  'modelEngineFile',
  'labelfile-path',
  'int8-calib-file',
]);
const folders: ReadonlySet<string> = new Set(['root', 'backend_dir', 'tls-capath']);

/** Kinds whose readers resolve paths as the check does, and stop when a file is missing. */
const strictKinds: ReadonlySet<string> = new Set(['nvinfer', 'nvinferserver', 'preprocess']);

/** Config files name libraries, models, calibrations and keys: they must be there too. */
export const configFilePath: ElementRule = {
  id: 'config-file-path',
  severity: 'error',
  title: 'The files that config files name exist',
  topic: 'config-files',
  explanation: prose`
    Looks for the files and folders that config files name: libraries, calibrations, model
    repositories, certificates. What is not there stops the element at its start, or turns off
    what needed it. Correct the path; relative ones start at the folder that the message names.
    For libraries and files of the DeepStream SDK, which may lie only on the target, it warns or
    says nothing.`,
  scope: 'element',
  factories: configFactories,
  check(element, index, report) {
    for (const file of firstConfigFilesOf(element, index)) {
      for (const { entry, path } of pathsIn(file)) {
        const finding = judge(file, entry, path, index);
        if (finding) report({ ...finding, place: filePlace(file, entry) });
      }
    }
  },
};

function* pathsIn({
  config,
  schema,
}: KnownConfigFile): Generator<{ readonly entry: ConfigEntry; readonly path: string }> {
  for (const { name, entries } of config.groups.values()) {
    const group = configGroup(schema, name);
    for (const entry of entries.values()) {
      const key = group && configKey(group, entry.key);
      if (!key || key.status === 'legacy' || isOther(schema.id, key.key)) continue;
      if (key.type === 'path') yield { entry, path: entry.value };
      if (key.type === 'path-list') {
        for (const path of listItems(entry.value)) yield { entry, path };
      }
    }
  }
}

function isOther(kind: string, key: string): boolean {
  return others.has(key) && (kind === 'nvinfer' || !/^(labelfile|int8)/.test(key));
}

function judge(
  file: KnownConfigFile,
  entry: ConfigEntry,
  path: string,
  index: PipelineIndex,
): Omit<Finding, 'place'> | undefined {
  if (path === '' || path.includes('${')) return undefined;
  const isLibrary = /\.so(\.\d+)*$/.test(path);
  // The loader looks for a bare name.
  if (isLibrary && !path.includes('/')) return undefined;
  const wanted = folders.has(entry.key) ? 'folder' : 'file';
  const place = pathInConfig(file, path);
  if (ownedFileName(index.document, place) !== undefined) return undefined;
  const facts = index.file(place);
  if (!facts) return undefined;
  const what = `${file.config.path}: the ${wanted} that '${entry.key}' names`;
  if (facts.exists) {
    if (facts.kind === wanted) return undefined;
    return {
      message: `${file.config.path}: '${entry.key}' names a ${facts.kind}, not a ${wanted}: ${path}`,
      remedy: `Name a ${wanted}`,
    };
  }
  if (facts.reason === 'unreadable') {
    return { message: `${what} can't be read: ${path}`, remedy: 'Change its permissions' };
  }
  if (path.startsWith(sdkFolder)) {
    if (isLibrary || facts.reason !== 'missing') return undefined;
    return {
      message: `${what} is part of the DeepStream SDK, which is not on this machine: ${path}`,
      remedy: 'It is found where the SDK is installed; to run here, name a file that is here',
      severity: 'warning',
    };
  }
  if (facts.reason === 'outside-allowed-folders') {
    return {
      message: `${what} lies outside the folders that may be looked into, so it is not checked: ${path}`,
      remedy: 'Put the file into the workspace, or allow its folder',
      severity: 'hint',
    };
  }
  const isSure = !isLibrary && strictKinds.has(file.schema.id);
  return {
    message: `${what} does not exist: ${path}`,
    remedy: path.startsWith('/')
      ? 'Correct the path'
      : `Correct the path; relative paths start at ${startFolder(file)}`,
    ...(isSure ? {} : { severity: 'warning' as const }),
  };
}
