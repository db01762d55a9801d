/** Edits of YAML texts, by lines. */
import {
  type Config,
  type ConfigEntry,
  type ConfigSection,
  listItems,
} from '@pipewright/catalogue';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import {
  appendBlock,
  behindLine,
  insertLineBehind,
  lineEndOf,
  removeLines,
  replaceStretch,
  startOfLine,
} from './config-lines.ts';
import { yamlScalar } from './yaml-scalar.ts';

/** The text after one edit. */
export function editYaml(config: Config, edit: ConfigEdit): string {
  const { text, sections } = config;
  // yaml-cpp finds the first of equal names.
  const section = sections.find(({ name }) => name === edit.group);
  switch (edit.kind) {
    case 'add-group':
      return section ? text : addGroup(config, edit.group);
    case 'remove-group':
      return section ? removeGroup(config, section) : text;
    case 'set-key': {
      const entry = section?.entries.findLast(({ key }) => key === edit.key);
      if (entry) return setValue(text, entry, edit.value);
      const line = `${yamlScalar(edit.key)}: ${yamlScalar(edit.value)}`;
      if (section) return addLine(text, section, line);
      if (edit.list !== undefined) return addItem(config, edit.list, line);
      return `${addGroup(config, edit.group)}  ${line}${lineEndOf(text)}`;
    }
    case 'remove-key':
      return (section?.entries ?? [])
        .filter(({ key }) => key === edit.key)
        .reduceRight((before, entry) => removeEntry(before, entry, section), text);
    case 'rename-key':
      return (section?.entries ?? [])
        .filter(({ key }) => key === edit.key)
        .reduceRight(
          (before, { keySpan }) => replaceStretch(before, keySpan, yamlScalar(edit.name)),
          text,
        );
  }
}

function setValue(text: string, entry: ConfigEntry, value: string): string {
  const written = text.slice(entry.valueSpan.start, entry.valueSpan.end);
  if (entry.form === 'map') {
    throw new ConfigEditError(`'${entry.key}', line ${entry.line}, has keys under it: remove them`);
  }
  if (entry.form === 'list') {
    const quote = /["']/.exec(written)?.[0];
    const items = listItems(value).map((item) => yamlScalar(item, quote));
    if (!written.startsWith('[')) {
      throw new ConfigEditError(
        `'${entry.key}', line ${entry.line}, is a list with dashes: write it as [a, b] first`,
      );
    }
    return replaceStretch(text, entry.valueSpan, `[${items.join(', ')}]`);
  }
  if (written.trim() === '') {
    const colon = text.indexOf(':', entry.keySpan.end);
    return replaceStretch(text, { start: colon + 1, end: colon + 1 }, ` ${yamlScalar(value)}`);
  }
  const quote = entry.isQuoted ? written.charAt(0) : '';
  const isBlock = /^[|>]/.test(written);
  const tail = isBlock ? lineEndOf(text) : '';
  return replaceStretch(text, entry.valueSpan, yamlScalar(value, quote) + tail);
}

/** Columns of an entry that has its line for itself; a list's first one stands behind a dash. */
function indentOf(text: string, entry: ConfigEntry): { indent: number; isFirstOfItem: boolean } {
  const before = text.slice(startOfLine(text, entry.keySpan.start), entry.keySpan.start);
  if (!/^ *(- +)?$/.test(before)) {
    throw new ConfigEditError(
      `Line ${entry.line} holds more than '${entry.key}': write one key per line to change it`,
    );
  }
  return { indent: before.length, isFirstOfItem: before.includes('-') };
}

function addLine(text: string, section: ConfigSection, line: string): string {
  const last = section.entries.at(-1);
  if (!last) {
    if (!section.isGroup) {
      throw new ConfigEditError(`'${section.name}', line ${section.nameSpan.line}, is no group`);
    }
    const rest = text.slice(section.nameSpan.end, behindLine(text, section.nameSpan.end));
    if (!/^\s*:\s*(#.*)?$/.test(rest)) {
      throw new ConfigEditError(
        `'${section.name}', line ${section.nameSpan.line}: write its keys in lines of their own`,
      );
    }
    return insertLineBehind(text, section.nameSpan.end, `  ${line}`);
  }
  const { indent } = indentOf(text, last);
  return insertLineBehind(text, lastOffset(last), ' '.repeat(indent) + line);
}

/** In the last line of an entry: a block scalar's end is behind it. */
function lastOffset({ keySpan, valueSpan }: ConfigEntry): number {
  const end = valueSpan.endColumn === 1 ? valueSpan.end - 1 : valueSpan.end;
  return Math.max(keySpan.end, end);
}

function removeEntry(text: string, entry: ConfigEntry, section?: ConfigSection): string {
  const { isFirstOfItem } = indentOf(text, entry);
  if (!isFirstOfItem) return removeLines(text, entry.keySpan.start, lastOffset(entry));
  // The next key takes the place behind the dash.
  const next = section?.entries[1];
  const between = next ? text.slice(entry.valueSpan.end, next.keySpan.start) : '';
  if (!next || !/^[ \t]*\r?\n[ \t]*$/.test(between)) {
    throw new ConfigEditError(
      `'${entry.key}', line ${entry.line}, is the first of a list's entry: move it down first`,
    );
  }
  return text.slice(0, entry.keySpan.start) + text.slice(next.keySpan.start);
}

/** A new entry of a list, which is added too where it is missing. */
function addItem(config: Config, list: string, line: string): string {
  const { text, sections } = config;
  const end = lineEndOf(text);
  const last = sections.findLast(({ listName }) => listName === list)?.entries;
  const [first] = last ?? [];
  const final = last?.at(-1);
  if (!first || !final) return `${addGroup(config, list)}  - ${line}${end}`;
  const start = startOfLine(text, first.keySpan.start);
  const lead = text.slice(start, first.keySpan.start);
  if (!/^ *- +$/.test(lead)) {
    throw new ConfigEditError(`'${list}', line ${first.line}: write each entry in its own lines`);
  }
  return insertLineBehind(text, lastOffset(final), lead + line);
}

function addGroup({ text, sections }: Config, name: string): string {
  const list = sections.find(({ listName }) => listName && name.startsWith(`${listName}-`));
  if (list) {
    throw new ConfigEditError(`'${name}' would be an entry of the list '${list.listName}'`);
  }
  return appendBlock(text, `${yamlScalar(name)}:`);
}

function removeGroup({ text, sections }: Config, section: ConfigSection): string {
  const { listName, nameSpan } = section;
  const last = section.entries.at(-1);
  if (listName !== undefined && last) indentOf(text, last);
  const isOnly = sections.filter((each) => each.listName === listName).length === 1;
  const end = last ? lastOffset(last) : nameSpan.end;
  // A list without entries would be no list: its name goes with the last one.
  const start =
    listName !== undefined && isOnly
      ? Math.max(0, text.lastIndexOf(`${listName}:`, nameSpan.start))
      : nameSpan.start;
  return removeLines(text, start, end);
}
