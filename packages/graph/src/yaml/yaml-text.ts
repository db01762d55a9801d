/** The one way this package reads YAML into nodes, and reads plain values out of nodes. */
import {
  type Alias,
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument as parseYamlDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PropertyValue } from '../document.ts';
import { exactInteger } from '../exact-integer.ts';

export type YamlNode = Scalar | YAMLMap | YAMLSeq | Alias;
export type YamlPair = Pair<YamlNode, YamlNode | null>;

export interface YamlText {
  readonly document: Document;
  readonly lineCounter: LineCounter;
}

// The last text that was read: one edit prints, checks, locates and parses the same text.
let last: { readonly text: string; readonly yaml: YamlText } | undefined;

/**
 * Parses YAML 1.2. Integers come as bigint, so that 64 bits stay exact. Never throws. The result is
 * shared by those who read the same text; only migrations change it.
 */
export function readYaml(text: string): YamlText {
  if (last?.text !== text) last = { text, yaml: parseYaml(text) };
  return last.yaml;
}

function parseYaml(text: string): YamlText {
  const lineCounter = new LineCounter();
  const document = parseYamlDocument(text, {
    intAsBigInt: true,
    lineCounter,
    prettyErrors: false,
    // The parser compares each key with each; the reader of mappings finds double ones faster.
    uniqueKeys: false,
    version: '1.2',
  });
  return { document, lineCounter };
}

/** The node that an alias stands for; other nodes themselves. */
export function resolveAlias(
  node: YamlNode | null | undefined,
  document: Document,
): Exclude<YamlNode, Alias> | null {
  if (isAlias(node)) return (node.resolve(document) as Exclude<YamlNode, Alias>) ?? null;
  return (node as Exclude<YamlNode, Alias>) ?? null;
}

/** A pair's key as written; undefined for keys that are no plain scalars. */
export function keyText(pair: YamlPair): string | undefined {
  return isScalar(pair.key) ? scalarText(pair.key) : undefined;
}

/** A scalar as text, numbers as they are written; undefined for null. */
export function scalarText(scalar: Scalar): string | undefined {
  if (typeof scalar.value === 'string') return scalar.value;
  if (scalar.value === null || scalar.value === undefined) return undefined;
  return scalar.source ?? String(scalar.value);
}

/** A scalar as a property's value; undefined for null and for numbers that are not finite. */
export function scalarValue(scalar: Scalar): PropertyValue | undefined {
  const { value } = scalar;
  if (typeof value === 'bigint') return exactInteger(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
