/** INI as GLib's key files read it: groups and keys merge, the last value wins. */
import type { ConfigEntry, ConfigGroup, ConfigProblem } from './read-config.ts';

export interface ReadGroups {
  readonly groups: ReadonlyMap<string, ConfigGroup>;
  readonly problems: readonly ConfigProblem[];
}

/** Reads everything it can; a line that is neither group, key nor comment is a problem. */
export function readIni(text: string): ReadGroups {
  const groups = new Map<
    string,
    { name: string; line: number; entries: Map<string, ConfigEntry> }
  >();
  const problems: ConfigProblem[] = [];
  let current: Map<string, ConfigEntry> | undefined;
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return;
    const column = raw.length - raw.trimStart().length + 1;
    if (content.startsWith('[')) {
      const name = /^\[([^\][]+)\]/.exec(content)?.[1];
      if (name === undefined) {
        problems.push({
          message: `'${content}' is no group: write [name]`,
          line,
          column,
        });
        return;
      }
      const group = groups.get(name) ?? { name, line, entries: new Map() };
      groups.set(name, group);
      current = group.entries;
      return;
    }
    const equals = content.indexOf('=');
    if (equals <= 0) {
      problems.push({
        message: `'${content}' is no setting: write key=value`,
        line,
        column,
      });
      return;
    }
    const key = content.slice(0, equals).trim();
    if (!current) {
      problems.push({
        message: `'${key}' stands before the first [group]`,
        line,
        column,
      });
      return;
    }
    const value = content.slice(equals + 1).trim();
    current.set(key, { key, value, line, column });
  });
  return { groups, problems };
}
