/** What a kind of config file may hold: groups, keys, types, ranges and choices. */
import type { ConfigSyntax } from './read-config.ts';

export type ConfigKeyType =
  | 'int'
  | 'double'
  | 'bool'
  | 'string'
  | 'enum'
  | 'path'
  | 'int-list'
  | 'double-list'
  | 'string-list'
  | 'path-list';

/** A value that a key may have. */
export interface ConfigChoice {
  readonly value: number | string;
  readonly meaning: string;
}

/** One key of a group. */
export interface ConfigKey {
  /** May hold `<N>` for a number, or `<label>` and `<any>` for any text. */
  readonly key: string;
  readonly type: ConfigKeyType;
  readonly default?: boolean | number | string | readonly number[];
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly ConfigChoice[];
  /** Numbers that are no choice are not refused. */
  readonly isOpen?: true;
  /** The reader refuses the group without it. */
  readonly required?: true;
  /** When it is needed, in words. */
  readonly requiredWhen?: string;
  /** The element's property that wins over the key. */
  readonly elementProperty?: string;
  /** Of a list: a number, `even`, `multiple of <number>`, or words that can't be checked. */
  readonly elementCount?: number | string;
  readonly unit?: string;
  /** `legacy`: read, but without use in this version. */
  readonly status?: string;
  /** Where it is read in part of the syntaxes only. */
  readonly syntaxes?: readonly ConfigSyntax[];
  /** Broker adapters that know it. */
  readonly adapters?: readonly string[];
  /** Fields of one group with the same name here exclude each other. */
  readonly oneOf?: string;
  readonly notes?: string;
}

/** One group of keys; protobuf's nested messages have their path, joined by dots, as the name. */
export interface ConfigGroupSchema {
  /** May hold `<N>` as keys do. */
  readonly name: string;
  /** Other groups with the same keys. */
  readonly alsoNamed?: readonly string[];
  readonly required?: true;
  readonly summary?: string;
  readonly syntaxes?: readonly ConfigSyntax[];
  /** The key that turns the group on; while it is off, nothing is required. */
  readonly switchedBy?: string;
  /** In YAML the groups are the entries of a list with this name, in INI groups with a number. */
  readonly yamlList?: string;
  readonly keys: readonly ConfigKey[];
}

export type ConfigKind =
  | 'nvinfer'
  | 'nvinferserver'
  | 'tracker'
  | 'analytics'
  | 'preprocess'
  | 'postprocess'
  | 'msgconv'
  | 'msgbroker'
  | 'dewarper'
  | 'metamux'
  | 'streammux'
  | 'deepstream-app';

/** One kind of config file. */
export interface ConfigSchema {
  readonly id: ConfigKind;
  readonly title: string;
  /** Who reads the file, for messages: `nvinfer does not know ...`. */
  readonly reader: string;
  readonly syntaxes: readonly ConfigSyntax[];
  /** How lists are written in YAML: one text with semicolons unless said otherwise. */
  readonly yamlLists?: 'sequences';
  /** The properties that name such a file. */
  readonly consumers: readonly { readonly factory: string; readonly property: string }[];
  readonly groups: readonly ConfigGroupSchema[];
}

/** Names to entries: exact names first, then patterns in order. */
interface NameIndex<T> {
  readonly exact: ReadonlyMap<string, T>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly entry: T }[];
}

const groupIndexes = new WeakMap<ConfigSchema, NameIndex<ConfigGroupSchema>>();
const keyIndexes = new WeakMap<ConfigGroupSchema, NameIndex<ConfigKey>>();

/** The group of a name as written, `class-attrs-3` for instance; undefined when there is none. */
export function configGroup(schema: ConfigSchema, name: string): ConfigGroupSchema | undefined {
  let index = groupIndexes.get(schema);
  if (!index) {
    index = indexNames(schema.groups.flatMap((group) => groupNames(group).map((n) => [n, group])));
    groupIndexes.set(schema, index);
  }
  return find(index, name);
}

/** The key of a name as written, `roi-door` for instance; undefined when there is none. */
export function configKey(group: ConfigGroupSchema, name: string): ConfigKey | undefined {
  let index = keyIndexes.get(group);
  if (!index) {
    index = indexNames(group.keys.map((key) => [key.key, key]));
    keyIndexes.set(group, index);
  }
  return find(index, name);
}

/** All names of a group. */
export function groupNames(group: ConfigGroupSchema): readonly string[] {
  return group.alsoNamed ? [group.name, ...group.alsoNamed] : [group.name];
}

/** Whether the name of a group or key stands for many. */
export function isNamePattern(name: string): boolean {
  return /<[^>]*>/.test(name);
}

/** Whether a group or key is read in a syntax. */
export function isReadIn(
  entry: { readonly syntaxes?: readonly ConfigSyntax[] },
  syntax: ConfigSyntax,
): boolean {
  return entry.syntaxes?.includes(syntax) ?? true;
}

function indexNames<T>(names: readonly (readonly [string, T])[]): NameIndex<T> {
  return {
    exact: new Map(names.filter(([name]) => !isNamePattern(name))),
    patterns: names
      .filter(([name]) => isNamePattern(name))
      .map(([name, entry]) => ({ pattern: patternOf(name), entry })),
  };
}

function find<T>({ exact, patterns }: NameIndex<T>, name: string): T | undefined {
  return exact.get(name) ?? patterns.find(({ pattern }) => pattern.test(name))?.entry;
}

function patternOf(name: string): RegExp {
  const source = name
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (part === '<label>' || part === '<any>') return '.+';
      if (part.startsWith('<')) return '\\d+';
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}
