/** Applies edits to config files; only the lines that differ change. */
import { type Config, readConfig } from '@pipewright/catalogue';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import { editIni } from './edit-ini.ts';
import { editProtobuf } from './edit-protobuf.ts';
import { editYaml } from './edit-yaml.ts';

const editors = { ini: editIni, yaml: editYaml, protobuf: editProtobuf } as const;

/**
 * The text after the edits, one after the other. Comments, order, spacing and line ends of the rest
 * stay. Throws a ConfigEditError when the file can't be read or an edit doesn't fit.
 */
export function editConfig(config: Config, edits: readonly ConfigEdit[]): string {
  let current = config;
  for (const edit of edits) {
    const [problem] = current.problems;
    if (problem) {
      throw new ConfigEditError(
        `${current.path}, line ${problem.line}: ${problem.message}. Correct it before other changes`,
      );
    }
    if (edit.kind === 'set-key' && isSet(current, edit.group, edit.key, edit.value)) continue;
    const text = editors[current.format](current, edit);
    if (text !== current.text) current = readConfig(current.path, text, current.format);
  }
  return current.text;
}

/** A value that is there already stays as it is written, quotes and spacing included. */
function isSet({ groups }: Config, group: string, key: string, value: string): boolean {
  return groups.get(group)?.entries.get(key)?.value === value;
}
