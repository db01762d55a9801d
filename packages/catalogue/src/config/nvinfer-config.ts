/** The keys of nvinfer's config file. */
import data from '../../data/nvinfer-config.json' with { type: 'json' };

export type ConfigKeyType =
  | 'int'
  | 'double'
  | 'bool'
  | 'string'
  | 'path'
  | 'int-list'
  | 'double-list'
  | 'string-list'
  | 'path-list';

/** One key of a config file. Lists are separated by semicolons. */
export interface ConfigKey {
  readonly key: string;
  /** `class-attrs` stands for the groups `class-attrs-all` and `class-attrs-<number>`. */
  readonly group: 'property' | 'class-attrs';
  readonly type: ConfigKeyType;
  readonly default?: boolean | number | string | readonly number[];
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly {
    readonly value: number;
    readonly meaning: string;
  }[];
  /** The element's property that wins over the key. */
  readonly elementProperty?: string;
  readonly inYaml?: boolean;
  readonly notes?: string;
}

/** The JSON's inferred type is too wide to check; a test checks the values. */
const stored = data as unknown as { readonly keys: readonly ConfigKey[] };

let keys: Map<string, ConfigKey> | undefined;

/** A key of `[property]` or of the `class-attrs` groups; undefined when nvinfer has none such. */
export function nvinferConfigKey(group: ConfigKey['group'], key: string): ConfigKey | undefined {
  keys ??= new Map(stored.keys.map((entry) => [`${entry.group} ${entry.key}`, entry]));
  return keys.get(`${group} ${key}`);
}

/** Every key of a group, in the order of the manual. */
export function nvinferConfigKeys(group: ConfigKey['group']): readonly ConfigKey[] {
  return stored.keys.filter((entry) => entry.group === group);
}
