/** Values that a script's expressions have, as far as they are known without running it. */
import { type PropertyValue, unescapeReferences } from '@pipewright/graph';
import type { FlowHandle } from './flow-handle.ts';
import type { PipelineRecord } from './pipeline-record.ts';
import type { ClassDefinition, FunctionDefinition } from './python-tree.ts';

export type Value =
  /** In the document's form: `${name}` is a parameter, `$${` stands for `${`. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'pipeline'; readonly record: PipelineRecord }
  | { readonly kind: 'flow'; readonly flow: FlowHandle }
  | { readonly kind: 'node'; readonly record: PipelineRecord; readonly element: string }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition; readonly self?: Value }
  | { readonly kind: 'class'; readonly definition: ClassDefinition }
  | {
      readonly kind: 'object';
      readonly definition: ClassDefinition;
      readonly fields: Map<string, Value>;
    }
  /** A method of a value that is called later. */
  | { readonly kind: 'method'; readonly object: Value; readonly name: string }
  /** Something of a module, by its dotted name: `platform.processor`. */
  | { readonly kind: 'module'; readonly path: string }
  /** What a call of something unknown returns, with its arguments. */
  | { readonly kind: 'made'; readonly path: string; readonly args: readonly Value[] }
  /** Known only when the script runs; `text` says what stands there. */
  | { readonly kind: 'unknown'; readonly text: string };

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

export function integerValue(value: number | bigint): Value {
  return { kind: 'integer', value: BigInt(value) };
}

export function unknownValue(text: string): Value {
  return { kind: 'unknown', text };
}

/** A value as a property takes it; undefined when it is none that it takes. */
export function propertyValueOf(value: Value): PropertyValue | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'integer': {
      const number = Number(value.value);
      return Number.isSafeInteger(number) ? number : value.value.toString();
    }
    case 'float':
    case 'boolean':
      return value.value;
    default:
      return undefined;
  }
}

/** Text that names something: without the document's escapes. */
export function plainText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' ? unescapeReferences(value.text) : undefined;
}

/** What `str()` makes of a value; undefined for what has no text that is known. */
export function textOfValue(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'integer':
      return value.value.toString();
    case 'float':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'boolean':
      return value.value ? 'True' : 'False';
    default:
      return undefined;
  }
}

/** Whether Python takes it for true; undefined when that is not known. */
export function isTrue(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'none':
      return false;
    case 'text':
      return value.text !== '';
    case 'integer':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'list':
      return value.items.length > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'unknown':
    case 'made':
      return undefined;
    default:
      return true;
  }
}

/** For comparing: equal keys are equal values; undefined when it is not known. */
export function keyOf(value: Value): string | undefined {
  const text = textOfValue(value);
  if (text !== undefined) return value.kind === 'text' ? `"${text}` : text;
  return value.kind === 'none' ? 'None' : undefined;
}
