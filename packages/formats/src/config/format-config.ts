/** Config files in an even layout: same groups, keys, values and comments. */
import { type Config, type ConfigSection, readConfig } from '@pipewright/catalogue';
import { ConfigEditError } from './config-edit.ts';
import { lineEndOf, startOfLine } from './config-lines.ts';

/**
 * The text with even spacing: no blanks at line ends, one blank line between groups, one spacing
 * around keys. Throws a ConfigEditError for a file that can't be read.
 */
export function formatConfig(config: Config): string {
  const [problem] = config.problems;
  if (problem) {
    throw new ConfigEditError(
      `${config.path}, line ${problem.line}: ${problem.message}. Correct it before formatting`,
    );
  }
  const end = lineEndOf(config.text);
  const text = formatters[config.format](config).join(end);
  const formatted = text === '' ? '' : text + end;
  return saysTheSame(config, formatted) ? formatted : config.text;
}

const formatters = { ini: iniLines, yaml: yamlLines, protobuf: protobufLines } as const;

function iniLines({ text }: Config): string[] {
  const lines = linesOf(text).map((line) => {
    const content = line.trim();
    const setting = /^([^#[=][^=]*?)\s*=\s*(.*)$/.exec(content);
    return setting ? `${setting[1]}=${setting[2]}` : content;
  });
  return spaced(lines, (line) => line.startsWith('['));
}

/** Keys in one column; files with nested or many-line values stay as they are. */
function yamlLines(config: Config): string[] {
  const lines = linesOf(config.text);
  if (config.sections.some(isIntricate)) return withoutLastBlanks(lines);
  const indents = new Map<number, string>();
  for (const { listName, entries } of config.sections) {
    const column = listName === undefined ? '  ' : '    ';
    entries.forEach((entry, index) => {
      const start = startOfLine(config.text, entry.keySpan.start);
      const lead = config.text.slice(start, entry.keySpan.start);
      if (!/^ *(- +)?$/.test(lead)) return;
      const isItem = listName !== undefined && index === 0;
      indents.set(entry.line, isItem ? '  - ' : column);
      const gap = config.text.slice(entry.keySpan.end, entry.valueSpan.start);
      const key = config.text.slice(entry.keySpan.start, entry.keySpan.end);
      if (!/^[ \t]*:[ \t]+$/.test(gap)) return;
      lines[entry.line - 1] = `${lead}${key}: ${config.text.slice(
        entry.valueSpan.start,
        endOfLine(config.text, entry.valueSpan.start),
      )}`;
    });
  }
  const indented = lines.map((line, index) => {
    const content = line.trim();
    const indent = indents.get(index + 1);
    if (indent !== undefined) return indent + content.replace(/^- +/, '');
    return content.startsWith('#') && /^\s/.test(line)
      ? `${(nextIndent(indents, index + 1, lines.length) ?? '  ').replace('-', ' ')}${content}`
      : line.trimEnd();
  });
  return spaced(indented, (line) => /^[^\s#%-][^:]*:/.test(line));
}

/** The column of the next key: comments stand above what they speak of. */
function nextIndent(
  indents: ReadonlyMap<number, string>,
  line: number,
  last: number,
): string | undefined {
  for (let at = line; at <= last; at += 1) {
    const indent = indents.get(at);
    if (indent !== undefined) return indent;
  }
  return undefined;
}

function isIntricate({ entries }: ConfigSection): boolean {
  return entries.some(
    ({ form, keySpan, valueSpan }) => form === 'map' || valueSpan.endLine !== keySpan.line,
  );
}

const protobufTokens = /#.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}<>[\]]/g;

function protobufLines({ text }: Config): string[] {
  let depth = 0;
  const lines = linesOf(text).map((line) => {
    const content = line.trim().replace(/^(\w+)\s*:\s*(?=[^\s{<])/, '$1: ');
    const closers = /^[}>\]\s]*/.exec(content)?.[0].replace(/\s/g, '').length ?? 0;
    const indent = '  '.repeat(Math.max(0, depth - closers));
    for (const [token] of content.matchAll(protobufTokens)) {
      if (/^[{<[]/.test(token)) depth += 1;
      else if (/^[}>\]]/.test(token)) depth -= 1;
    }
    return content === '' ? '' : indent + content;
  });
  return spaced(lines, () => false);
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}

/** One blank line at most, none at either end, and one above each group and its comments. */
function spaced(lines: readonly string[], isGroup: (line: string) => boolean): string[] {
  const out: string[] = [];
  for (const line of lines) {
    if (line === '' && (out.length === 0 || out.at(-1) === '')) continue;
    if (isGroup(line)) {
      let at = out.length;
      while (at > 0 && out[at - 1]?.trimStart().startsWith('#')) at -= 1;
      const above = out[at - 1];
      if (at > 0 && above !== '' && !above?.startsWith('%') && above !== '---') {
        out.splice(at, 0, '');
      }
    }
    out.push(line);
  }
  return withoutLastBlanks(out);
}

function withoutLastBlanks(lines: readonly string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

/** Layout must not change what is read. */
function saysTheSame(config: Config, text: string): boolean {
  const again = readConfig(`${config.path} formatted`, text, config.format);
  return again.problems.length === 0 && contentOf(again) === contentOf(config);
}

function contentOf({ sections }: Config): string {
  return JSON.stringify(
    sections.map(({ name, entries }) => [name, entries.map(({ key, value }) => [key, value])]),
  );
}
