/** Config files as groups of keys with positions, whether written as INI, YAML or protobuf text. */
import { readIni } from './read-ini.ts';
import { readProtobuf } from './read-protobuf.ts';
import { readYaml } from './read-yaml.ts';
import type { TextSpan } from './text-places.ts';

export type ConfigSyntax = 'ini' | 'yaml' | 'protobuf';

export interface ConfigEntry {
  readonly key: string;
  /** As text, as the element reads it, without blanks at its end; lists joined by `;`. */
  readonly value: string;
  /** Of the key, from 1. */
  readonly line: number;
  readonly column: number;
  readonly keySpan: TextSpan;
  /** Of the value as written, quotes included; empty behind the key when there is none. */
  readonly valueSpan: TextSpan;
  /** `map`: mappings inside, which no key of the SDK's INI-like files has. */
  readonly form: 'scalar' | 'list' | 'map';
  readonly isQuoted: boolean;
}

/** One stretch of a group, as written. */
export interface ConfigSection {
  readonly name: string;
  readonly nameSpan: TextSpan;
  /** False where YAML has a value in a group's place. */
  readonly isGroup: boolean;
  /** The YAML list that it is an entry of: `group` for `group-0`. */
  readonly listName?: string;
  /** In order, with repeated keys. */
  readonly entries: readonly ConfigEntry[];
}

/** A group as it is read: its sections together, the last value of a key wins. */
export interface ConfigGroup {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly entries: ReadonlyMap<string, ConfigEntry>;
}

export interface ConfigProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Config {
  readonly path: string;
  readonly format: ConfigSyntax;
  readonly sections: readonly ConfigSection[];
  readonly groups: ReadonlyMap<string, ConfigGroup>;
  /** Why it can't be read; sections and groups hold what could be. */
  readonly problems: readonly ConfigProblem[];
  readonly text: string;
}

/** What a reader of one syntax finds. */
export interface ReadSections {
  readonly sections: readonly ConfigSection[];
  readonly problems: readonly ConfigProblem[];
}

/** DeepStream tells INI and YAML by the suffix alone. */
export function configFormat(path: string): 'ini' | 'yaml' {
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'ini';
}

/** How a file is read, nvinferserver's protobuf text included: that is told by its form. */
export function configSyntax(path: string, text: string): ConfigSyntax {
  const isProtobuf =
    /\.(pbtxt|prototxt)$/i.test(path) || /^\s*(infer_config|backend)\s*:?\s*\{/m.test(text);
  return isProtobuf ? 'protobuf' : configFormat(path);
}

const readers: Readonly<Record<ConfigSyntax, (text: string) => ReadSections>> = {
  ini: readIni,
  yaml: readYaml,
  protobuf: readProtobuf,
};

const maxKept = 64;
/** Files are looked at on every keystroke but change rarely; texts are compared by identity first. */
const kept = new Map<string, Config>();

/**
 * Reads a file in the syntax that its suffix asks for, or in the given one. Never throws: what is
 * wrong with the text is in `problems`.
 */
export function readConfig(
  path: string,
  text: string,
  format: ConfigSyntax = configFormat(path),
): Config {
  const name = `${format} ${path}`;
  const known = kept.get(name);
  if (known?.text === text) return known;
  const { sections, problems } = readers[format](text);
  const config: Config = { path, format, sections, groups: merge(sections), problems, text };
  kept.delete(name);
  kept.set(name, config);
  if (kept.size > maxKept) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  return config;
}

function merge(sections: readonly ConfigSection[]): ReadonlyMap<string, ConfigGroup> {
  const groups = new Map<string, ConfigGroup & { entries: Map<string, ConfigEntry> }>();
  for (const { name, nameSpan, entries } of sections) {
    let group = groups.get(name);
    if (!group) {
      group = { name, line: nameSpan.line, column: nameSpan.column, entries: new Map() };
      groups.set(name, group);
    }
    for (const entry of entries) group.entries.set(entry.key, entry);
  }
  return groups;
}
