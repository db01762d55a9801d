/** Changes that mend what is wrong with a config file. */
import {
  type Config,
  type ConfigEntry,
  type ConfigFinding,
  type ConfigSchema,
  configGroup,
  isNamePattern,
  readConfig,
} from '@pipewright/catalogue';
import { ConfigEditError } from './config-edit.ts';
import { removeLines, replaceStretch, startOfLine } from './config-lines.ts';
import { ConfigConversionError, convertConfig } from './convert-config.ts';
import { editConfig } from './edit-config.ts';
import { addGroupEdits, setKey } from './new-config.ts';
import { starterName } from './starter-value.ts';

/** What a button or a quick fix does. */
export interface ConfigFix {
  /** In the imperative. */
  readonly title: string;
  /** The whole text afterwards. */
  readonly text: string;
}

/** Names beyond these are no help. */
const maxNames = 3;

/** Every way to mend a finding, the best first; none when only the user can know. */
export function configFixes(
  schema: ConfigSchema,
  config: Config,
  finding: ConfigFinding,
): readonly ConfigFix[] {
  const fixes = [...replacements(config, finding), ...editsFor(schema, config, finding)];
  return fixes.filter(({ text }) => text !== config.text);
}

function replacements(config: Config, finding: ConfigFinding): ConfigFix[] {
  const { replacement, code, key, expected } = finding;
  const replace = (text: string) =>
    replaceStretch(config.text, stretchOf(config.text, finding), text);
  if (code === 'syntax') return commentMark(config.text, finding);
  if (replacement === undefined) return [];
  switch (code) {
    case 'confused-key':
    case 'unknown-group':
      return [{ title: `Rename to ${replacement}`, text: replace(replacement) }];
    case 'unknown-key': {
      const others = (expected ?? '').split(', ').filter((name) => name && name !== replacement);
      return [replacement, ...others]
        .slice(0, maxNames)
        .map((name) => ({ title: `Rename to ${name}`, text: replace(name) }));
    }
    case 'trailing-blank':
      return [{ title: 'Remove the blank', text: replace(replacement) }];
    default:
      return [{ title: `Set ${key} to ${replacement}`, text: replace(replacement) }];
  }
}

/** GLib knows # alone. */
function commentMark(text: string, finding: ConfigFinding): ConfigFix[] {
  const { start } = stretchOf(text, finding);
  return text[start] === ';'
    ? [
        {
          title: 'Write # for the comment',
          text: replaceStretch(text, { start, end: start + 1 }, '#'),
        },
      ]
    : [];
}

function editsFor(schema: ConfigSchema, config: Config, finding: ConfigFinding): ConfigFix[] {
  const { code, group, key } = finding;
  switch (code) {
    case 'unknown-key':
      return removal(config, finding);
    case 'not-in-this-syntax':
      return removal(config, finding);
    case 'duplicate-key':
      return [{ title: `Keep the last ${key} only`, text: withoutEarlier(config, group, key) }];
    case 'wrong-section':
      return [...move(schema, config, finding), ...removal(config, finding)];
    case 'missing-key':
    case 'missing-group':
      return addition(schema, config, finding);
    case 'wrong-syntax':
      return rewriting(schema, config);
    default:
      return [];
  }
}

function removal(config: Config, { group, key }: ConfigFinding): ConfigFix[] {
  if (group === undefined || key === undefined) return [];
  return attempt(`Remove ${key}`, () => editConfig(config, [{ kind: 'remove-key', group, key }]));
}

function move(schema: ConfigSchema, config: Config, { group, key }: ConfigFinding): ConfigFix[] {
  if (group === undefined || key === undefined) return [];
  const entry = config.groups.get(group)?.entries.get(key);
  const home = schema.groups.find(({ keys }) => keys.some((each) => each.key === key));
  const written = [...config.groups.keys()].find((name) => configGroup(schema, name) === home);
  const name = written ?? home?.name;
  if (!entry || name === undefined || isNamePattern(name)) return [];
  return attempt(`Move ${key} to ${name}`, () =>
    editConfig(config, [
      { kind: 'remove-key', group, key },
      { kind: 'set-key', group: name, key, value: entry.value },
    ]),
  );
}

function addition(schema: ConfigSchema, config: Config, finding: ConfigFinding): ConfigFix[] {
  if (finding.group === undefined) return [];
  const name = starterName(finding.group);
  const group = configGroup(schema, name);
  if (finding.key === undefined) {
    return attempt(`Add ${name}`, () =>
      editConfig(config, addGroupEdits(schema, name, config.format)),
    );
  }
  const key = group?.keys.find((each) => each.key === finding.key);
  if (!group || !key) return [];
  return attempt(`Add ${key.key}`, () => editConfig(config, [setKey(schema, name, group, key)]));
}

function rewriting(schema: ConfigSchema, config: Config): ConfigFix[] {
  const { format } = config;
  if (format === 'protobuf') return [];
  const other = format === 'ini' ? 'yaml' : 'ini';
  const written = readConfig(`${config.path} as written`, config.text, other);
  return attempt(
    `Rewrite it as ${format.toUpperCase()}`,
    () => convertConfig(schema, written, format).text,
  );
}

function withoutEarlier(config: Config, group?: string, key?: string): string {
  const entries = config.sections
    .filter(({ name }) => name === group)
    .flatMap((section) => section.entries)
    .filter((entry) => entry.key === key);
  return entries
    .slice(0, -1)
    .reduceRight(
      (text, entry) =>
        isAlone(text, entry) ? removeLines(text, entry.keySpan.start, entry.valueSpan.end) : text,
      config.text,
    );
}

function isAlone(text: string, { keySpan }: ConfigEntry): boolean {
  return text.slice(startOfLine(text, keySpan.start), keySpan.start).trim() === '';
}

/** A fix that can't be made is none. */
function attempt(title: string, change: () => string): ConfigFix[] {
  try {
    return [{ title, text: change() }];
  } catch (error) {
    if (error instanceof ConfigEditError || error instanceof ConfigConversionError) return [];
    throw error;
  }
}

function stretchOf(text: string, finding: ConfigFinding): { start: number; end: number } {
  return {
    start: offsetOf(text, finding.line, finding.column),
    end: offsetOf(text, finding.endLine, finding.endColumn),
  };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) break;
    start = newline + 1;
  }
  return Math.min(text.length, start + column - 1);
}
