/** What functions of Python and its library return, as far as scripts that build pipelines use them. */
import { joinPath } from '@pipewright/catalogue';
import { integerValue, textOfValue, textValue, type Value } from './python-value.ts';
import type { ScriptParameters } from './script-settings.ts';

export interface LibraryContext {
  /** `aarch64` or `x86_64`. */
  readonly machine: string;
  readonly parameters: ScriptParameters;
}

/** Longest range that is gone through. */
const MAX_ITEMS = 1024;

/** The value of a call of a function by its dotted name; undefined when it is not known. */
export function libraryCall(
  path: string,
  args: readonly Value[],
  { machine, parameters }: LibraryContext,
): Value | undefined {
  const [first, second] = args;
  switch (path) {
    case 'range':
      return rangeOf(args);
    case 'len':
      return lengthOf(first);
    case 'enumerate': {
      const start = second?.kind === 'integer' ? Number(second.value) : 0;
      return first?.kind === 'list' ? pairsOf(first.items, start) : undefined;
    }
    case 'zip':
      return zipped(args);
    case 'list':
    case 'tuple':
    case 'sorted':
      return first?.kind === 'list'
        ? first
        : first === undefined
          ? { kind: 'list', items: [] }
          : undefined;
    case 'dict':
      return first?.kind === 'dict'
        ? first
        : first === undefined
          ? { kind: 'dict', entries: new Map() }
          : undefined;
    case 'str':
    case 'os.path.abspath':
    case 'os.path.realpath':
    case 'os.path.normpath':
    case 'os.path.expanduser':
    case 'pathlib.Path': {
      const text = first && textOfValue(first);
      return text === undefined ? undefined : textValue(text);
    }
    case 'int':
      return first?.kind === 'integer' ? first : undefined;
    case 'os.path.join':
      return joined(args);
    case 'os.path.dirname':
      return first?.kind === 'text' ? textValue(folderOf(first.text)) : undefined;
    case 'os.path.splitext':
      return first?.kind === 'text' && !first.text.includes('${')
        ? splitSuffix(first.text)
        : undefined;
    case 'platform.processor':
    case 'platform.machine':
      return textValue(machine);
    case 'os.environ.get':
    case 'os.getenv':
      return first?.kind === 'text' ? parameters.environment(first.text, second) : undefined;
    default:
      return undefined;
  }
}

function rangeOf(args: readonly Value[]): Value | undefined {
  const numbers = args.map((arg) => (arg.kind === 'integer' ? Number(arg.value) : Number.NaN));
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const length = Math.ceil((end - start) / step);
  if (!Number.isFinite(length) || length > MAX_ITEMS) return undefined;
  const items = Array.from({ length: Math.max(0, length) }, (_, index) =>
    integerValue(start + index * step),
  );
  return { kind: 'list', items };
}

function lengthOf(value: Value | undefined): Value | undefined {
  if (value?.kind === 'list') return integerValue(value.items.length);
  return value?.kind === 'dict' ? integerValue(value.entries.size) : undefined;
}

function pairsOf(items: readonly Value[], start: number): Value {
  return {
    kind: 'list',
    items: items.map((item, index) => ({
      kind: 'list',
      items: [integerValue(start + index), item],
    })),
  };
}

function zipped(args: readonly Value[]): Value | undefined {
  const lists = args.flatMap((arg) => (arg.kind === 'list' ? [arg.items] : []));
  if (lists.length !== args.length) return undefined;
  const length = Math.min(...lists.map((list) => list.length));
  const items = Array.from(
    { length: Number.isFinite(length) ? length : 0 },
    (_, index): Value => ({
      kind: 'list',
      items: lists.flatMap((list) => list[index] ?? []),
    }),
  );
  return { kind: 'list', items };
}

function joined(args: readonly Value[]): Value | undefined {
  const parts = args.flatMap((arg) => (arg.kind === 'text' ? [arg.text] : []));
  if (parts.length !== args.length) return undefined;
  return textValue(parts.reduce((folder, part) => joinPath(folder, part)));
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

function splitSuffix(path: string): Value {
  const suffix = /[^/.](\.[^/.]*)$/.exec(path)?.[1] ?? '';
  return {
    kind: 'list',
    items: [textValue(path.slice(0, path.length - suffix.length)), textValue(suffix)],
  };
}
