/** Whether a config file is written in the form that its reader expects. */
import { lineFrom, type ReportConfig, syntaxNames } from './config-finding.ts';
import type { ConfigSchema } from './config-schema.ts';
import {
  type Config,
  type ConfigEntry,
  type ConfigSection,
  type ConfigSyntax,
  configFormat,
} from './read-config.ts';

/** How the reader of a kind reads a file: the suffix counts only where there is a choice. */
export function configSyntaxFor(schema: ConfigSchema, path: string): ConfigSyntax {
  const [only, ...others] = schema.syntaxes;
  return only !== undefined && others.length === 0 ? only : configFormat(path);
}

/** The syntax that a new file of a kind is written in. */
export function syntaxOfNewConfig(schema: ConfigSchema): ConfigSyntax {
  return schema.syntaxes[0] ?? 'ini';
}

/** Reports a file that is written in another syntax than it is read in: all else makes no sense. */
export function reportWrongSyntax(
  schema: ConfigSchema,
  config: Config,
  report: ReportConfig,
): boolean {
  const { format, text } = config;
  const written = writtenSyntax(text) ?? format;
  if (written === format) return false;
  const read = syntaxNames[format];
  const isByChoice = schema.syntaxes.length > 1;
  report(lineFrom(text, 1, 1), {
    code: 'wrong-syntax',
    severity: 'error',
    message: isByChoice
      ? `The file is read as ${read} because of its suffix, but it is written as ${syntaxNames[written]}`
      : `${schema.reader} reads ${read} only, but the file is written as ${syntaxNames[written]}`,
    expected: read,
    remedy: schema.syntaxes.includes(written)
      ? `Convert it to ${read}, or rename it: ${suffixHint(written)}`
      : `Write it as ${read}`,
  });
  return true;
}

function suffixHint(syntax: ConfigSyntax): string {
  return syntax === 'yaml'
    ? 'YAML needs the suffix .yml or .yaml'
    : `${syntaxNames[syntax]} needs any suffix but .yml and .yaml, for example .txt`;
}

/** What the first line that says something looks like; undefined when it says nothing. */
function writtenSyntax(text: string): ConfigSyntax | undefined {
  const line = /^[ \t\uFEFF]*(?!#)(\S.*)$/m.exec(text)?.[1]?.trimEnd();
  if (line === undefined) return undefined;
  if (/^\[[^\]]+\]$/.test(line)) return 'ini';
  if (/^(%YAML\b.*|---|[\w-]+:)(\s+#.*)?$/.test(line)) return 'yaml';
  return /^\w+\s*:?\s*\{/.test(line) ? 'protobuf' : undefined;
}

/** Lists, and keys under keys, where the reader expects a text. */
export function checkEntryForm(
  schema: ConfigSchema,
  config: Config,
  section: ConfigSection,
  entry: ConfigEntry,
  isList: boolean,
  report: ReportConfig,
): void {
  const place = { group: section.name, key: entry.key } as const;
  if (entry.form === 'map') {
    report(entry.keySpan, {
      ...place,
      code: 'wrong-form',
      severity: 'error',
      message: `'${entry.key}' expects a value, not keys under it`,
      expected: 'a value',
      remedy: 'Write the value behind the colon',
    });
    return;
  }
  if (config.format !== 'yaml') return;
  if (schema.yamlLists === 'sequences') {
    if (isList && entry.form === 'scalar' && entry.value.includes(';')) {
      report(entry.valueSpan, {
        ...place,
        code: 'wrong-form',
        severity: 'error',
        message: `'${entry.key}' expects a YAML list here, not a text with semicolons`,
        expected: 'a YAML list',
        remedy: 'Write [a, b, c]',
        replacement: `[${entry.value.split(';').filter(Boolean).join(', ')}]`,
      });
    }
  } else if (entry.form === 'list') {
    report(entry.valueSpan, {
      ...place,
      code: 'wrong-form',
      severity: 'error',
      message: `'${entry.key}' expects one text with semicolons: ${schema.reader} does not read YAML lists`,
      expected: 'one text with semicolons',
      remedy: `Write ${entry.value}`,
      replacement: entry.value,
    });
  }
}
