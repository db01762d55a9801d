/** A config file in the other syntax: same groups, keys, order and comments. */
import {
  type Config,
  type ConfigEntry,
  type ConfigKey,
  type ConfigSchema,
  type ConfigSection,
  configGroup,
  configKey,
  isReadIn,
  listItems,
} from '@pipewright/catalogue';
import { lineEndOf } from './config-lines.ts';
import { type ConvertedGroup, type ConvertedLine, iniText, yamlText } from './converted-text.ts';

/** Something that the other syntax can't hold, at a line of the source. */
export interface ConversionNote {
  readonly line: number;
  readonly message: string;
}

export interface ConvertedConfig {
  readonly text: string;
  readonly notes: readonly ConversionNote[];
}

/** The file can't be converted; the message says why. */
export class ConfigConversionError extends Error {}

/** Items of a text list that nvinfer cuts in YAML. */
const yamlItemLength = 63;

/**
 * Throws a ConfigConversionError when the file can't be read or its kind isn't read in the other
 * syntax. Settings that only the source's syntax has become comments, with a note.
 */
export function convertConfig(
  schema: ConfigSchema,
  config: Config,
  to: 'ini' | 'yaml',
): ConvertedConfig {
  if (!schema.syntaxes.includes(to)) {
    const read = schema.syntaxes.map((syntax) => syntax.toUpperCase()).join(' or ');
    throw new ConfigConversionError(`${schema.reader} reads ${read} only`);
  }
  const [problem] = config.problems;
  if (problem) {
    throw new ConfigConversionError(
      `${config.path}, line ${problem.line}: ${problem.message}. Correct it first`,
    );
  }
  if (config.format === to) return { text: config.text, notes: [] };
  if (config.format === 'protobuf') {
    throw new ConfigConversionError('Protobuf text has no INI or YAML form');
  }
  const notes: ConversionNote[] = [];
  const groups = new GroupReader(schema, config, to, notes).read();
  const end = lineEndOf(config.text);
  const text = to === 'yaml' ? yamlText(groups, end) : iniText(groups, end);
  return { text, notes };
}

/** Goes through the source line by line and gathers its groups. */
class GroupReader {
  readonly #schema: ConfigSchema;
  readonly #config: Config;
  readonly #to: 'ini' | 'yaml';
  readonly #notes: ConversionNote[];
  readonly #groups = new Map<string, ConvertedGroup>();

  constructor(schema: ConfigSchema, config: Config, to: 'ini' | 'yaml', notes: ConversionNote[]) {
    this.#schema = schema;
    this.#config = config;
    this.#to = to;
    this.#notes = notes;
  }

  read(): ConvertedGroup[] {
    const { sections, text } = this.#config;
    const starts = new Map<number, ConfigSection>();
    const entries = new Map<number, { section: ConfigSection; entry: ConfigEntry }[]>();
    for (const section of sections) {
      if (!section.listName) starts.set(section.nameSpan.line, section);
      for (const entry of section.entries) {
        const line = entries.get(entry.line) ?? [];
        line.push({ section, entry });
        entries.set(entry.line, line);
      }
    }
    let current: ConvertedGroup | undefined;
    let pending: ConvertedLine[] = [];
    let skipTo = 0;
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    lines.forEach((raw, index) => {
      const line = index + 1;
      if (line < skipTo) return;
      const section = starts.get(line) ?? this.#listItem(entries.get(line)?.[0]?.section, current);
      if (section) {
        current = this.#group(section, pending);
        pending = [];
      }
      const here = entries.get(line);
      if (here) {
        current?.lines.push(...pending);
        pending = [];
        for (const { section: owner, entry } of here) {
          if (entry !== this.#lastOf(owner.name, entry.key)) {
            this.#note(entry.line, `'${entry.key}' stood more than once: the last one is kept`);
            continue;
          }
          current?.lines.push(...this.#entryLines(current, entry));
          skipTo = entry.valueSpan.endLine + (entry.valueSpan.endColumn > 1 ? 1 : 0);
        }
      } else if (!section) {
        const kept = passedLine(raw);
        if (kept) pending.push(kept);
      }
    });
    const groups = [...this.#groups.values()];
    (current ?? groups.at(-1))?.lines.push(...pending);
    return groups;
  }

  /** A list's entry starts with the first key that another one holds. */
  #listItem(
    section: ConfigSection | undefined,
    current: ConvertedGroup | undefined,
  ): ConfigSection | undefined {
    return section?.listName && section.name !== current?.name ? section : undefined;
  }

  #group(section: ConfigSection, above: ConvertedLine[]): ConvertedGroup {
    const known = this.#groups.get(section.name);
    if (known) {
      known.lines.push(...above);
      this.#note(section.nameSpan.line, `The parts of '${section.name}' are one group now`);
      return known;
    }
    const schema = configGroup(this.#schema, section.name);
    if (schema && !isReadIn(schema, this.#to)) {
      this.#note(
        section.nameSpan.line,
        `${this.#schema.reader} does not read '${section.name}' from ${this.#to.toUpperCase()} files: its keys became comments`,
      );
    }
    const group = { name: section.name, ...(schema ? { schema } : {}), above, lines: [] };
    this.#groups.set(section.name, group);
    return group;
  }

  #lastOf(group: string, key: string): ConfigEntry | undefined {
    return this.#config.groups.get(group)?.entries.get(key);
  }

