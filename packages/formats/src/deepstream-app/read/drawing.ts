/** What is known while a config is drawn: the graph so far, and which keys have gone into it. */
import type { Catalogue, Platform } from '@pipewright/catalogue';
import type { Properties, PropertyValue } from '@pipewright/graph';
import type { FormatNote } from '../../note.ts';
import { type AppConfig, type AppEntry, type AppGroup, numberIn, placeOf } from '../app-config.ts';
import { defaultOf, isSameValue, type KeyRule, type Part, readValue } from '../key-rule.ts';
import { GraphBuilder } from './graph-builder.ts';

/** Said on nearly every group, and mostly with the value that the element has anyway. */
const quietKeys: ReadonlySet<string> = new Set([
  'gpu-id',
  'nvbuf-memory-type',
  'cudadec-memtype',
  'compute-hw',
]);

export class Drawing {
  readonly config: AppConfig;
  readonly platform: Platform;
  readonly graph: GraphBuilder;
  readonly notes: FormatNote[];
  /** Groups that have become elements, and the keys of theirs that have. */
  readonly drawn = new Map<string, Set<string>>();
  /** Groups that stand in no file: an entry of a list with what goes for all of them. */
  readonly madeGroups = new Map<string, AppGroup>();

  constructor(config: AppConfig, catalogue: Catalogue, notes: FormatNote[]) {
    this.config = config;
    this.platform = catalogue.target.platform;
    this.graph = new GraphBuilder(catalogue);
    this.notes = notes;
  }

  group(name: string): AppGroup | undefined {
    return this.config.groups.get(name);
  }

  /** The number at a key, which with that is no longer open. */
  number(group: AppGroup | undefined, key: string, absent = 0): number {
    if (group) this.take(group, key);
    return numberIn(group, key, absent);
  }

  /** The text at a key, which with that is no longer open. */
  text(group: AppGroup, key: string): string | undefined {
    this.take(group, key);
    return group.entries.get(key)?.value || undefined;
  }

  /** Notes that a key has gone into the graph. */
  take(group: AppGroup, key: string): void {
    const keys = this.drawn.get(group.name) ?? new Set();
    this.drawn.set(group.name, keys.add(key));
  }

  /** What an element takes from its group, and what the app sets without being asked. */
  properties(factory: string, group: AppGroup | undefined, part: Part): Properties {
    const properties: Record<string, PropertyValue> = {};
    for (const rule of part.keys) {
      const spec = this.graph.catalogue.property(factory, rule.property);
      if (spec === undefined) continue;
      const entry = this.#entryOf(group, rule);
      const value = this.#valueOf(factory, rule, entry);
      if (group && entry) this.take(group, entry.key);
      if (value === undefined) continue;
      const isQuiet = entry === undefined || part.dropsDefaults || quietKeys.has(rule.key);
      if (isQuiet && isSameValue(spec, value, defaultOf(spec))) continue;
      properties[rule.property] = value;
    }
    for (const [property, value] of Object.entries(part.fixed ?? {})) {
      const spec = this.graph.catalogue.property(factory, property);
      if (spec === undefined || isSameValue(spec, value, defaultOf(spec))) continue;
      properties[property] = value;
    }
    return properties;
  }

  /** Something to know about a key or group. */
  note(kind: FormatNote['kind'], message: string, at?: Pick<AppEntry, 'file' | 'line' | 'column'>) {
    this.notes.push({
      kind,
      message,
      place: at ? placeOf(at) : { file: this.config.fileName },
    });
  }

  #entryOf(group: AppGroup | undefined, { key, yamlKey, olderKeys = [] }: KeyRule) {
    const names = [...(yamlKey === undefined ? [] : [yamlKey]), key, ...olderKeys];
    const found = names.flatMap((name) => group?.entries.get(name) ?? []);
    // Older names are read as well: the last one in the file counts.
    return found.sort((a, b) => b.line - a.line)[0];
  }

  #valueOf(factory: string, rule: KeyRule, entry: AppEntry | undefined): PropertyValue | undefined {
    const text = entry?.value ?? this.#absent(rule);
    if (text === undefined || text === '') return undefined;
    const spec = this.graph.catalogue.property(factory, rule.property);
    if (rule.least !== undefined && Number.parseFloat(text) < rule.least) return undefined;
    const value = readValue(rule, spec, text);
    if (value === undefined && entry && rule.convert) {
      this.note(
        'lost',
        `'${entry.key}' can't be made a ${rule.property} of ${factory}: ${text}`,
        entry,
      );
    }
    return value;
  }

  /** `global-gpu-id` stands in for every missing `gpu-id`. */
  #absent({ key, absent }: KeyRule): string | undefined {
    if (key !== 'gpu-id') return absent;
    const everywhere = numberIn(this.group('application'), 'global-gpu-id', -1);
    return everywhere < 0 ? absent : String(everywhere);
  }
}
