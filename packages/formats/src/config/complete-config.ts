/** What may be written at a place of a config file. */
import {
  type ConfigGroupSchema,
  type ConfigKey,
  type ConfigSchema,
  type ConfigSyntax,
  configGroup,
  configKey,
  groupNames,
  isNamePattern,
  isReadIn,
} from '@pipewright/catalogue';
import { keyParagraphs, keySummary } from './describe-config.ts';

/** Columns start at 1; the text from `column` to `endColumn` of the line is replaced. */
export interface ConfigCompletion {
  readonly kind: 'group' | 'key' | 'value';
  readonly label: string;
  readonly insertText: string;
  readonly column: number;
  readonly endColumn: number;
  /** Type, range and default; a value's meaning. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
}

interface Cursor {
  readonly schema: ConfigSchema;
  readonly format: ConfigSyntax;
  readonly lines: readonly string[];
  /** Index of the line. */
  readonly index: number;
  /** The line up to the cursor. */
  readonly before: string;
  readonly endColumn: number;
}

/**
 * Groups, keys that the group does not have yet, or a key's choices. Works on texts that can't be
 * read yet, as they are while they are typed.
 */
export function completionsAt(
  schema: ConfigSchema,
  text: string,
  line: number,
  column: number,
  format: ConfigSyntax,
): ConfigCompletion[] {
  const lines = text.split(/\r?\n/);
  const whole = lines[line - 1] ?? '';
  const before = whole.slice(0, column - 1);
  if (/^\s*#/.test(before)) return [];
  const word = /^[\w-]*/.exec(whole.slice(column - 1))?.[0].length ?? 0;
  const cursor = { schema, format, lines, index: line - 1, before, endColumn: column + word };
  if (format === 'protobuf') return completeProtobuf(cursor);
  return format === 'ini' ? completeIni(cursor) : completeYaml(cursor);
}

function completeIni(cursor: Cursor): ConfigCompletion[] {
  const { before, lines, index, schema } = cursor;
  if (/^\s*\[/.test(before)) return groupCompletions(cursor, before.indexOf('[') + 2, '', ']');
  const header = findAbove(lines, index, /^\s*\[([^\]]*)\]/);
  const group = header && configGroup(schema, header.name);
  const assignment = /^\s*([^=]*?)\s*=\s*(.*)$/.exec(before);
  if (assignment) return valueCompletions(cursor, group, assignment[1], assignment[2] ?? '');
  const typed = before.trimStart();
  const start = before.length - typed.length + 1;
  const groups = typed === '' ? groupCompletions(cursor, start, '[', ']') : [];
  if (!group || !header) return groups;
  const used = keysBelow(lines, header.index, /^\s*\[/, /^\s*([^#=\s][^=]*?)\s*=/, index);
  return [...keyCompletions(cursor, group, used, start, '='), ...groups];
}

function completeYaml(cursor: Cursor): ConfigCompletion[] {
  const { before, lines, index, schema } = cursor;
  const header = findAbove(lines, index, /^([\w-]+):\s*(?:#.*)?$/);
  const group =
    header &&
    (configGroup(schema, header.name) ??
      schema.groups.find(({ yamlList }) => yamlList === header.name));
  const assignment = /^\s*(?:- +)?([\w-]+)\s*:\s+(.*)$/.exec(before);
  if (assignment && /^\s/.test(before)) {
    return valueCompletions(cursor, group, assignment[1], assignment[2] ?? '');
  }
  const typed = before.replace(/^\s*(- +)?/, '');
  const start = before.length - typed.length + 1;
  if (start === 1) return groupCompletions(cursor, 1, '', ':');
  if (!group || !header) return [];
  const used = keysBelow(lines, header.index, /^\S/, /^\s+(?:- +)?([\w-]+)\s*:/, index);
  return keyCompletions(cursor, group, group.yamlList ? new Set() : used, start, ': ');
}

function completeProtobuf(cursor: Cursor): ConfigCompletion[] {
  const { before, schema, lines, index } = cursor;
  const path = openMessages([...lines.slice(0, index), before].join('\n'));
  const group = configGroup(schema, path.join('.'));
  const assignment = /(?:^|[\s{;,])(\w+)\s*:\s*(\S*)$/.exec(before);
  if (assignment) return valueCompletions(cursor, group, assignment[1], assignment[2] ?? '');
  const typed = /\w*$/.exec(before)?.[0] ?? '';
  const start = before.length - typed.length + 1;
  const prefix = path.length === 0 ? '' : `${path.join('.')}.`;
  const messages = schema.groups
    .flatMap(groupNames)
    .filter((name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.'))
    .map((name) => name.slice(prefix.length))
    .map((name) => ({ ...groupCompletion(cursor, name, start), insertText: `${name} {` }));
  const keys = group ? keyCompletions(cursor, group, new Set(), start, ': ') : [];
  return [...keys, ...messages];
}

/** Names of the messages that are open at the end of a text. */
function openMessages(text: string): string[] {
  const open: string[] = [];
  for (const match of text.matchAll(/#[^\n]*|"(?:[^"\\\n]|\\.)*"|(\w+)\s*:?\s*\[?\s*\{|\}/g)) {
    if (match[0] === '}') open.pop();
    else if (match[1] !== undefined) open.push(match[1]);
  }
  return open;
}

function findAbove(
  lines: readonly string[],
  index: number,
  header: RegExp,
): { name: string; index: number } | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const name = header.exec(lines[at] ?? '')?.[1];
    if (name !== undefined) return { name, index: at };
  }
  return undefined;
}

/** Keys from a header to the next one; the line that is being typed does not count. */
function keysBelow(
  lines: readonly string[],
  header: number,
  next: RegExp,
  key: RegExp,
  except: number,
): Set<string> {
  const keys = new Set<string>();
  for (let at = header + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (next.test(line)) break;
    const name = at === except ? undefined : key.exec(line)?.[1];
    if (name !== undefined) keys.add(name);
  }
  return keys;
}

function groupCompletions(
  cursor: Cursor,
  column: number,
  opening: string,
  closing: string,
): ConfigCompletion[] {
  const { schema, format, lines, index } = cursor;
  const rest = (lines[index] ?? '').slice(cursor.endColumn - 1);
  const isClosed = rest.startsWith(closing);
  return schema.groups
    .filter((group) => isReadIn(group, format))
    .flatMap((group) =>
      group.yamlList && format === 'yaml' ? [group.yamlList] : groupNames(group),
    )
    .map((pattern) => freeName(pattern, lines))
    .filter((name) => isNew(name, lines))
    .map((name) => ({
      ...groupCompletion(cursor, name, column),
      insertText: `${opening}${name}${isClosed ? '' : closing}`,
    }));
}

function groupCompletion(cursor: Cursor, name: string, column: number): ConfigCompletion {
  const summary = configGroup(cursor.schema, name)?.summary ?? '';
  return {
    kind: 'group',
    label: name,
    insertText: name,
    column,
    endColumn: cursor.endColumn,
    detail: `group of ${cursor.schema.title}`,
    documentation: summary,
  };
}

/** `<N>` becomes the first number that is free. */
function freeName(pattern: string, lines: readonly string[]): string {
  if (!isNamePattern(pattern)) return pattern;
  for (let number = 0; ; number += 1) {
    const name = pattern.replace(/<[^>]*>/g, String(number));
    if (isNew(name, lines)) return name;
  }
}

function isNew(name: string, lines: readonly string[]): boolean {
  return !lines.some((line) => {
    const content = line.trim();
    return content.startsWith(`[${name}]`) || content.startsWith(`${name}:`);
  });
}

function keyCompletions(
  cursor: Cursor,
  group: ConfigGroupSchema,
  used: ReadonlySet<string>,
  column: number,
  separator: string,
): ConfigCompletion[] {
  const rest = (cursor.lines[cursor.index] ?? '').slice(cursor.endColumn - 1);
  const hasSeparator = rest.trimStart().startsWith(separator.trim());
  return group.keys
    .filter((key) => isReadIn(key, cursor.format) && !used.has(key.key))
    .filter(({ key }) => !key.startsWith('<'))
    .map((key) => ({
      kind: 'key',
      label: key.key,
      insertText: key.key.replace(/<[^>]*>/g, '0') + (hasSeparator ? '' : separator),
      column,
      endColumn: cursor.endColumn,
      detail: keySummary(key),
      documentation: keyParagraphs(cursor.schema, key).join('\n\n'),
    }));
}

function valueCompletions(
  cursor: Cursor,
  group: ConfigGroupSchema | undefined,
  name: string | undefined,
  typed: string,
): ConfigCompletion[] {
  const key = group && name !== undefined ? configKey(group, name) : undefined;
  if (!key) return [];
  const column = cursor.before.length - typed.length + 1;
  return choicesOf(key, cursor.format).map(({ value, meaning }) => ({
    kind: 'value',
    label: value,
    insertText: value,
    column,
    endColumn: cursor.endColumn,
    detail: meaning,
    documentation: keySummary(key),
  }));
}

function choicesOf(key: ConfigKey, format: ConfigSyntax): { value: string; meaning: string }[] {
  if (key.enum) {
    return key.enum.map(({ value, meaning }) => ({ value: String(value), meaning }));
  }
  if (key.type === 'bool') {
    return format === 'protobuf'
      ? ['true', 'false'].map((value) => ({ value, meaning: '' }))
      : [
          { value: '1', meaning: 'on' },
          { value: '0', meaning: 'off' },
        ];
  }
  if (key.default === undefined) return [];
  const value = Array.isArray(key.default) ? key.default.join(';') : String(key.default);
  return [{ value, meaning: 'default' }];
}
