/** The groups of a deepstream-app file, whichever way it is written, with their places. */
import {
  type Config,
  type ConfigKey,
  configGroup,
  configKey,
  configSchema,
  isReadIn,
  readConfig,
} from '@pipewright/catalogue';
import type { FormatNote } from '../note.ts';
import { readSourcesCsv } from './sources-csv.ts';

export interface AppEntry {
  readonly key: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface AppGroup {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly entries: ReadonlyMap<string, AppEntry>;
}

export interface AppConfig {
  readonly fileName: string;
  readonly syntax: 'ini' | 'yaml';
  /** In the order of the file, which is the order of pads. Rows of a CSV file are `source<N>`. */
  readonly groups: ReadonlyMap<string, AppGroup>;
}

/** The text as the app reads it, by the file's suffix; a text without a file, by its form. */
export function readAppText(fileName: string, text: string): Config {
  const isYaml = /^[\w-]+:\s*$/m.test(text) && !/^\[[^\]]+\]\s*$/m.test(text);
  return !/\.\w+$/.test(fileName) && isYaml
    ? readConfig(fileName, text, 'yaml')
    : readConfig(fileName, text);
}

/** What is read of keys and groups that the app does not know: nothing. */
export function readAppConfig(
  fileName: string,
  text: string,
  csv: { readonly path: string; readonly text: string } | undefined,
  notes: FormatNote[],
): AppConfig {
  const config = readAppText(fileName, text);
  const syntax = config.format === 'yaml' ? 'yaml' : 'ini';
  const groups = new Map<string, AppGroup>();
  for (const { name, line, column, entries } of config.groups.values()) {
    const place = { file: fileName, line, column };
    if (syntax === 'yaml' && name === 'source') {
      groups.set(name, { name, ...place, entries: new Map() });
      if (csv === undefined) continue;
      for (const group of readSourcesCsv(csv.path, csv.text, notes)) groups.set(group.name, group);
      continue;
    }
    const known = [...entries.values()].flatMap(({ key, value, line, column, form }) =>
      form !== 'map' && keyOf(name, key, syntax) !== undefined
        ? [[key, { key, value, file: fileName, line, column }] as const]
        : [],
    );
    if (isGroupIn(name, syntax)) groups.set(name, { name, ...place, entries: new Map(known) });
  }
  return { fileName, syntax, groups };
}

/** The path of the CSV file that a YAML file takes its sources from. */
export function csvPathOf(fileName: string, text: string): AppEntry | undefined {
  const config = readAppText(fileName, text);
  const entry = config.groups.get('source')?.entries.get('csv-file-path');
  if (config.format !== 'yaml' || entry === undefined || entry.value === '') return undefined;
  const { key, value, line, column } = entry;
  return { key, value, file: fileName, line, column };
}

function isGroupIn(name: string, syntax: 'ini' | 'yaml'): boolean {
  const group = configGroup(configSchema('deepstream-app'), name);
  return group !== undefined && isReadIn(group, syntax);
}

/** The key as the app knows it; undefined when it is not read in that syntax. */
export function keyOf(group: string, key: string, syntax: 'ini' | 'yaml'): ConfigKey | undefined {
  const schema = configGroup(configSchema('deepstream-app'), group);
  const found = schema && configKey(schema, key);
  return found && isReadIn(found, syntax) ? found : undefined;
}

/** A whole number as the app reads it: GLib stops at a blank, YAML does not. */
export function integerOf(entry: AppEntry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  const text = entry.value.trim();
  if (/^true$/i.test(text)) return 1;
  if (/^false$/i.test(text)) return 0;
  const digits = /^[+-]?\d+(?=\s|$)/.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** The value of a switch or number; `absent` when it is not there or can't be read. */
export function numberIn(group: AppGroup | undefined, key: string, absent = 0): number {
  return integerOf(group?.entries.get(key)) ?? absent;
}

/** Whether `enable` turns the group on; `[application]` and its like have no such key. */
export function isOn(group: AppGroup | undefined): boolean {
  return group !== undefined && numberIn(group, 'enable') !== 0;
}

/** A part of a file may say nothing of what comes before the inference. */
export function hasSources({ groups }: AppConfig): boolean {
  return [...groups.keys()].some((name) => /^(source.*|streammux)$/.test(name));
}

/** Groups called `<start><number>`, in the order of the file. */
export function numberedGroups(config: AppConfig, start: string): AppGroup[] {
  return [...config.groups.values()].filter(({ name }) => groupNumber(name, start) !== undefined);
}

/** 2 of `sink2`; undefined for another name. */
export function groupNumber(name: string, start: string): number | undefined {
  const digits = name.startsWith(start) ? name.slice(start.length) : '';
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
}

/** A place of an entry or group, for notes. */
export function placeOf({ file, line, column }: Pick<AppEntry, 'file' | 'line' | 'column'>) {
  return { file, line, column };
}
