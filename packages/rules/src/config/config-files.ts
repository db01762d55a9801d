/** The config files that elements read, by the kinds that the catalogue knows. */
import {
  type Config,
  type ConfigEntry,
  type ConfigKind,
  type ConfigSchema,
  configSchemas,
  configSyntaxFor,
  joinPath,
  propertyFile,
  readConfig,
} from '@pipewright/catalogue';
import type { Fix, Place } from '../diagnostic.ts';
import { textOf } from '../element-values.ts';
import { remembered, rememberedBy } from '../live/remembered.ts';
import { elementsOf } from '../neighbours.ts';
import { type ElementView, ownedFileName, type PipelineIndex } from '../pipeline-index.ts';

export interface ConfigFile {
  readonly config: Config;
  /** The first element that reads it. */
  readonly element: ElementView;
  /** The element's property that names it. */
  readonly property: string;
  /** The document owns the text, so fixes can change it. */
  readonly isOwned: boolean;
}

/** A config file with what it may hold. */
export interface KnownConfigFile extends ConfigFile {
  readonly schema: ConfigSchema;
}

interface Consumer {
  readonly property: string;
  readonly schema: ConfigSchema;
}

const consumers = groupConsumers();

function groupConsumers(): ReadonlyMap<string, readonly Consumer[]> {
  const groups = new Map<string, Consumer[]>();
  for (const schema of configSchemas()) {
    for (const { factory, property } of schema.consumers) {
      groups.set(factory, [...(groups.get(factory) ?? []), { property, schema }]);
    }
  }
  return groups;
}

/** The factories whose elements read config files of known kinds. */
export const configFactories: readonly string[] = [...consumers.keys()];

/** The config files of an element that can be had, in the syntax that it reads them in. */
export function configFilesOf(element: ElementView, index: PipelineIndex): KnownConfigFile[] {
  const files: KnownConfigFile[] = [];
  for (const { property, schema } of consumers.get(element.node.factory) ?? []) {
    if (isReadByOther(element)) continue;
    for (const path of pathsOf(element, property)) {
      const read = index.config(path);
      if (!read) continue;
      const isOwned = ownedFileName(index.document, path) !== undefined;
      files.push({ config: inSyntaxOf(schema, read), element, property, isOwned, schema });
    }
  }
  return files;
}

/** Those that no element before it reads as well: each file is judged once. */
export function firstConfigFilesOf(element: ElementView, index: PipelineIndex): KnownConfigFile[] {
  return configFilesOf(element, index).filter((file) => isFirstReader(file, index));
}

/** The first config file of a kind that an element reads. */
export function configFileOf(
  element: ElementView,
  index: PipelineIndex,
  kind: ConfigKind,
): KnownConfigFile | undefined {
  return configFilesOf(element, index).find(({ schema }) => schema.id === kind);
}

/** The libraries whose files the schemas describe; another reads files of its own kind. */
const libraries: Readonly<Record<string, readonly [property: string, names: RegExp]>> = {
  nvtracker: ['ll-lib-file', /nvds_nvmultiobjecttracker/],
  nvtrackerbin: ['ll-lib-file', /nvds_nvmultiobjecttracker/],
  nvdspostprocess: ['postprocesslib-name', /postprocess_impl/],
  nvmsgconv: ['msg2p-lib', /nvds_msgconv/],
  nvmsgbrokersinkbin: ['msg2p-lib', /nvds_msgconv/],
  nvmsgbroker: ['proto-lib', /nvds_(kafka|amqp|azure|azure_edge|redis|mqtt)_proto/],
};

function isReadByOther(element: ElementView): boolean {
  const [property, names] = libraries[element.node.factory] ?? [];
  const library = property === undefined ? undefined : textOf(element, property);
  return library !== undefined && names !== undefined && !names.test(library);
}

/** The first element that reads each file, by kind and path. */
const firstReaders = remembered((index: PipelineIndex): ReadonlyMap<string, ElementView> => {
  const readers = new Map<string, ElementView>();
  for (const schema of configSchemas()) {
    for (const { factory, property } of schema.consumers) {
      for (const element of elementsOf(index, factory)) {
        if (isReadByOther(element)) continue;
        for (const path of pathsOf(element, property)) {
          const key = readerKey(schema, ownedFileName(index.document, path) ?? path);
          if (!readers.has(key)) readers.set(key, element);
        }
      }
    }
  }
  return readers;
});

/** The one for a key; only who asks for it looks again when it is another. */
const firstReader = rememberedBy((index: PipelineIndex, key) => firstReaders(index).get(key));

function isFirstReader(
  { config, element, schema }: KnownConfigFile,
  index: PipelineIndex,
): boolean {
  return firstReader(index, readerKey(schema, config.path)) === element;
}

function readerKey({ id }: ConfigSchema, path: string): string {
  return `${id} ${path}`;
}

