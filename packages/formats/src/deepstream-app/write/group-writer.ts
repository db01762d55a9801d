/** Collects the groups of a config while elements are written into them. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import type { FormatNote, FormatPlace } from '../../note.ts';
import { keyOf } from '../app-config.ts';
import { defaultOf, isSameValue, type KeyRule, type Part, writeValue } from '../key-rule.ts';
import { csvKeys } from '../sources-csv.ts';
import type { GraphElement } from './pipeline-graph.ts';

export class GroupWriter {
  readonly syntax: 'ini' | 'yaml';
  readonly catalogue: Catalogue;
  readonly notes: FormatNote[];
  /** Group -> key -> text. */
  readonly groups = new Map<string, Map<string, string>>();
  /** Elements that have found their place. */
  readonly written = new Set<string>();
  /** What a key left out stands for, where an element has said so. */
  readonly #implied = new Map<string, string>();

  /** `global-gpu-id`, which goes for every group without a `gpu-id`. */
  readonly globalGpuId: string | undefined;

  constructor(
    syntax: 'ini' | 'yaml',
    catalogue: Catalogue,
    notes: FormatNote[],
    globalGpuId: string | undefined,
  ) {
    this.syntax = syntax;
    this.globalGpuId = globalGpuId;
    this.catalogue = catalogue;
    this.notes = notes;
  }

  /** Sets a key; a second value for it is not taken. */
  set(group: string, key: string, text: string): void {
    const entries = this.groups.get(group) ?? new Map<string, string>();
    this.groups.set(group, entries);
    if (!entries.has(key)) entries.set(key, text);
  }

  note(kind: FormatNote['kind'], message: string, place: FormatPlace): void {
    this.notes.push({ kind, message, place });
  }

  /** Writes what an element is set to; what no key can say is noted. */
  describe(element: GraphElement, group: string, part: Part): void {
    this.written.add(element.name);
    const said = new Set<string>();
    for (const rule of part.keys) {
      if (!this.catalogue.property(element.factory, rule.property)) continue;
      said.add(rule.property);
      this.#describeKey(element, group, rule);
    }
    this.#noteFixed(element, part, said);
    this.leave(element, said);
  }

  /** Notes every setting of an element that no key can say. */
  leave(element: GraphElement, said: ReadonlySet<string> = new Set()): void {
    this.written.add(element.name);
    const { name, factory, properties, pads } = element;
    for (const [property, value] of Object.entries(properties)) {
      const spec = this.catalogue.property(factory, property);
      if (said.has(property) || isSameValue(spec, value, defaultOf(spec))) continue;
      this.note('lost', `deepstream-app has no key for ${property} of ${factory}: ${value}`, {
        element: name,
        property,
      });
    }
    for (const [pad, padProperties] of Object.entries(pads)) {
      for (const property of Object.keys(padProperties)) {
        const place = { element: name, pad, property };
        this.note('lost', `deepstream-app has no key for ${property} of a pad`, place);
      }
    }
  }

  #describeKey(element: GraphElement, group: string, rule: KeyRule): void {
    const { factory, properties, name } = element;
    const { property } = rule;
    const place = { element: name, property };
    const spec = this.catalogue.property(factory, property);
    const own = Object.hasOwn(properties, property) ? properties[property] : undefined;
    const value = own ?? defaultOf(spec);
    if (value === undefined) return;
    const text = writeValue(rule, spec, value);
    if (text === undefined) {
      this.#noteUnsaid(element, group, rule, own);
      return;
    }
    const key = (this.syntax === 'yaml' ? rule.yamlKey : undefined) ?? rule.key;
    const absent = this.#absent(rule);
    const isImplied =
      absent === undefined
        ? isSameValue(spec, value, defaultOf(spec))
        : isSameValue(spec, text, absent);
    if (own === undefined && isImplied) {
      this.#imply(group, key, text);
      return;
    }
    if (!this.#isRead(group, key)) {
      const kind = own === undefined ? 'changed' : 'lost';
      if (!isImplied) this.note(kind, this.#notReadHere(group, key), place);
      return;
    }
    const isBelow = rule.least !== undefined && Number(text) < rule.least;
    if (isBelow && !isSameValue(spec, value, defaultOf(spec))) {
      this.note('lost', `deepstream-app passes over a '${key}' below ${rule.least}`, place);
      return;
    }
    const other = this.groups.get(group)?.get(key) ?? this.#implied.get(`${group} ${key}`);
    if (other !== undefined && other !== text) {
      const message = `deepstream-app has one '${key}' for all of [${group}], which is ${other}: ${property}=${value} is left out`;
      this.note('lost', message, place);
      return;
    }
    this.set(group, key, text);
  }

  /** What the app takes for a key that is left out. */
  #absent({ key, absent }: KeyRule): string | undefined {
    return key === 'gpu-id' ? (this.globalGpuId ?? absent) : absent;
  }

  /** A value that the app has no word for; its own one takes the place. */
  #noteUnsaid(
    { factory, name }: GraphElement,
    group: string,
    { key, property, absent }: KeyRule,
    own: PropertyValue | undefined,
  ): void {
    const place = { element: name, property };
    const spec = this.catalogue.property(factory, property);
    if (own !== undefined && !isSameValue(spec, own, defaultOf(spec))) {
      this.note('lost', `'${key}' of [${group}] can't say ${property}=${own}`, place);
    } else if (absent !== undefined) {
      this.note(
        'changed',
        `deepstream-app sets ${property} by '${key}', which is ${absent}`,
        place,
      );
    }
  }

  #imply(group: string, key: string, text: string): void {
    const name = `${group} ${key}`;
    if (!this.#implied.has(name)) this.#implied.set(name, text);
  }

  /** Whether the app reads the key in this syntax; sources of YAML files have fewer. */
  #isRead(group: string, key: string): boolean {
    if (this.syntax === 'yaml' && /^source\d+$/.test(group)) return csvKeys.has(key);
    return keyOf(group, key, this.syntax) !== undefined;
  }

  #notReadHere(group: string, key: string): string {
    return this.syntax === 'yaml'
      ? `deepstream-app reads '${key}' of [${group}] from INI files only`
      : `deepstream-app reads '${key}' of [${group}] from YAML files only`;
  }

  /** What the app sets in any case, told once an element. */
  #noteFixed({ name, factory, properties }: GraphElement, part: Part, said: Set<string>): void {
    const forced: string[] = [];
    for (const [property, fixed] of Object.entries(part.fixed ?? {})) {
      const spec = this.catalogue.property(factory, property);
      if (!spec) continue;
      said.add(property);
      const own = Object.hasOwn(properties, property) ? properties[property] : undefined;
      if (isSameValue(spec, own ?? defaultOf(spec), fixed)) continue;
      if (own !== undefined) {
        const message = `deepstream-app always sets ${property}=${fixed} on ${factory}: ${own} is left out`;
        this.note('lost', message, { element: name, property });
      } else if (property !== 'process-mode') {
        forced.push(`${property}=${fixed}`);
      }
    }
    if (forced.length === 0) return;
    this.note('changed', `deepstream-app sets ${forced.join(', ')} on it`, { element: name });
  }
}

/** A property's own value. */
export function ownValue(element: GraphElement, property: string): PropertyValue | undefined {
  return Object.hasOwn(element.properties, property) ? element.properties[property] : undefined;
}
