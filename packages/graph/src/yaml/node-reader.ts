/** Reads YAML nodes as what is expected of them, collecting every error with its place. */
import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import type { PropertyValue } from '../document.ts';
import { type NameProblem, nearestName } from '../names.ts';
import type { DocumentError, DocumentErrorCode } from './document-error.ts';
import {
  keyText,
  resolveAlias,
  scalarText,
  scalarValue,
  type YamlNode,
  type YamlPair,
  type YamlText,
} from './yaml-text.ts';

export type Path = readonly (string | number)[];

/** A value with what is needed to report an error about it. */
export interface Found {
  readonly node: YamlNode | null;
  /** Where errors point to: the node, or the key of a missing value. */
  readonly place: YamlNode | null;
  readonly path: Path;
}

export interface FoundEntry extends Found {
  readonly key: string;
  readonly keyNode: YamlNode;
}

interface Problem {
  readonly code: DocumentErrorCode;
  readonly message: string;
  readonly remedy?: string | undefined;
}

export class NodeReader {
  readonly errors: DocumentError[] = [];
  readonly warnings: DocumentError[] = [];
  readonly #document: Document;
  readonly #lineCounter: LineCounter;

  constructor({ document, lineCounter }: YamlText) {
    this.#document = document;
    this.#lineCounter = lineCounter;
  }

  root(): Found {
    const node = this.#document.contents as YamlNode | null;
    return { node, place: node, path: [] };
  }

