/** Config files as groups of keys with positions, whether written as INI or YAML. */
import { readIni } from './read-ini.ts';
import { readYaml } from './read-yaml.ts';

export interface ConfigEntry {
  readonly key: string;
  /** As text, as the element reads it. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface ConfigGroup {
  readonly name: string;
  readonly line: number;
  readonly entries: ReadonlyMap<string, ConfigEntry>;
}

export interface ConfigProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Config {
  readonly path: string;
  /** What the element reads it as: by the file's suffix. */
  readonly format: 'ini' | 'yaml';
  readonly groups: ReadonlyMap<string, ConfigGroup>;
  /** Why it can't be read; groups hold what could be. */
  readonly problems: readonly ConfigProblem[];
  readonly text: string;
}

/** DeepStream tells by the suffix alone. */
export function configFormat(path: string): 'ini' | 'yaml' {
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'ini';
}

const maxKept = 64;
/** Files are looked at on every keystroke but change rarely; texts are compared by identity first. */
const kept = new Map<string, Config>();

/** Never throws: what is wrong with the text is in `problems`. */
export function readConfig(path: string, text: string): Config {
  const known = kept.get(path);
  if (known?.text === text) return known;
  const format = configFormat(path);
  const { groups, problems } = format === 'ini' ? readIni(text) : readYaml(text);
  const config: Config = { path, format, groups, problems, text };
  kept.delete(path);
  kept.set(path, config);
  if (kept.size > maxKept) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  return config;
}
