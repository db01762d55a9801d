/** INI as GLib's key files read it (tried with GLib 2.74). */
import type { ConfigEntry, ConfigProblem, ReadSections } from './read-config.ts';
import type { TextSpan } from './text-places.ts';

/**
 * Reads everything it can. GLib stops at the first line that is no group, key or comment, and
 * refuses the whole file; here each such line is a problem.
 */
export function readIni(text: string): ReadSections {
  const sections: {
    name: string;
    nameSpan: TextSpan;
    isGroup: true;
    entries: ConfigEntry[];
  }[] = [];
  const problems: ConfigProblem[] = [];
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    line += 1;
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length + 1 : newline + 1;
    let end = next - 1;
    if (text[end - 1] === '\r' && end > start) end -= 1;
    const lineStart = start;
    start = next;
    const raw = text.slice(lineStart, end);
    const indent = raw.length - raw.replace(/^[ \t\n\v\f\r]+/, '').length;
    const content = raw.slice(indent);
    if (content === '' || content.startsWith('#')) continue;
    const span = (from: number, to: number): TextSpan => ({
      start: lineStart + from,
      end: lineStart + to,
      line,
      column: from + 1,
      endLine: line,
      endColumn: to + 1,
    });
    const problem = (message: string) => problems.push({ message, line, column: indent + 1 });
    if (content.startsWith('[')) {
      const group = /^\[([^\]]*)\][ \t]*$/.exec(content);
      const name = group?.[1];
      if (name === undefined) {
        problem(groupProblem(content));
      } else if (!isGroupName(name)) {
        problem(`'${name}' can't be the name of a group`);
      } else {
        const nameSpan = span(indent + 1, indent + 1 + name.length);
        sections.push({ name, nameSpan, isGroup: true, entries: [] });
      }
      continue;
    }
    const equals = content.indexOf('=');
    if (equals <= 0) {
      problem(settingProblem(content));
      continue;
    }
    const key = content.slice(0, equals).trimEnd();
    const section = sections.at(-1);
    if (!section) {
      problem(`'${key}' stands before the first [group]`);
      continue;
    }
    if (!isKeyName(key)) {
      problem(`'${key}' can't be the name of a key`);
      continue;
    }
    const written = content.slice(equals + 1).trimStart();
    const valueAt = raw.length - written.length;
    const value = written.trimEnd();
    section.entries.push({
      key,
      value,
      line,
      column: indent + 1,
      keySpan: span(indent, indent + key.length),
      valueSpan: span(valueAt, valueAt + value.length),
      form: 'scalar',
      isQuoted: false,
    });
  }
  return { sections, problems };
}

function groupProblem(content: string): string {
  return /^\[[^\]]*\]\s*#/.test(content)
    ? `'${content}' is no group: a comment can't stand behind it`
    : `'${content}' is no group: write [name]`;
}

function settingProblem(content: string): string {
  if (content.startsWith('\uFEFF')) return 'The file starts with a byte order mark: remove it';
  if (content.startsWith(';')) return `'${content}' is no comment: comments start with #`;
  return `'${content}' is no setting: write key=value`;
}

function isGroupName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: GLib refuses them
  return name !== '' && !/[[\]\x00-\x1f\x7f]/.test(name);
}

/** A locale in brackets may end a key. */
function isKeyName(name: string): boolean {
  return /^[^[\]]+(\[[^[\]]*\])?$/.test(name);
}