  fail(found: Pick<Found, 'place' | 'path'>, problem: Problem): void {
    this.errors.push(this.#located(found, problem));
  }

  warn(found: Pick<Found, 'place' | 'path'>, problem: Problem): void {
    this.warnings.push(this.#located(found, problem));
  }

  /** An error at a text offset: for what the YAML parser itself reports. */
  failAt(offset: number, problem: Problem): void {
    this.errors.push(this.#at(offset, [], problem));
  }

  warnAt(offset: number, problem: Problem): void {
    this.warnings.push(this.#at(offset, [], problem));
  }

  /** The entries of a mapping; none (and no error) when there is no value. */
  entries(found: Found | undefined, what: string): FoundEntry[] {
    const node = this.#resolved(found);
    if (found === undefined || this.isEmpty(found)) return [];
    if (!isMap(node)) {
      this.fail(found, {
        code: 'wrong-type',
        message: `${what} must be a mapping (name: value), but it is ${describe(node)}`,
      });
      return [];
    }
    const entries = new Map<string, FoundEntry>();
    for (const pair of node.items as YamlPair[]) {
      const key = keyText(pair);
      if (key === undefined) {
        this.fail(
          { place: pair.key, path: found.path },
          {
            code: 'wrong-type',
            message: `a key of ${what} is no name`,
            remedy: 'Write name: value.',
          },
        );
        continue;
      }
      const path = [...found.path, key];
      if (entries.has(key)) {
        this.fail(
          { place: pair.key, path },
          {
            code: 'duplicate-key',
            message: `${what} has "${key}" twice`,
            remedy: 'Rename or remove one of them.',
          },
        );
        continue;
      }
      entries.set(key, {
        key,
        keyNode: pair.key,
        node: pair.value,
        place: pair.value ?? pair.key,
        path,
      });
    }
    return [...entries.values()];
  }

  /** The entries of a mapping whose keys are known; others are errors with what was meant. */
  fields(
    found: Found | undefined,
    what: string,
    known: readonly string[],
  ): Map<string, FoundEntry> {
    const fields = new Map<string, FoundEntry>();
    for (const entry of this.entries(found, what)) {
      if (known.includes(entry.key)) {
        fields.set(entry.key, entry);
        continue;
      }
      const meant = nearestName(entry.key, known);
      this.fail(
        { place: entry.keyNode, path: entry.path },
        {
          code: 'unknown-key',
          message: `${what} has no "${entry.key}"`,
          remedy: meant
            ? `Did you mean "${meant}"?`
            : `Remove it, or use one of: ${known.join(', ')}.`,
        },
      );
    }
    return fields;
  }

  /** Entries whose keys are names; those that can't be names are errors. */
  named(
    found: Found | undefined,
    what: string,
    problemOf: (name: string) => NameProblem,
  ): FoundEntry[] {
    return this.entries(found, what).filter((entry) => {
      const problem = problemOf(entry.key);
      if (problem === undefined) return true;
      this.fail(
        { place: entry.keyNode, path: entry.path },
        {
          code: 'invalid-name',
          message: `in ${what}, ${problem}`,
          remedy: 'Rename it.',
        },
      );
      return false;
    });
  }

  items(found: Found | undefined, what: string): Found[] {
    const node = this.#resolved(found);
    if (found === undefined || this.isEmpty(found)) return [];
    if (!isSeq(node)) {
      this.fail(found, {
        code: 'wrong-type',
        message: `${what} must be a list ("- " before each), but it is ${describe(node)}`,
      });
      return [];
    }
    return (node.items as (YamlNode | null)[]).map((item, index) => ({
      node: item,
      place: item ?? found.place,
      path: [...found.path, index],
    }));
  }

  /** One value of a mapping, without any check. */
  find(found: Found, key: string): Found | undefined {
    const node = this.#resolved(found);
    const pairs = isMap(node) ? (node.items as YamlPair[]) : [];
    const pair = pairs.find((each) => keyText(each) === key);
    return pair && { node: pair.value, place: pair.value ?? pair.key, path: [...found.path, key] };
  }

  /** The names in a mapping, without any check. */
  keys(found: Found | undefined): string[] {
    const node = this.#resolved(found);
    if (!isMap(node)) return [];
    return (node.items as YamlPair[]).flatMap((pair) => keyText(pair) ?? []);
  }

  /** Whether there is no value, as in `key:`. */
  isEmpty(found: Found): boolean {
    const node = this.#resolved(found);
    return node === null || (isScalar(node) && (node.value ?? null) === null);
  }

  isMapping(found: Found): boolean {
    return isMap(this.#resolved(found));
  }

  /** Text; numbers and booleans are taken as they are written (`deepstream: 9.1`). */
  text(found: Found, what: string): string | undefined {
    const node = this.#resolved(found);
    const text = isScalar(node) ? scalarText(node) : undefined;
    if (text === undefined) {
      this.fail(found, {
        code: 'wrong-type',
        message: `${what} must be text, but it is ${describe(node)}`,
      });
    }
    return text;
  }

  boolean(found: Found, what: string): boolean | undefined {
    const node = this.#resolved(found);
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.fail(found, {
      code: 'wrong-type',
      message: `${what} must be true or false, but it is ${describe(node)}`,
    });
    return undefined;
  }

  oneOf<T extends string>(found: Found, what: string, values: readonly T[]): T | undefined {
    const text = this.text(found, what);
    if (text === undefined) return undefined;
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) {
      const meant = nearestName(text, values);
      this.fail(found, {
        code: 'invalid-value',
        message: `${what} can't be "${text}"; it is one of: ${values.join(', ')}`,
        remedy: meant ? `Did you mean "${meant}"?` : undefined,
      });
    }
    return value;
  }

  /** A property's value: a number, a boolean or text. */
  value(found: Found, what: string): PropertyValue | undefined {
    const node = this.#resolved(found);
    const value = isScalar(node) ? scalarValue(node) : undefined;
    if (value === undefined) {
      this.fail(found, {
        code: 'wrong-type',
        message: `${what} must be a number, true, false or text, but it is ${describe(node)}`,
        remedy: this.isEmpty(found)
          ? 'Give it a value, write "" for an empty text, or remove it to use the default.'
          : 'Write arrays, structures and caps as text in quotes, as GStreamer writes them.',
      });
      return undefined;
    }
    if (isScalar(node) && typeof node.value === 'bigint' && /^[-+]?0\d/.test(node.source ?? '')) {
      this.warn(found, {
        code: 'leading-zeros',
        message: `${what} is read as the number ${value}: its leading zeros are lost`,
        remedy: `Write "${node.source}" in quotes if it is a text.`,
      });
    }
    return value;
  }

  #resolved(found: Found | undefined): ReturnType<typeof resolveAlias> {
    return resolveAlias(found?.node, this.#document);
  }

  #located({ place, path }: Pick<Found, 'place' | 'path'>, problem: Problem): DocumentError {
    return this.#at(place?.range?.[0] ?? 0, path, problem);
  }

  #at(offset: number, path: Path, { code, message, remedy }: Problem): DocumentError {
    const { line, col } = this.#lineCounter.linePos(offset);
    const error = {
      code,
      message,
      path,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
    };
    return remedy === undefined ? error : { ...error, remedy };
  }
}

function describe(node: ReturnType<typeof resolveAlias>): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null || node.value === undefined) return 'empty';
  const text = String(scalarText(node));
  const kind = typeof node.value === 'string' ? 'the text' : `the ${typeName(node.value)}`;
  return `${kind} ${text.length > 40 ? `${text.slice(0, 40)}...` : text}`;
}

function typeName(value: unknown): string {
  return typeof value === 'boolean' ? 'boolean' : 'number';
}
