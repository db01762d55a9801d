/** Puts what the kept file holds back into the groups. */
import { configGroup, configSchema } from '@pipewright/catalogue';
import { keyOf } from '../app-config.ts';
import { isAppWide, KEPT_FILE, type KeptGroups } from '../kept-config.ts';
import { csvKeys } from '../sources-csv.ts';
import type { GroupWriter } from './group-writer.ts';

export function putBackKept(writer: GroupWriter, kept: KeptGroups): void {
  for (const [name, entries] of kept) {
    const place = { file: KEPT_FILE };
    if (!configGroup(configSchema('deepstream-app'), name)) {
      writer.note('lost', `deepstream-app does not know the group [${name}]`, place);
      continue;
    }
    const isWritten = writer.groups.has(name);
    const isWhole = entries.has('enable');
    if (isWhole && isWritten && writer.groups.get(name)?.has('enable')) {
      const message = `[${name}] of ${KEPT_FILE} gives way to the elements that now stand for it`;
      writer.note('advice', message, place);
      continue;
    }
    if (!isWhole && !isWritten && !isAppWide(name)) {
      const message = `No element stands for [${name}] any more: what ${KEPT_FILE} says of it is left out`;
      writer.note('advice', message, place);
      continue;
    }
    for (const [key, value] of entries) putBack(writer, name, key, value);
  }
}

function putBack(writer: GroupWriter, group: string, key: string, value: string): void {
  const { syntax } = writer;
  const isRow = syntax === 'yaml' && /^source\d+$/.test(group);
  const isRead = isRow ? csvKeys.has(key) : keyOf(group, key, syntax) !== undefined;
  if (isRead) {
    writer.set(group, key, value);
    return;
  }
  const other = syntax === 'yaml' ? 'INI' : 'YAML';
  const message = `deepstream-app reads '${key}' of [${group}] from ${other} files only: ${value} is left out`;
  writer.note('lost', message, { file: KEPT_FILE });
}