  #entryLines(group: ConvertedGroup, entry: ConfigEntry): ConvertedLine[] {
    const key = group.schema && configKey(group.schema, entry.key);
    if (entry.form === 'map') {
      this.#note(entry.line, `'${entry.key}' has keys under it, which INI can't hold: left out`);
      return [];
    }
    const { value, comment } = this.#value(key, entry);
    const lines: ConvertedLine[] = comment ? [{ kind: 'comment', text: comment }] : [];
    if ((group.schema && !isReadIn(group.schema, this.#to)) || (key && !isReadIn(key, this.#to))) {
      if (key && !isReadIn(key, this.#to)) {
        this.#note(
          entry.line,
          `'${entry.key}' is not read from ${this.#to.toUpperCase()} files: it became a comment`,
        );
      }
      const separator = this.#to === 'ini' ? '=' : ': ';
      return [...lines, { kind: 'comment', text: ` ${entry.key}${separator}${value}` }];
    }
    if (this.#to === 'yaml' && this.#schema.id === 'nvinfer' && key?.type === 'string-list') {
      if (listItems(value).some((item) => item.length > yamlItemLength)) {
        this.#note(entry.line, `nvinfer cuts the names in '${entry.key}' to 63 letters in YAML`);
      }
    }
    return [...lines, { kind: 'entry', key: entry.key, value }];
  }

  /** The value as the other syntax means it, and the comment that stood behind it. */
  #value(key: ConfigKey | undefined, entry: ConfigEntry): { value: string; comment?: string } {
    if (this.#config.format === 'yaml') {
      const { text } = this.#config;
      const { end } = entry.valueSpan;
      const comment = /^[ \t]*#([^\r\n]*)/.exec(text.slice(end, endOfLine(text, end)))?.[1];
      const value = asSwitch(key, entry.value);
      const written = /[\r\n]/.test(value) ? value.replace(/\r?\n/g, '\\n') : value;
      return comment === undefined ? { value: written } : { value: written, comment };
    }
    const number = /^([+-]?\d+)\s+#(.*)$/.exec(entry.value);
    if (number && key?.type !== 'string' && key?.type !== 'path') {
      return { value: asSwitch(key, number[1] ?? ''), comment: number[2] ?? '' };
    }
    return { value: asSwitch(key, unescaped(entry.value)) };
  }

  #note(line: number, message: string): void {
    this.#notes.push({ line, message });
  }
}

/** Booleans are 0 and 1 in both: the SDK reads part of them as numbers. */
function asSwitch(key: ConfigKey | undefined, value: string): string {
  if (key?.type !== 'bool') return value;
  if (/^(true|yes|on)$/i.test(value)) return '1';
  return /^(false|no|off)$/i.test(value) ? '0' : value;
}

/** GLib's escapes, which YAML's plain texts don't have. */
function unescaped(value: string): string {
  return value.replace(/\\([sntr\\])/g, (whole, letter: string) => escapes[letter] ?? whole);
}

const escapes: Readonly<Record<string, string>> = {
  s: ' ',
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
};

/** Blank lines and comments go over; directives, document marks and list heads don't. */
function passedLine(raw: string): ConvertedLine | undefined {
  const content = raw.trim();
  if (content === '') return { kind: 'blank' };
  return content.startsWith('#') ? { kind: 'comment', text: content.slice(1) } : undefined;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}
