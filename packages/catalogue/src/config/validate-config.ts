/** Holds a config file against the schema of its kind. */
import { editDistance, nearestNames } from '../nearest.ts';
import { confusedConfigKey } from './config-confusions.ts';
import { type ConfigFinding, lineFrom, type ReportConfig, syntaxNames } from './config-finding.ts';
import { checkEntryForm, configSyntaxFor, reportWrongSyntax } from './config-form.ts';
import {
  type ConfigGroupSchema,
  type ConfigSchema,
  configGroup,
  configKey,
  groupNames,
  isNamePattern,
  isReadIn,
} from './config-schema.ts';
import { valueProblem } from './config-values.ts';
import { type Config, type ConfigEntry, type ConfigSection, readConfig } from './read-config.ts';
import type { TextSpan } from './text-places.ts';

/**
 * Everything that is wrong with a file, in the order of its lines. A file that was read by its
 * suffix is read again when its kind has one syntax only. Never throws.
 */
export function validateConfig(schema: ConfigSchema, read: Config): ConfigFinding[] {
  const format = schema.syntaxes.includes(read.format)
    ? read.format
    : configSyntaxFor(schema, read.path);
  const config = format === read.format ? read : readConfig(read.path, read.text, format);
  const findings: ConfigFinding[] = [];
  const report: ReportConfig = (span, finding) => {
    const end = 'endLine' in span ? span : { endLine: span.line, endColumn: span.column };
    const { line, column } = span;
    const { endLine, endColumn } = end;
    findings.push({ ...finding, line, column, endLine, endColumn });
  };
  if (reportWrongSyntax(schema, config, report)) return findings;
  for (const { line, column, message } of config.problems) {
    report(lineFrom(config.text, line, column), {
      code: 'syntax',
      severity: 'error',
      message,
      remedy: 'Correct the line',
    });
  }
  for (const section of config.sections) checkSection(schema, config, section, report);
  checkRequired(schema, config, report);
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

function checkSection(
  schema: ConfigSchema,
  config: Config,
  section: ConfigSection,
  report: ReportConfig,
): void {
  const { name, nameSpan } = section;
  const group = configGroup(schema, name);
  if (!group) {
    reportUnknownGroup(schema, section, report);
    return;
  }
  if (!isReadIn(group, config.format)) {
    const readIn = group.syntaxes?.map((syntax) => syntaxNames[syntax]).join(' or ') ?? '';
    report(nameSpan, {
      code: 'not-in-this-syntax',
      severity: 'warning',
      message: `${schema.reader} reads the group '${name}' from ${readIn} files only, so it has no effect here`,
      group: name,
      remedy: `Write the file as ${readIn}, or remove the group`,
    });
    return;
  }
  if (!section.isGroup) {
    report(nameSpan, {
      code: 'wrong-form',
      severity: 'error',
      message: `'${name}' is a group: it needs keys under it, not a value`,
      group: name,
      expected: 'keys, indented',
      remedy: `Write the keys of ${name} under it, indented by two blanks`,
    });
    return;
  }
  if (config.format === 'yaml' && group.yamlList !== section.listName) {
    const list = group.yamlList;
    report(nameSpan, {
      code: 'wrong-form',
      severity: 'error',
      message: list
        ? `In YAML '${name}' is an entry of the list '${list}'`
        : `'${section.listName}' is a group, not a list`,
      group: name,
      expected: list ? `${list}: with a dash before each group` : 'keys, indented',
      remedy: list ? `Write its keys as an entry of ${list}:` : 'Remove the dashes',
    });
    return;
  }
  const seen = new Set<string>();
  for (const entry of section.entries) {
    const key = configKey(group, entry.key);
    if (!key) {
      reportUnknownKey(schema, group, section, entry, report);
      continue;
    }
    const mayRepeat = config.format === 'protobuf' && key.type.endsWith('-list');
    if (seen.has(entry.key) && !mayRepeat) {
      report(entry.keySpan, {
        code: 'duplicate-key',
        severity: 'warning',
        message: `'${entry.key}' stands more than once in ${name}: the last one counts`,
        group: name,
        key: entry.key,
        remedy: 'Remove the ones that are not wanted',
      });
    }
    seen.add(entry.key);
    if (!isReadIn(key, config.format)) {
      const readIn = key.syntaxes?.map((syntax) => syntaxNames[syntax]).join(' or ') ?? '';
      report(entry.keySpan, {
        code: 'not-in-this-syntax',
        severity: 'warning',
        message: `'${entry.key}' is read from ${readIn} files only, so it has no effect here`,
        group: name,
        key: entry.key,
        remedy: 'Remove it',
      });
      continue;
    }
    checkEntryForm(schema, config, section, entry, key.type.endsWith('-list'), report);
    const problem =
      entry.form === 'map' ? undefined : valueProblem(key, entry.value, config.format);
    if (problem) {
      report(entry.valueSpan, {
        code: problem.code,
        severity: problem.severity,
        message: `'${entry.key}' expects ${problem.expected}, got '${entry.value}'`,
        group: name,
        key: entry.key,
        expected: problem.expected,
        remedy:
          problem.nearest === undefined
            ? `Write ${problem.expected}`
            : `Write ${problem.nearest}, for instance`,
        ...(problem.nearest === undefined ? {} : { replacement: problem.nearest }),
      });
      continue;
    }
    if (key.type === 'double') checkTrailingBlank(config, section, entry, report);
  }
}

/** GLib refuses a decimal number with a blank behind it, which nobody sees. */
function checkTrailingBlank(
  config: Config,
  section: ConfigSection,
  entry: ConfigEntry,
  report: ReportConfig,
): void {
  if (config.format !== 'ini') return;
  const { end, endColumn, endLine } = entry.valueSpan;
  const blanks = /^[ \t\v\f]+/.exec(config.text.slice(end, end + 80))?.[0].length ?? 0;
  if (blanks === 0) return;
  report(
    {
      start: end,
      end: end + blanks,
      line: endLine,
      column: endColumn,
      endLine,
      endColumn: endColumn + blanks,
    },
    {
      code: 'trailing-blank',
      severity: 'error',
      message: `A blank stands behind the number of '${entry.key}': GLib refuses such numbers`,
      group: section.name,
      key: entry.key,
      expected: 'nothing behind the number',
      remedy: 'Remove the blank',
      replacement: '',
    },
  );
}

function reportUnknownGroup(
  schema: ConfigSchema,
  section: ConfigSection,
  report: ReportConfig,
): void {
  const { name, nameSpan } = section;
  if (name === '') {
    for (const entry of section.entries) reportOutside(schema, entry.key, entry.keySpan, report);
    return;
  }
  if (!section.isGroup && homeOf(schema, name) !== undefined) {
    reportOutside(schema, name, nameSpan, report);
    return;
  }
  const names = schema.groups.flatMap(groupNames);
  const [meant] = nearestNames(
    name,
    names.filter((each) => !isNamePattern(each)),
    1,
  );
  report(nameSpan, {
    code: 'unknown-group',
    severity: 'warning',
    message: `${schema.reader} does not know the group '${name}', so it has no effect`,
    group: name,
    expected: names.join(', '),
    remedy: meant ? `Did you mean ${meant}?` : `The groups are ${names.slice(0, 12).join(', ')}`,
    ...(meant ? { replacement: lastPart(meant) } : {}),
  });
}

/** A key beside the groups instead of in one. */
function reportOutside(
  schema: ConfigSchema,
  key: string,
  span: TextSpan,
  report: ReportConfig,
): void {
  const home = homeOf(schema, key);
  report(span, {
    code: 'wrong-section',
    severity: 'warning',
    message: `'${key}' stands outside of every group, so it has no effect`,
    key,
    remedy: home === undefined ? 'Move it into a group, or remove it' : `Move it into ${home}`,
  });
}

/** Only the last part of a protobuf path stands in the text. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function reportUnknownKey(
  schema: ConfigSchema,
  group: ConfigGroupSchema,
  section: ConfigSection,
  entry: ConfigEntry,
  report: ReportConfig,
): void {
  const place = { group: section.name, key: entry.key } as const;
  const confused = confusedConfigKey(schema.id, entry.key);
  const start = `${schema.reader} does not know '${entry.key}' in ${section.name}`;
  if (confused && configKey(group, confused)) {
    report(entry.keySpan, {
      ...place,
      code: 'confused-key',
      severity: 'warning',
      message: `${start}: here it is called '${confused}'`,
      expected: confused,
      remedy: `Write ${confused}`,
      replacement: confused,
    });
    return;
  }
  const home = homeOf(schema, entry.key, group);
  if (home !== undefined) {
    report(entry.keySpan, {
      ...place,
      code: 'wrong-section',
      severity: 'warning',
      message: `${start}: it is a key of ${home}`,
      expected: `in ${home}`,
      remedy: `Move it to ${home}`,
    });
    return;
  }
  const names = group.keys.map(({ key }) => key).filter((key) => !isNamePattern(key));
  const meant = nearestNames(entry.key, names);
  // A name that merely holds the other, as enable-batch-process holds enable, mends nothing.
  const limit = Math.max(1, Math.floor(entry.key.length / 3));
  const slip = meant.find((name) => editDistance(entry.key, name, limit) <= limit);
  report(entry.keySpan, {
    ...place,
    code: 'unknown-key',
    severity: 'warning',
    message: `${start}, so it has no effect`,
    remedy: slip ? `Did you mean ${meant.join(', ')}?` : 'Remove it, or correct its name',
    ...(meant.length === 0 ? {} : { expected: meant.join(', ') }),
    ...(slip === undefined ? {} : { replacement: slip }),
  });
}

/** Another group that has exactly this key. */
function homeOf(schema: ConfigSchema, key: string, except?: ConfigGroupSchema): string | undefined {
  return schema.groups.find(
    (group) => group !== except && group.keys.some((entry) => entry.key === key),
  )?.name;
}

function checkRequired(schema: ConfigSchema, config: Config, report: ReportConfig): void {
  const present = [...config.groups.values()];
  for (const group of schema.groups) {
    if (!isReadIn(group, config.format)) continue;
    const written = present.filter(({ name }) => configGroup(schema, name) === group);
    if (group.required && written.length === 0 && config.problems.length === 0) {
      report(lineFrom(config.text, 1, 1), {
        code: 'missing-group',
        severity: 'error',
        message: `The group '${group.name}' is missing: ${schema.reader} needs it`,
        group: group.name,
        remedy: `Add ${config.format === 'ini' ? `[${group.name}]` : group.name} with its keys`,
      });
    }
    for (const { name, line, column, entries } of written) {
      if (isOff(group, entries)) continue;
      for (const key of group.keys) {
        if (!key.required || !isReadIn(key, config.format)) continue;
        const isThere = [...entries.keys()].some((each) => configKey(group, each) === key);
        if (isThere) continue;
        const endColumn = column + lastPart(name).length;
        report(
          { start: 0, end: 0, line, column, endLine: line, endColumn },
          {
            code: 'missing-key',
            severity: 'error',
            message: `${name} has no '${key.key}': ${schema.reader} needs it`,
            group: name,
            key: key.key,
            expected: key.key,
            remedy: `Add ${key.key}${key.notes ? ` (${key.notes})` : ''}`,
          },
        );
      }
    }
  }
}

function isOff(group: ConfigGroupSchema, entries: ReadonlyMap<string, ConfigEntry>): boolean {
  if (group.switchedBy === undefined) return false;
  const value = entries.get(group.switchedBy)?.value;
  return value === undefined || value === '0' || value === 'false';
}