function pathsOf(element: ElementView, property: string): readonly string[] {
  const text = textOf(element, property);
  if (text === undefined) return [];
  const separator = propertyFile(element.node.factory, property)?.separator;
  const paths = separator === undefined ? [text] : text.split(separator);
  return paths.map((path) => path.trim()).filter((path) => path !== '');
}

/** A kind with one syntax is read in it, whatever the file's suffix is. */
function inSyntaxOf(schema: ConfigSchema, read: Config): Config {
  if (schema.syntaxes.includes(read.format)) return read;
  return readConfig(read.path, read.text, configSyntaxFor(schema, read.path));
}

/** An entry of a group; the last one where it is written twice. */
export function entryOf(config: Config, group: string, key: string): ConfigEntry | undefined {
  return config.groups.get(group)?.entries.get(key);
}

/** Where something in the file is. */
export function filePlace(
  { config, element, property }: ConfigFile,
  at?: { readonly line: number; readonly column?: number },
): Place {
  return {
    element: element.name,
    property,
    file: config.path,
    ...(at ? { line: at.line } : {}),
    ...(at?.column === undefined ? {} : { column: at.column }),
  };
}

/**
 * The path of a file that the config names, as the document would write it: relative to the
 * config's folder on disk, and to the document's folder in a file that the document owns.
 */
export function pathInConfig({ config, isOwned }: ConfigFile, path: string): string {
  if (path.startsWith('/') || isOwned) return path;
  const slash = config.path.lastIndexOf('/');
  return slash < 0 ? path : joinPath(config.path.slice(0, slash) || '/', path);
}

/** Where the relative paths in a config file start, in words. */
export function startFolder({ isOwned }: ConfigFile): string {
  return isOwned ? "the pipeline document's folder" : "the config file's folder";
}

/** Replaces the whole text of a file that the document owns; no fix for a file on disk. */
export function textFix({ config, isOwned }: ConfigFile, title: string, text: string): Fix[] {
  if (!isOwned || text === config.text) return [];
  return [{ title, edit: { kind: 'set-file', name: config.path, text } }];
}

/** Replaces what stands between two places of a file. Lines and columns start at 1. */
export function spanFix(
  file: ConfigFile,
  title: string,
  span: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  },
  replacement: string,
): Fix[] {
  const lines = file.config.text.split('\n');
  const before = lines.slice(0, span.line - 1);
  const first = lines[span.line - 1]?.slice(0, span.column - 1) ?? '';
  const last = lines[span.endLine - 1]?.slice(span.endColumn - 1) ?? '';
  const text = [...before, first + replacement + last, ...lines.slice(span.endLine)].join('\n');
  return textFix(file, title, text);
}

/** Changes one line of a file that the document owns. */
export function lineFix(
  file: ConfigFile,
  title: string,
  line: number,
  change: (text: string) => string,
): Fix[] {
  const lines = file.config.text.split('\n');
  const before = lines[line - 1];
  if (before === undefined) return [];
  return textFix(file, title, lines.with(line - 1, change(before)).join('\n'));
}

/** Takes a line out. */
export function removeLineFix(file: ConfigFile, title: string, line: number): Fix[] {
  const lines = file.config.text.split('\n');
  return textFix(file, title, lines.toSpliced(line - 1, 1).join('\n'));
}

/** Writes another value for an entry; a comment behind it stays. */
export function valueFix(
  file: ConfigFile,
  entry: ConfigEntry,
  value: string,
  title = `Set ${entry.key} to ${value}`,
): Fix[] {
  const { start, end } = entry.valueSpan;
  const comment = /[ \t]+#.*$/.exec(file.config.text.slice(start, end))?.[0] ?? '';
  return spanFix(file, title, entry.valueSpan, value + comment);
}

/** Writes an entry below the head of its group, in the form of the file; none for protobuf text. */
export function addEntryFix(file: ConfigFile, group: string, key: string, value: string): Fix[] {
  const section = file.config.sections.find(({ name }) => name === group);
  if (!section || file.config.format === 'protobuf' || section.listName !== undefined) return [];
  const lines = file.config.text.split('\n');
  const indent = ' '.repeat((section.entries[0]?.column ?? 3) - 1);
  const line = file.config.format === 'yaml' ? `${indent}${key}: ${value}` : `${key}=${value}`;
  const text = lines.toSpliced(section.nameSpan.line, 0, line).join('\n');
  return textFix(file, `Set ${key} to ${value}`, text);
}

/** Writes an entry's value, or adds the entry where it is missing. */
export function setEntryFix(file: ConfigFile, group: string, key: string, value: string): Fix[] {
  const entry = entryOf(file.config, group, key);
  return entry ? valueFix(file, entry, value) : addEntryFix(file, group, key, value);
}
