/** Edits of INI texts. */
import type { Config, ConfigEntry, ConfigSection } from '@pipewright/catalogue';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import {
  appendBlock,
  insertLineBehind,
  removeLines,
  replaceStretch,
  startOfLine,
} from './config-lines.ts';

/** The text after one edit. */
export function editIni({ text, sections }: Config, edit: ConfigEdit): string {
  const ofGroup = sections.filter(({ name }) => name === edit.group);
  switch (edit.kind) {
    case 'add-group':
      return ofGroup.length > 0 ? text : appendBlock(text, groupLine(edit.group));
    case 'remove-group':
      return ofGroup.reduceRight((before, section) => {
        const last = section.entries.at(-1)?.valueSpan ?? section.nameSpan;
        return removeLines(before, section.nameSpan.start, last.end);
      }, text);
    case 'set-key': {
      requireWritable(edit.key, edit.value);
      const entry = lastEntry(ofGroup, edit.key);
      if (entry) return setValue(text, entry, edit.value);
      const section = ofGroup.at(-1);
      if (!section) {
        return `${appendBlock(text, groupLine(edit.group))}${edit.key}=${edit.value}${
          text.includes('\r\n') ? '\r\n' : '\n'
        }`;
      }
      return addEntry(text, section, edit.key, edit.value);
    }
    case 'remove-key':
      return ofGroup
        .flatMap(({ entries }) => entries)
        .filter(({ key }) => key === edit.key)
        .reduceRight(
          (before, { keySpan }) => removeLines(before, keySpan.start, keySpan.end),
          text,
        );
    case 'rename-key': {
      requireWritable(edit.name, '');
      return ofGroup
        .flatMap(({ entries }) => entries)
        .filter(({ key }) => key === edit.key)
        .reduceRight((before, { keySpan }) => replaceStretch(before, keySpan, edit.name), text);
    }
  }
}

function groupLine(name: string): string {
  if (/[[\]\r\n]/.test(name) || name === '') {
    throw new ConfigEditError(`'${name}' can't be the name of a group: leave out brackets`);
  }
  return `[${name}]`;
}

function requireWritable(key: string, value: string): void {
  if (key === '' || /[=[\]\r\n]|^[#\s]|\s$/.test(key)) {
    throw new ConfigEditError(`'${key}' can't be a key: leave out =, brackets and outer blanks`);
  }
  if (/[\r\n]/.test(value)) {
    throw new ConfigEditError(`The value of '${key}' has more than one line: INI values have one`);
  }
}

function lastEntry(sections: readonly ConfigSection[], key: string): ConfigEntry | undefined {
  return sections
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.key === key)
    .at(-1);
}

/** What GLib passes over behind a whole number is a comment, and stays. */
function setValue(text: string, entry: ConfigEntry, value: string): string {
  const comment = /^[+-]?\d+(\s+#.*)$/.exec(entry.value)?.[1];
  const tail = comment !== undefined && /^[+-]?\d+$/.test(value) ? comment : '';
  return replaceStretch(text, entry.valueSpan, value + tail);
}

/** Spaced as the entry above it. */
function addEntry(text: string, section: ConfigSection, key: string, value: string): string {
  const above = section.entries.at(-1);
  if (!above) return insertLineBehind(text, section.nameSpan.end, `${key}=${value}`);
  const indent = text.slice(startOfLine(text, above.keySpan.start), above.keySpan.start);
  const separator = text.slice(above.keySpan.end, above.valueSpan.start);
  return insertLineBehind(text, above.valueSpan.end, `${indent}${key}${separator}${value}`);
}
