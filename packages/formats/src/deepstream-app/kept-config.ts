/**
 * What only deepstream-app itself does, and what is turned off, has no element. A document keeps it
 * in a file of its own, written as the app's INI: one can read and edit it, and an export puts it
 * back where it was.
 */
import { configGroup, configSchema, readConfig } from '@pipewright/catalogue';
import { type ConvertedGroup, iniText } from '../config/converted-text.ts';
import { inUsualOrder } from './group-order.ts';

export const KEPT_FILE = 'deepstream-app.txt';

/** Group -> key -> value. */
export type KeptGroups = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The file's text; undefined when nothing is kept. */
export function keptText(groups: KeptGroups): string | undefined {
  if (groups.size === 0) return undefined;
  const written = inUsualOrder([...groups.keys()]).map(
    (name): ConvertedGroup => ({
      name,
      above: [{ kind: 'blank' }],
      lines: [...(groups.get(name) ?? [])].map(([key, value]) => ({ kind: 'entry', key, value })),
    }),
  );
  const head = [
    '# Settings of deepstream-app that no element of the pipeline has. An export to deepstream-app',
    '# puts them back; a run of the pipeline does without them.',
  ];
  return `${head.join('\n')}\n${iniText(written, '\n')}`;
}

/** What a document keeps; nothing when it has no such file. */
export function keptGroups(files: Readonly<Record<string, string>>): KeptGroups {
  const text = Object.hasOwn(files, KEPT_FILE) ? files[KEPT_FILE] : undefined;
  if (text === undefined) return new Map();
  const { groups } = readConfig(KEPT_FILE, text, 'ini');
  return new Map(
    [...groups.values()].map(({ name, entries }) => [
      name,
      new Map([...entries.values()].map(({ key, value }) => [key, value])),
    ]),
  );
}

/** Groups that are about the app as a whole: they need no element. */
export function isAppWide(group: string): boolean {
  return (
    ['application', 'tests', 'img-save'].includes(group) || /^message-consumer\d+$/.test(group)
  );
}

/** Whether a group can be turned off at all. */
export function hasSwitch(group: string): boolean {
  return configGroup(configSchema('deepstream-app'), group)?.switchedBy !== undefined;
}
