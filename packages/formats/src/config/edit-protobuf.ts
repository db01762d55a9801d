/** Edits of protobuf texts: messages are groups by their path. */
import type { Config, ConfigEntry, ConfigSection } from '@pipewright/catalogue';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import { lineEndOf, removeLines, replaceStretch, startOfLine } from './config-lines.ts';

type SetKey = Extract<ConfigEdit, { kind: 'set-key' }>;

/** The text after one edit. */
export function editProtobuf({ text, sections }: Config, edit: ConfigEdit): string {
  const ofGroup = sections.filter(({ name }) => name === edit.group);
  switch (edit.kind) {
    case 'add-group':
      return ofGroup.length > 0 ? text : addMessage(text, sections, edit.group, []);
    case 'remove-group':
      return ofGroup.reduceRight((before, section) => removeMessage(before, section), text);
    case 'set-key': {
      const entry = ofGroup.flatMap(({ entries }) => entries).findLast(isOf(edit.key));
      if (entry) return replaceStretch(text, entry.valueSpan, rewritten(entry, edit.value));
      const field = `${edit.key}: ${newValue(edit)}`;
      const section = ofGroup.at(-1);
      return section
        ? addField(text, section, field)
        : addMessage(text, sections, edit.group, [field]);
    }
    case 'remove-key':
      return ofGroup
        .flatMap(({ entries }) => entries)
        .filter(isOf(edit.key))
        .reduceRight(
          (before, { keySpan, valueSpan }) => cut(before, keySpan.start, valueSpan.end),
          text,
        );
    case 'rename-key':
      return ofGroup
        .flatMap(({ entries }) => entries)
        .filter(isOf(edit.key))
        .reduceRight((before, { keySpan }) => replaceStretch(before, keySpan, edit.name), text);
  }
}

function isOf(key: string): (entry: ConfigEntry) => boolean {
  return (entry) => entry.key === key;
}

function rewritten({ form, isQuoted, valueSpan }: ConfigEntry, value: string): string {
  if (form === 'list') return listText(value, (item) => item);
  return isQuoted || valueSpan.start === valueSpan.end ? JSON.stringify(value) : value;
}

function newValue({ form, value }: SetKey): string {
  if (form === 'text') return JSON.stringify(value);
  if (form === undefined) return value;
  return listText(value, form === 'list' ? (item) => item : (item) => JSON.stringify(item));
}

function listText(value: string, write: (item: string) => string): string {
  return `[${value.split(';').filter(Boolean).map(write).join(', ')}]`;
}

/** Behind the last field, in the same column, so that nested messages stay below. */
function addField(text: string, section: ConfigSection, field: string): string {
  const last = section.entries.at(-1);
  const newline = last ? text.indexOf('\n', last.valueSpan.end) : -1;
  if (!last || newline < 0) return insertInside(text, section, [field]);
  const rest = text.slice(last.valueSpan.end, newline);
  const start = startOfLine(text, last.keySpan.start);
  const indent = text.slice(start, last.keySpan.start);
  if (indent.trim() !== '' || !/^\s*[,;]?\s*(#.*)?$/.test(rest)) {
    return insertInside(text, section, [field]);
  }
  return `${text.slice(0, newline + 1)}${indent}${field}${lineEndOf(text)}${text.slice(newline + 1)}`;
}

/** Adds a message, and those that it stands in, in the nearest one that is there. */
function addMessage(
  text: string,
  sections: readonly ConfigSection[],
  path: string,
  fields: readonly string[],
): string {
  const parts = path.split('.');
  let depth = parts.length - 1;
  let parent: ConfigSection | undefined;
  for (; depth > 0; depth -= 1) {
    const name = parts.slice(0, depth).join('.');
    parent = sections.findLast((section) => section.name === name);
    if (parent) break;
  }
  let lines: string[] = [...fields];
  for (const part of parts.slice(depth).reverse()) {
    lines = [`${part} {`, ...lines.map((line) => `  ${line}`), '}'];
  }
  if (parent) return insertInside(text, parent, lines);
  const end = lineEndOf(text);
  const closed = text === '' || text.endsWith('\n') ? text : text + end;
  return closed + lines.join(end) + end;
}

/** Before the brace that closes a message. */
function insertInside(text: string, section: ConfigSection, lines: readonly string[]): string {
  const close = closingBrace(text, section);
  const start = startOfLine(text, close);
  if (text.slice(start, close).trim() !== '') {
    const inline = lines.map((line) => line.trim()).join(' ');
    return `${text.slice(0, close).trimEnd()} ${inline} ${text.slice(close)}`;
  }
  const opening = startOfLine(text, section.nameSpan.start);
  const indent = /^[ \t]*/.exec(text.slice(opening))?.[0] ?? '';
  const end = lineEndOf(text);
  const block = lines.map((line) => `${indent}  ${line}${end}`).join('');
  return text.slice(0, start) + block + text.slice(start);
}

const tokens = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}<>[]/g;

/** Offset of the brace that closes the message. */
function closingBrace(text: string, { name, nameSpan }: ConfigSection): number {
  tokens.lastIndex = nameSpan.end;
  let depth = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    if (depth === 0 && token === '[') {
      throw new ConfigEditError(
        `'${name}', line ${nameSpan.line}, is a list of messages: change it as text`,
      );
    }
    if (token === '{' || token === '<') depth += 1;
    if (token === '}' || token === '>') {
      depth -= 1;
      if (depth === 0) return match.index;
    }
  }
  throw new ConfigEditError(`'${name}', line ${nameSpan.line}, is not closed: add a }`);
}

function removeMessage(text: string, section: ConfigSection): string {
  return cut(text, section.nameSpan.start, closingBrace(text, section) + 1);
}

/** Takes whole lines away where nothing else stands in them. */
function cut(text: string, start: number, end: number): string {
  const before = text.slice(startOfLine(text, start), start);
  const newline = text.indexOf('\n', end);
  const behind = text.slice(end, newline < 0 ? text.length : newline);
  if (before.trim() === '' && /^\s*[,;]?\s*(#.*)?$/.test(behind)) {
    return removeLines(text, start, end);
  }
  const gap = /^[ \t]*[,;]?[ \t]*/.exec(behind)?.[0].length ?? 0;
  return text.slice(0, start) + text.slice(end + gap);
}
