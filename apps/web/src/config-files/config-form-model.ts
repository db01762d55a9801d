import {
  type Config,
  type ConfigEntry,
  type ConfigGroupSchema,
  type ConfigKey,
  type ConfigSchema,
  configGroup,
  configKey,
  groupNames,
  isNamePattern,
  isReadIn,
} from '@pipewright/catalogue';
import type { FileProblem } from './file-problems.ts';

/** One key of a group: set in the file, or one that may be. */
export interface FormField {
  /** As written; the schema's name while it is not set. */
  readonly name: string;
  /** Absent for keys that the reader does not know. */
  readonly key: ConfigKey | undefined;
  readonly entry: ConfigEntry | undefined;
  readonly problems: readonly FileProblem[];
}

export interface FormGroup {
  readonly name: string;
  /** Absent for groups that the reader does not know. */
  readonly schema: ConfigGroupSchema | undefined;
  readonly isWritten: boolean;
  /** Where it starts in the text. */
  readonly line: number | undefined;
  readonly fields: readonly FormField[];
  /** Keys of which there may be many, by their pattern. */
  readonly patterns: readonly ConfigKey[];
  readonly problems: readonly FileProblem[];
}

export interface FormOptions {
  /** Part of a key, group or description. */
  readonly filter: string;
  readonly onlySet: boolean;
  /** Keys that stand first in their group, as `group/key`: those that were set at first. */
  readonly first: ReadonlySet<string>;
}

const NO_PROBLEMS: readonly FileProblem[] = [];

/** The file as groups of fields: written groups in the file's order, then those that may be added. */
export function formGroups(
  schema: ConfigSchema,
  config: Config,
  problems: readonly FileProblem[],
  options: FormOptions,
): readonly FormGroup[] {
  const byPlace = groupProblems(problems);
  const written = [...config.groups.values()].map(({ name, line, entries }) =>
    makeGroup(configGroup(schema, name), name, line, entries, byPlace, config, options),
  );
  const names = new Set(config.groups.keys());
  const others = schema.groups
    .filter((group) => isReadIn(group, config.format))
    .flatMap((group) => groupNames(group).map((name) => ({ group, name })))
    .filter(({ name }) => !isNamePattern(name) && !names.has(name))
    .filter(
      ({ group, name }) => name === group.name || !groupNames(group).some((n) => names.has(n)),
    )
    .map(({ group, name }) =>
      makeGroup(group, name, undefined, new Map(), byPlace, config, options),
    );
  const all = options.onlySet ? written : [...written, ...others];
  return options.filter === '' && !options.onlySet
    ? all
    : all.filter(({ fields, name, isWritten }) =>
        options.filter === ''
          ? isWritten
          : fields.length > 0 || name.toLowerCase().includes(options.filter.toLowerCase()),
      );
}

function makeGroup(
  schema: ConfigGroupSchema | undefined,
  name: string,
  line: number | undefined,
  entries: ReadonlyMap<string, ConfigEntry>,
  problems: ReadonlyMap<string, readonly FileProblem[]>,
  { format }: Config,
  { filter, onlySet, first }: FormOptions,
): FormGroup {
  const field = (key: string, spec: ConfigKey | undefined): FormField => ({
    name: key,
    key: spec,
    entry: entries.get(key),
    problems: problems.get(`${name}/${key}`) ?? NO_PROBLEMS,
  });
  const keys = (schema?.keys ?? []).filter((key) => isReadIn(key, format));
  const set = [...entries.keys()].map((key) => field(key, schema && configKey(schema, key)));
  const unset = keys
    .filter(({ key }) => !isNamePattern(key) && !entries.has(key))
    .map((key) => field(key.key, key));
  const inOrder = [...set, ...unset].sort((a, b) => rank(a) - rank(b));
  function rank({ name: key, key: spec }: FormField): number {
    if (first.has(`${name}/${key}`) || spec === undefined) {
      return -1;
    }
    return schema?.keys.indexOf(spec) ?? 0;
  }
  return {
    name,
    schema,
    isWritten: line !== undefined,
    line,
    fields: inOrder.filter((each) => (!onlySet || each.entry) && isFound(each, filter)),
    patterns: keys.filter(({ key }) => isNamePattern(key)),
    problems: problems.get(`${name}/`) ?? NO_PROBLEMS,
  };
}

function isFound({ name, key }: FormField, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return (
    wanted === '' ||
    name.toLowerCase().includes(wanted) ||
    (key?.notes?.toLowerCase().includes(wanted) ?? false)
  );
}

/** By `group/key`; those of a group itself, and of keys that are missing, by `group/`. */
function groupProblems(
  problems: readonly FileProblem[],
): ReadonlyMap<string, readonly FileProblem[]> {
  const map = new Map<string, FileProblem[]>();
  for (const problem of problems) {
    const isField = problem.key !== undefined && problem.code !== 'missing-key';
    const place = `${problem.group ?? ''}/${isField ? problem.key : ''}`;
    map.set(place, [...(map.get(place) ?? []), problem]);
  }
  return map;
}

/** What is wrong with the file as a whole. */
export function generalProblems(
  problems: readonly FileProblem[],
  groups: readonly FormGroup[],
): readonly FileProblem[] {
  const names = new Set(groups.map(({ name }) => name));
  return problems.filter(({ group }) => group === undefined || !names.has(group));
}

/** Groups of which there may be many, each with the name that the next one gets. */
export function addableGroups(
  schema: ConfigSchema,
  config: Config,
): readonly { readonly pattern: string; readonly name: string; readonly summary: string }[] {
  return schema.groups
    .filter((group) => isReadIn(group, config.format))
    .flatMap((group) => groupNames(group).map((pattern) => ({ group, pattern })))
    .filter(({ pattern }) => /<N>/.test(pattern) && !pattern.includes(' '))
    .map(({ group, pattern }) => ({
      pattern,
      name: freeName(pattern.replace('<N>', '*'), (name) => config.groups.has(name)),
      summary: group.summary ?? '',
    }));
}

/** A free name for a key of a pattern: `roi-<label>` becomes `roi-area`, then `roi-area2`. */
export function freeKeyName(pattern: string, isTaken: (name: string) => boolean): string {
  if (/<N>/.test(pattern)) {
    return freeName(pattern.replace(/<N>/, '*').replace(/<[^>]*>/g, 'area'), isTaken);
  }
  const base = pattern.replace(/<[^>]*>/g, 'area');
  return isTaken(base) ? freeName(`${base}*`, isTaken, 2) : base;
}

function freeName(pattern: string, isTaken: (name: string) => boolean, from = 0): string {
  for (let number = from; ; number++) {
    const name = pattern.replace('*', String(number));
    if (!isTaken(name)) {
      return name;
    }
  }
}
